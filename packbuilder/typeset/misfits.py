"""What does not fit on laid-out pages: what runs over, what is lost, and what lies under a code.

The renderer says nothing when text runs out of a box of fixed height, past the edge of the page, or is dropped: it has
to be looked for. `Document._html` is not public; nothing public tells what was to be laid out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any, Literal

from weasyprint.formatting_structure import boxes

from packbuilder.language.capitals import without_case
from packbuilder.typeset.boxes import Box, bottom, code_of, name, page_box, walk, words

if TYPE_CHECKING:
    from weasyprint import Document

Kind = Literal["pages", "page", "height", "width", "covered", "overlap", "lost", "picture", "display"]
_Element = Any  # of an ElementTree, untyped as WeasyPrint is
_TOLERANCE_PX = 0.5
# The upper fifth of a line holds no ink to speak of: large display type may begin above the page. Nor does the lower
# quarter, or what a face has below its baseline, but for what hangs below the line; on a code that is found when the
# code is read back.
_BLANK, _HANGING = 5, 4
_SVG = "{http://www.w3.org/2000/svg}"
_SPACES = re.compile(r"[\s\u00ad\u2010-]+")


@dataclass(frozen=True, slots=True)
class Misfit:
    """Text or a picture that does not stay where it belongs.

    `kind` is `pages`, `page` (past the edge of the page), `height` or `width` (past its box), `covered` (by a code),
    `overlap` (with other text), `lost` (text laid out nowhere), `picture` (likewise) or `display` (in drafts: type that
    is smaller than its layout allows); `surplus_px` says by how much (pages: how many), `room_px` the width that there
    is; `words` is the beginning of the text, or what a picture shows; `place` the box that the text runs out of, or
    lies in.
    """

    kind: Kind
    page: int
    where: str
    surplus_px: float
    words: str
    place: Box | None = field(default=None, compare=False, repr=False)
    room_px: float = 0


def misfits(document: Document, pages: int) -> list[Misfit]:
    """Everything that does not fit in `pages` pages, or was dropped to make the rest fit."""
    return overflows(document, pages) + covered(document) + lost(document)


def overflows(document: Document, pages: int) -> list[Misfit]:
    """Text that runs over in pages as they were laid out."""
    found = []
    if len(document.pages) > pages:
        first = page_box(document.pages[pages])
        found.append(Misfit("pages", pages, "", len(document.pages) - pages, words(first), first))
    for number, page in enumerate(document.pages, start=1):
        root = page_box(page)
        for box in walk(root):
            if isinstance(box, boxes.TextBox):
                found += _past_page(box, root, number)
            elif isinstance(box, boxes.BlockContainerBox | boxes.FlexContainerBox | boxes.GridContainerBox):
                found += _past_box(box, number)
    return found


def too_high(document: Document, column: str) -> list[Misfit]:
    """What runs out of the foot of the element with an id."""
    numbered = ((number, box) for number, page in enumerate(document.pages, 1) for box in walk(page_box(page)))
    found = (one for number, box in numbered if _is(box, column) for one in _past_box(box, number))
    return [one for one in found if one.kind == "height"]


def _is(box: Box, name: str) -> bool:
    return isinstance(box, boxes.BlockContainerBox) and box.element is not None and box.element.get("id") == name


def _past_page(box: Box, root: Box, number: int) -> list[Misfit]:
    if not box.text.strip():
        return []
    surplus = max(
        -box.position_x,
        -box.position_y - box.height / _BLANK,
        box.position_x + box.width - root.margin_width(),
        box.position_y + box.height - root.margin_height(),
    )
    return [Misfit("page", number, name(box), surplus, box.text[:40], box)] if surplus > _TOLERANCE_PX else []


def _past_box(box: Box, number: int) -> list[Misfit]:
    """Text past the right edge of a block, below the foot of one of limited height, past any edge of one that cuts."""
    cuts = box.style["overflow"] != "visible"
    # Absolute boxes answer to the page, and to themselves, not to the box that they are written in, unless that holds
    # and cuts them.
    inside = list(walk(box, flow=not cuts or box.style["position"] == "static"))
    texts = [b for b in inside if isinstance(b, boxes.TextBox) and b.text.strip()]
    past: list[tuple[Kind, float, Box]]
    past = [("width", _right(b) - box.content_box_x() - box.width, b) for b in texts]
    if cuts or box.style["direction"] == "rtl":
        past += [("width", box.padding_box_x() - b.position_x, b) for b in texts]
    if cuts:
        lines = [b for b in inside if isinstance(b, boxes.LineBox)]
        past += [("height", box.padding_box_y() - b.position_y, b) for b in lines]
    if cuts or box.style["height"] != "auto" or box.max_height != inf:
        foot = box.content_box_y() + box.height
        past += [("height", bottom(b) - foot, b) for b in inside if _shows(b)]
    worst = {kind: (surplus, b) for kind, surplus, b in sorted(past, key=lambda one: one[1]) if surplus > _TOLERANCE_PX}
    return [
        Misfit(kind, number, name(box), surplus, words(b), box if kind == "height" else b, box.width)
        for kind, (surplus, b) in worst.items()
    ]


def _shows(box: Box) -> bool:
    """Whether a box prints something at its foot: a line of text, a picture, a line to write on."""
    return isinstance(box, boxes.LineBox | boxes.ReplacedBox) or (
        isinstance(box, boxes.BlockBox) and box.border_bottom_width > 0
    )


def covered(document: Document) -> list[Misfit]:
    """Text that a code, its quiet zone included, lies upon. The stamp of a draft lies under everything, and may."""
    found = []
    for number, page in enumerate(document.pages, start=1):
        everything = list(walk(page_box(page)))
        texts = [box for box in everything if isinstance(box, boxes.TextBox) and box.text.strip()]
        texts = [box for box in texts if name(box) != "draft"]
        for code in (box for box in everything if isinstance(box, boxes.ReplacedBox) and code_of(box)):
            left, top = code.content_box_x(), code.content_box_y()
            for text in texts:
                across = min(left + code.width, _right(text)) - max(left, text.position_x)
                down = min(top + code.height, text.position_y + text.height) - max(top, text.position_y)
                if across > _TOLERANCE_PX and down > max(text.height / _HANGING, text.height - text.baseline):
                    found.append(Misfit("covered", number, name(text), down, text.text[:40], text))
    return found


def lost(document: Document) -> list[Misfit]:
    """Sentences and pictures that stand in the document and were laid out nowhere, by whatever means they were dropped.

    Each text is looked for in what its own element shows, pages and columns put together: what stands between them
    (the next page's head, a picture) belongs to others.
    """
    shown: defaultdict[_Element, str] = defaultdict(str)
    pictures = set()
    for box in (box for page in document.pages for box in walk(page_box(page))):
        if isinstance(box, boxes.TextBox) and box.style["visibility"] == "visible":
            shown[box.element] += box.text
        elif isinstance(box, boxes.ReplacedBox):
            pictures.add(box.element)
    found = []
    root = document._html.etree_element  # noqa: SLF001 - see above
    body = root.find(".//body")
    for element, text, lang in _texts(body, root.get("lang", "")):
        laid_out = _bare(shown[element], lang)
        if _bare(text, lang) not in laid_out:
            sentences = re.split(r"(?<=[.!?])\s+", text.strip())
            found += [one for one in sentences if _bare(one, lang) not in laid_out] or [text.strip()]
    unseen = [image.get("alt") or image.get("src", "") for image in body.iter("img") if image not in pictures]
    lost_texts = [Misfit("lost", 0, "", 0, text[:40]) for text in found]
    return lost_texts + [Misfit("picture", 0, "", 0, alt[:40]) for alt in unseen]


def _right(box: Box) -> float:
    return float(box.position_x + box.width)


def _bare(text: str, lang: str) -> str:
    """A text as it is compared: lines may be set in capitals, which are those of the language."""
    return _SPACES.sub("", without_case(text, lang))


def _texts(element: _Element, lang: str) -> Iterator[tuple[_Element, str, str]]:
    """The texts below an element, each with the element that shows it and the language that it is in."""
    if not isinstance(element.tag, str) or element.tag.startswith(_SVG) or element.tag in {"style", "template"}:
        return
    lang = element.get("lang", lang)
    yield element, element.text or "", lang
    for child in element:
        yield from _texts(child, lang)
        yield element, child.tail or "", lang
