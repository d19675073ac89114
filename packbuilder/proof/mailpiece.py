"""Letters and cards as the post sees them: in the window the address and nothing else, in its own zones nothing at all.

For every letter the envelope is simulated on the finished page: the sheet lies at each limit to which it can be pushed,
and there is ink only where the address shows whole and clear of the window's edges.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from itertools import islice
from typing import TYPE_CHECKING

from packbuilder.errors import Problem
from packbuilder.model.envelope import CLEARANCE_MM, Box
from packbuilder.model.paper import MM_PER_PT
from packbuilder.model.secrets import bare
from packbuilder.postal.placement import PostalView
from packbuilder.proof.region import Edges, Region, pictured_part, trimmed_from

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

# Grey from which paper counts as white: a tint that no machine of the post sees.
_WHITE = 224
_REMEDY = "Leave it to `post` of layout.yaml and layouts/_base/letters.html where address, sender and text stand."
_KEPT = "something is printed where the post keeps the card clear"
_SHOWS = (
    "with {0.left:.0f} to {0.right:.0f} and {0.top:.0f} to {0.bottom:.0f} mm of the sheet in the window, something "
    "shows that is not the address, or is less than {1:g} mm from the window's edge"
)
# The reader keeps what it has parsed until a document is closed: of thousands of letters, more than all the rest takes.
_AT_ONCE = 200


def check(pdf: bytes, shown: Sequence[PostalView], file: str) -> list[Problem]:
    """What is wrong with the pages of a file that the post sees; `file` is what messages call it.

    Raises pypdfium2.PdfiumError if the file is not a PDF.
    """
    from pypdfium2 import PdfDocument

    found: list[Problem] = []
    for begins in range(0, len(shown), _AT_ONCE):
        document = PdfDocument(pdf)
        try:
            for one in shown[begins : begins + _AT_ONCE]:
                found += (problem(one, fault, file) for fault in islice(_faults(document, one), 1))
        finally:
            document.close()
    return found


def problem(shown: PostalView, fault: str, file: str) -> Problem:
    """What is told of a page that the post cannot take."""
    return Problem.at(file, f"Page {shown.page}, {shown.name}: {fault}.", _REMEDY, key="post")


def faults(page: PdfPage, shown: PostalView, text: PdfTextPage | None = None) -> Iterator[str]:
    """What is wrong with a page that is open; `text` is what is written on it, where that has been read already."""
    right, down = trimmed_from(page)
    views = [_moved(view, right, down) for view in shown.views]
    allowed = _moved(shown.allowed, right, down) if shown.allowed else None
    around = reduce(Box.around, views)
    region = pictured_part(page, Edges.around(around.left, around.top, around.width, around.height))
    if _inked(region, around, allowed):  # in none of the views, if not in all of them together
        for view in views:
            if _inked(region, view, allowed):
                yield _KEPT if shown.zone else _SHOWS.format(view, CLEARANCE_MM)
    if shown.lines is not None and allowed:
        there = _text(page, text or page.get_textpage(), allowed)
        if _letters((there,)) != _wanted(shown.lines):
            yield f"the window shows “{' / '.join(there.split(chr(10)))}” instead of “{' / '.join(shown.lines)}”"


def _faults(document: PdfDocument, shown: PostalView) -> Iterator[str]:
    if shown.page > len(document):
        yield "the page is missing"
        return
    page = document[shown.page - 1]
    try:
        yield from faults(page, shown)
    finally:
        page.close()


def _letters(lines: Sequence[str]) -> Counter[str]:
    """The letters of some lines, however often each, in whatever order their script is read back."""
    return Counter("".join(map(bare, lines)))


@lru_cache
def _wanted(lines: tuple[str, ...]) -> Counter[str]:
    """The same of an address, which stands on thousands of letters."""
    return _letters(lines)


def _moved(box: Box, right: float, down: float) -> Box:
    return Box(box.left + right, box.top + down, box.right + right, box.bottom + down)


def _inked(region: Region, view: Box, allowed: Box | None) -> bool:
    """Whether there is ink in a view, outside what may have some."""
    seen = _pixels(region, view)
    inside = view.within(allowed) if allowed else None
    if inside is None or inside.width <= 0 or inside.height <= 0:
        return _dark(region, *seen)
    # What may have ink is taken in whole pixels outwards: an edge that is smoothed lies within it.
    may = _pixels(region, inside)
    sides = (
        (seen.left, seen.top, seen.right, may.top),
        (seen.left, may.bottom, seen.right, seen.bottom),
        (seen.left, may.top, may.left, may.bottom),
        (may.right, may.top, seen.right, may.bottom),
    )
    return any(_dark(region, *side) for side in sides)


def _pixels(region: Region, box: Box) -> Edges:
    """The pixels of a picture that a box touches: as much of it as lies on the page."""
    left, top, right, bottom = Edges.around(box.left, box.top, box.width, box.height)
    moved = Edges(left - region.left, top - region.top, right - region.left, bottom - region.top)
    return moved.within(Edges(0, 0, region.width, region.height))


def _dark(region: Region, x0: int, y0: int, x1: int, y1: int) -> bool:
    return x0 < x1 and y0 < y1 and region.darkest(x0, y0, x1, y1) < _WHITE


def _text(page: PdfPage, text: PdfTextPage, box: Box) -> str:
    """What is written in a part of a page."""
    height = page.get_height()
    left, bottom, right, top = (edge / MM_PER_PT for edge in (box.left, box.bottom, box.right, box.top))
    return str(text.get_text_bounded(left, height - bottom, right, height - top)).replace("\r", "").strip()
