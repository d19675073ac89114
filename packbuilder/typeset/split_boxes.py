"""Boxes of their own place that run on over the next page.

The renderer breaks them there if there is a next page: what is left over comes to lie on that, upon what belongs to it,
and the part before ends where its page does, so that nothing runs out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packbuilder.typeset.boxes import bottom, name, page_box, walk, words
from packbuilder.typeset.misfits import Misfit

if TYPE_CHECKING:
    from weasyprint import Document


def split_boxes(document: Document) -> list[Misfit]:
    """The boxes with `position: absolute` of which a part lies on a later page than their beginning."""
    first: dict[Any, int] = {}
    return [
        Misfit("height", first[box.element], name(box), bottom(box) - box.position_y, words(box), box)
        for number, page in enumerate(document.pages, start=1)
        for box in walk(page_box(page))
        if box.element is not None and box.element_tag.isidentifier() and box.style["position"] == "absolute"
        if first.setdefault(box.element, number) < number
    ]
