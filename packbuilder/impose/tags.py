"""The tags of sheets: each side is one figure, with words for what it is and what is to be done with it.

What its pages say can be read aloud in the file that they come from; here they lie turned, in parts and out of order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packbuilder.impose.writer import Writer, array, dictionary, numbers, reference, text
from packbuilder.pdf.objects import at
from packbuilder.pdf.xmp import packet

if TYPE_CHECKING:
    from packbuilder.pdf.objects import Reader

PRODUCER = "packbuilder"
FIGURE = b"/Figure <</MCID 0>> BDC"
ARTIFACT = b"/Artifact BMC"
END = b"EMC"
_ACCESSIBLE = re.compile(rb"pdfuaid:part(?:>|=[\"'])1\b")


@dataclass(frozen=True, slots=True)
class Figure:
    """What is drawn on a page: the page's reference, its size in points, and the words for it."""

    page: bytes
    width: float
    height: float
    said: str


def accessible(reader: Reader) -> bool:
    """Whether a file claims PDF/UA-1: what is imposed from another one, such as one without its fonts, must not."""
    told = at(reader.catalog, "/Metadata")
    return told is not None and _ACCESSIBLE.search(told.get_data()) is not None


def structure(writer: Writer, figures: Sequence[Figure]) -> bytes:
    """The structure tree; the page of each figure names it by the figure's place in the sequence."""
    document = writer.reserve()
    return root(writer, [element(writer, figure, reference(document)) for figure in figures], document)


def root(writer: Writer, elements: Sequence[bytes], document: int) -> bytes:
    """The structure tree of figures that are in the file already, below the element of that number."""
    root = writer.reserve()
    writer.put(
        dictionary({
            "/Type": b"/StructElem", "/S": b"/Document", "/P": reference(root), "/K": array(elements),
        }),
        document,
    )  # fmt: skip
    owners = array(b"%d [%s]" % one for one in enumerate(elements))
    entries = {
        "/Type": b"/StructTreeRoot", "/K": array([reference(document)]),
        "/ParentTree": writer.put(dictionary({"/Nums": owners})), "/ParentTreeNextKey": b"%d" % len(elements),
    }  # fmt: skip
    return writer.put(dictionary(entries), root)


def element(writer: Writer, figure: Figure, parent: bytes) -> bytes:
    """The structure element of a figure, below the one that is named."""
    box = array([numbers(0, 0, figure.width, figure.height)])
    told = {
        "/Type": b"/StructElem", "/S": b"/Figure", "/P": parent, "/Pg": figure.page, "/K": b"0",
        "/Alt": text(figure.said), "/A": dictionary({"/O": b"/Layout", "/Placement": b"/Block", "/BBox": box}),
    }  # fmt: skip
    return writer.put(dictionary(told))


def metadata(writer: Writer, title: str) -> bytes:
    """What claims the standard."""
    told = packet(title, {"pdf:Producer": PRODUCER, "pdfuaid:part": "1"})
    return writer.stream({"/Type": b"/Metadata", "/Subtype": b"/XML"}, told)
