"""Lines that run from right to left: which parts of them are read the other way, and what keeps those together.

As much of the Unicode bidirectional algorithm (UAX #9) as a few words take. The renderer holds to all of it inside a
text, and to none of it across the edge of an inline element: packbuilder/check/direction.py looks for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, TypeVar
from unicodedata import bidirectional

# How a word is read: on with the line, against it, or, a number, against it only where it follows what is.
Way = Literal["on", "against", "number"]

LRM = "\u200e"  # a mark that is seen by nobody, and read as a letter that runs from left to right
_CLASSES = {"L": "L", "EN": "N", "AN": "N", "ET": "T", "R": "R", "AL": "R", "ES": "c", "CS": "c", "NSM": "m"}
# Letters, with all that stands between them; numbers, with one sign between digits, and with signs like % at them.
_AGAINST = re.compile("(?:T*N(?:c?N)*T*)?L(?:[^R]*[LN]T*)?m*|T*N(?:c?N)*T*")
# What comes out in another order if it is not kept: letters, and numbers one after another.
_READS_ON = re.compile("L|N.*n.*N")
# Signs at which a line may end: there nothing after them says which way they are read.
_LAST = re.compile(r"/+(?!/)|[^\w\s](?=\s|$)")

_T = TypeVar("_T")


def classes(text: str) -> str:
    """For each character one letter: L or R for letters of that direction, N for digits, T for signs at numbers."""
    return "".join(_CLASSES.get(bidirectional(char), "n") for char in text)


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a word in a line from right to left, in the order of reading; whether each is read against it."""
    at = 0
    for found in _AGAINST.finditer(classes(text)):
        if found.start() > at:
            yield text[at : found.start()], False
        yield text[found.start() : found.end()], True
        at = found.end()
    if at < len(text):
        yield text[at:], False


def way(text: str) -> Way:
    """How a word is read in a line from right to left."""
    there = classes(text)
    if "R" in there:
        return "on"
    return "against" if "L" in there else "number" if "N" in there else "on"


def in_line(words: Sequence[_T], ways: Sequence[Way]) -> list[_T]:
    """Words in the order in which they stand in a line that runs from right to left, from where it starts."""
    against: list[bool] = []
    for one in ways:
        against.append(one == "against" or (one == "number" and against[-1:] == [True]))
    placed: list[_T] = []
    for turned, group in groupby(zip(words, against, strict=True), lambda pair: pair[1]):
        found = [word for word, _ in group]
        placed += reversed(found) if turned else found
    return placed


def reading(text: str) -> Literal["ltr", "rtl"]:
    """The direction that a line is read in by its own letters, for the attribute `dir`."""
    first = next((one for one in classes(text) if one in "LR"), "L")
    return "ltr" if first == "L" else "rtl"


def unmarked(text: str) -> str:
    """A text without the marks of vowels on letters that are read from right to left; others as they are."""
    if "R" not in classes(text):
        return text
    return "".join(char for char in text if bidirectional(char) != "NSM")


def kept(text: str) -> str:
    """A text that is read from left to right, kept whole in a line that runs from right to left; others as they are."""
    there = classes(text)
    if "R" in there or not _READS_ON.search(there):
        return text
    return LRM + _LAST.sub(rf"\g<0>{LRM}", text).removesuffix(LRM) + LRM
