"""Room: of which parts of a case a document prints fewer than there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate

from packbuilder.compose.labels import Labels
from packbuilder.compose.view import EditionView
from packbuilder.model.applicability import made_for
from packbuilder.model.layout import LayoutFile
from packbuilder.model.loaded import Layout
from packbuilder.plan import Document

# By the name of a part: how many of its entries, or of its pieces, are printed; None for all of them.
PartLimits = Mapping[str, int | None]


def steps(view: EditionView, facts: LayoutFile, part: str) -> tuple[int | None, ...]:
    """How many of a part can be printed, rising, all of it (None) at the end.

    A figure of the layout's own (rows to sign in) is halved at most; a list has one entry at least; a text and the
    pictures stand there whole or not at all. Demands are printed by sides, of the first side one by one: what a side
    demands is not to be guessed from a half of it.
    """
    if part in facts.data:
        return _up_to(int(facts.data[part]), (int(facts.data[part]) + 1) // 2)
    if part == "demands":
        ends = list(accumulate(len(side.demands) for side in view.demands))
        return (*range(1, ends[0]), *ends[:-1], None) if ends else (None,)
    if part == "offices":
        return _up_to(max((len(action.to) for action in view.actions), default=0))
    if part in view.texts and not hasattr(view, part):
        entries = view.texts[part].entries
        return _up_to(len(entries)) if entries else (0, None)
    if part == "pictures":
        return 0, None
    return _up_to(len(getattr(view, part, ())))


def _up_to(most: int, least: int = 1) -> tuple[int | None, ...]:
    return *range(least, most), None


def elsewhere(part: str, document: Document, layouts: Iterable[Layout], labels: Labels, address: str) -> str:
    """Where all of a list stands of which a document prints the first: the title of another, else the appeal."""
    made = (one for one in layouts if part in one.facts.whole and one.name != document.layout.name)
    wanted = (one for one in made if document.variant in one.facts.made_in)
    edition = document.edition
    found = next((one for one in wanted if made_for(one, edition.case, edition.branch)), None)
    if found is None:
        return labels("see %(address)s", address=address)
    return labels("see “%(document)s”", document=labels(found.facts.title))
