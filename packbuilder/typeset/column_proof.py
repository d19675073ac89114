"""Proof that a text is too large for its column, without laying out the rest of its document.

A column stands in a place of its own, of fixed width and height, whatever stands beside it: where it runs over by
itself it runs over among the others. So most sizes that are too large are refused for a fraction of what
all pages take.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import TYPE_CHECKING, Any

from packbuilder.compose.composed import ComposedDocument
from packbuilder.typeset import columns, misfits
from packbuilder.typeset.engine import Engine

if TYPE_CHECKING:
    from weasyprint import HTML

_Element = Any  # of an ElementTree, untyped as WeasyPrint is


def overfilled(engine: Engine, composed: ComposedDocument, html: HTML, column: str, size: float) -> float | None:
    """The share of its height that a column, by its id, needs at a size in pt; None where it does not run over."""
    document = engine.lay_out(composed, _alone(html, column), size)
    return columns.fill_ratios(document)[column] if misfits.too_high(document, column) else None


def _alone(html: HTML, column: str) -> HTML:
    """The same page with everything emptied that the column is not in: the rules that hold for it are the same."""
    root = html.etree_element
    around = {child: parent for parent in root.iter() for child in parent}
    element = next(one for one in root.iter() if one.get("id") == column)
    way = [element, *_outwards(element, around)]
    bare = copy(html)
    bare.wrapper_element = type(html.wrapper_element).from_html_root(_emptied(root, way), content_language=None)
    bare.etree_element = bare.wrapper_element.etree_element
    return bare


def _outwards(element: _Element, around: dict[_Element, _Element]) -> Iterator[_Element]:
    while (parent := around.get(element)) is not None:
        yield parent
        element = parent


def _emptied(element: _Element, way: list[_Element]) -> _Element:
    """A copy of an element on the way to what is kept, of which nothing else has anything in it; the head stays."""
    if element is way[0] or element.tag == "head":
        return element
    bare = element.makeelement(element.tag, element.attrib)
    bare.tail = element.tail
    if element in way:
        bare.extend(_emptied(child, way) for child in element if isinstance(child.tag, str))
    return bare
