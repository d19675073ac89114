"""Crop marks: where the trimmed page ends, drawn outside the bleed, and nothing of the page beyond the bleed.

Where a page is folded, dashed marks say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import pydyf

from packbuilder.model.paper import MM_PER_PT

# The width of the strip around the trimmed page that is cut off, in mm: bleed, gap, mark.
SLUG_MM = 10.0
# From the bleed to the mark, and from the mark to the edge of the sheet, in mm.
_GAP_MM = 0.5
_LINE_PT = 0.25
_DASH_PT = 2
# The name of the registration colour among the colour spaces: every ink there is, so that each plate shows the marks.
ALL = "All"

# Left, bottom, right, top in pt.
Corners = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a page for the press, in pt: what is left after the cut, with its bleed, and with the marks."""

    trim: Corners
    bleed: Corners
    media: Corners

    @classmethod
    def around(cls, width_mm: float, height_mm: float, bleed_mm: float) -> Boxes:
        """The boxes of a page whose trimmed lower left corner is the origin, where the renderer draws from."""
        return cls(*(_box(width_mm, height_mm, more) for more in (0.0, bleed_mm, SLUG_MM)))

    def named(self) -> dict[str, Corners]:
        """Each by what a page calls it."""
        return {"MediaBox": self.media, "BleedBox": self.bleed, "TrimBox": self.trim}


def _box(width_mm: float, height_mm: float, more_mm: float) -> Corners:
    left, bottom, right, top = 0 - more_mm, 0 - more_mm, width_mm + more_mm, height_mm + more_mm
    return tuple(round(side / MM_PER_PT, 4) for side in (left, bottom, right, top))  # type: ignore[return-value]


def registration() -> pydyf.Array:
    """The colour space of the marks."""
    tint = {"FunctionType": 2, "Domain": "[0 1]", "C0": "[0 0 0 0]", "C1": "[1 1 1 1]", "N": 1}
    return pydyf.Array(["/Separation", "/All", "/DeviceCMYK", pydyf.Dictionary(tint)])


def underlay(boxes: Boxes, folds: Sequence[float] = ()) -> pydyf.Stream:
    """What stands before a page's own content: the marks, then a clip, so that the page ends where its bleed does.

    `folds` are in pt from the left of the trimmed page.
    """
    stream = pydyf.Stream(compress=True)
    stream.push_state()
    stream.set_color_space(ALL, stroke=True)
    stream.set_color_special(None, True, 1)
    stream.set_line_width(_LINE_PT)
    _stroke(stream, _lines(boxes))
    if folds:
        stream.set_dash([_DASH_PT, _DASH_PT], 0)
        _stroke(stream, [line for fold in folds for line in _across(boxes, fold)])
    stream.pop_state()
    left, bottom, right, top = boxes.bleed
    stream.rectangle(left, bottom, right - left, top - bottom)
    stream.clip()
    stream.end()
    return stream


def _stroke(stream: pydyf.Stream, lines: Sequence[Corners]) -> None:
    for x0, y0, x1, y1 in lines:
        stream.move_to(x0, y0)
        stream.line_to(x1, y1)
    stream.stroke()


def _across(boxes: Boxes, x: float) -> tuple[Corners, Corners]:
    """The marks below and above a page at a fold."""
    gap = _GAP_MM / MM_PER_PT
    return (x, boxes.bleed[1] - gap, x, boxes.media[1]), (x, boxes.bleed[3] + gap, x, boxes.media[3])


def _lines(boxes: Boxes) -> list[Corners]:
    """Two lines at each corner of the trimmed page, in the direction of its edges."""
    gap = _GAP_MM / MM_PER_PT
    sides = list(zip(boxes.trim, boxes.bleed, boxes.media, strict=True))
    lines: list[Corners] = []
    for (x, x_bleed, x_media), (y, y_bleed, y_media) in product(sides[::2], sides[1::2]):
        across, down = (gap, -gap) if x_media > x else (-gap, gap), (gap, -gap) if y_media > y else (-gap, gap)
        lines.append((x_bleed + across[0], y, x_media + across[1], y))
        lines.append((x, y_bleed + down[0], x, y_media + down[1]))
    return lines
