"""Drafts: what does not fit is printed all the same, with a bar and a figure in the margin of its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from packbuilder.compose.composed import ComposedDocument
from packbuilder.errors import LayoutError, Severity
from packbuilder.model.variant import INSET_MM
from packbuilder.typeset import fit
from packbuilder.typeset.boxes import MM_PER_PX, Box, bottom, name, page_box, walk, words
from packbuilder.typeset.engine import Engine
from packbuilder.typeset.fit import LaidOutDocument
from packbuilder.typeset.misfits import Misfit

if TYPE_CHECKING:
    from weasyprint import Document

_LEAST_MM = 4.0  # of a bar, so that it is seen
_WIDTH_MM = 7.0
_BAR = (
    f"box-sizing:border-box;width:{_WIDTH_MM:g}mm;margin-left:auto;margin-bottom:auto;vertical-align:top;"
    "text-align:left;overflow:visible;white-space:pre;border-left:1.2mm solid #000;padding-left:.5mm;"
    "font:700 6pt/1 var(--text);color:#000"
)


def typeset_or_mark(
    engine: Engine, composed: ComposedDocument, first_pt: float | None = None, *, draft: bool = False
) -> LaidOutDocument:
    """As `fit.typeset`; but in a draft what does not fit is told as a gap, and marked, instead of being refused."""
    try:
        made = fit.typeset(engine, composed, first_pt)
    except LayoutError:
        if not draft or (marked := _marked(engine, composed)) is None:
            raise
        return marked
    gaps = tuple(one for one in composed.warnings if one.severity is Severity.GAP)
    if not gaps:
        return made
    css = composed.css + "".join(_marks(made.document, list(_display(made.document))))
    return replace(fit.typeset_at(engine, replace(composed, css=css), made.font_pt), misfits=gaps)


def _marked(engine: Engine, composed: ComposedDocument) -> LaidOutDocument | None:
    """The page at its smallest size with its misfits marked; None where it is something else that is wrong with it."""
    size = composed.facts.type.smallest
    document, found, problems = fit.misfits_at_smallest(engine, composed)
    if not found:
        return None
    told = tuple(replace(one, severity=Severity.GAP) for one in problems)
    marked = replace(
        composed, css=composed.css + "".join(_marks(document, found)), warnings=(*composed.warnings, *told)
    )
    return replace(fit.typeset_at(engine, marked, size), misfits=told)


def _marks(document: Document, found: Sequence[Misfit]) -> Iterator[str]:
    """For each page with misfits a margin box, which is no part of the text: as high as they are, with the largest."""
    for number, page in enumerate(document.pages, start=1):
        root = page_box(page)
        height = root.margin_height()
        here = [one for one in found if one.page == number and one.kind != "pages"]
        over = [one for one in found if one.kind == "pages" and number > one.page]
        if not (here or over):
            continue
        placed = [one.place for one in here if one.place is not None]
        inset = INSET_MM / MM_PER_PX
        top = max(inset, min(map(_top, placed), default=inset))
        foot = min(height - inset, max(map(_foot, placed), default=height))
        sizes = [one.surplus_px * MM_PER_PX for one in here if one.kind in {"height", "width", "page"}]
        said = f"+{max(sizes):.0f}\\A mm" if sizes else "!"
        down, inside = (top - root.margin_top) * MM_PER_PX, root.margin_left * MM_PER_PX - _WIDTH_MM - INSET_MM
        long = max(_LEAST_MM, (foot - top) * MM_PER_PX)
        place = f"height:{long:.1f}mm;margin-top:{down:.1f}mm;margin-right:{inside:.1f}mm"
        yield f'@page :nth({number}){{@left-top{{content:"{said}";{place};{_BAR}}}}}'


def _display(document: Document) -> Iterator[Misfit]:
    """Display type, which the program has set smaller than its layout allows."""
    for number, page in enumerate(document.pages, start=1):
        for box in walk(page_box(page)):
            if box.element is not None and "display" in str(box.element.get("class")).split():
                yield Misfit("display", number, name(box), 0, words(box), box)


def _top(box: Box) -> float:
    return float(box.border_box_y() if hasattr(box, "border_box_y") else box.position_y)


def _foot(box: Box) -> float:
    return bottom(box) if hasattr(box, "margin_height") else float(box.position_y + box.height)
