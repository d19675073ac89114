"""Texts: those that layouts wait for, those that nothing waits for, those that nobody has read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from packbuilder.check import references
from packbuilder.errors import Kind, Problem, Severity, Topic
from packbuilder.load.spelling import nearest
from packbuilder.model.applicability import made_for
from packbuilder.model.base import Audience
from packbuilder.model.loaded import Campaign, Case, Layout
from packbuilder.model.redaction import redacted
from packbuilder.model.text import ENTRIES, Text

Layouts = Mapping[str, Layout]
_MISSING = Kind(severity=Severity.GAP, topic=Topic.MISSING)


def missing(campaign: Campaign, case: Case, layouts: Layouts) -> Iterator[Problem]:
    """Texts that a layout needs and a language of the case lacks."""
    needed = _needed(case, layouts)
    folder = case.source.file.rsplit("/", 1)[0]
    for lang in references.spoken(campaign, case):
        for name, waiting in needed.items():
            if name not in case.texts[lang]:
                file = f"{folder}/{lang}/{name}.md"
                what = f"The text is missing; it is needed for: {', '.join(waiting)}."
                yield Problem.at(file, what, "Write it.", lang=lang, **_MISSING)


def withheld(campaign: Campaign, case: Case, layouts: Layouts, audience: Audience) -> Iterator[Problem]:
    """Texts that a layout needs and of which an audience may read nothing."""
    shown = redacted(campaign, case, audience)[1]
    for name, waiting in _needed(shown, layouts).items():
        for lang in references.spoken(campaign, case):
            if name in case.texts[lang] and name not in shown.texts[lang]:
                what = f"The {audience} may read nothing of the text; it is needed for: {', '.join(waiting)}."
                remedy = "Leave a sentence of it to them, or build for others with --audience."
                yield case.texts[lang][name].problem(what, remedy, key="withheld", lang=lang, **_MISSING)


def unwritten(campaign: Campaign, case: Case) -> Iterator[Problem]:
    """Texts that are still those of a skeleton, or of the language that they are to be translated from."""
    for lang in references.spoken(campaign, case):
        for text in case.texts[lang].values():
            if text.todo:
                what, remedy = "The text is still to be written.", "Write it, then delete `todo: true`."
                yield text.problem(what, remedy, key="todo", lang=lang, **_MISSING)


def unused(campaign: Campaign, case: Case, layouts: Layouts) -> Iterator[Problem]:
    """Texts that no layout uses, most likely misnamed."""
    asked = {text for layout in layouts.values() for text in (*layout.facts.needs, *layout.facts.given)}
    known = _needed(case, layouts).keys() | ENTRIES.keys() | asked | set(case.facts.letters)
    for lang in references.spoken(campaign, case):
        for name, text in case.texts[lang].items():
            if name not in known and not shared(text):
                near = nearest(name, known - case.texts[lang].keys())
                remedy = f"Did you mean `{near}.md`?" if near else "Delete it, or begin its name with `_`."
                yield text.problem("No layout uses this text.", remedy, severity=Severity.WARNING)


def unreviewed(campaign: Campaign, case: Case) -> Iterator[Problem]:
    """One warning for each language with texts that still wait for a second reader."""
    folder = case.source.file.rsplit("/", 1)[0]
    for lang in references.spoken(campaign, case):
        own = [text for text in case.texts[lang].values() if not shared(text)]
        names = [text.name for text in own if not (text.reviewed or text.todo)]
        if names:
            told = "all of them" if len(names) == len(own) else ", ".join(names)
            what = f"{len(names)} of {len(own)} texts wait for review: {told}."
            remedy = "Have somebody read them who speaks the language, then delete `reviewed: false`."
            place = f"{folder}/{lang}"
            kind = Kind(severity=Severity.WARNING, topic=Topic.REVIEW)
            yield Problem.at(place, what, remedy, key="reviewed", lang=lang, **kind)


def shared(text: Text) -> bool:
    """Whether a text is one that all cases share."""
    return text.file.startswith("content/texts/")


def _needed(case: Case, layouts: Layouts) -> dict[str, list[str]]:
    """The names of the texts that are needed, sorted, and for each the layouts that wait for it."""
    needed: defaultdict[str, set[str]] = defaultdict(set)
    facts = case.facts
    for name, layout in layouts.items():
        if not made_for(layout, case):
            continue
        wanted = {*layout.facts.needs, *(display.text for display in layout.facts.display)}
        if "slogan" in wanted:
            wanted = wanted - {"slogan"} | {"slogans"}
        if "letter" in wanted:
            wanted = wanted - {"letter"} | set(facts.letters)
        for text in wanted:
            if text not in ENTRIES or getattr(facts, ENTRIES[text]):  # no facts, nothing to word
                needed[text].add(name)
    return {text: sorted(names) for text, names in sorted(needed.items())}
