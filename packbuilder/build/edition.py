"""One edition, from its texts to its finished and proven files: compose, typeset, print, proof."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Literal

from packbuilder import plan
from packbuilder.build import codes
from packbuilder.build.house import House
from packbuilder.build.refusals import Refusals
from packbuilder.compose import contents, labels
from packbuilder.compose.composer import Composer
from packbuilder.compose.glyphs import Face
from packbuilder.compose.page import Page
from packbuilder.compose.template import Templates
from packbuilder.deliver import File
from packbuilder.errors import LayoutError, Problem, RenderError
from packbuilder.model.loaded import Layout
from packbuilder.model.variant import Variant
from packbuilder.plan import Document, Edition
from packbuilder.proof import Expectation, prove

if TYPE_CHECKING:
    from packbuilder.typeset.engine import Engine
    from packbuilder.typeset.fit import Typeset

Step = Callable[[str], None]
# How often the front of a pack is laid out anew until the page numbers in it are those that its own length makes.
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Order:
    """What to make of an edition: all its documents and the pack, or only the layouts named; in earnest or in draft.

    `duplex` is the edge on which the printer turns a sheet.
    """

    edition: Edition
    variant: Variant
    languages: tuple[str, ...]
    layouts: Mapping[str, Layout]
    folders: tuple[Path, ...]
    house: House
    only: frozenset[str] = frozenset()
    draft: bool = False
    duplex: Literal["long", "short"] = "long"

    @property
    def name(self) -> str:
        """What the person calls it: en, or ru/mono."""
        return f"{self.edition.lang}/{self.variant.folder}".rstrip("/")

    @property
    def pack(self) -> Layout | None:
        """The layout of the combined pack, where there is one and it is wanted."""
        packs = (one for one in self.layouts.values() if one.facts.pack and self.variant in one.facts.editions)
        return next((one for one in packs if not self.only or one.name in self.only), None)

    @property
    def documents(self) -> list[Document]:
        """The documents to lay out: for a pack all of them, whatever else is wanted."""
        return plan.documents(self.edition, self.layouts, () if self.pack else self.only, self.variant)


def make(order: Order, step: Step) -> list[File]:
    """The finished files of an edition; `step` hears the name of each document as it is begun.

    Raises the PackError of the first document that a stage refuses, with the problems of all of them; RenderError for
    what the system refuses the renderer.
    """
    try:
        return _made(order, step)
    except OSError as error:
        what = f"The system refuses the renderer something: {error.strerror or error}."
        raise RenderError(Problem(gettempdir(), 0, "", what, "See that there is room for temporary files.")) from error


def _made(order: Order, step: Step) -> list[File]:
    from packbuilder import printing  # brings the renderer, which is slow to start

    composer, engine = composer_of(order), engine_of(order)
    typeset = _typeset_all(order, composer, engine, step)
    files: list[File] = []
    refusals = Refusals()
    for one in typeset:
        if not order.only or one.page.layout in order.only:
            with refusals:
                files.append(_proven(order, [one], one.page, printing.single(one)))
    refusals.tell()
    if order.pack is not None:
        step(order.pack.name)
        front = _front(order, order.pack, composer, engine, typeset)
        files.append(_proven(order, [front, *typeset], front.page, printing.pack(front, typeset)))
    return files


def composer_of(order: Order) -> Composer:
    """What composes the documents of an edition."""
    edition = order.edition
    words = labels.load(order.folders, edition.lang, edition.campaign.root, draft=order.draft)
    needed = frozenset(name for layout in order.layouts.values() for name in layout.facts.needs)
    faces = {"display": Face(order.house.display)}
    return Composer(edition, words, Templates(order.folders), faces, needed, order.draft)


def engine_of(order: Order) -> Engine:
    """What lays them out."""
    from packbuilder.typeset.engine import Engine  # see `make`

    return Engine(order.house.folder, order.folders, order.house.css)


def _typeset_all(order: Order, composer: Composer, engine: Engine, step: Step) -> list[Typeset]:
    from packbuilder.typeset.fit import typeset  # see `make`

    done: list[Typeset] = []
    refusals = Refusals()
    sizes: dict[str, float] = {}  # by layout: sisters mostly fit at the same size
    for document in order.documents:
        step(document.name)
        layout = document.layout.name
        with refusals:
            done.append(typeset(engine, composer.page(document), sizes.get(layout)))
            sizes[layout] = done[-1].font_pt
    refusals.tell()
    return done


def _front(order: Order, layout: Layout, composer: Composer, engine: Engine, typeset: Sequence[Typeset]) -> Typeset:
    """The front of the pack, laid out last: only now is it known what is on which page."""
    from packbuilder.typeset.fit import typeset as lay_out  # see `make`

    made = [contents.Made(one.page, len(one.document.pages)) for one in typeset]
    pages = layout.facts.pages.max
    for _ in range(_ATTEMPTS):
        extra = contents.front(made, pages + 1, order.languages, composer.labels)
        front = lay_out(engine, composer.page(Document(order.edition, layout, variant=order.variant), extra))
        if len(front.document.pages) == pages:
            return front
        pages = len(front.document.pages)
    what = "The front has another number of pages each time its page numbers are put right."
    raise LayoutError(Problem(layout.source.file, 0, "pages", what, "Give it `min` and `max` of one number."))


def _proven(order: Order, parts: Sequence[Typeset], page: Page, data: bytes) -> File:
    """The file of one document, or of several as a pack, read back; RenderError for whatever is not as it was meant."""
    sheets = tuple(part.page.sheet_mm for part in parts for _ in part.document.pages)
    placed = tuple(codes.placed(parts))
    proof = prove(data, Expectation(page.path, page.title, page.lang, sheets, order.house.faces, placed))
    if proof.problems:
        raise RenderError(*proof.problems)
    return File(
        path=page.path, layout=page.layout, lang=page.lang, paper=order.edition.stock.label, code=order.edition.code,
        data=data, variant="page" if order.variant is Variant.HOME else order.variant.value,
        sheets_mm=tuple(dict.fromkeys(sheets)), pages=len(sheets), codes=tuple(map(codes.entry, proof.codes)),
        font_pt=parts[0].font_pt, cap_mm=page.cap_mm, draft=order.draft,
    )  # fmt: skip
