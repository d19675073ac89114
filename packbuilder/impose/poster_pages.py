"""Posters: pages of finished PDFs enlarged over several sheets, with the words and marks that putting them up takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from packbuilder import printing
from packbuilder.compose.composed import ComposedDocument
from packbuilder.errors import LayoutError, Problem
from packbuilder.impose import tiled
from packbuilder.impose.captions import SOURCE, CaptionSet, captions
from packbuilder.impose.imposer import imposed
from packbuilder.impose.imposition import Imposition, Placement, Sheet
from packbuilder.impose.poster_composition import LAYOUT, TYPE, ComposedPosters
from packbuilder.impose.sheet_words import poster_sheets
from packbuilder.impose.tiles import Tiling
from packbuilder.pdf.source import SourcePage, SourcePdf, groups
from packbuilder.typeset.fit import LaidOutDocument, typeset
from packbuilder.typeset.inspection import tagged_boxes

if TYPE_CHECKING:
    from packbuilder.typeset.engine import Engine

_KEPT = 16
_T = TypeVar("_T")


@dataclass(frozen=True)
class Posters:
    """Makes posters. Words are laid out once for all posters of a language, a first page once for all of a size."""

    engine: Engine
    _covers: dict[str, tuple[list[SourcePage], str]] = field(default_factory=dict)
    _words: dict[str, tuple[list[SourcePage], CaptionSet]] = field(default_factory=dict)

    def poster(
        self, pdf: bytes, pages: Sequence[tuple[int, Tiling]], composed: ComposedPosters, title: str = "",
        name: str = "",
    ) -> bytes:  # fmt: skip
        """Pages of a PDF, numbered from 0, each on its sheets, one after another in one file.

        `title` is that of the file, by default that of the first poster, and `name` what messages call the PDF. Raises
        RenderError for a PDF that cannot be read, LayoutError for words that do not fit their sheets.
        """
        tilings = list(dict.fromkeys(tiling for _, tiling in pages))
        drawn, words = self._lines(composed)
        covers = {tiling: self._cover(composed.cover(tiling).page) for tiling in tilings}
        sheets: list[Sheet] = []
        alt_texts: list[str] = []
        for page, tiling in pages:
            about = composed.cover(tiling)
            alt_texts += poster_sheets(title or about.title, about.places, covers[tiling][1])
            cover, *rest = tiled(tiling, page).sheets
            first = Placement(0, 0, 0, *tiling.cover, source=SOURCE + 1 + tilings.index(tiling))
            sheets.append(_with(cover, [first, *words.on_map(tiling)]))
            sheets += (_with(one, words.on_sheet(tiling, tile)) for one, tile in zip(rest, tiling.tiles, strict=True))
        made = tilings[0]
        plan = Imposition("tiles", tuple(sheets), None, len(pages), made.page, (made.columns, made.rows))
        over = [drawn, *(covers[tiling][0] for tiling in tilings)]
        called = title or composed.cover(made).title
        return imposed(pdf, plan, called, composed.lang, name=name, overlays=over, alt_texts=alt_texts)

    def _cover(self, page: ComposedDocument) -> tuple[list[SourcePage], str]:
        """A first page as it is laid under the small picture and the numbers on it; and what it says."""
        if page.html not in self._covers:
            made = typeset(self.engine, page, TYPE.largest)
            _drop(self._covers)
            self._covers[page.html] = SourcePdf(printing.single(made), "").pages, _words_of(made)
        return self._covers[page.html]

    def _lines(self, composed: ComposedPosters) -> tuple[list[SourcePage], CaptionSet]:
        """The words for the sheets of posters."""
        html = composed.lines.html
        if html not in self._words:
            made = typeset(self.engine, composed.lines)
            words = CaptionSet(captions(made), composed.rtl)
            _drop(self._words)
            self._words[html] = _groups(printing.single(made), len(words.lines)), words
        return self._words[html]


def _drop(kept: dict[str, tuple[list[SourcePage], _T]]) -> None:
    """Keep no more than a few: a process makes posters in many languages."""
    while len(kept) >= _KEPT:
        kept.pop(next(iter(kept)))


def _words_of(made: LaidOutDocument) -> str:
    """All words of the first page of a document, in the order in which they are read."""
    found = (str(getattr(box, "text", "")).strip() for box in tagged_boxes(made.document.pages[0]))
    return " ".join(filter(None, found))


def _groups(pdf: bytes, count: int) -> list[SourcePage]:
    """The groups of a page with so many lines; LayoutError if there are more or less."""
    found = groups(SourcePdf(pdf, ""))
    if len(found) != count:
        what = f"{len(found)} of {count} lines are groups."
        remedy = "Give each line an `opacity` of its own in style.css, just below 1, and nothing else."
        raise LayoutError(Problem.at(f"layouts/{LAYOUT}/page.html", what, remedy))
    return found


def _with(sheet: Sheet, more: Iterable[Placement]) -> Sheet:
    """A sheet with more on its front."""
    return replace(sheet, front=replace(sheet.front, placements=(*sheet.front.placements, *more)))
