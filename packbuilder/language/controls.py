"""Characters that change what others look like and are seen by nobody: in no text, name, list or file of facts.

Marks that a language needs stay: joiners, and those that only tell a direction (LRM, RLM, ALM), which turn no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

# Controls but tab and line feed; the line ends of Unicode, which parsers and editors count differently; embeddings,
# overrides and isolates (UAX #9), which print `4321` for `1234`; what Unicode has deprecated (U+206A on); annotations;
# a byte order mark within; tags, in which words can hide; what is no character, or says that one was lost.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufeff\ufdd0-\ufdef\ufff9-\ufffb\ufffd-\uffff"
    "\U000e0000-\U000e007f]"
)
_LOST = "\ufffd"  # what programs write where they cannot read a character
_BREAK = re.compile("[\t\n]")
_BY_NUMBER = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));?")
_NONE = frozenset({"Cs", "Cn"})  # halves of characters, and what Unicode has not assigned
_LAST = 0x10FFFF
_MARKS = frozenset({"Mn", "Me"})
_MOST_MARKS = 4  # on one letter: Hebrew with vowels and accents has as many, Vietnamese and Arabic fewer
_TOLD = 5  # of a file


@dataclass(frozen=True, slots=True)
class Fault:
    """What must not stand at a place of a text, and what to do."""

    at: int
    what: str
    remedy: str


def faults(words: str, *, one_line: bool = False) -> list[Fault]:
    """The first five characters of a text that must not stand there, as themselves or as entities (`&#x202E;`).

    A text of `one_line` has neither tab nor line feed.
    """
    found = [*_characters(words), *_entities(words), *_flooded(words)]
    if one_line:
        found += [_told(match.start(), match[0]) for match in _BREAK.finditer(words)]
    return sorted(found, key=lambda fault: fault.at)[:_TOLD]


def _characters(words: str) -> Iterator[Fault]:
    return (_told(match.start(), match[0]) for match in _FORBIDDEN.finditer(words))


def _entities(words: str) -> Iterator[Fault]:
    for match in _BY_NUMBER.finditer(words):
        code = int(match[1], 16) if match[1] else int(match[2])
        if code > _LAST or category(chr(code)) in _NONE:
            yield Fault(match.start(), f"`{match[0]}` stands for no character.", "Write the character itself.")
        elif _FORBIDDEN.match(chr(code)):
            yield _told(match.start(), chr(code))


def _flooded(words: str) -> Iterator[Fault]:
    """Letters that more marks stand on than any language puts there: they run into the lines above and below."""
    if words.isascii() or _MARKS.isdisjoint(map(category, set(words))):
        return
    count = 0
    for at, char in enumerate(words):
        count = count + 1 if category(char) in _MARKS else 0
        if count == _MOST_MARKS + 1:
            what = f"More than {_MOST_MARKS} marks stand on one letter."
            yield Fault(at, what, "Delete those that its language does not have.")


def _told(at: int, char: str) -> Fault:
    if char == _LOST:
        return Fault(at, "U+FFFD stands here in the place of a character that was lost.", "Write the character.")
    return Fault(at, f"The control character U+{ord(char):04X} stands here.", "Delete it.")
