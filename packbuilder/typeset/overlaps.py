"""Text upon text: lines of which one comes to lie upon another's ink.

The ink of a line is what its own letters make of it; `TextBox.pango_layout` is not public, and nothing public tells it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from packbuilder.typeset.boxes import Box, children, name, page_box
from packbuilder.typeset.misfits import Misfit

if TYPE_CHECKING:
    from weasyprint import Document

# Where the ink of a line of text is at most, in sizes of its type above and below the baseline. It is measured only
# where such lines meet.
_ABOVE, _BELOW = 0.75, 0.25
_TOUCHING = 0.12  # of the lower of two lines: accents and hooks may come near
_BESIDE_PX = 1.0
_STAMP = "draft"  # lies under everything, and may


@dataclass(frozen=True, slots=True)
class _Ink:
    """A piece of text with the edges of its ink in px; `display` is the display type that it is of, if any."""

    box: Box
    left: float
    top: float
    right: float
    bottom: float
    display: object


def overlaps(document: Document) -> list[Misfit]:
    """Each text that lies upon another one.

    Display type is set by the program, line by line, by the outlines of its letters; what is turned is passed over.
    """
    return [one for number, page in enumerate(document.pages, start=1) for one in _of_page(page_box(page), number)]


def _of_page(root: Box, number: int) -> Iterator[Misfit]:
    texts = sorted(_texts(root, None), key=lambda ink: ink.top)
    for n, first in enumerate(texts):
        for other in texts[n + 1 :]:
            if other.top >= first.bottom:
                break
            if first.display is not None and first.display is other.display:
                continue
            if _deep(first, other) and (down := _deep(_measured(first), _measured(other))):
                yield Misfit("overlap", number, name(other.box), down, other.box.text[:40], other.box)


def _deep(one: _Ink, other: _Ink) -> float:
    """How far the ink of two texts lies upon each other, in px; 0 where they hardly touch."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    least = min(one.bottom - one.top, other.bottom - other.top)
    return down if across > _BESIDE_PX and down > _TOUCHING * least else 0.0


def _measured(ink: _Ink) -> _Ink:
    """The same text with the edges that its letters have."""
    box, extents = ink.box, ffi.new("PangoRectangle *")
    box.pango_layout.reactivate(box.style)
    try:
        pango.pango_layout_line_get_extents(box.pango_layout.get_first_line()[0], extents, ffi.NULL)
        sides = extents.x, extents.y, extents.width, extents.height
        left, top, width, height = (side * FROM_UNITS for side in sides)
    finally:
        box.pango_layout.deactivate()
        ffi.release(extents)
    left, top = left + box.position_x, top + box.position_y + box.baseline
    return _Ink(box, left, top, left + width, top + height, ink.display)


def _texts(box: Box, display: object) -> Iterator[_Ink]:
    for found in children(box):
        if found.style["transform"] or name(found) == _STAMP:
            continue
        if isinstance(found, boxes.TextBox) and found.text.strip() and found.style["visibility"] == "visible":
            size, base = float(found.style["font_size"]), found.position_y + found.baseline
            edges = found.position_x, base - _ABOVE * size, found.position_x + found.width, base + _BELOW * size
            yield _Ink(found, *edges, display)
        classes = "" if found.element is None else str(found.element.get("class") or "")
        yield from _texts(found, found.element if "display" in classes.split() else display)
