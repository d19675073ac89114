"""How much too long a text is, in lines and letters as it was laid out."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from statistics import median
from typing import TYPE_CHECKING

from weasyprint.formatting_structure import boxes

from packbuilder.typeset.boxes import Box, children, page_box, walk
from packbuilder.typeset.misfits import Overflow

if TYPE_CHECKING:
    from weasyprint import Document

_LINE_PX = 19  # a line of 10 pt with its leading: where lines to write on are too many, and no text
_LETTERS_A_LINE = 60
_FULL = 0.75  # of the lines by their length: the last ones of paragraphs are shorter
_ROUNDING = 0.1  # of a line


def overset(document: Document, overflow: Overflow) -> tuple[int, int]:
    """By how many lines, and about how many letters, a text is too long for its place or for its pages."""
    if overflow.kind == "pages":
        over = [line for page in document.pages[overflow.page :] for line in _lines(page_box(page))]
        return len(over), sum(map(_letters, over))
    if overflow.kind == "width":
        words = "".join(shown(document, overflow)).strip()
        return 1, max(1, ceil(len(words) * overflow.surplus_px / (overflow.surplus_px + overflow.room_px)))
    lines = [] if overflow.place is None else list(_lines(overflow.place))
    if not lines:
        count = max(1, round(overflow.surplus_px / _LINE_PX))
        return count, count * _LETTERS_A_LINE
    count = max(1, ceil(overflow.surplus_px / median(line.height for line in lines) - _ROUNDING))
    lengths = sorted(map(_letters, lines))
    return count, count * lengths[int((len(lengths) - 1) * _FULL)]


def shown(document: Document, overflow: Overflow) -> list[str]:
    """The lines of text in the place that something runs out of, or on the pages that are too many."""
    if overflow.kind == "pages":
        return [_words(line) for page in document.pages for line in _lines(page_box(page))]
    if overflow.kind == "height" and overflow.place is not None:
        return list(map(_words, _lines(overflow.place)))
    return [overflow.words if overflow.place is None else _words(overflow.place)]


def _lines(box: Box) -> Iterator[Box]:
    """The lines of text in a box, but for those in the margins of the page."""
    for child in children(box):
        if isinstance(child, boxes.LineBox):
            if _letters(child):
                yield child
        elif not isinstance(child, boxes.MarginBox):
            yield from _lines(child)


def _words(box: Box) -> str:
    return "".join(one.text for one in (box, *walk(box)) if isinstance(one, boxes.TextBox))


def _letters(line: Box) -> int:
    return len(_words(line).strip())
