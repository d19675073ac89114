"""Fit or refuse: a document's text at the largest size of its range that fits its pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from packbuilder.compose.page import Page
from packbuilder.errors import LayoutError, Problem, RenderError
from packbuilder.typeset import boxes, columns, places
from packbuilder.typeset.boxes import Overflow
from packbuilder.typeset.broken import rendering
from packbuilder.typeset.engine import Engine, warnings_of_renderer
from packbuilder.typeset.places import PlacedImage
from packbuilder.typeset.search import Search
from packbuilder.typeset.torn import torn
from packbuilder.typeset.upon import upon

if TYPE_CHECKING:
    from weasyprint import HTML, Document

_LINE_PX = 19  # a line of 10 pt with its leading, to say in lines how much too long a text is
_LETTERS_A_LINE = 60


@dataclass(frozen=True)
class Typeset:
    """A document laid out: its pages, its text size in pt, and where its codes lie."""

    page: Page
    document: Document
    font_pt: float
    images: tuple[PlacedImage, ...]


def typeset(engine: Engine, page: Page, first_pt: float | None = None) -> Typeset:
    """Lay a page out at the largest text size that fits; `first_pt` is the size to try first.

    Raises LayoutError for what does not fit at the smallest size, and for text that is lost; RenderError for every
    warning of the renderer.
    """
    with warnings_of_renderer() as warned, rendering(page.file, f"{page.layout} ({page.lang})"):
        try:
            html = engine.parse(page)
            document, font_pt = _largest(engine, page, html, first_pt)
        except LayoutError:
            if not warned:  # what the renderer warns of may be why something does not fit
                raise
    if warned:
        raise RenderError(*[_warning(page, message) for message in dict.fromkeys(warned)])
    if problems := _too_few(page, document) + _strange(page, places.families(document) - engine.families):
        raise LayoutError(*problems)
    return Typeset(page, document, font_pt, tuple(places.images(document)))


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a document at its smallest size: whether it fits, and the share that each column needs, by id.

    `foot` is how much higher than designed its foot is, in mm.
    """

    fits: bool
    fill: Mapping[str, float]
    foot: float


def tried(engine: Engine, page: Page, foot: float = 0) -> Trial:
    """Lay a page out at its smallest text size; what the renderer warns of is told when it is set in earnest.

    `foot` is what another trial of the same document found.
    """
    with warnings_of_renderer(), rendering(page.file, f"{page.layout} ({page.lang})"):
        html = engine.parse(page)
        pages, foot = _most_pages(engine, page, html, foot)
        document, foot = _laid_out(engine, page, html, page.facts.type.smallest, foot)
        fits = not _misfits(document, pages)
        return Trial(fits, columns.fill(document), foot)


def _laid_out(engine: Engine, page: Page, html: HTML, size: float, foot: float = 0) -> tuple[Document, float]:
    """A page at a text size, and how much higher its places of fixed size are for the lines in them, `foot` at least.

    Their lines are of one size whatever that of the text: what one layout tells of them holds for the next. Of those
    that run past the page some are not laid out, and tell only once there is room for others.
    """
    document = engine.lay_out(page.footed(foot), html, size)
    while not page.variant.reflowed and (more := columns.grown_mm(document)) > foot:
        foot = more
        document = engine.lay_out(page.footed(foot), html, size)
    return document, foot


def _misfits(document: Document, pages: int) -> list[Overflow]:
    return boxes.misfits(document, pages) + torn(document) or upon(document)


