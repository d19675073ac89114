"""What a branch adds to an edition, and what is new in a case: the branch, its imprint, its pickets, the reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from packbuilder.compose import date_intervals
from packbuilder.compose.labels import Labels
from packbuilder.compose.offices import Addresses
from packbuilder.compose.text_views import Reporters, TextView
from packbuilder.compose.typography import Typography
from packbuilder.model.applicability import pickets as places
from packbuilder.model.branch import BranchFile, Picket
from packbuilder.model.case import CaseFile
from packbuilder.model.loaded import Branch, Case
from packbuilder.plan import Edition


@dataclass(frozen=True, slots=True)
class BranchView:
    """A branch. `contact` and `return_address` are lines, none where they are not known: lines to write on."""

    id: str
    name: Markup
    country: str
    contact: tuple[str, ...]
    return_address: tuple[str, ...]
    time_zone: str


@dataclass(frozen=True, slots=True)
class PicketView:
    """A picket: `when` by the clock of the place, to its end, empty where not known; `place`, its address in lines."""

    key: str
    when: str
    place: Markup
    lines: tuple[str, ...]
    note: Markup


@dataclass(frozen=True, slots=True)
class UpdateView:
    """A report: its number counts from the oldest; `replaces` is the number of that whose place it takes, or None."""

    key: str
    number: int
    when: str
    words: Markup
    reporter: Markup
    replaces: int | None


def branch(facts: BranchFile, lang: str, typography: Typography) -> BranchView:
    """The branch in a language."""
    return BranchView(
        facts.id,
        typography.line(facts.name[lang]),
        facts.country,
        _lines(facts.contact, typography),
        _lines(facts.return_address, typography),
        facts.time_zone,
    )


def pickets(
    case: Case, local: Branch, addresses: Addresses, labels: Labels, typography: Typography
) -> tuple[PicketView, ...]:
    """The pickets of a branch for a case, in the order of its file."""
    facts = local.facts
    return tuple(_picket(facts.pickets[n], facts.time_zone, addresses, labels, typography) for n in places(case, local))


def _picket(picket: Picket, zone: str, addresses: Addresses, labels: Labels, typography: Typography) -> PicketView:
    address, lang = addresses.get(picket.address or ""), labels.lang
    place = (picket.place or {}).get(lang) or (address.name[lang] if address else "")
    postal = address.postal if address and isinstance(address.postal, list) else []
    return PicketView(
        picket.key,
        date_intervals.span(picket.starts, picket.ends, zone, labels),
        typography.line(place),
        _lines(postal, typography),
        typography.line((picket.note or {}).get(lang, "")),
    )


def updates(facts: CaseFile, words: TextView, reporters: Reporters, labels: Labels) -> tuple[UpdateView, ...]:
    """The reports on a case, the newest first."""
    numbers = {update.key: number for number, update in enumerate(facts.updates, start=1)}
    return tuple(
        UpdateView(
            one.key,
            numbers[one.key],
            labels.moment(one.when),
            words.entries[one.key],
            reporters.line(labels.lang, one.reporter),
            numbers[one.replaces] if one.replaces else None,
        )
        for one in reversed(facts.updates)
    )


def report(facts: CaseFile, labels: Labels) -> str:
    """Number and day of the newest report, for the last line; empty where there is none."""
    if not facts.updates:
        return ""
    day = facts.updates[-1].when
    when = labels.date(day if isinstance(day, date) else date.fromisoformat(day[:10]))
    return labels("Report %(n)s, %(date)s", n=labels.number(len(facts.updates)), date=when)


def _lines(lines: list[str] | str, typography: Typography) -> tuple[str, ...]:
    return tuple(map(typography.kept, lines)) if isinstance(lines, list) else ()


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
