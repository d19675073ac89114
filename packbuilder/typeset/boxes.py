"""Laid-out boxes: where they lie, and what is in them.

`Page._page_box` and the box behind an `AbsolutePlaceholder` are not public; nothing public tells where a box lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes

if TYPE_CHECKING:
    from weasyprint.document import Page

Box = Any  # WeasyPrint is untyped

MM_PER_PX = 25.4 / 96


def page_box(page: Page) -> Box:
    """The box of a whole page, below which all others lie."""
    return page._page_box  # noqa: SLF001 - see above


def walk(box: Box, *, flow: bool = False) -> Iterator[Box]:
    """All boxes below a box, in tree order, absolute boxes for their placeholders; with `flow`, without them."""
    for child in children(box, flow=flow):
        yield child
        yield from walk(child, flow=flow)


def children(box: Box, *, flow: bool = False) -> Iterator[Box]:
    """The boxes directly in a box, likewise."""
    for child in box.all_children() if hasattr(box, "all_children") else ():
        if type(child).__name__ != "AbsolutePlaceholder":
            yield child
        elif not flow:
            yield getattr(child, "_box", child)


def code_of(box: Box) -> str:
    """The `data-code` of an image; empty for anything else."""
    return "" if box.element is None else str(box.element.get("data-code") or "")


def bottom(box: Box) -> float:
    """The lower edge of a box, margin included, in px; of a line the line itself.

    Not of the glyphs in it: half-leading may be negative, and then glyphs lie outside their line.
    """
    return float(box.position_y + (box.height if isinstance(box, boxes.LineBox) else box.margin_height()))


def words(box: Box) -> str:
    """The beginning of the text in a box."""
    return "".join(b.text for b in (box, *walk(box)) if isinstance(b, boxes.TextBox))[:40]


def name(box: Box) -> str:
    """What an author calls a box by: its id, else its class, else its tag."""
    element = box.element
    return "" if element is None else str(element.get("id") or element.get("class") or box.element_tag)
