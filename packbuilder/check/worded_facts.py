"""Entries against facts: each fact of case.yaml is worded once in each language, and nothing else is.

Slogans are worded in a few words.
"""

from __future__ import annotations

from collections.abc import Iterator

from packbuilder.check import references
from packbuilder.errors import Kind, Problem, Severity, Topic
from packbuilder.load.spelling import nearest, suggestion
from packbuilder.model import units
from packbuilder.model.case import CaseFile
from packbuilder.model.loaded import Campaign, Case
from packbuilder.model.text import ENTRIES, Text

_MISSING = Kind(severity=Severity.GAP, topic=Topic.MISSING)
# Three to eight words are read in passing (visualfoodie.com).
_MOST_WORDS = 8
_SET_WORDS = 100  # more than that is a text: no placard could show it, and to look for its best lines takes minutes


def mismatched(case: Case) -> Iterator[Problem]:
    """Entries whose key case.yaml does not have, and keys of case.yaml without an entry."""
    for texts in case.texts.values():
        for name, part in ENTRIES.items():
            # A text without a single entry was told of when it was loaded.
            if name in texts and texts[name].entries:
                keys = [getattr(fact, "key", fact) for fact in getattr(case.facts, part)]
                besides = counted(case.facts) if part == "figures" else frozenset()
                yield from _compared(texts[name], keys, part, besides)


def unworded(campaign: Campaign, case: Case, needed: frozenset[str]) -> Iterator[Problem]:
    """Facts that no text puts into words in a language, where no layout's needs tell of it."""
    for lang in references.spoken(campaign, case):
        for name, part in ENTRIES.items():
            if getattr(case.facts, part) and name not in case.texts[lang] and name not in needed:
                what = f"`{part}` in case.yaml has entries, and there is no {name}.md to word them in {lang}."
                remedy = "Write it: a heading, then an item `- key: words` for each."
                yield case.source.problem(part, what, remedy, lang=lang, **_MISSING)


def counted(facts: CaseFile) -> frozenset[str]:
    """The units of figures that figures.md may have a word for: not those that are keys of figures themselves."""
    keys = {figure.key for figure in facts.figures}
    return frozenset(figure.unit for figure in facts.figures if units.worded(figure.unit)) - keys


def unnamed(case: Case) -> Iterator[Problem]:
    """Units that no text words in a language and CLDR does not know, and words that lack a form of their language."""
    keys = {figure.key for figure in case.facts.figures}
    for number, figure in enumerate(case.facts.figures):
        if units.worded(figure.unit) and figure.unit in keys and not units.cldr(figure.unit):
            what = f"`{figure.unit}` is the key of a figure, and no unit that CLDR has words for."
            remedy = "Give the unit a key of its own, and figures.md an entry with its word."
            yield case.source.problem(("figures", number, "unit"), what, remedy, key=f"figures.{figure.key}.unit")
    for texts in case.texts.values():
        if (text := texts.get("figures")) and text.entries and all(entry.key for entry in text.entries):
            for unit in sorted(counted(case.facts)):
                yield from _named(text, unit)


def _named(text: Text, unit: str) -> Iterator[Problem]:
    samples = units.forms(text.lang)
    shown = " | ".join(f"{sample.normalize():f}" for sample in samples)
    entry = next((entry for entry in text.entries if entry.key == unit), None)
    if entry is None and not units.cldr(unit):
        what = f"The unit `{unit}` has no word here, and is none of those that CLDR has words for."
        remedy = f"Add an item `- {unit}: words`, its forms beside {shown}, with bars between them."
        yield text.problem(what, remedy, line=text.heading_line, key=unit, lang=text.lang, **_MISSING)
    elif entry is not None and len(units.BETWEEN_FORMS.split(entry.words)) not in {1, len(samples)}:
        what = "The word of a unit has as many forms as the language has beside numbers, or one."
        remedy = f"Write those beside {shown}, in this order, with bars between them."
        yield text.problem(what, remedy, at=entry)


def _compared(text: Text, keys: list[str], part: str, besides: frozenset[str]) -> Iterator[Problem]:
    worded = {entry.key for entry in text.entries}
    missing = [key for key in keys if key not in worded]
    for entry in text.entries:
        if entry.key and entry.key not in {*keys, *besides}:
            what = f"`{part}` in case.yaml has no key `{entry.key}`."
            remedy = suggestion(entry.key, missing or keys, "Add it there, or delete the entry.")
            yield text.problem(what, remedy, at=entry)
    meant = {nearest(key, missing) for key in worded - besides if key not in keys}
    # An entry whose key could not be read was told of when it was loaded, and may be the one that is missing.
    for key in missing if "" not in worded else ():
        if key not in meant:
            what, remedy = "The entry is missing.", f"Add an item `- {key}: words`."
            yield text.problem(what, remedy, line=text.heading_line, key=key, lang=text.lang, **_MISSING)


def misplaced(case: Case) -> Iterator[Problem]:
    """Demands under the heading of somebody else, headings of nobody, and those who demand without a heading."""
    sides = {demand.key: demand.by for demand in case.facts.demands}
    for texts in case.texts.values():
        text = texts.get("demands")
        if text is None or not text.entries:
            continue
        headings = {group.key for group in text.groups}
        meant = {nearest(key, sides.values()) for key in headings if key not in sides.values()}
        for group in text.groups:
            if group.key and group.key not in sides.values():
                what = f"No demand in case.yaml is made by `{group.key}`."
                remedy = suggestion(group.key, sides.values(), "Delete the heading.")
                yield text.problem(what, remedy, at=group)
        for side in dict.fromkeys(sides.values()):
            if side not in headings | meant and "" not in headings:
                what = f"The heading for the demands by `{side}` is missing."
                remedy = f"Add `## {side}: words`."
                yield text.problem(what, remedy, line=text.heading_line, key=side, lang=text.lang, **_MISSING)
        for entry in text.entries:
            side = sides.get(entry.key, entry.group)
            if side in headings and side != entry.group:
                what = f"The demand is made by `{side}` and stands elsewhere."
                yield text.problem(what, f"Move it below `## {side}: …`.", at=entry)


def wordy_slogans(case: Case) -> Iterator[Problem]:
    """A warning for each slogan of more words than are read in passing, an error for one that is none."""
    for texts in case.texts.values():
        text = texts.get("slogans")
        for entry in text.entries if text else ():
            if text and (count := len(entry.words.split())) > _MOST_WORDS:
                severity = Severity.ERROR if count > _SET_WORDS else Severity.WARNING
                what = f"The slogan has {count} words, and {_MOST_WORDS} are the most that are read in passing."
                remedy = "Leave out what the leaflet says, or make two slogans of it."
                yield text.problem(what, remedy, at=entry, severity=severity)
