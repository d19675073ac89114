"""Sentences that not everybody may read: `:::withheld members` to `:::` in a Markdown text, each on a line of its own.

What is withheld is taken out line by line before the Markdown is read, so that nothing of it is left in any form; the
lines stay empty, so that messages keep their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load.spelling import suggestion
from packbuilder.markup.entities import decoded
from packbuilder.model import names
from packbuilder.model.base import Audience, Consent
from packbuilder.model.secrets import Withheld, cleared

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
_KEY = "withheld"  # under which problems are told
_OTHERS = ("members", "press")
# What is meant as a fence and is none, in a line read as `_plainly` reads it: three colons, or the word behind two,
# anywhere; a line that begins with a colon, as none of prose does; the word and an audience alone on a line.
_STRAY = re.compile(r":\s*:\s*:|:\s*:\s*withheld|^\s*:")
_LIST = re.compile(r"^(?:\s|>|[-*+](?=\s)|\d+[.)](?=\s))+")
_SPOKEN = re.compile(r"^([^\w\s]+|)\s*(\w+)[\W_]*(\w*)\W*$")
_HEADING = re.compile(r"#+\s")
_NEAR = 0.8  # of how alike a misspelt word is
# Signs that look like a colon or stand beside it on the keyboard, by the plain one.
_COLONS = dict.fromkeys(
    map(ord, ";\u02d0\u0589\u05c3\u0703\u0704\u2236\ua789\ufe13\ufe30\ufe55\uff1a\uff1b\u061b"), ":"
)
_FENCE = re.compile(r"[ \t]*:::+[ \t]*(.*?)[ \t]*")


def blocks(words: str, file: str, lang: str, problems: ErrorCollector) -> tuple[Withheld, ...]:
    """The withheld blocks of a text, each with the lines that it holds; faulty ones are told of and withheld from all.

    A block that does not end is withheld to the end of the text: rather too much than a word too many.
    """
    lines, made = words.split("\n"), []
    start = 0
    consent: Consent = "none"
    for number, line in enumerate(lines, start=1):
        if (match := _FENCE.fullmatch(line)) is None:
            problems.extend(_stray(line, file, number))
            continue
        if start and not match[1]:
            made.append(Withheld(file, lang, start, number, consent, _between(lines, start, number)))
            start = 0
            continue
        if start:
            problems.add(
                Problem.at(
                    file, "A block begins inside another.", "Close that first, with `:::`.", line=number, key=_KEY
                )
            )
            continue
        if not match[1]:
            remedy = "Delete the line, or see how the block above it begins."
            problems.add(Problem.at(file, "Nothing is to be closed here.", remedy, line=number, key=_KEY))
            continue
        start, consent = number, _consent(match[1], file, number, problems)
    if start:
        problems.add(Problem.at(file, "The block does not end.", "Write a line `:::` below it.", line=start, key=_KEY))
        made.append(Withheld(file, lang, start, len(lines) + 1, "none", _between(lines, start, len(lines) + 1)))
    return tuple(made)


def without(words: str, withheld: tuple[Withheld, ...], audience: Audience | None) -> str:
    """The text as an audience may read it; None stands for the text whole. The lines of the fences are empty."""
    lines = words.split("\n")
    for block in withheld:
        hidden = audience is not None and not cleared(block.consent, audience)
        for number in range(block.line, block.end + 1):
            if hidden or number in {block.line, block.end}:
                lines[number - 1 : number] = [""] * len(lines[number - 1 : number])
    return "\n".join(lines)


def _consent(words: str, file: str, line: int, problems: ErrorCollector) -> Consent:
    """Who may read a block, by what stands behind its colons; nobody, where that is faulty."""
    name, _, who = words.partition(" ")
    if name != "withheld":
        what = f"`:::{words}` is no block."
        problems.add(
            Problem.at(file, what, "Write `:::withheld`, `:::withheld members` or … `press`.", line=line, key=_KEY)
        )
    elif who in _OTHERS:
        return "members" if who == "members" else "press"
    elif who:
        remedy = suggestion(who, _OTHERS, "Leave it out, and nobody reads the block.")
        problems.add(Problem.at(file, f"`{who}` is no audience.", remedy, line=line, key=_KEY))
    return "none"


def _stray(line: str, file: str, number: int) -> Iterator[Problem]:
    """A problem for a line that is meant as a fence, and would be printed with what stands below it."""
    plain = _plainly(line)
    if ":::" in plain and not _STRAY.match(plain):
        what, remedy = "`:::` stands in a line with other words.", "Give it a line of its own."
        yield Problem.at(file, what, remedy, line=number, key=_KEY)
    elif _STRAY.search(plain) or _spoken(plain):
        what = f"`{line.strip()[:40]}` looks like the fence of a block, and is none."
        yield Problem.at(
            file, what, "Write `:::withheld` or `:::`, three colons and nothing before them.", line=number, key=_KEY
        )


def _plainly(line: str) -> str:
    """A line without the marks of lists and quotations, entities and letters that look like others resolved."""
    read = decoded(line).replace("\\", "").translate(_COLONS)
    return _LIST.sub("", names.folds(read).translate(_COLONS))


def _spoken(plain: str) -> bool:
    """Whether a line says nothing but the word, however spelt, with signs before it or an audience behind it."""
    match = _SPOKEN.match(plain)
    if match is None or _HEADING.match(plain):
        return False
    signs, word, who = match.groups()
    spelt = names.plainly(word)
    if who:
        return _like(spelt, (_KEY,)) and _like(names.plainly(who), (*_OTHERS, "none", "public"))
    return (bool(signs.strip("*_")) or len(signs) >= len(":::")) and _like(spelt, (_KEY,))


def _like(word: str, known: tuple[str, ...]) -> bool:
    from difflib import get_close_matches  # only for lines of a word or two

    return bool(get_close_matches(word, known, 1, _NEAR))


def _between(lines: list[str], start: int, end: int) -> str:
    return "\n".join(lines[start : end - 1])
