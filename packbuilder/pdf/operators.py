"""The operators of content streams: how they are written for sheets, and how those of others are read."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Name, PdfError

Matrix = pikepdf.Matrix
Operand = Any  # a name, a number, a string, a dictionary …
Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage

FIGURE = b"/Figure <</MCID 0>> BDC"
ARTIFACT = b"/Artifact BMC"
END = b"EMC"


def quarters(turn: int, width: float, height: float) -> Matrix:
    """What lies in a box at the origin turned clockwise by 0, 90, 180 or 270 degrees, into a box at the origin."""
    return {
        0: Matrix(),
        90: Matrix(0, -1, 1, 0, 0, width),
        180: Matrix(-1, 0, 0, -1, width, height),
        270: Matrix(0, 1, -1, 0, height, 0),
    }[turn]


def numbers(*values: float) -> bytes:
    """Numbers in a row, to a hundred-thousandth, none of them a negative nothing."""
    return b" ".join(f"{round(value, 5) + 0:.5f}".rstrip("0").rstrip(".").encode() for value in values)


def drawing(form: str, matrix: Matrix, clip: Sequence[float] = ()) -> bytes:
    """A form drawn by its name; nothing of it is seen outside `clip` (x, y, width, height in points), where given."""
    clipped = b"%s re W n " % numbers(*clip) if clip else b""
    return b"q %s%s cm %s Do Q" % (clipped, numbers(*matrix.shorthand), form.encode())


def stroke(x1: float, y1: float, x2: float, y2: float) -> bytes:
    """A line between two points."""
    return b"%s m %s l S" % (numbers(x1, y1), numbers(x2, y2))


def operations(content: bytes, only: Iterable[str]) -> Iterator[tuple[str, list[Operand]]]:
    """Those operators of a content stream that are named in `only`, each with its operands.

    Names come as text, numbers as floats, dictionaries by key. An inline image is an operand of `EI`. Raises
    ValueError for a stream that cannot be taken apart.
    """
    with _parsed(content, " ".join(only)) as found:
        for one in found:
            yield str(one.operator), [_plain(operand) for operand in one.operands]


def _plain(operand: Operand) -> Operand:
    match operand:
        case int() | Decimal():
            return float(operand)
        case pikepdf.Name():
            return str(operand)
        case pikepdf.Dictionary():
            return {key: _plain(value) for key, value in operand.items()}
        case _:
            return operand


def unmarked(content: bytes) -> bytes:
    """A content stream without the marks of a structure that it leaves behind.

    Those of layers that a viewer can hide stay, and so do all where the stream cannot be taken apart: a mark without a
    structure does no harm.
    """
    if b"BDC" not in content and b"BMC" not in content:
        return content
    try:
        with _parsed(content) as found:
            return pikepdf.unparse_content_stream(list(_drawing(found)))
    except ValueError:
        return content


def _drawing(found: Iterable[Instruction]) -> Iterator[Instruction]:
    dropping: list[bool] = []  # for each mark that is open
    for one in found:
        match str(one.operator):
            case "BDC" | "BMC":
                dropping.append(one.operands[0] != Name.OC)
                goes = dropping[-1]
            case "EMC":
                goes = dropping.pop() if dropping else True
            case _:
                goes = False
        if not goes:
            yield one


@contextmanager
def _parsed(content: bytes, only: str = "") -> Iterator[Sequence[Instruction]]:
    """The instructions of a content stream, for as long as there is the document that they belong to.

    Of what it cannot read, pikepdf warns and leaves it out: ValueError.
    """
    with pikepdf.new() as pdf, warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = pikepdf.parse_content_stream(pdf.make_stream(content), only)
        except (PdfError, UserWarning) as error:
            raise ValueError(f"a content stream breaks off ({error})") from error
        if complaints := pdf.get_warnings():
            raise ValueError(f"a content stream cannot be taken apart ({complaints[0]})")
        yield found
