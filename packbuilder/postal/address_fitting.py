"""Lines of an address fitted into the place that the post leaves for them: set smaller, broken, or joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from packbuilder.language import bidi
from packbuilder.model.envelope import Box
from packbuilder.model.paper import MM_PER_PT

# What is tried, in pt. Machines of the post read type from 8 pt (DMM 202.1.2), 10 pt and more with ease.
SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
_COMFORT_PT = 9.0
LEADING = 1.2
# By how much the renderer may set a line wider than it was measured.
_SPARE = 1.02

TextWidth = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class FittedAddress:
    """An address as it is set: its rows from the top, their size in pt, and the place that they stand in, in mm."""

    rows: tuple[str, ...]
    size_pt: float
    box: Box


def fit_address(lines: Sequence[str], preferred: Box, whole: Box, width: TextWidth) -> FittedAddress | None:
    """The lines set in the preferred place, or in all of it; None where they fit in no way.

    First they are set smaller, down to a comfortable size, then in all of the place, then at the smallest size, then
    lines are joined, the shortest first; the last one, town or country, stays alone.
    """
    comfortable = [size for size in SIZES if size >= _COMFORT_PT]
    tries = [*((preferred, size) for size in comfortable), *((whole, size) for size in SIZES)]
    for some in _joined(list(lines), width):
        for box, size in tries:
            if (made := _set(some, box, size, width)) is not None:
                return FittedAddress(made, size, box)
    return None


def rows(text: str, box: Box, size: float, width: TextWidth) -> int:
    """How many rows a text takes in a place at a size in pt."""
    return len(list(_broken(text, box.width / (size * MM_PER_PT * _SPARE), width)))


def most(box: Box) -> int:
    """How many rows a place holds at the smallest size."""
    return int(box.height / (SIZES[-1] * MM_PER_PT * LEADING))


def _set(lines: Sequence[str], box: Box, size: float, width: TextWidth) -> tuple[str, ...] | None:
    room = box.width / (size * MM_PER_PT * _SPARE)
    made = tuple(row for line in lines for row in _broken(line, room, width))
    fits = len(made) * size * MM_PER_PT * LEADING <= box.height and all(width(row) <= room for row in made)
    return made if fits else None


def _broken(line: str, room: float, width: TextWidth) -> Iterator[str]:
    """A line in rows of at most that width in em, broken between words; a longer word stands alone."""
    row = ""
    for word in line.split(" "):
        longer = f"{row} {word}" if row else word
        if row and width(longer) > room:
            yield row
            longer = word
        row = longer
    yield row


def _joined(lines: list[str], width: TextWidth) -> Iterator[list[str]]:
    """The lines as they are, then with one pair after another joined by a comma, the shortest first."""
    yield lines
    while lines[2:]:  # two of them to join, and the last
        pairs = [_pair(*lines[n : n + 2]) for n in range(len(lines) - 2)]
        at = min(range(len(pairs)), key=lambda n: width(pairs[n]))
        lines = [*lines[:at], pairs[at], *lines[at + 2 :]]
        yield lines


def _pair(one: str, other: str) -> str:
    comma = "،" if bidi.reading(one + other) == "rtl" else ","
    return f"{one.rstrip(',،')}{comma} {other}"
