"""Documents laid out as a build lays them out, without being printed: what fits, and what is told of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from packbuilder import load, plan
from packbuilder.errors import ErrorCollector
from packbuilder.model.layout import TypeRange
from packbuilder.model.loaded import Branch, Campaign, Case, Layout
from packbuilder.model.paper import Stock
from packbuilder.model.variant import HOME, Variant
from packbuilder.pipeline.edition import composer_of
from packbuilder.pipeline.fit_fallback import laid_out
from packbuilder.pipeline.target import Target
from packbuilder.typeset.boxes import page_box, walk
from packbuilder.typeset.fit import LaidOutDocument
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
    composer = composer_of(Target(edition, variant, workspace, (lang,), only=frozenset(only)))
    seen: set[str] = set()
    for document in plan.documents(edition, layouts(), only, variant):
        if every or document.layout.name not in seen:
            seen.add(document.layout.name)
            yield laid_out(house.engine(), composer, document, None)


def said(one: LaidOutDocument) -> list[str]:
    """What a document says, page after page, as `bare` has it."""
    texts = ("".join(box.text for box in walk(page_box(page)) if hasattr(box, "text")) for page in one.document.pages)
    return [bare(text) for text in texts]


def bare(text: str) -> str:
    """A text without spaces, hyphens and places to break: they depend on where lines end."""
    return _BETWEEN.sub("", text)
