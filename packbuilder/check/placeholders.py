"""What a template leaves to be filled in: `[YOUR NAME]`, `{{city}}`, `____`. Nobody reads it as a line to write on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from packbuilder.check import printed_words
from packbuilder.errors import Problem
from packbuilder.model.loaded import Campaign, Case

# Brackets that quotations have, and links: [sic], […], [here](https://…), [here][1] and the address of [1].
_BRACKETS = r"(?<![\\\]!])\[(?!(?:sic!?|…|\.\.\.|\^[^\]]*)\])[^\[\]\\\n]*[^\W_][^\[\]\\\n]*\](?![(\[:])"
# What HTML would read as an element is told of as that, when the text is loaded.
_LEFT = re.compile(
    rf"""
      {_BRACKETS}
    | (?<!\\)\{{+[^{{}}\\\n]*[^\W\d_][^{{}}\\\n]*\}}+
    | (?<!\\)<<?(?![A-Za-z][\w-]*(?:\s[^<>,;]*)?/?>(?!>))[^\W\d_][^<>@:\n/]*>>?
    | %[A-Z][A-Z_]+%
    | \b(?:X{{3,}}|Х{{3,}}|TODO|TBD|TBC|FIXME)\b
    | (?<![_\w\\])_{{2,}}(?![_\w])
    | \.{{5,}} | …{{2,}}
    """,
    re.VERBOSE,
)
_LINE_TO_WRITE_ON = re.compile(r"[ \t]*(?:_[ \t]*){3,}")
_DEFINED = re.compile(r"^ {0,3}\[([^\]]+)\]:", re.MULTILINE)


def left(campaign: Campaign, cases: Sequence[Case]) -> Iterator[Problem]:
    """An error for each thing that was to be filled in and was not, in whatever is printed."""
    unwritten = {text.file for case in cases for texts in case.texts.values() for text in texts.values() if text.todo}
    for file, first, text in (*printed_words.printed(campaign, cases), *printed_words.of_pickets(campaign)):
        links = {found[1].casefold() for found in _DEFINED.finditer(text)}
        for line, content in enumerate(text.split("\n") if file not in unwritten else (), start=first):
            yield from _unfilled(file, line, content, links)


def unfilled(file: str, first: int, text: str) -> Iterator[Problem]:
    """The same of a text of its own, whose first line is line `first`; 0 for what has no lines."""
    links = {found[1].casefold() for found in _DEFINED.finditer(text)}
    for number, content in enumerate(text.split("\n")):
        yield from _unfilled(file, first and first + number, content, links)


def _unfilled(file: str, line: int, content: str, links: Collection[str]) -> Iterator[Problem]:
    for found in _LEFT.finditer("" if _LINE_TO_WRITE_ON.fullmatch(content) else content):
        if found[0].strip("[]").casefold() not in links:
            yield Problem.at(file, f"`{found[0]}` is still to be filled in.", _remedy(found[0]), line=line)


def _remedy(sign: str) -> str:
    if sign[0] in "[{<":
        return (
            f"Write the words, or `\\{sign[0]}` if the sign is meant. `___` on a line of its own is a line to write on."
        )
    return "Write the words. `___` on a line of its own is a line to write on."
