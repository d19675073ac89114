"""Texts: those that layouts wait for, those that nothing waits for, those that nobody has read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from packbuilder.check import reach
from packbuilder.errors import Problem, Severity
from packbuilder.load.spelling import nearest
from packbuilder.model.case import CaseFile
from packbuilder.model.loaded import Campaign, Case, Layout
from packbuilder.model.text import ENTRIES

Layouts = Mapping[str, Layout]


def missing(campaign: Campaign, case: Case, layouts: Layouts) -> Iterator[Problem]:
    """Texts that a layout needs and a language of the case lacks."""
    needed = _needed(case.facts, layouts)
    folder = case.source.file.rsplit("/", 1)[0]
    for lang in reach.spoken(campaign, case):
        for name, waiting in needed.items():
            if name not in case.texts[lang]:
                file = f"{folder}/{lang}/{name}.md"
                what = f"The text is missing; it is needed for: {', '.join(waiting)}."
                yield Problem(file, 0, "", what, "Write it.", Severity.GAP)


def unused(campaign: Campaign, case: Case, layouts: Layouts) -> Iterator[Problem]:
    """Texts that no layout uses, most likely misnamed."""
    known = _needed(case.facts, layouts).keys() | ENTRIES.keys()
    for lang in reach.spoken(campaign, case):
        for name, text in case.texts[lang].items():
            if name not in known:
                near = nearest(name, known - case.texts[lang].keys())
                remedy = f"Did you mean `{near}.md`?" if near else "Delete it, or begin its name with `_`."
                yield Problem(text.file, 0, "", "No layout uses this text.", remedy, Severity.WARNING)


def unreviewed(campaign: Campaign, case: Case) -> Iterator[Problem]:
    """One warning for each language with texts that still wait for a second reader."""
    folder = case.source.file.rsplit("/", 1)[0]
    for lang in reach.spoken(campaign, case):
        names = [text.name for text in case.texts[lang].values() if not text.reviewed]
        if names:
            every = len(names) == len(case.texts[lang])
            told = "all of them" if every else ", ".join(names)
            what = f"{len(names)} of {len(case.texts[lang])} texts wait for review: {told}."
            remedy = "Have somebody read them who speaks the language, then delete `reviewed: false`."
            yield Problem(f"{folder}/{lang}", 0, "reviewed", what, remedy, Severity.WARNING)


def _needed(facts: CaseFile, layouts: Layouts) -> dict[str, list[str]]:
    """The names of the texts that are needed, sorted, and for each the layouts that wait for it."""
    needed: defaultdict[str, set[str]] = defaultdict(set)
    for name, layout in layouts.items():
        wanted = {*layout.facts.needs, *(display.text for display in layout.facts.display)}
        if "slogan" in wanted:
            wanted = wanted - {"slogan"} | {"slogans"}
        if "letter" in wanted:
            wanted = wanted - {"letter"} | {addressee.letter for addressee in facts.addressees}
        for text in wanted:
            if text not in ENTRIES or getattr(facts, ENTRIES[text]):  # no facts, nothing to word
                needed[text].add(name)
    return {text: sorted(names) for text, names in sorted(needed.items())}
