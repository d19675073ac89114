"""A text in pieces: what of it stands in one column, and what runs on in another."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from xml.etree import ElementTree as ET

from markupsafe import Markup

from packbuilder.compose.typography import trusted

# A paragraph of fewer letters is not broken.
_LONG = 400
_SENTENCE = re.compile(r"(?<=\w{3}[.!?…])\s+(?=[^\W\d_])")

_Piece = tuple[int, str]  # the number of its block, and its HTML


def count(body: Markup) -> int:
    """How many pieces a text has: its paragraphs and lists, and of long paragraphs the sentences."""
    return len(_pieces(body))


def begun(body: Markup, pieces: int | None) -> Markup:
    """The first pieces of a text; all of it for None."""
    return body if pieces is None else _joined(_pieces(body)[:pieces])


def rest(body: Markup, pieces: int | None) -> Markup:
    """What `begun` leaves out; nothing for None."""
    return Markup() if pieces is None else _joined(_pieces(body)[pieces:])


def _pieces(body: Markup) -> list[_Piece]:
    blocks = ET.fromstring(f"<div>{body}</div>")  # noqa: S314 - HTML that this program made
    return [(number, piece) for number, block in enumerate(blocks) for piece in _of_block(block)]


def _of_block(block: ET.Element) -> list[str]:
    block.tail = None
    html = ET.tostring(block, "unicode", method="html")
    if block.tag != "p" or len(html) < _LONG:
        return [html]
    words = html.removeprefix("<p>").removesuffix("</p>")
    ends = [0, *(found.end() for found in _SENTENCE.finditer(words) if _whole(words[: found.start()])), len(words)]
    return [f"<p>{words[start:end].strip()}</p>" for start, end in pairwise(ends)]


def _whole(html: str) -> bool:
    """Whether no element is open at the end of a piece of HTML."""
    return html.count("<") == 2 * html.count("</")


def _joined(pieces: list[_Piece]) -> Markup:
    """Pieces as HTML, the sentences of a paragraph in one again."""
    blocks = (" ".join(html for _, html in block) for _, block in groupby(pieces, key=lambda piece: piece[0]))
    return trusted("\n".join(block.replace("</p> <p>", " ") for block in blocks))
