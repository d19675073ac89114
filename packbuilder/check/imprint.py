"""Imprints: what the law of a branch's country wants printed is there, and nobody is named where that is dangerous."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from packbuilder.errors import Problem, Severity
from packbuilder.model.law import ImprintField, Rule
from packbuilder.model.loaded import Branch, Campaign, Layout

_BOX = re.compile(r"\b(?:P\.? ?O\.? ?Box|Postfach|BP|а/я|Apartado)\b", re.IGNORECASE)


def unknown(campaign: Campaign) -> Iterator[Problem]:
    """A warning for each branch in a country of whose law on personal data nothing is known: petitions name none."""
    for branch in campaign.branches.values():
        country = branch.facts.country
        if campaign.law.privacy_in(country) is None:
            what = f"Nothing is known of the law on personal data in {country}: petition sheets name none."
            remedy = "Ask somebody who knows it, and list it under `privacy` in layouts/_law/law.yaml, with its source."
            yield branch.source.problem("country", what, remedy, severity=Severity.WARNING)


def required(campaign: Campaign, branch: Branch, layouts: Sequence[Layout]) -> Iterator[Problem]:
    """A gap for each field that the law wants on one of the layouts and that is not known."""
    facts, source = branch.facts, branch.source
    if (danger := campaign.law.danger_in(facts.country)) and facts.responsible is not None:
        what = f"No person is named on print for {facts.country}, because {danger.why} ({danger.source})."
        remedy = "Delete the name: the imprint of the campaign stands in its place."
        yield source.problem("responsible", what, remedy, severity=Severity.WARNING)
    for rule in campaign.law.rules_for(facts):
        concerned = [layout.name for layout in layouts if not rule.documents or layout.name in rule.documents]
        for field in rule.fields if concerned else ():
            if remedy := _lacking(campaign, branch, field, rule):
                what = f"{rule.why} ({rule.source}, collected {rule.collected})"
                yield source.problem(field, what, remedy, severity=Severity.GAP)


def _lacking(campaign: Campaign, branch: Branch, field: ImprintField, rule: Rule) -> str:
    """What to do about a field, if something is to be done."""
    facts = branch.facts
    value = getattr(facts, field)
    if field == "imprint" and value is None:
        value = campaign.settings.imprint
    if value is None or value == "open":
        return f"Add `{field}` with name and address."
    lines = value.values() if isinstance(value, dict) else [value]
    if rule.address == "street" and any(_BOX.search(line) for line in lines):
        return f"Give `{field}` of this branch an address with a street; a post office box does not do."
    return ""
