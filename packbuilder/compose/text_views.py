"""Texts and facts as finished strings: what templates call `texts`, `figures`, `demands`, `actions`, `timeline`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from packbuilder.compose import quantities
from packbuilder.compose.labels import Labels
from packbuilder.compose.typography import Typography, trusted
from packbuilder.language.capitals import begun
from packbuilder.model.case import CaseFile, Event
from packbuilder.model.text import ENTRIES, Text


@dataclass(frozen=True, slots=True)
class TextView:
    """A text as HTML: heading, body and, for a list of entries, the words of each key."""

    heading: Markup
    plain: str
    body: Markup
    entries: Mapping[str, Markup]
    groups: Mapping[str, Markup]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with its words: `value` is what stands large or in front (a number, a date), empty where there is none.

    `open` says that the sources leave it out: the page prints a line to write it in. `reporter` says who
    reports it, where that is not the one who reports the case.
    """

    key: str
    words: Markup
    value: str = ""
    reporter: Markup | None = None
    large: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Demands:
    """The demands of one side, under its own heading."""

    key: str
    heading: Markup
    demands: tuple[Fact, ...]


def words(texts: Mapping[str, Text], typography: Typography) -> dict[str, TextView]:
    """Every text of a language, by name."""
    return {name: _words(text, typography) for name, text in texts.items()}


def _words(text: Text, typography: Typography) -> TextView:
    return TextView(
        heading=typography.inline(text.heading),
        plain=typography.plain(text.heading),
        body=Markup() if text.name in ENTRIES else typography.block(text.body),
        entries={entry.key: typography.inline(entry.words) for entry in text.entries},
        groups={group.key: typography.inline(group.words) for group in text.groups},
    )


def stand_in(name: str, facts: CaseFile) -> TextView:
    """What a draft prints for a text that is not there yet."""
    keys = [getattr(item, "key", item) for item in getattr(facts, ENTRIES.get(name, ""), [])]
    sign = Markup("[{}]").format(name)
    return TextView(
        sign,
        f"[{name}]",
        Markup("<p>[{}]</p>").format(name),
        {key: Markup("[{}: {}]").format(name, key) for key in keys},
        {},
    )


@dataclass(frozen=True, slots=True)
class Reporters:
    """Who reports: the words of each, as "foundry workers report", by key."""

    main: str
    words: Mapping[str, Markup]

    def line(self, lang: str, key: str | None = None) -> Markup:
        """Who reports a fact, or whatever does not say otherwise, as a line of its own; empty where nobody is named."""
        return trusted(begun(self.words.get(key or self.main, Markup()), lang))

    def of(self, key: str | None) -> Markup:
        """Who reports a fact, where it is another than the one who reports the case; else empty."""
        return Markup() if key in {None, self.main} else self.words.get(key or "", Markup())


def reporters(facts: CaseFile, texts: Mapping[str, TextView]) -> Reporters:
    """The reporters of a case; without their text all of them are without words."""
    worded = texts["reporters"].entries if "reporters" in texts else {}
    return Reporters(facts.reporters[0] if facts.reporters else "", worded)


def figures(facts: CaseFile, words: TextView, reporters: Reporters, labels: Labels) -> list[Fact]:
    """The figures with their numbers in the language's own form."""
    keys = {figure.key for figure in facts.figures}
    own = {key: said for key, said in words.entries.items() if key not in keys}  # the words of units
    return [
        Fact(
            f.key,
            words.entries[f.key],
            quantities.told(f, own, labels),
            reporters.of(f.reporter),
            f.large,
            open=f.value == "open",
        )
        for f in facts.figures
    ]


def timeline(facts: CaseFile, words: TextView, reporters: Reporters, labels: Labels) -> list[Fact]:
    """The timeline in the order of case.yaml."""
    return [
        Fact(e.key, words.entries[e.key], _when(e, labels), reporters.of(e.reporter), open=e.when == "open")
        for e in facts.timeline
    ]


def demands(facts: CaseFile, words: TextView, reporters: Reporters) -> list[Demands]:
    """The demands by who makes them, in the order of case.yaml."""
    sides = dict.fromkeys(demand.by for demand in facts.demands)
    return [
        Demands(
            side,
            words.groups.get(side, words.heading),
            tuple(
                Fact(d.key, words.entries[d.key], reporter=reporters.of(d.reporter))
                for d in facts.demands
                if d.by == side
            ),
        )
        for side in sides
    ]


def _when(event: Event, labels: Labels) -> str:
    match event.when:
        case date():
            return labels.date(event.when)
        case "open":
            return ""
    year, _, month = event.when.partition("-")
    if not month:
        return labels.numerals(year)
    return labels.date(date(int(year), int(month), 1), labels.typography("month"))
