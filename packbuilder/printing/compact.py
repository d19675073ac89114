"""The same drawing in fewer words: what the renderer writes at length, and every reader draws alike.

A rectangle that is drawn as a path of four lines, as every run of a code's modules is, is one operator, which is
defined as those five (ISO 32000-1, table 59). The glyphs of a line stand in one string but where they are moved, not
each in a string of its own with a move by nothing after it, and two moves in a row are one. That is a quarter of what
draws the pages of a pack, and a third of the time in which one is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

import pydyf

if TYPE_CHECKING:
    from weasyprint import Document

_SHOWN = b"] TJ"
# What stands between the glyphs of one string and those of the next: moves, and strings of nothing.
_BETWEEN = re.compile(rb">((?:[-+.\de]|<>)*)<")
_NO_MOVE = re.compile(rb"(?<=>)-?0(?:\.0)?$")
_CORNERS = re.compile(rb"(\S+) (\S+) m\n(\S+) \2 l\n\3 (\S+) l\n\1 \4 l\nh")
_DIGITS = 6  # after the point, of thousandths of an em: with four, edges of letters differ on paper by one grey of 255


def compact(_: Document, pdf: pydyf.PDF) -> None:
    """Write what the pages and forms of a file draw in fewer words."""
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream):
            thing.stream = _rectangles(_text(part) if _shows(part) else part for part in thing.stream)


def _shows(part: object) -> bool:
    return isinstance(part, bytes) and part.endswith(_SHOWN)


def _text(part: bytes) -> bytes:
    """The glyphs of a line, with the moves between them."""
    return _NO_MOVE.sub(b"", _BETWEEN.sub(_moved, part.removesuffix(_SHOWN))) + _SHOWN


def _moved(between: re.Match[bytes]) -> bytes:
    moves = (Decimal(move.decode()) for move in between[1].split(b"<>") if move)
    return b">%s<" % _told(whole) if (whole := round(sum(moves, Decimal()), _DIGITS)) else b""


def _rectangles(parts: Iterable[object]) -> list[object]:
    """The operators of a stream, those that draw a rectangle as one."""
    made: list[object] = []
    for part in parts:
        made.append(part)
        if part == b"h" and (rectangle := _rectangle(made[-5:])):
            made[-5:] = [rectangle]
    return made


def _rectangle(parts: list[object]) -> bytes | None:
    """A rectangle of five operators as one; None where they draw something else."""
    corners = _CORNERS.fullmatch(b"\n".join(part for part in parts if isinstance(part, bytes)))
    if corners is None:
        return None
    x, y, right, foot = (Decimal(corner.decode()) for corner in corners.groups())
    return b" ".join((*corners.group(1, 2), _told(right - x), _told(foot - y), b"re"))


def _told(number: Decimal) -> bytes:
    return f"{number.normalize():f}".encode()
