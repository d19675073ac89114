"""Fit or refuse: a document's text at the largest size of its range that fits its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.trial import Trial
from packbuilder.errors import LayoutError, Problem, RenderError
from packbuilder.typeset import columns, inspection, misfits
from packbuilder.typeset.column_proof import measured, overfilled
from packbuilder.typeset.engine import Engine, collected_warnings
from packbuilder.typeset.engine_errors import in_time, translated_errors
from packbuilder.typeset.inspection import PlacedImage
from packbuilder.typeset.messages import misfit_problem, renderer_warning, too_few_pages, unknown_fonts, worst_misfits
from packbuilder.typeset.misfits import Misfit
from packbuilder.typeset.overlaps import overlaps
from packbuilder.typeset.size_search import SizeSearch
from packbuilder.typeset.split_boxes import split_boxes

if TYPE_CHECKING:
    from weasyprint import HTML, Document


@dataclass(frozen=True)
class LaidOutDocument:
    """A document laid out: its pages, its text size in pt, where its codes lie; of a draft also what does not fit."""

    composed: ComposedDocument
    document: Document
    font_pt: float
    images: tuple[PlacedImage, ...]
    misfits: tuple[Problem, ...] = ()


def typeset(engine: Engine, composed: ComposedDocument, first_pt: float | None = None) -> LaidOutDocument:
    """Lay a page out at the largest text size that fits; `first_pt` is the size to try first.

    Raises LayoutError for what does not fit at the smallest size, and for text that is lost; RenderError for every
    warning of the renderer.
    """
    with collected_warnings() as warned, translated_errors(composed.file, composed.called):
        try:
            html = engine.parse(composed)
            document, font_pt = _largest(engine, composed, html, first_pt)
        except LayoutError:
            if not warned:  # what the renderer warns of may be why something does not fit
                raise
    _refuse_warnings(composed, warned)
    unknown = inspection.font_families(document) - engine.families
    if problems := too_few_pages(composed, document) + unknown_fonts(composed, unknown):
        raise LayoutError(*problems)
    return LaidOutDocument(composed, document, font_pt, tuple(inspection.placed_images(document)))


def misfits_at_smallest(engine: Engine, composed: ComposedDocument) -> tuple[Document, list[Misfit], list[Problem]]:
    """A page at its smallest text size, whatever does not fit, and what is said of that."""
    with collected_warnings(), translated_errors(composed.file, composed.called):
        html, size = engine.parse(composed), composed.facts.type.smallest
        document, pages, foot = _at_smallest(engine, composed, html)
        found = _misfits(document, pages)
        return document, found, [misfit_problem(composed, document, one, size, foot) for one in worst_misfits(found)]


def typeset_at(engine: Engine, composed: ComposedDocument, size: float) -> LaidOutDocument:
    """Lay a page out at a text size in pt, whatever does not fit; RenderError for every warning of the renderer."""
    with collected_warnings() as warned, translated_errors(composed.file, composed.called):
        document, _ = _laid_out(engine, composed, engine.parse(composed), size)
    _refuse_warnings(composed, warned)
    return LaidOutDocument(composed, document, size, tuple(inspection.placed_images(document)))


def _refuse_warnings(composed: ComposedDocument, warned: list[str]) -> None:
    if warned:
        raise RenderError(*[renderer_warning(composed, message) for message in dict.fromkeys(warned)])


def try_smallest(engine: Engine, composed: ComposedDocument, foot: float = 0) -> Trial:
    """Lay a page out at its smallest text size; what the renderer warns of is told when it is set in earnest.

    `foot` is what another trial of the same document found.
    """
    with collected_warnings(), translated_errors(composed.file, composed.called):
        document, pages, foot = _at_smallest(engine, composed, engine.parse(composed), foot)
        fits = not _misfits(document, pages)
        return Trial(fits, columns.fill_ratios(document), foot)


def _at_smallest(
    engine: Engine, composed: ComposedDocument, html: HTML, foot: float = 0
) -> tuple[Document, int, float]:
    """A page at its smallest text size, how many pages it may have, and what `_laid_out` says of the foot."""
    size = composed.facts.type.smallest
    pages, foot, laid_out = _most_pages(engine, composed, html, [size], foot)
    if size in laid_out:
        return laid_out[size], pages, foot
    document, foot = _laid_out(engine, composed, html, size, foot)
    return document, pages, foot


def _laid_out(
    engine: Engine, composed: ComposedDocument, html: HTML, size: float, foot: float = 0
) -> tuple[Document, float]:
    """A page at a text size, and how much higher its places of fixed size are for the lines in them, `foot` at least.

    Their lines are of one size whatever that of the text: what one layout tells of them holds for the next. Of those
    that run past the page some are not laid out, and tell only once there is room for others.
    """
    with in_time(composed.file, composed.called):
        document = engine.lay_out(composed.footed(foot), html, size)
        while not composed.variant.reflowed and (more := columns.growth_mm(document)) > foot:
            foot = more
            document = engine.lay_out(composed.footed(foot), html, size)
        return document, foot


def _likely(engine: Engine, composed: ComposedDocument, html: HTML, size: float, foot: float) -> tuple[Document, float]:
    """The same where `foot` is what will probably be said of it: it is one layout if so."""
    document, grown = _laid_out(engine, composed, html, size, foot)
    if columns.growth_mm(document) < grown:
        return _laid_out(engine, composed, html, size)
    return document, grown


def _misfits(document: Document, pages: int) -> list[Misfit]:
    return misfits.misfits(document, pages) + split_boxes(document) or overlaps(document)


def _largest(engine: Engine, composed: ComposedDocument, html: HTML, first_pt: float | None) -> tuple[Document, float]:
    """The document at the largest size of its range that fits; LayoutError where none does."""
    sizes = composed.facts.type
    search = SizeSearch(sizes.smallest, sizes.largest, first_pt or sizes.usual)
    pages, foot, laid_out = _most_pages(engine, composed, html, [search.size, sizes.smallest])
    # Where text flows there are no columns that tell; what is to begin at the largest size mostly stays there.
    flows = composed.variant.reflowed or composed.facts.pages.step is not None
    told = first_pt is None and not flows and search.size < sizes.largest
    likely = _begun(engine, composed, html, search) if told else 0
    fitting: dict[float, Document] = {}  # the last that was found to: mostly it is the one
    while not search.done:
        size = search.size
        if (column := search.overfull) and (share := _overfilled(engine, composed.footed(foot), html, column, size)):
            search.record(fits=False, fill={column: share})
            continue
        if (document := laid_out.get(size)) is None:
            lay_out = _likely if likely else _laid_out
            document, foot = lay_out(engine, composed, html, size, likely or foot)
            likely = 0
        found = _misfits(document, pages)
        # Where text runs on from page to page, no column tells at what size there is one page too many.
        fill = columns.fill_ratios(document) if composed.facts.pages.step is None else {}
        search.record(fits=not found, fill=fill, room=all(one.kind == "width" for one in found))
        if not found:
            fitting = {size: document}
    if (best := search.best) is not None:
        return fitting.get(best) or _laid_out(engine, composed, html, best, foot)[0], best
    if size != sizes.smallest:
        size = sizes.smallest
        document, foot = _laid_out(engine, composed, html, size, foot)
        found = _misfits(document, pages)
    raise LayoutError(*[misfit_problem(composed, document, one, size, foot) for one in worst_misfits(found)])


def _begun(engine: Engine, composed: ComposedDocument, html: HTML, search: SizeSearch) -> float:
    """Let the columns by themselves tell where to lay out all pages; returned is what they tell of the foot."""
    with in_time(composed.file, composed.called):
        told = measured(engine, composed, html, search.size)
    if told.fill:
        search.measure(room=told.room, fill=told.fill)
    return told.foot


def _overfilled(engine: Engine, composed: ComposedDocument, html: HTML, column: str, size: float) -> float | None:
    with in_time(composed.file, composed.called):
        return overfilled(engine, composed, html, column, size)


def _most_pages(
    engine: Engine, composed: ComposedDocument, html: HTML, sizes: Sequence[float], foot: float = 0
) -> tuple[int, float, Mapping[float, Document]]:
    """How many pages a document may have: where a sheet holds several, as many as the smallest text takes sheets.

    `sizes` are those to lay out at, the smallest last: what takes one sheet at any of them does at that. With it what
    `_laid_out` says of the foot, or what is given; and the documents that were laid out, by their sizes.
    """
    pages, count = composed.facts.pages, 0
    laid_out: dict[float, Document] = {}
    if pages.step is None:
        return pages.max, foot, laid_out
    for size in sizes:
        if count != 1 and size not in laid_out:
            laid_out[size], foot = _laid_out(engine, composed, html, size, foot)
            count = ceil(len(laid_out[size].pages) / pages.step)
    return min(pages.max, count * pages.step), foot, laid_out
