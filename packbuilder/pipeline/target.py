"""A target: what to make of an edition in one of its variants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from packbuilder import plan
from packbuilder.deliver import EditionKey, Refusal
from packbuilder.errors import PackError
from packbuilder.impose.imposition import Edge
from packbuilder.model.applicability import made_for
from packbuilder.model.fonts import Fonts
from packbuilder.model.loaded import Layout
from packbuilder.model.manifest import Form
from packbuilder.model.variant import Variant
from packbuilder.plan import Document, Edition
from packbuilder.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Target:
    """What to make of an edition: all its documents and the pack, or only the layouts named; in earnest or in draft.

    `languages` are those that the case is printed in, `material` the digests of what the workspace brings to it,
    `duplex` is the edge on which the printer turns a sheet. `strict` refuses documents of which there is a warning;
    `pack_without` makes the pack without what was refused.
    """

    edition: Edition
    variant: Variant
    workspace: Workspace
    languages: tuple[str, ...]
    material: tuple[str, ...] = ()
    only: frozenset[str] = frozenset()
    draft: bool = False
    duplex: Edge = "long"
    strict: bool = False
    pack_without: bool = False

    @property
    def layouts(self) -> Mapping[str, Layout]:
        """The layouts that the campaign prints, by name."""
        return self.workspace.layouts

    @property
    def fonts(self) -> Fonts:
        """The house fonts."""
        return self.workspace.whole()[1]

    @property
    def name(self) -> str:
        """What the person calls it: en, ru/mono, berlin/de."""
        return f"{self.edition.folder}{self.variant.folder}".rstrip("/")

    @property
    def pack(self) -> Document | None:
        """The combined pack, where there is a layout of it and it is wanted."""
        packs = (one for one in self.layouts.values() if one.facts.pack and self.variant in one.facts.made_in)
        wanted = (one for one in packs if self.wants(one.name))
        layout = next((one for one in wanted if made_for(one, self.edition.case, self.edition.branch)), None)
        return Document(self.edition, layout, variant=self.variant) if layout is not None else None

    @property
    def documents(self) -> list[Document]:
        """The documents to lay out: for a pack all of them, whatever else is wanted."""
        return plan.documents(self.edition, self.layouts, () if self.pack else self.only, self.variant)

    @property
    def all_documents(self) -> list[Document]:
        """All that is made, in the order of the pack, which comes last."""
        return [*self.documents, *([self.pack] if self.pack else [])]

    def wants(self, layout: str) -> bool:
        """Whether the files of a layout are wanted: for a pack all are laid out, whatever else is."""
        return not self.only or layout in self.only

    @property
    def origin(self) -> EditionKey:
        """What the manifest says that its files are of."""
        edition = self.edition
        branch = edition.branch.facts.id if edition.branch else None
        return EditionKey(edition.lang, branch, edition.audience, edition.stock.label, edition.code, self.variant)

    def refused(self, document: Document, error: PackError | None, lacks: tuple[str, ...] = ()) -> Refusal:
        """One of its documents that could not be made."""
        form: Form = "pack" if document.layout.facts.pack else "page"
        return Refusal(document.path, document.layout.name, form, self.origin, error, lacks)
