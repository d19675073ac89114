"""Parts of finished pages as grey pictures, also parts of posters, put together from the sheets that show them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from packbuilder.model.paper import MM_PER_PT

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

DPI = 150  # what a copier or a telephone at arm's length makes of a page
PX_PER_MM = DPI / 25.4
_PX_PER_PT = DPI / 72
_WHITE = b"\xff"

Box = tuple[float, float, float, float]  # x, y, width, height in mm


class Edges(NamedTuple):
    """A rectangle in pixels, from the upper left of a page."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def around(cls, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> Edges:
        """The pixels that a box in mm touches."""
        return cls(
            math.floor(x_mm * PX_PER_MM),
            math.floor(y_mm * PX_PER_MM),
            math.ceil((x_mm + width_mm) * PX_PER_MM),
            math.ceil((y_mm + height_mm) * PX_PER_MM),
        )

    def within(self, other: Edges) -> Edges:
        """What both have in common; it may be nothing, with the right not right of the left."""
        return Edges(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a poster on a sheet.

    `page` counts from 1; `part` is in mm of the poster, `frame` where that lies in mm of the sheet.
    """

    page: int
    part: Box
    frame: Box


@dataclass(frozen=True, slots=True)
class Region:
    """A grey picture of a part of a page; `left` and `top` say where on the page it begins. All in pixels.

    `px_per_mm` is how many of them a mm of the page has.
    """

    pixels: bytes
    width: int
    height: int
    stride: int
    left: int
    top: int
    px_per_mm: float = PX_PER_MM

    def darkest(self, x0: int, y0: int, x1: int, y1: int) -> int:
        """The darkest grey in a rectangle of the picture; 0, black, if the rectangle runs out of it."""
        if x0 < 0 or y0 < 0 or x1 > self.width or y1 > self.height:
            return 0
        if x0 >= x1 or y0 >= y1:
            return 255
        from PIL import Image  # slow to import

        size = self.width, self.height
        picture = Image.frombuffer("L", size, self.pixels, "raw", "L", self.stride, 1)
        greys: Any = picture.crop((x0, y0, x1, y1)).getextrema()  # a pair for pictures of one band
        return int(greys[0])


def rendered(document: PdfDocument, number: int, edges: Edges) -> Region:
    """A part of page `number`, from 1, as much of it as lies on the page. A whole placard takes fifty times as long."""
    page = document[number - 1]
    try:
        return pictured_part(page, edges)
    finally:
        page.close()


def pictured_part(page: PdfPage, edges: Edges) -> Region:
    """A part of a page that is open already."""
    width_px, height_px = (math.ceil(side * _PX_PER_PT) for side in page.get_size())
    left, top = max(0, edges.left), max(0, edges.top)
    cut = (left, max(0, height_px - edges.bottom), max(0, width_px - edges.right), top)
    # The renderer rounds each cut up to whole pixels: half a pixel less makes it the pixel that was meant.
    crop = tuple(max(0.0, (pixels - 0.5) / _PX_PER_PT) for pixels in cut)
    bitmap = page.render(scale=_PX_PER_PT, crop=crop, grayscale=True, may_draw_forms=False)
    return Region(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, left, top)


def trimmed(document: PdfDocument, number: int) -> tuple[float, float]:
    """How far right and down in mm the trimmed page lies on what is rendered: a sheet for the press is larger."""
    page = document[number - 1]
    try:
        return trimmed_from(page)
    finally:
        page.close()


def trimmed_from(page: PdfPage) -> tuple[float, float]:
    """The same of a page that is open already."""
    left, _, _, top = page.get_trimbox()
    sheet_left, _, _, sheet_top = page.get_cropbox()
    return (left - sheet_left) * MM_PER_PT, (sheet_top - top) * MM_PER_PT


def put_together(document: PdfDocument, parts: Iterable[Part], edges: Edges) -> Region:
    """A part of a poster from all the sheets that show some of it, the later over the former; else white."""
    width, height = edges.right - edges.left, edges.bottom - edges.top
    whole = bytearray(b"\xff" * width * height)
    for part in parts:
        across, down = (round((part.frame[n] - part.part[n]) * PX_PER_MM) for n in (0, 1))
        seen = edges.within(Edges(*(round(edge * PX_PER_MM) for edge in _corners(part.part))))
        if seen.left < seen.right and seen.top < seen.bottom:
            there = Edges(seen.left + across, seen.top + down, seen.right + across, seen.bottom + down)
            shown = rendered(document, part.page, there)
            for row in range(min(shown.height, seen.bottom - seen.top)):
                line = shown.pixels[row * shown.stride : row * shown.stride + min(shown.width, seen.right - seen.left)]
                start = (seen.top - edges.top + row) * width + seen.left - edges.left
                whole[start : start + len(line)] = line
    return Region(bytes(whole), width, height, width, edges.left, edges.top)


def _corners(box: Box) -> tuple[float, float, float, float]:
    x, y, width, height = box
    return x, y, x + width, y + height


def pictured(grey: bytes, width: int, crop_mm: float, px_per_mm: float) -> Region:
    """A page as a picture of its own, `width` pixels wide, from which `crop_mm` have been cut along every edge."""
    left = round(crop_mm * px_per_mm)
    return Region(grey, width, len(grey) // width, width, left, left, px_per_mm)
