"""Colour that reaches the trim runs on into the bleed: no guillotine cuts so exactly that it could end there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from packbuilder.errors import Problem
from packbuilder.model.paper import MM_PER_PT
from packbuilder.proof.expectation import Expectation, Press

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_PX_PER_MM = 4
_PX_PER_PT = _PX_PER_MM * MM_PER_PT
# Where it is looked: so far within the trim, and so far within the edge of the bleed.
_WITHIN_MM = 0.75
# Grey from which paper counts as white, and below which it counts as printed on.
_WHITE, _PRINTED = 250, 240
# What may end between the two lines: the corner of a slanted field, a letter.
_SHORT_MM = 3

# A row or a column of pixels, in grey.
Line = bytes


def check(pdf: bytes, expected: Expectation, press: Press) -> Iterator[Problem]:
    """A problem for each edge at which colour ends with the trim; pypdfium2.PdfiumError if the file is not a PDF."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        for number, page in enumerate(document, start=1):
            for edge, (inside, outside) in _edges(page, press.bleed_mm).items():
                if _ends(inside, outside):
                    what = f"Colour ends at the {edge} edge of page {number}, where it must run on into the bleed."
                    yield expected.problem("bleed", what, "Let it begin at var(--inset) in the layout's style.css.")
            page.close()
    finally:
        document.close()


def _edges(page: PdfPage, bleed_mm: float) -> dict[str, tuple[Line, Line]]:
    """For each edge the pixels just within the trim, and those at the outside of the bleed."""
    left, bottom, right, top = page.get_trimbox()
    sheet_left, _, _, sheet_top = page.get_cropbox()
    x0, x1 = (round((x - sheet_left) * _PX_PER_PT) for x in (left, right))
    y0, y1 = (round((sheet_top - y) * _PX_PER_PT) for y in (top, bottom))
    bitmap = page.render(scale=_PX_PER_PT, grayscale=True, may_draw_forms=False)
    pixels, stride = bytes(bitmap.buffer), bitmap.stride
    within, beyond = round(_WITHIN_MM * _PX_PER_MM), round((bleed_mm - _WITHIN_MM) * _PX_PER_MM)

    def column(x: int) -> Line:
        return pixels[y0 * stride + x : y1 * stride : stride]

    def row(y: int) -> Line:
        return pixels[y * stride + x0 : y * stride + x1]

    return {
        "left": (column(x0 + within), column(x0 - beyond)),
        "right": (column(x1 - 1 - within), column(x1 - 1 + beyond)),
        "top": (row(y0 + within), row(y0 - beyond)),
        "bottom": (row(y1 - 1 - within), row(y1 - 1 + beyond)),
    }


def _ends(inside: Line, outside: Line) -> bool:
    """Whether more than a little of what is printed inside is bare outside."""
    bare = (here < _PRINTED and there >= _WHITE for here, there in zip(inside, outside, strict=True))
    return any(is_bare and len(list(run)) > _SHORT_MM * _PX_PER_MM for is_bare, run in groupby(bare))
