"""The inks of a file for the press: every colour of it is black, or a mixture that dries; none is left to be converted.

Read from the operators of its contents, and of the forms and patterns within them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from packbuilder.errors import Problem
from packbuilder.model.condition import TOTAL_INK
from packbuilder.pdf.operators import operations
from packbuilder.pdf.strict_reader import PdfValue, at, items, resolved, resources
from packbuilder.proof.expectation import Expectation

if TYPE_CHECKING:
    from packbuilder.pdf.strict_reader import StrictReader

_SPACES = frozenset({"/DeviceCMYK", "/DeviceGray", "/Pattern"})
_REGISTRATION = "/All"  # on every plate, for the marks
# From this share of black on a colour is black, and other inks in it would only show where the plates do not meet.
_BLACK = 0.85
_PURE = [0.0, 0.0, 0.0, 1.0]
_ROUNDING = 0.005
_TOKENS = "Take every colour from the tokens --accent, --black and --paper, and pictures in grey."

_ADDED = "lets inks add up where one thing lies on another"
_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_FILLS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do"})
_SETS = frozenset({"rg", "RG", "g", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "gs", "q", "Q"})
_READ = _TEXT | _FILLS | _SETS | {"EI"}


def check(reader: StrictReader, expected: Expectation) -> Iterator[Problem]:
    """A problem for each colour that is not in the inks of the press, and for each mixture that must not be."""
    faults = [
        f"{where} {fault}"
        for where, data, own in _streams(reader)
        for fault in (*_faults(data, own), *_laid_over(data, own))
    ]
    faults += [f"The file {fault}" for resource in resources(reader) for fault in _drawn(resource)]
    for fault in dict.fromkeys(faults):
        yield expected.problem("ink", f"{fault}.", _TOKENS)


def _streams(reader: StrictReader) -> Iterator[tuple[str, bytes, PdfValue]]:
    """What draws: the contents of pages, forms and patterns, each with its resources."""
    for number, page in enumerate(reader.pages, start=1):
        contents = page.get_contents()
        yield f"Page {number}", b"" if contents is None else contents.get_data(), at(page, "/Resources")
    seen: set[int] = set()
    for resource in resources(reader):
        for kind in ("/XObject", "/Pattern"):
            for drawn in map(resolved, (at(resource, kind) or {}).values()):
                if id(drawn) not in seen and (at(drawn, "/Subtype") == "/Form" or at(drawn, "/PatternType") == 1):
                    seen.add(id(drawn))
                    yield "A part of a page", drawn.get_data(), at(drawn, "/Resources")


def _faults(data: bytes, own: PdfValue) -> Iterator[str]:
    """What is wrong with the colours that a stream sets."""
    for operator, operands in operations(data, _READ):
        match operator:
            case "rg" | "RG":
                yield "is printed in DeviceRGB"
            case "cs" | "CS":
                name = str(operands[-1]) if operands else ""
                yield from _foreign(at(own, "/ColorSpace", name) or name)
            case "k" | "K" | "sc" | "SC" | "scn" | "SCN":
                shares = [share for share in operands if isinstance(share, float)]
                yield from _mixture(shares) if len(shares) == len("CMYK") else ()
            case "EI":
                yield "has a picture among its operators, unread"


def _laid_over(data: bytes, own: PdfValue) -> Iterator[str]:
    """Whether a stream lays anything but black text over what lies there: that alone may overprint."""
    black, over, outer = False, False, list[tuple[bool, bool]]()
    for operator, operands in operations(data, _READ):
        match operator:
            case "q":
                outer.append((black, over))
            case "Q":
                black, over = outer.pop() if outer else (False, False)
            case "k" | "sc" | "scn" | "cs" | "g" | "rg":
                black = operands == _PURE
            case "gs":
                switch = at(own, "/ExtGState", str(operands[-1]), "/op") if operands else None
                over = over if switch is None else _on(switch)
            case _ if over and (operator in _FILLS or (operator in _TEXT and not black)):
                yield _ADDED


def _on(switch: PdfValue) -> bool:
    """Whether a switch of a state is there and on; pypdf's own false is true to Python."""
    return switch is not None and bool(switch.value)


def _foreign(space: PdfValue) -> Iterator[str]:
    """What is wrong with a colour space: all but black, the four inks, and the registration colour."""
    family, *rest = items(space)
    if family == "/Indexed":
        yield from _foreign(rest[0])
    elif family not in _SPACES and (family, *rest[:1]) != ("/Separation", _REGISTRATION):
        yield f"is printed in {str(family).removeprefix('/')}"


def _mixture(shares: list[float]) -> Iterator[str]:
    """What is wrong with shares of cyan, magenta, yellow and black."""
    named = " ".join(f"{ink}{share * 100:.0f}" for ink, share in zip("CMYK", shares, strict=True))
    if sum(shares) > TOTAL_INK + _ROUNDING:
        yield f"has {sum(shares) * 100:.0f} % of ink, {named}, where a press takes {TOTAL_INK * 100:.0f} %"
    elif shares[3] >= _BLACK and sum(shares[:3]) > _ROUNDING:
        yield f"mixes its black of several inks, {named}"


def _drawn(resource: PdfValue) -> Iterator[str]:
    """What is wrong with the pictures, groups, gradients and ways of mixing that a resource dictionary offers."""
    for drawn in map(resolved, (at(resource, "/XObject") or {}).values()):
        for space in (at(drawn, "/ColorSpace"), at(drawn, "/Group", "/CS")):
            yield from _foreign(space) if space is not None else ()
    if at(resource, "/Shading"):
        yield "has a gradient, unread"
    for state in map(resolved, (at(resource, "/ExtGState") or {}).values()):
        adds = _on(at(state, "/OP")) or (_on(at(state, "/op")) and at(state, "/OPM") != 1)
        if adds or at(state, "/BM") not in {None, "/Normal", "/Compatible"}:
            yield _ADDED
