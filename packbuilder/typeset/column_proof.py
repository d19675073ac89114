"""Columns laid out without the rest of their document: proof that a text is too large, and at what size it fits.

A column stands in a place of its own, of fixed width and height, whatever stands beside it: where it runs over by
itself it runs over among the others. So most sizes that are too large are refused for a fraction of what
all pages take, and all pages are laid out for the first time where the columns will be full.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from packbuilder.compose.composed import ComposedDocument
from packbuilder.typeset import columns, misfits
from packbuilder.typeset.engine import Engine

if TYPE_CHECKING:
    from weasyprint import HTML

_Element = Any  # of an ElementTree, untyped as WeasyPrint is


@dataclass(frozen=True, slots=True)
class MeasuredColumns:
    """What the columns of a document need by themselves: the share of its height by id, and whether all have room.

    `foot` is how much higher, in mm, its places of fixed size are for the lines in them.
    """

    fill: Mapping[str, float]
    room: bool
    foot: float


def measured(engine: Engine, composed: ComposedDocument, html: HTML, size: float) -> MeasuredColumns:
    """The columns at a size in pt, all at once; nothing where there are none."""
    kept = [one for one in html.etree_element.iter() if _is_column(one) or one.get("data-lines")]
    if not any(map(_is_column, kept)):
        return MeasuredColumns({}, room=True, foot=0)
    bare, foot = _alone(html, kept), 0.0
    document = engine.lay_out(composed, bare, size)
    while not composed.variant.reflowed and (more := columns.growth_mm(document)) > foot:
        foot = more
        document = engine.lay_out(composed.footed(foot), bare, size)
    fill = columns.fill_ratios(document)
    return MeasuredColumns(fill, not any(misfits.too_high(document, column) for column in fill), foot)


def overfilled(engine: Engine, composed: ComposedDocument, html: HTML, column: str, size: float) -> float | None:
    """The share of its height that a column, by its id, needs at a size in pt; None where it does not run over."""
    kept = [one for one in html.etree_element.iter() if one.get("id") == column]
    document = engine.lay_out(composed, _alone(html, kept), size)
    return columns.fill_ratios(document)[column] if misfits.too_high(document, column) else None


def _is_column(element: _Element) -> bool:
    return "spread" in (element.get("class") or "").split()


def _alone(html: HTML, kept: Collection[_Element]) -> HTML:
    """The same page with everything emptied that those are not in: the rules that hold for them are the same."""
    root = html.etree_element
    around = {child: parent for parent in root.iter() for child in parent}
    way = {parent for element in kept for parent in _outwards(element, around)}
    bare = copy(html)
    emptied = _emptied(root, frozenset(kept), way)
    bare.wrapper_element = type(html.wrapper_element).from_html_root(emptied, content_language=None)
    bare.etree_element = bare.wrapper_element.etree_element
    return bare


def _outwards(element: _Element, around: dict[_Element, _Element]) -> Iterator[_Element]:
    while (parent := around.get(element)) is not None:
        yield parent
        element = parent


def _emptied(element: _Element, kept: Collection[_Element], way: Collection[_Element]) -> _Element:
    """A copy of an element on the way to what is kept, of which nothing else has anything in it; the head stays."""
    if element in kept or element.tag == "head":
        return element
    bare = element.makeelement(element.tag, element.attrib)
    bare.tail = element.tail
    if element in way:
        bare.extend(_emptied(child, kept, way) for child in element if isinstance(child.tag, str))
    return bare
