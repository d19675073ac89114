"""People whose names were not cleared: they stand in no text of those who may not read them, in no form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args
from unicodedata import normalize

from packbuilder.check import printed_words
from packbuilder.errors import Problem
from packbuilder.markup.entities import decoded
from packbuilder.model.base import Audience, Consent
from packbuilder.model.loaded import Campaign, Case
from packbuilder.model.names import Name, Span, pattern, surname
from packbuilder.model.redaction import named, redacted
from packbuilder.model.secrets import cleared

Patterns = Mapping[Name, tuple[str, Consent]]


def withheld(campaign: Campaign, cases: Sequence[Case]) -> Iterator[Problem]:
    """The places where somebody is named to an audience that their name is not cleared for."""
    for audience in get_args(Audience):
        if patterns := _patterns(campaign, cases, audience):
            shown = [redacted(campaign, case, audience)[1] for case in cases]
            for file, line, text in printed_words.printed(redacted(campaign, cases[0], audience)[0], shown):
                yield from _named(file, line, text, patterns)


def _patterns(campaign: Campaign, cases: Sequence[Case], audience: Audience) -> Patterns:
    """What finds each name that an audience may not read, where the person is listed, and who may read it."""
    known = named(campaign, cases, audience)
    return {
        found: (f"{case.source.file}:{case.source.line('people', number)}", person.consent)
        for case in cases
        for number, person in enumerate(case.facts.people)
        if not cleared(person.consent, audience)
        for form in person.name.values()
        for found in (pattern(form), surname(form, known))
        if found is not None
    }


def _named(file: str, line: int, text: str, patterns: Patterns) -> Iterator[Problem]:
    plain = normalize("NFC", decoded(text))
    told: set[Span] = set()
    for searched, (place, consent) in patterns.items():
        for begin, end in searched.spans(plain):
            if any(begin < other_end and other < end for other, other_end in told):
                continue  # a surname within the name that holds it, or the form of another language
            told.add((begin, end))
            at = line + plain.count("\n", 0, begin)
            name = " ".join(plain[begin:end].split())
            if consent == "none":
                what, remedy = f"`{name}` is a name that may not be printed ({place}).", ""
            else:
                what = f"`{name}` is a name that is cleared for {consent} only ({place})."
                remedy = f" Or put the sentence between `:::withheld {consent}` and `:::`."
            yield Problem.at(file, what, f"Write the role instead of the name.{remedy}", line=at)
