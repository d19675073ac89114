"""The one place that knows all the rules and the order in which they speak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from packbuilder.check import (
    branch_faults,
    branding,
    code_sizes,
    contacts,
    direction,
    imprint,
    languages,
    outdated_translations,
    people,
    placeholders,
    references,
    unknowns,
    wanted_texts,
    worded_facts,
)
from packbuilder.errors import Problem
from packbuilder.model.loaded import Campaign, Case, Layout


def campaign(campaign: Campaign, cases: Sequence[Case], layouts: Mapping[str, Layout], today: date) -> list[Problem]:
    """All that is wrong with the cases as they stand on the day `today`; each problem once."""
    return list(dict.fromkeys(_all(campaign, cases, layouts, today)))


def _all(campaign: Campaign, cases: Sequence[Case], layouts: Mapping[str, Layout], today: date) -> Iterator[Problem]:
    yield from branding.contrast(campaign)
    yield from branding.inks(campaign)
    yield from languages.settings(campaign)
    yield from languages.read(campaign)
    for case in cases:
        yield from _of_case(campaign, case, layouts, today)
    yield from branch_faults.faults(campaign)
    yield from imprint.unknown(campaign)
    yield from people.withheld(campaign, cases)
    yield from contacts.personal(campaign, cases)
    yield from placeholders.left(campaign, cases)


def _of_case(campaign: Campaign, case: Case, layouts: Mapping[str, Layout], today: date) -> Iterator[Problem]:
    yield from references.unknown_addresses(campaign, case)
    yield from references.unknown_openings(case)
    yield from references.unknown_reporters(case)
    yield from languages.folders(campaign, case)
    yield from languages.lines(campaign, case)
    yield from languages.letters(campaign, case)
    yield from wanted_texts.missing(campaign, case, layouts)
    yield from wanted_texts.unwritten(campaign, case)
    yield from wanted_texts.unused(campaign, case, layouts)
    yield from wanted_texts.unreviewed(campaign, case)
    yield from outdated_translations.behind(campaign, case)
    yield from worded_facts.mismatched(case)
    yield from worded_facts.unworded(
        campaign, case, frozenset(name for one in layouts.values() for name in one.facts.needs)
    )
    yield from worded_facts.misplaced(case)
    yield from worded_facts.unnamed(case)
    yield from worded_facts.wordy_slogans(case)
    yield from direction.turned(case)
    yield from code_sizes.held(case, layouts)
    yield from unknowns.facts(case)
    yield from unknowns.addresses(campaign, case)
    yield from unknowns.unreachable(campaign, case)
    yield from unknowns.stale(campaign, case, today)
    yield from unknowns.ahead(campaign, case, today)
