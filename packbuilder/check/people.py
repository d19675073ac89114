"""People whose names were not cleared for print: they stand in no text, in no form that gives them away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from unicodedata import name as unicode_name
from unicodedata import normalize

from packbuilder.check import words
from packbuilder.errors import Problem
from packbuilder.model.loaded import Campaign, Case

# Marks that Markdown or a typesetter may put between the letters of a name, and the ones between its words.
_INSIDE = "[*_\\\\\u00ad\u200b-\u200d]*"
_BETWEEN = r"[\W_]{1,8}"
_ENDINGS = "аеёиоуыэюяйьәіөүұ"


def withheld(campaign: Campaign, cases: Sequence[Case]) -> Iterator[Problem]:
    """The places where somebody is named whose name may not be printed."""
    forms = {
        form: f"{case.source.file}:{case.source.line('people', number)}"
        for case in cases
        for number, person in enumerate(case.facts.people)
        if person.consent == "none"
        for form in person.name.values()
    }
    patterns = {pattern(form): place for form, place in forms.items()}
    if not patterns:
        return
    for file, line, text in words.printed(campaign, cases):
        plain = normalize("NFC", unescape(text))
        for searched, place in patterns.items():
            for match in searched.finditer(plain):
                at = line + plain.count("\n", 0, match.start())
                shown = " ".join(match[0].split())
                what = f"`{shown}` is a name that may not be printed ({place})."
                yield Problem(file, at, "", what, "Write the role instead of the name.")


def pattern(name: str) -> re.Pattern[str]:
    """What finds a name: its words in order or the last one first, or an initial and the last one, in any case.

    Cyrillic words are found with other endings too, since Russian inflects names and Kazakh adds to them.
    """
    parts = re.findall(r"\w+", normalize("NFC", name))
    orders = [parts]
    if len(parts) > 1:
        orders += [[parts[-1], *parts[:-1]], [parts[0][0], parts[-1]]]
    choices = (_BETWEEN.join(_word(part) for part in order) for order in orders if order)
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices) or '(?!)'})(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    if len(word) == 1:
        return re.escape(word)
    if unicode_name(word[0], "").startswith("CYRILLIC"):
        stem = word.rstrip(_ENDINGS) if len(word.rstrip(_ENDINGS)) > 1 else word
        return _INSIDE.join(map(re.escape, stem)) + r"\w{0,5}"
    return _INSIDE.join(map(re.escape, word)) + r"(?:s|['’]s)?"
