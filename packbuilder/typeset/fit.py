"""Fit or refuse: a document's text at the largest size of its range that fits its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from packbuilder.compose.page import Page
from packbuilder.errors import LayoutError, Problem, RenderError
from packbuilder.typeset import boxes, places
from packbuilder.typeset.boxes import Overflow
from packbuilder.typeset.engine import Engine, warnings_of_renderer
from packbuilder.typeset.places import PlacedImage

if TYPE_CHECKING:
    from weasyprint import HTML, Document

_STEP_PT = 0.25
_ROUNDING = 1e-6  # steps, for what millimetres and points do to whole numbers
_MOST_SPARE_MM = 12.0  # wider gaps fall apart
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
    with warnings_of_renderer() as warned:
        html = engine.parse(page)
        document, font_pt = _largest(engine, page, html, first_pt)
        if spare := places.spare_mm(document, _MOST_SPARE_MM):
            document = engine.lay_out(page, html, font_pt, spare)
    if warned:
        raise RenderError(*[_warning(page, message) for message in dict.fromkeys(warned)])
    problems = [_refusal(page, o, font_pt) for o in _worst(boxes.misfits(document, page.facts.pages.max))]
    if problems := problems + _too_few(page, document):
        raise LayoutError(*problems)
    return Typeset(page, document, font_pt, tuple(places.images(document)))


def _largest(engine: Engine, page: Page, html: HTML, first_pt: float | None) -> tuple[Document, float]:
    """Bisect over the steps of the range. A document that fits at a size is taken to fit at every smaller one."""
    smallest, largest = page.facts.type.smallest, page.facts.type.largest
    low, high = (
        0,
        int((largest - smallest) / _STEP_PT + _ROUNDING),
    )  # the largest step that fits lies within, or is the last
    first = high if first_pt is None else min(high, max(0, round((first_pt - smallest) / _STEP_PT)))
    fitting: tuple[Document, float] | None = None
    step = first
    while low <= high:
        size = smallest + step * _STEP_PT
        document = engine.lay_out(page, html, size)
        found = boxes.misfits(document, page.facts.pages.max)
        if not found:
            fitting, low = (document, size), step + 1
        elif step == 0:
            raise LayoutError(*[_refusal(page, o, size) for o in _worst(found)])
        else:
            high = step - 1
        # Where the first size fits, it is probably the one: the next proves it.
        step = low if step == first and not found else (low + high) // 2
    assert fitting is not None  # noqa: S101 - without a size that fits, the smallest has been tried and refused
    return fitting


def _worst(found: list[Overflow]) -> list[Overflow]:
    """One overflow of each kind and place: inner boxes repeat what the outer ones say."""
    worst: dict[tuple[str, int], Overflow] = {}
    for overflow in found:
        key = overflow.kind, overflow.page
        if key not in worst or overflow.surplus_px > worst[key].surplus_px:
            worst[key] = overflow
    return list(worst.values())


def _refusal(page: Page, overflow: Overflow, size: float) -> Problem:
    lines = max(1, round(overflow.surplus_px / _LINE_PX))
    what = {
        "pages": f"runs {overflow.surplus_px:g} page(s) over",
        "page": "runs past the edge of the page",
        "height": f"is about {lines} line(s) (some {lines * _LETTERS_A_LINE} letters) too long",
        "width": f"is {overflow.surplus_px * boxes.MM_PER_PX:.1f} mm too wide for its place",
        "covered": "lies under a code",
        "lost": "is printed nowhere",
    }[overflow.kind]
    where = f" in “{overflow.where}”" if overflow.where else ""
    on = f" on page {overflow.page}" if overflow.page else ""
    return Problem(
        page.file, 0, f"{page.layout} ({page.lang})",
        f"The text {what}{where}{on} at the smallest size, {size:g} pt: “{overflow.words.strip()}…”.",
        f"Shorten one of the texts that feed it: {', '.join(page.fed_by) or 'the template itself'}.",
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


def _warning(page: Page, message: str) -> Problem:
    return Problem(
        page.file, 0, f"{page.layout} ({page.lang})", f"The renderer warns: {message}.",
        "Correct the layout's page.html or style.css, or the text that it names.",
    )  # fmt: skip
