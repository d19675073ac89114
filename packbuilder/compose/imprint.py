"""The imprint of an edition, in one line."""

from __future__ import annotations

from packbuilder.compose.labels import Labels
from packbuilder.plan import Edition


def imprint(edition: Edition, labels: Labels, *, draft: bool) -> str:
    """The imprint of the branch, or else the campaign's, and who prints and who is responsible, where that is known.

    With `draft`, what the law wants and nobody knows stands in square brackets. A person is never named where that
    would endanger them.
    """
    lang, law = edition.lang, edition.campaign.law
    line = edition.campaign.settings.imprint[lang]
    if edition.branch is None:
        return line
    facts = edition.branch.facts
    wanted: set[str] = {field for rule in law.rules_for(facts) for field in rule.fields} if draft else set()
    own = facts.imprint
    parts = [own.get(lang, line) if isinstance(own, dict) else line]
    if own == "open" and "imprint" in wanted:
        parts.append("[imprint]")
    if (printer := _said(facts.printer, "printer", wanted)) is not None:
        parts.append(labels("Printed by %(who)s", who=printer))
    responsible = None if law.danger_in(facts.country) else _said(facts.responsible, "responsible", wanted)
    if responsible is not None:
        parts.append(labels("Responsible: %(who)s", who=responsible))
    return ". ".join([*(part.removesuffix(".") for part in parts[:-1]), parts[-1]])


def _said(value: str | None, field: str, wanted: set[str]) -> str | None:
    """What is printed for a field; None where it is neither known nor wanted."""
    if value is not None and value != "open":
        return value
    return f"[{field}]" if field in wanted else None
