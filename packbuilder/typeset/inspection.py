"""Where things came to lie on laid-out pages: codes, the room left in columns, and what gets a tag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes

from packbuilder.typeset.boxes import MM_PER_PX, Box, code_of, page_box, walk

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.document import Page


_SLACK_PX = 0.5


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """Where an image with a `data-code` lies, in mm from the top left of its page, quiet zone included."""

    code: str
    page: int
    x_mm: float
    y_mm: float
    width_mm: float


def placed_images(document: Document) -> list[PlacedImage]:
    """Every image that carries a `data-code`, in the order of the pages."""
    found = []
    for number, page in enumerate(document.pages, start=1):
        for box in walk(page_box(page)):
            if isinstance(box, boxes.ReplacedBox) and (code := code_of(box)):
                place = (side * MM_PER_PX for side in (box.content_box_x(), box.content_box_y(), box.width))
                found.append(PlacedImage(code, number, *place))
    return found


def font_families(document: Document) -> set[str]:
    """The font families that texts ask for first. The renderer takes another, and says nothing, if one is not there."""
    texts = (box for page in document.pages for box in walk(page_box(page)) if isinstance(box, boxes.TextBox))
    return {box.style["font_family"][0] for box in texts}


def tagged_boxes(page: Page) -> Iterator[Box]:
    """The boxes of a page whose content has its place in the tags, in tree order: texts, and pictures.

    What stands in the margin boxes of the page has none: running heads and page numbers are no part of the text.
    """
    root = page_box(page)
    margins = {id(box) for margin in root.children if isinstance(margin, boxes.MarginBox) for box in walk(margin)}
    content = (box for box in walk(root) if id(box) not in margins)
    return (box for box in content if isinstance(box, boxes.TextBox | boxes.ReplacedBox))


def link_annotations(page: Page) -> Iterator[tuple[Any, str]]:
    """The link annotations of a page that was written, each with the words that it lies on."""
    for box in walk(page_box(page)):
        if box.link_annotation:
            texts = [one for one in (box, *walk(box)) if isinstance(one, boxes.TextBox)]
            yield box.link_annotation, "".join(one.text for one in texts).strip()


def overfull_boxes(document: Document) -> dict[int, frozenset[str]]:
    """Of elements that are numbered (`data-n`) the boxes of fixed size in them (`data-box`) that texts run out of."""
    found = {}
    for box in (box for page in document.pages for box in walk(page_box(page))):
        if (number := _data(box, "data-n")) is not None:
            fixed = ((name, one) for one in walk(box) if _sized(one) and (name := _data(one, "data-box")))
            if over := frozenset(name for name, one in fixed if _over(one)):
                found[int(number)] = over
    return found


def _data(box: Box, name: str) -> str | None:
    return None if box.element is None else box.element.get(name)


def _sized(box: Box) -> bool:
    """Whether it is the box that has the size, and not one around lines in it, which is of the same element."""
    return isinstance(box, boxes.BlockBox) and box.style["height"] != "auto"


def _over(box: Box) -> bool:
    """Whether text runs below a box or past one of its sides."""
    left, foot = box.content_box_x(), box.content_box_y() + box.height
    texts = [one for one in walk(box) if isinstance(one, boxes.TextBox) and one.text.strip()]
    return any(
        one.position_y + one.height > foot + _SLACK_PX
        or one.position_x < left - _SLACK_PX
        or one.position_x + one.width > left + box.width + _SLACK_PX
        for one in texts
    )
