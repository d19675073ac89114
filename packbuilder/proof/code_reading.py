"""Reads the codes of a finished PDF back: what they say, where they lie, and whether anything touches them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from packbuilder.compose.qr import QUIET_ZONE, Level, Symbol, module_mm, reading_distance_m
from packbuilder.proof.region import Edges, Part, Region, put_together, rendered, trimmed

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument
    from zxingcpp import Barcode, Position

Turn = Literal[0, 90, 180, 270]

# How much is looked at around the quiet zone. A code that lies further off is not read at all.
_AROUND_MM = 5.0
# How far a code may lie from where the layout put it. The decoder itself is right to about 0.3 mm.
_TOLERANCE_MM = 1.0
# Grey from which the quiet zone counts as white: white paper with a tint that no copier sees.
_WHITE = 224
# The corner that has no finder pattern: the decoder only guesses where it is.
_UNMARKED = 2
# What the decoder and the smoothing of edges may be out by.
_EDGE_PX = 2


@dataclass(frozen=True, slots=True)
class PlacedCode:
    """A code as the layout placed it.

    `page` counts from 1; `modules` is one side without the quiet zone; `x_mm`, `y_mm` and `size_mm` give the symbol
    without its quiet zone, in mm from the top left of the trimmed page; `turn` how far it is turned, clockwise. With
    `parts`, the page is a poster that has to be put together first.
    """

    page: int
    url: str
    level: Level
    modules: int
    x_mm: float
    y_mm: float
    size_mm: float
    turn: Turn = 0
    parts: tuple[Part, ...] = ()

    @classmethod
    def of_picture(cls, symbol: Symbol, page: int, x_mm: float, y_mm: float, width_mm: float) -> PlacedCode:
        """The code in a picture of it, whose place and width are given quiet zone included."""
        module = width_mm / (symbol.modules + 2 * QUIET_ZONE)
        quiet = module * QUIET_ZONE
        size = module * symbol.modules
        return cls(page, symbol.url, symbol.level, symbol.modules, x_mm + quiet, y_mm + quiet, size)


@dataclass(frozen=True, slots=True)
class ReadCode:
    """A placed code as it was read.

    `page`, `url`, `size_mm`, `module_mm`, `level` and `distance_m` (from which it can be read) are as placed; `text`
    and `found_level` are as decoded, None where nothing was; `off_mm` says how far it lies from its place; `spent` is
    the share of its error correction (0 to 1) that the clean page already takes; `clear` says whether its quiet zone
    is white.
    """

    page: int
    url: str
    size_mm: float
    module_mm: float
    level: Level
    distance_m: float
    text: str | None = None
    found_level: str | None = None
    off_mm: float = 0.0
    spent: float = 0.0
    clear: bool = False

    @property
    def in_place(self) -> bool:
        """Whether it lies where the layout put it, as large as the layout made it."""
        return self.off_mm <= _TOLERANCE_MM

    @property
    def read(self) -> bool:
        """Whether it was read and is in every respect as it was meant."""
        right = self.text == self.url and self.found_level == self.level
        return right and self.in_place and self.spent == 0 and self.clear


def codes(pdf: bytes, placed: Sequence[PlacedCode]) -> list[ReadCode]:
    """Read each placed code back from the page it lies on, in the order given, at one attempt.

    A code on a page that the file does not have is not read. Raises pypdfium2.PdfiumError if the file is not a PDF.
    """
    if not placed:
        return []
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return [_read(document, code) for code in placed]
    finally:
        document.close()


def _read(document: PdfDocument, code: PlacedCode) -> ReadCode:
    if not 1 <= code.page <= len(document):
        return _unread(code)
    code = _on_sheet(document, code)
    return seen(_region(document, code, module_mm(code.size_mm, code.modules) * QUIET_ZONE), code)


def seen(region: Region, code: PlacedCode) -> ReadCode:
    """What is read of a placed code in a picture of its page, or of a part of that."""
    found = [(_off_mm(barcode.position, region, code), barcode) for barcode in _decode(region)]
    if not found:
        return _unread(code)
    off_mm, barcode = min(found, key=lambda pair: pair[0])
    extra: Any = barcode.extra  # a dictionary, which the stubs do not say
    spent = 1 - float(extra["UEC"])  # UEC: unused error correction
    quiet_mm = module_mm(code.size_mm, code.modules) * QUIET_ZONE
    clear = _clear(region, barcode.position, math.floor(quiet_mm * region.px_per_mm))
    return replace(
        _unread(code),
        text=barcode.text,
        found_level=barcode.ec_level,
        off_mm=round(off_mm, 2),
        spent=round(spent, 3),
        clear=clear,
    )


def _unread(code: PlacedCode) -> ReadCode:
    module, distance = module_mm(code.size_mm, code.modules), reading_distance_m(code.size_mm)
    return ReadCode(code.page, code.url, code.size_mm, module, code.level, distance)


def _on_sheet(document: PdfDocument, code: PlacedCode) -> PlacedCode:
    """The code from the top left of what is rendered: a sheet for the press is larger than the trimmed page."""
    if code.parts:
        return code
    right, down = trimmed(document, code.page)
    return replace(code, x_mm=code.x_mm + right, y_mm=code.y_mm + down)


def _region(document: PdfDocument, code: PlacedCode, quiet_mm: float) -> Region:
    """The part of the page where the code must be, and nothing else."""
    around = quiet_mm + _AROUND_MM
    side = code.size_mm + 2 * around
    edges = Edges.around(code.x_mm - around, code.y_mm - around, side, side)
    return put_together(document, code.parts, edges) if code.parts else rendered(document, code.page, edges)


def _decode(region: Region) -> list[Barcode]:
    """Every upright QR code in a region. No second attempt, no light on dark: what needs one must not be printed."""
    import zxingcpp

    pixels: Any = region.pixels  # any buffer will do; the stubs know only numpy's
    view = zxingcpp.ImageView(pixels, region.width, region.height, zxingcpp.ImageFormat.Lum, region.stride)
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return zxingcpp.read_barcodes(view, formats, try_rotate=False, try_downscale=False, try_invert=False)


def _off_mm(position: Position, region: Region, code: PlacedCode) -> float:
    """How far the corners of a decoded code lie from where they should, at most, in mm."""
    # Clockwise from the upper left: the corners of the code, and the place on the sheet of each as it is turned.
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    places = ((0, 0), (1, 0), (1, 1), (0, 1))
    quarters = code.turn // 90
    turned = [(corner, *places[(n + quarters) % 4]) for n, corner in enumerate(corners) if n != _UNMARKED]
    return max(
        math.hypot(
            (region.left + corner.x) / region.px_per_mm - (code.x_mm + right * code.size_mm),
            (region.top + corner.y) / region.px_per_mm - (code.y_mm + down * code.size_mm),
        )
        for corner, right, down in turned
    )


def _clear(region: Region, position: Position, quiet: int) -> bool:
    """Whether the four sides of the quiet zone, `quiet` pixels wide, are white, but for the pixels along its edges."""
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    left, right = min(corner.x for corner in corners), max(corner.x for corner in corners)
    top, bottom = min(corner.y for corner in corners), max(corner.y for corner in corners)
    near, far = _EDGE_PX, quiet - _EDGE_PX
    sides = (
        (left - far, top - far, right + far, top - near),
        (left - far, bottom + near, right + far, bottom + far),
        (left - far, top - near, left - near, bottom + near),
        (right + near, top - near, right + far, bottom + near),
    )
    return all(region.darkest(*side) >= _WHITE for side in sides)
