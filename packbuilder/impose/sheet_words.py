"""What sheets and posters say of themselves to those who have them read aloud: what each side is, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from packbuilder.compose.labels import Labels
from packbuilder.compose.pack_front import FINISH, FINISHES
from packbuilder.impose.imposition import Imposition, Side
from packbuilder.impose.tiles import Tiling

_EDGES = {
    "long": "Both sides: choose “flip on long edge”. Print one, look at its back, then print the rest.",
    "short": "Both sides: choose “flip on short edge”. Print one, look at its back, then print the rest.",
}
_MORE = 8  # pages that a booklet has beside those of its text, at most


@dataclass(frozen=True, slots=True)
class SheetWords:
    """The words for the sheets of a document in one language: so that sheets are made without its catalogue.

    `edges` is by the edge on which a sheet is turned, `finishes` by the scheme of its pages, `numbers` by page, from 0;
    `lying` has the numbers of pages in the place of `%(pages)s`.
    """

    size: str
    edges: Mapping[str, str]
    finishes: Mapping[str, str]
    lying: str
    numbers: tuple[str, ...]

    @classmethod
    def of(cls, labels: Labels, pages: int) -> SheetWords:
        """The words of a language for documents of so many pages at most."""
        return cls(
            labels("Actual size, 100%. Never “fit to page”."),
            {edge: labels(words) for edge, words in _EDGES.items()},
            {scheme: f"{labels(FINISH[finish])}." for scheme, finish in FINISHES.items()},
            labels("Sheet to print. Pages on it: %(pages)s."),
            tuple(labels.number(number) for number in range(1, pages + _MORE)),
        )

    def sheets(self, title: str, plan: Imposition) -> list[str]:
        """For each side of some sheets: of what it is, the pages on it as they lie, and how they are printed."""
        how = [self.size]
        if plan.duplex:
            how.append(self.edges[plan.duplex])
        if plan.scheme in self.finishes:
            how.append(self.finishes[plan.scheme])
        sides = (side for sheet in plan.sheets for side in sheet.sides)
        what = (self.lying % {"pages": self._pages(side)} for side in sides)
        return [" ".join([_sentence(title), one, *how]) for one in what]

    def _pages(self, side: Side) -> str:
        """The numbers of the pages on a side, each once."""
        lying = sorted(side.placements, key=lambda one: (round(one.y), round(one.x)))
        return ", ".join(dict.fromkeys(self.numbers[one.page] for one in lying if not one.source))


def places(labels: Labels, tiling: Tiling) -> tuple[str, ...]:
    """The row and column of each sheet of a poster."""
    return tuple(
        labels("Row %(row)s, column %(column)s", row=labels.number(tile.row), column=labels.number(tile.column))
        for tile in tiling.tiles
    )


def poster_sheets(title: str, places: Sequence[str], cover: str) -> list[str]:
    """For each sheet of a poster: of what it is, and its place; of the first page, all that it says."""
    return [f"{_sentence(title)} {words}" for words in (cover, *places)]


def _sentence(title: str) -> str:
    return title if title[-1:] in {".", "!", "?", "…", "؟", "।"} else f"{title}."
