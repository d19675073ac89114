"""Text that a reader of the file finds and nobody who holds the paper sees, or that is seen in a mirror."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref
from math import ceil, floor
from typing import TYPE_CHECKING
from unicodedata import combining

from packbuilder.errors import Problem
from packbuilder.proof.expectation import Expectation

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage, PdfTextPage

_PX_PER_PT = 1.0  # 72 dpi: enough to tell ink from none, and little work
_LEAST = 24  # of 255: by how much the darkest and the lightest of a line differ where any ink of it is seen
_FEW = 3  # letters
_SHOWN = 40  # letters that a message quotes
_REMEDY = "Look at the colours, the place and the transformation of this text in the layout's CSS."

Corners = tuple[float, float, float, float]  # left, bottom, right, top in points


def check(page: PdfPage, text: PdfTextPage, number: int, expected: Expectation) -> Iterator[Problem]:
    """A problem for the first line of page `number` that leaves no ink, lies off the sheet, or is mirrored.

    What tells ink from none is the contrast within the line's box: text of the colour of its ground, wholly
    transparent or clipped has none.
    """
    if (found := next(_hidden(page, text), None)) is not None:
        yield expected.problem("hidden", f"“{found[0]}” {found[1]} on page {number}.", _REMEDY)


def _hidden(page: PdfPage, text: PdfTextPage) -> Iterator[tuple[str, str]]:
    picture: Image | None = None
    for number in range(text.count_rects()):
        box = text.get_rect(number)
        words = " ".join(text.get_text_bounded(*box).split())
        # What begins with a mark is the rest of a word, of which readers take the box for less than it has.
        if not any(map(str.isalnum, words)) or combining(words[0]):
            continue
        shown = words[:_SHOWN]
        if picture is None:
            picture = page.render(scale=_PX_PER_PT, grayscale=True).to_pil()
        # A letter or two may fill their box with ink; several leave ground between them, within their own.
        within = _pixels(box, page, -1 if len(words) > _FEW else 2)
        if within[0] >= within[2] or within[1] >= within[3]:
            yield shown, "lies off the sheet"
            continue
        tones = picture.crop(within).tobytes()
        if max(tones) - min(tones) < _LEAST:
            yield shown, "leaves no ink that could be seen"
        elif _mirrored(text, box):
            yield shown, "is mirrored"


def _pixels(box: Corners, page: PdfPage, more: int) -> tuple[int, int, int, int]:
    """A box in points from the lower left as pixels from the upper left, `more` of them on each side, on the page."""
    left, bottom, right, top = page.get_mediabox()
    x0, x1 = floor((box[0] - left) * _PX_PER_PT), ceil((box[2] - left) * _PX_PER_PT)
    y0, y1 = floor((top - box[3]) * _PX_PER_PT), ceil((top - box[1]) * _PX_PER_PT)
    width, height = (right - left) * _PX_PER_PT, (top - bottom) * _PX_PER_PT
    if min(x1 - x0, y1 - y0) + 2 * more <= 0:
        more = 0
    return max(0, x0 - more), max(0, y0 - more), min(int(width), x1 + more), min(int(height), y1 + more)


def _mirrored(text: PdfTextPage, box: Corners) -> bool:
    """Whether a line is set the wrong way round: its matrix turns it over."""
    from pypdfium2 import raw

    index = raw.FPDFText_GetCharIndexAtPos(text, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, 5, 5)
    matrix = raw.FS_MATRIX()
    if index < 0 or not raw.FPDFText_GetMatrix(text, index, byref(matrix)):
        return False
    return bool(matrix.a * matrix.d - matrix.b * matrix.c < 0)
