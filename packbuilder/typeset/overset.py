"""How much too long a text is, in lines and letters as it was laid out."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from statistics import median
from typing import TYPE_CHECKING

from weasyprint.formatting_structure import boxes

from packbuilder.typeset.boxes import Box, children, page_box, walk
from packbuilder.typeset.misfits import Misfit

if TYPE_CHECKING:
    from weasyprint import Document

_LINE_PX = 19  # a line of 10 pt with its leading: where lines to write on are too many, and no text
_LETTERS_A_LINE = 60
_FULL = 0.75  # of the lines by their length: the last ones of paragraphs are shorter
_ROUNDING = 0.1  # of a line


def overset(document: Document, misfit: Misfit) -> tuple[int, int]:
    """By how many lines, and about how many letters, a text is too long for its place or for its pages."""
    if misfit.kind == "pages":
        over = [line for page in document.pages[misfit.page :] for line in _lines(page_box(page))]
        return len(over), sum(map(_letters, over))
    if misfit.kind == "width":
        words = "".join(shown_lines(document, misfit)).strip()
        return 1, max(1, ceil(len(words) * misfit.surplus_px / (misfit.surplus_px + misfit.room_px)))
    lines = [] if misfit.place is None else list(_lines(misfit.place))
    if not lines:
        count = max(1, round(misfit.surplus_px / _LINE_PX))
        return count, count * _LETTERS_A_LINE
    count = max(1, ceil(misfit.surplus_px / median(line.height for line in lines) - _ROUNDING))
    lengths = sorted(map(_letters, lines))
    return count, count * lengths[int((len(lengths) - 1) * _FULL)]


def shown_lines(document: Document, misfit: Misfit) -> list[str]:
    """The lines of text in the place that something runs out of, or on the pages that are too many."""
    if misfit.kind == "pages":
        return [_words(line) for page in document.pages for line in _lines(page_box(page))]
    if misfit.kind == "height" and misfit.place is not None:
        return list(map(_words, _lines(misfit.place)))
    return [misfit.words if misfit.place is None else _words(misfit.place)]


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
