"""Sentences that not everybody may read: `:::withheld members` to `:::` in a Markdown text, each on a line of its own.

What is withheld is taken out line by line before the Markdown is read, so that nothing of it is left in any form; the
lines stay empty, so that messages keep their numbers.
"""

from __future__ import annotations

import re
from typing import get_args

from packbuilder.errors import Problem
from packbuilder.load.spelling import suggestion
from packbuilder.model.base import Audience, Consent
from packbuilder.model.secrets import Withheld, cleared

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
_KEY = "withheld"  # under which problems are told
_OTHERS = ("members", "press")
_STRAY = re.compile(r"[:\uff1a]{3}|[:\uff1a]{2}[ \t]*withheld", re.IGNORECASE)  # what is meant as a fence and is none
_FENCE = re.compile(r"[ \t]*:::+[ \t]*(.*?)[ \t]*")


def blocks(words: str, file: str, lang: str, found: list[Problem]) -> tuple[Withheld, ...]:
    """The withheld blocks of a text, each with the lines that it holds; faulty ones are told of and withheld from all.

    A block that does not end is withheld to the end of the text: rather too much than a word too many.
    """
    lines, made = words.split("\n"), []
    start = 0
    consent: Consent = "none"
    for number, line in enumerate(lines, start=1):
        if (match := _FENCE.fullmatch(line)) is None:
            if _STRAY.search(line):
                what, remedy = "`:::` stands in a line with other words.", "Give it a line of its own."
                found.append(Problem(file, number, _KEY, what, remedy))
            continue
        if start and not match[1]:
            made.append(Withheld(file, lang, start, number, consent, _between(lines, start, number)))
            start = 0
            continue
        if start:
            found.append(Problem(file, number, _KEY, "A block begins inside another.", "Close that first, with `:::`."))
            continue
        if not match[1]:
            remedy = "Delete the line, or see how the block above it begins."
            found.append(Problem(file, number, _KEY, "Nothing is to be closed here.", remedy))
            continue
        start, consent = number, _consent(match[1], file, number, found)
    if start:
        found.append(Problem(file, start, _KEY, "The block does not end.", "Write a line `:::` below it."))
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


def _consent(words: str, file: str, line: int, found: list[Problem]) -> Consent:
    """Who may read a block, by what stands behind its colons; nobody, where that is faulty."""
    name, _, who = words.partition(" ")
    if name != "withheld":
        what = f"`:::{words}` is no block."
        found.append(Problem(file, line, _KEY, what, "Write `:::withheld`, `:::withheld members` or … `press`."))
    elif who in _OTHERS:
        return "members" if who == "members" else "press"
    elif who:
        remedy = suggestion(who, _OTHERS, "Leave it out, and nobody reads the block.")
        found.append(Problem(file, line, _KEY, f"`{who}` is no audience.", remedy))
    return "none"


def _between(lines: list[str], start: int, end: int) -> str:
    return "\n".join(lines[start : end - 1])
