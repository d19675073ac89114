"""Documents laid out as a build lays them out, without being printed: what fits, and what is told of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from packbuilder import load, plan
from packbuilder.errors import ErrorCollector, LayoutError
from packbuilder.model.layout import TypeRange
from packbuilder.model.loaded import Branch, Campaign, Case, Layout
from packbuilder.model.paper import Stock
from packbuilder.model.variant import HOME, Variant
from packbuilder.pipeline import fit_fallback
from packbuilder.pipeline.conversation import Finished, Talk
from packbuilder.pipeline.target import Target
from packbuilder.pipeline.tickets import TicketWriter, composer_of
from packbuilder.production.made import MadeDocument
from packbuilder.production.work import Make, Outcome, Try, Work
from packbuilder.typeset.boxes import page_box, walk
from packbuilder.typeset.drafts import typeset_or_mark
from packbuilder.typeset.fit import LaidOutDocument, try_smallest
from packbuilder.workspace.workspace import Workspace
from tests.typeset import house

FOLDERS = (house.ROOT / "layouts",)
DAY = date(2013, 7, 5)
_BETWEEN = re.compile(r"[\s\u00ad\u200b-]+")


@cache
def layouts() -> dict[str, Layout]:
    """The document types of the repository, at no more than their smallest size: one attempt tells whether they fit."""
    return {name: _smallest(layout) for name, layout in load.layouts(FOLDERS, ErrorCollector()).items()}


def _smallest(layout: Layout) -> Layout:
    size = layout.facts.type.smallest
    sizes = TypeRange(smallest=size, largest=size)
    return replace(layout, facts=layout.facts.model_copy(update={"type": sizes}))


def campaign(root: Path) -> Campaign:
    """The campaign of a folder, under the laws and with the envelopes of the repository; fails unless it loads."""
    found = load.campaign(root, ErrorCollector())
    assert found is not None
    return replace(found, law=load.law(FOLDERS, ErrorCollector()), post=load.post(FOLDERS, ErrorCollector()))


def case(of: Campaign, slug: str) -> Case:
    """One of its cases; fails unless it loads."""
    found = load.case(of, slug, ErrorCollector())
    assert found is not None
    return found


def documents(  # noqa: PLR0913 - what an edition is known by
    of: Campaign,
    made: Case,
    lang: str,
    only: Collection[str] = (),
    *,
    stock: Stock | None = None,
    branch: Branch | None = None,
    variant: Variant = HOME,
    every: bool = False,
) -> Iterator[LaidOutDocument]:
    """The documents of an edition, the first of each type or every one; LayoutError for the first that does not fit."""
    listed = load.fonts([house.FONTS], ErrorCollector())
    assert listed is not None
    edition = plan.edition(of, made, lang, ["tests"], stock, branch, today=DAY)
    workspace = Workspace(house.ROOT, FOLDERS, layouts(), of, listed)
    target = Target(edition, variant, workspace, (lang,), only=frozenset(only))
    writer = TicketWriter(target, composer_of(target))
    seen: set[str] = set()
    for document in plan.documents(edition, layouts(), only, variant):
        if every or document.layout.name not in seen:
            seen.add(document.layout.name)
            yield laid_out(fit_fallback.made(writer, document))


def laid_out(talk: Talk[Finished]) -> LaidOutDocument:
    """The pages that come of a conversation, without the files that are made of them."""
    laid: list[LaidOutDocument] = []

    def answer(work: Work) -> Outcome:
        assert isinstance(work, Make | Try)
        try:
            if isinstance(work, Try):
                return try_smallest(house.engine(), work.composed, work.foot)
            one = typeset_or_mark(house.engine(), work.composed, work.first_pt, draft=work.ticket.marks)
        except LayoutError as error:
            return error
        laid.append(one)
        return MadeDocument((), len(one.document.pages), one.font_pt, (), one.misfits)

    work = next(talk)
    while True:
        try:
            work = talk.send(answer(work))
        except StopIteration:
            return laid[-1]


def said(one: LaidOutDocument) -> list[str]:
    """What a document says, page after page, as `bare` has it."""
    texts = ("".join(box.text for box in walk(page_box(page)) if hasattr(box, "text")) for page in one.document.pages)
    return [bare(text) for text in texts]


def bare(text: str) -> str:
    """A text without spaces, hyphens and places to break: they depend on where lines end."""
    return _BETWEEN.sub("", text)
