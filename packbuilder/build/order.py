"""An order: what to make of an edition in one of its variants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from packbuilder import plan
from packbuilder.build import ways
from packbuilder.build.house import House
from packbuilder.build.ways import Poster, Way
from packbuilder.compose.page import Page
from packbuilder.impose.plan import Edge
from packbuilder.model.loaded import Layout
from packbuilder.model.made import made_for
from packbuilder.model.variant import Variant
from packbuilder.plan import Document, Edition


@dataclass(frozen=True, slots=True)
class Order:
    """What to make of an edition: all its documents and the pack, or only the layouts named; in earnest or in draft.

    `duplex` is the edge on which the printer turns a sheet; `material` the digests of what the house brings to it.
    """

    edition: Edition
    variant: Variant
    languages: tuple[str, ...]
    layouts: Mapping[str, Layout]
    folders: tuple[Path, ...]
    house: House
    only: frozenset[str] = frozenset()
    draft: bool = False
    duplex: Edge = "long"
    material: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the person calls it: en, ru/mono, berlin/de."""
        return f"{self.edition.folder}{self.variant.folder}".rstrip("/")

    @property
    def pack(self) -> Layout | None:
        """The layout of the combined pack, where there is one and it is wanted."""
        packs = (one for one in self.layouts.values() if one.facts.pack and self.variant in one.facts.made_in)
        wanted = (one for one in packs if not self.only or one.name in self.only)
        return next((one for one in wanted if made_for(one, self.edition.case, self.edition.branch)), None)

    @property
    def documents(self) -> list[Document]:
        """The documents to lay out: for a pack all of them, whatever else is wanted."""
        return plan.documents(self.edition, self.layouts, () if self.pack else self.only, self.variant)

    def ways(self, page: Page, count: int, *, rtl: bool) -> list[Way | Poster]:
        """What is made of a document of `count` pages beside its pages; `rtl` if it is read from right to left."""
        return [
            *ways.sheets(page, count, self.edition.stock, self.duplex, rtl=rtl),
            *ways.posters(page, self.edition.stock),
        ]
