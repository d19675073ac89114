"""What the renderer gets wrong in the shape of tags: lists, headers of tables, places of figures, spans of nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pydyf

from packbuilder.typeset.boxes import Box

if TYPE_CHECKING:
    from packbuilder.printing.structure import Element

_PT_PER_PX = 0.75
_LABEL = "numeral"  # the class of what a template numbers the items of its lists with
_SIGNS = {"•": "/Disc", "◦": "/Circle", "▪": "/Square"}  # as the renderer draws the markers of these names
_HOLLOW = frozenset({"/Span", "/NonStruct", "/P", "/Div"})  # of no meaning without content, as cells of tables are not


def repair_tags(pdf: pydyf.PDF, texts: Mapping[int, Box]) -> None:
    """Set the tags of a file right; `texts` are the boxes of the elements that hold marked content, by their id."""
    objects = {f"{number} 0 R".encode(): thing for number, thing in enumerate(pdf.objects)}
    root = objects[pdf.catalog["StructTreeRoot"]]
    _Shaper(objects, texts).shaped(objects[root["K"][0]])


class _Shaper:
    def __init__(self, objects: Mapping[bytes, Any], texts: Mapping[int, Box]) -> None:
        self._objects, self._texts = objects, texts

    def shaped(self, element: Element) -> None:
        """What is below an element first, then the element: an emptied one may empty what holds it."""
        for child in list(self._children(element)):
            self.shaped(child)
            if child["S"] in _HOLLOW and not child["K"]:
                element["K"].remove(child.reference)
        if element["S"] == "/LI":
            self._label(element)
        elif element["S"] == "/L":
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": self._numbering(element)})
        elif element["S"] == "/TR":
            self._scope(element)
        elif element["S"] == "/Figure":
            self._place(element)

    def _children(self, element: Element) -> Iterator[Element]:
        for kid in element["K"]:
            if not isinstance(kid, int) and "S" in (child := self._objects.get(kid, {})):
                yield child

    def _words(self, element: Element) -> Iterator[Box]:
        if id(element) in self._texts:
            yield self._texts[id(element)]
        for child in self._children(element):
            yield from self._words(child)

    def _label(self, item: Element) -> None:
        """Make a label of the number that a template prints before the words of an item."""
        for body in list(self._children(item)):
            for part in list(self._children(body)):
                if body["S"] == "/LBody" and all(map(_labels, boxes := list(self._words(part)))) and boxes:
                    body["K"].remove(part.reference)
                    part["S"], part["P"] = "/Lbl", item.reference
                    item["K"].insert(0, part.reference)
                    return

    def _numbering(self, whole: Element) -> str:
        """How the items of a list are told apart, by the label of the first that has one (ISO 32000-1, table 347)."""
        labels = (part for item in self._children(whole) for part in self._children(item) if part["S"] == "/Lbl")
        boxes = self._words(first) if (first := next(labels, None)) else ()
        sign = "".join(str(getattr(box, "text", "")) for box in boxes).strip().rstrip(".)")
        return "/Decimal" if sign.isdecimal() else _SIGNS.get(sign, "/None")

    def _scope(self, row: Element) -> None:
        """What its headers are headers of: of their columns where there is nothing else in the row, else of the row."""
        cells = list(self._children(row))
        of = "/Column" if all(cell["S"] == "/TH" for cell in cells) else "/Row"
        for cell in cells:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = of

    def _place(self, figure: Element) -> None:
        """Its box in points from the lower left corner of the page; the renderer's is in pixels from the upper one."""
        left, top, right, bottom = (side * _PT_PER_PX for side in figure["A"]["BBox"])
        height = self._objects[figure["Pg"]]["MediaBox"][3]
        figure["A"]["BBox"] = pydyf.Array([round(side, 3) for side in (left, height - bottom, right, height - top)])


def _labels(box: Box) -> bool:
    """Whether a text is marked by the template as the label of an item."""
    return box.element is not None and _LABEL in str(box.element.get("class", "")).split()
