"""Translations that have fallen behind their source, and those of which nobody says what they were made from."""

from __future__ import annotations

from collections.abc import Iterator

from packbuilder.check import references
from packbuilder.check.wanted_texts import shared
from packbuilder.errors import Kind, Problem, Severity, Topic
from packbuilder.model.freshness import Freshness, Translation, translations
from packbuilder.model.loaded import Campaign, Case

_BEHIND = Kind(severity=Severity.WARNING, topic=Topic.BEHIND)
_SHOWN = 80
_BEFORE = 20  # letters that are shown before a change


def behind(campaign: Campaign, case: Case) -> Iterator[Problem]:
    """A warning for each translation that is behind, and one for each language with texts that do not say."""
    folder = case.source.file.rsplit("/", 1)[0]
    for lang in references.spoken(campaign, case):
        known = [one for one in translations(campaign, case, lang) if not (shared(one.text) or one.text.todo)]
        for one in known:
            if one.freshness is Freshness.BEHIND:
                yield _behind(one, case.slug)
        silent = [one.text.name for one in known if one.freshness is Freshness.UNKNOWN]
        if silent:
            told = "none of them" if len(silent) == len(known) else f"not {', '.join(silent)}"
            what = f"{len(silent)} of {len(known)} translations do not say what they were made from: {told}."
            remedy = f"If they are as the source is now, run `packbuilder translated {case.slug} {lang}`."
            yield Problem.at(f"{folder}/{lang}", what, remedy, key="source", lang=lang, **_BEHIND)


def _behind(one: Translation, slug: str) -> Problem:
    gone, new = _from_the_change(*one.changed)
    parts = (f"it said “{_short(gone)}”" if gone else "", f"it says “{_short(new)}”" if new else "")
    told = "; ".join(part for part in parts if part)
    quote = f"{told[0].upper()}{told[1:]}." if told else ""
    what = f"The translation is behind: {one.source.file} has changed."
    remedy = f"Put it right, then run `packbuilder translated {slug} {one.text.lang} {one.text.name}`."
    line, lang = one.text.heading_line, one.text.lang
    return one.text.problem(what, remedy, line=line, key="source", lang=lang, quote=quote, **_BEHIND)


def _from_the_change(gone: str, new: str) -> tuple[str, str]:
    """Two sentences from a little before they part, so that what differs is in sight."""
    same = next((n for n, (a, b) in enumerate(zip(gone, new, strict=False)) if a != b), 0)
    start = gone.rfind(" ", 0, max(0, same - _BEFORE)) + 1
    lead = "… " if start else ""
    return (f"{lead}{gone[start:]}" if gone else ""), (f"{lead}{new[start:]}" if new else "")


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
