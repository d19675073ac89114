"""Spread columns: what is left of their height goes into the gaps between their blocks.

A column is an element with the class `spread`, of a fixed height, with an id; if its last block has the class `foot`,
that stands at its foot. Its blocks are moved as soon as a page is laid out, before backgrounds and links get their
places (see patches/column_gaps); to lay out again with gaps of the right width would take a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes

from packbuilder.typeset.boxes import MM_PER_PX, Box, bottom, page_box, walk

if TYPE_CHECKING:
    from weasyprint import Document

_MOST_MM = 12.0  # by which a gap is widened: wider ones fall apart


def fill_ratios(document: Document) -> dict[str, float]:
    """The share of its height that each column needs, by id; more than 1 where it overflows."""
    found = (box for page in document.pages for box in _columns(page_box(page)) if box.height > 0)
    return {str(box.element.get("id")): (box.height - box.left_px) / box.height for box in found}


def growth_mm(document: Document) -> float:
    """By how much places of fixed size are to be higher, in mm, for the lines in them: the most that a page asks for.

    An element with `data-lines` is designed for so many lines; where it has more, its layout gives it `--more-foot`.
    """
    lines: dict[Any, tuple[int, list[float]]] = {}  # by element: the page that it begins on, and how high each is
    for number, page in enumerate(document.pages):
        for box in walk(page_box(page)):
            if isinstance(box, boxes.LineBox) and box.element is not None and box.element.get("data-lines"):
                lines.setdefault(box.element, (number, []))[1].append(float(box.height))
    more = [0.0] * len(document.pages)
    for element, (number, heights) in lines.items():
        more[number] += sum(heights[int(element.get("data-lines")) :])
    return round(max(more) * MM_PER_PX, 3)


def spread(page: Box) -> None:
    """Move the blocks of the columns of a page apart, and leave a note on each column of what was left."""
    for box in _columns(page):
        blocks = [child for child in box.children if child.is_in_normal_flow()]
        foot = max(map(bottom, blocks), default=box.content_box_y())
        box.left_px = box.content_box_y() + box.height - foot
        gap = min(_MOST_MM / MM_PER_PX, max(0.0, box.left_px) / max(1, len(blocks) - 1))
        for number, block in enumerate(blocks):
            last = number == len(blocks) - 1 and "foot" in _classes(block)
            _move(block, max(box.left_px, 0.0) if last else number * gap, held=False)


def _columns(page: Box) -> Iterator[Box]:
    for box in walk(page):
        if "spread" in _classes(box):
            yield box


def _classes(box: Box) -> list[str]:
    return [] if box.element is None else (box.element.get("class") or "").split()


def _move(box: Box, down: float, *, held: bool) -> None:
    """Move a box and what is in it; `held` says whether absolute boxes in it answer to it, or to a box it is in."""
    box.position_y += down
    held = held or box.style["position"] != "static"
    for child in box.all_children() if hasattr(box, "all_children") else ():
        if not _stays(child, held=held):
            _move(getattr(child, "_box", child), down, held=held)


def _stays(box: Box, *, held: bool) -> bool:
    """Whether a box has its place from something outside of what is moved."""
    position, sides = box.style["position"], {box.style["top"], box.style["bottom"]}
    return sides != {"auto"} and (position == "fixed" or (position == "absolute" and not held))
