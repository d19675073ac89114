"""What sheets and posters say of themselves to those who have them read aloud: what each side is, and what to do."""

from __future__ import annotations

from packbuilder.compose.labels import Labels
from packbuilder.compose.pack_front import FINISH, FINISHES
from packbuilder.impose.imposition import Imposition, Side
from packbuilder.impose.tiles import Tiling
from packbuilder.typeset.fit import LaidOutDocument
from packbuilder.typeset.inspection import tagged_boxes

_EDGES = {
    "long": "Both sides: choose “flip on long edge”. Print one, look at its back, then print the rest.",
    "short": "Both sides: choose “flip on short edge”. Print one, look at its back, then print the rest.",
}


def sheets(labels: Labels, title: str, plan: Imposition) -> list[str]:
    """For each side of some sheets: of what it is, the pages on it as they lie, and how they are printed."""
    how = [labels("Actual size, 100%. Never “fit to page”.")]
    if plan.duplex:
        how.append(labels(_EDGES[plan.duplex]))
    if finish := FINISHES.get(plan.scheme):
        how.append(f"{labels(FINISH[finish])}.")
    lying = (_pages(labels, side) for sheet in plan.sheets for side in sheet.sides)
    what = (labels("Sheet to print. Pages on it: %(pages)s.", pages=pages) for pages in lying)
    return [" ".join([_sentence(title), one, *how]) for one in what]


def poster(labels: Labels, title: str, tiling: Tiling, cover: str) -> list[str]:
    """For each sheet of a poster: of what it is, and its row and column; of the first page, all that it says."""
    places = (
        labels("Row %(row)s, column %(column)s", row=labels.number(tile.row), column=labels.number(tile.column))
        for tile in tiling.tiles
    )
    return [f"{_sentence(title)} {words}" for words in (cover, *places)]


def words_of(made: LaidOutDocument) -> str:
    """All words of the first page of a document, in the order in which they are read."""
    found = (str(getattr(box, "text", "")).strip() for box in tagged_boxes(made.document.pages[0]))
    return " ".join(filter(None, found))


def _sentence(title: str) -> str:
    return title if title[-1:] in {".", "!", "?", "…", "؟", "।"} else f"{title}."


def _pages(labels: Labels, side: Side) -> str:
    """The numbers of the pages on a side, each once."""
    lying = sorted(side.placements, key=lambda one: (round(one.y), round(one.x)))
    return ", ".join(dict.fromkeys(labels.number(one.page + 1) for one in lying if not one.source))