def _largest(engine: Engine, page: Page, html: HTML, first_pt: float | None) -> tuple[Document, float]:
    """The document at the largest size of its range that fits; LayoutError where none does."""
    sizes, (pages, foot) = page.facts.type, _most_pages(engine, page, html)
    search = Search(sizes.smallest, sizes.largest, first_pt)
    fitting = None
    while not search.done:
        size = search.size
        document, foot = _laid_out(engine, page, html, size, foot)
        found = _misfits(document, pages)
        # Where text runs on from page to page, no column tells at what size there is one page too many.
        search.tell(fits=not found, fill=columns.fill(document) if page.facts.pages.step is None else {})
        if not found:
            fitting = document
        elif search.found is None and search.done:
            raise LayoutError(*[_refusal(page, o, size, foot) for o in _worst(found)])
    assert fitting is not None  # noqa: S101 - what does not fit at the smallest size has been refused
    assert search.found is not None  # noqa: S101 - likewise
    return fitting, search.found


def _most_pages(engine: Engine, page: Page, html: HTML, foot: float = 0) -> tuple[int, float]:
    """How many pages a document may have: where a sheet holds several, as many as the smallest text takes sheets.

    With it what `_laid_out` says of the foot, or what is given.
    """
    pages = page.facts.pages
    if pages.step is None:
        return pages.max, foot
    document, foot = _laid_out(engine, page, html, page.facts.type.smallest, foot)
    return min(pages.max, ceil(len(document.pages) / pages.step) * pages.step), foot


def _worst(found: list[Overflow]) -> list[Overflow]:
    """One overflow of each kind and place: inner boxes repeat what the outer ones say.

    Where text is too long, what it then covers or loses is its consequence, and not told.
    """
    causes = [overflow for overflow in found if overflow.kind not in {"covered", "lost", "picture"}]
    worst: dict[tuple[str, int], Overflow] = {}
    for overflow in causes or found:
        key = overflow.kind, overflow.page
        if key not in worst or overflow.surplus_px > worst[key].surplus_px:
            worst[key] = overflow
    return list(worst.values())


def _refusal(page: Page, overflow: Overflow, size: float, foot: float) -> Problem:
    lines = max(1, round(overflow.surplus_px / _LINE_PX))
    what = {
        "pages": f"runs {overflow.surplus_px:g} page(s) over",
        "page": "runs past the edge of the page",
        "height": f"is about {lines} line(s) (some {lines * _LETTERS_A_LINE} letters) too long",
        "width": f"is {overflow.surplus_px * boxes.MM_PER_PX:.1f} mm too wide for its place",
        "covered": "lies under a code",
        "upon": "lies upon other text",
        "lost": "is printed nowhere",
        "picture": "is printed nowhere",
    }[overflow.kind]
    subject = "picture" if overflow.kind == "picture" else "text"
    where = f" in “{overflow.where}”" if overflow.where else ""
    on = f" on page {overflow.page}" if overflow.page else ""
    return Problem(
        page.file, 0, f"{page.layout} ({page.lang})",
        f"The {subject} {what}{where}{on} at the smallest size, {size:g} pt: “{overflow.words.strip()}…”.",
        f"Shorten one of the texts that feed it: {', '.join(page.fed_by) or 'the template itself'}"
        + (f"; or the imprint, for which the foot is {foot:g} mm higher." if foot else "."),
    )  # fmt: skip


def _too_few(page: Page, document: Document) -> list[Problem]:
    if len(document.pages) >= page.facts.pages.min:
        return []
    return [
        Problem(
            page.file, 0, f"{page.layout} ({page.lang})",
            f"The document has {len(document.pages)} page(s), and its layout asks for {page.facts.pages.min}.",
            "Correct pages.min in layout.yaml, or the template.",
        )
    ]  # fmt: skip


def _strange(page: Page, families: Iterable[str]) -> list[Problem]:
    return [
        Problem(
            page.file, 0, f"{page.layout} ({page.lang})", f"Text asks for the font “{name}”, none of the house.",
            "Correct font-family in style.css; the names are in fonts/fonts.yaml.",
        )
        for name in sorted(families)
    ]  # fmt: skip


def _warning(page: Page, message: str) -> Problem:
    return Problem(
        page.file, 0, f"{page.layout} ({page.lang})", f"The renderer warns: {message}.",
        "Correct the layout's page.html or style.css, or the text that it names.",
    )  # fmt: skip
