"""What is not known, and what no longer holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from packbuilder.check import references
from packbuilder.errors import Kind, Problem, Severity, Topic
from packbuilder.model.applicability import made_for
from packbuilder.model.loaded import Campaign, Case, Layout, Source

WHAT = "It is marked `open`: a line to write it in is printed in its place."
REMEDY = "Fill it in as soon as it is known."


def facts(case: Case) -> Iterator[Problem]:
    """Facts of the case that the sources leave out, one warning each."""
    known = case.facts
    places: list[tuple[references.Place, str, object]] = [
        (("opened",), "opened", known.opened),
        (("act_until",), "act_until", known.act_until),
    ]
    places += [(("figures", n, "value"), f"figures.{f.key}.value", f.value) for n, f in enumerate(known.figures)]
    places += [(("timeline", n, "when"), f"timeline.{e.key}.when", e.when) for n, e in enumerate(known.timeline)]
    for part in ("url", "phone"):
        places += [
            (("actions", n, part), f"actions.{a.key}.{part}", getattr(a, part)) for n, a in enumerate(known.actions)
        ]
    for place, key, value in places:
        if value == "open":
            yield _warning(case.source, place, key)
    if known.appeal.page == "open":
        what = "The appeal's own page is not known: the codes lead to the addresses given under `url`."
        yield case.source.problem(("appeal", "page"), what, REMEDY, severity=Severity.WARNING, topic=Topic.OPEN)


def addresses(campaign: Campaign, case: Case) -> Iterator[Problem]:
    """Postal addresses and mailboxes that the case needs and nobody has found yet."""
    for key in references.used(campaign, case):
        address = campaign.addresses[key]
        for part, value in (("postal", address.postal), ("email", address.email), ("phone", address.phone)):
            if value == "open":
                place = ("addresses", key, part)
                yield _warning(campaign.addresses_source, place, ".".join(place))


def unreachable(campaign: Campaign, case: Case) -> Iterator[Problem]:
    """Addressees of letters of whom neither a postal address nor a mailbox is said."""
    for addressee in case.facts.addressees:
        address = campaign.addresses.get(addressee.address)
        if address is not None and address.postal is None and address.email is None:
            place, what = ("addresses", addressee.address), "A letter goes there, and no address is given."
            remedy = "Add `postal`; `postal: open` prints lines to write it in."
            kind = Kind(severity=Severity.GAP, topic=Topic.MISSING)
            yield campaign.addresses_source.problem(place, what, remedy, **kind)


def expired(case: Case, layouts: Iterable[Layout], today: date) -> Iterator[Problem]:
    """An open case whose last day for acting has passed, where one of the layouts asks to act."""
    until = case.facts.act_until
    late = case.facts.status == "open" and isinstance(until, date) and until < today
    if late and any(layout.facts.urges and made_for(layout, case) for layout in layouts):
        what = f"The last day to act, {until}, has passed (today is {today.isoformat()})."
        remedy = "Extend it by a later day; or set `status: closed`, which builds what remains true, or `archived`."
        yield case.source.problem("act_until", what, remedy, severity=Severity.GAP, topic=Topic.STALE)


def stale(campaign: Campaign, case: Case, today: date) -> Iterator[Problem]:
    """Known addresses that nobody has checked for long; not in the archive, where they held for their day."""
    limit, source = campaign.settings.checked_days, campaign.addresses_source
    for key in references.used(campaign, case) if case.facts.status != "archived" else ():
        address = campaign.addresses[key]
        if not (isinstance(address.postal, list) or address.mailboxes):
            continue  # there is nothing that could be dead
        place = ("addresses", key, "checked")
        remedy = "See whether the address still holds, and write the day."
        if address.checked is None:
            what = "Nobody has said when the address was last checked."
            yield source.problem(place, what, remedy, severity=Severity.WARNING, topic=Topic.STALE)
        elif (days := (today - address.checked).days) > limit:
            what = f"The address was last checked {days} days ago; this campaign checks every {limit} days."
            severity = Severity.GAP if days > 2 * limit else Severity.WARNING
            yield source.problem(place, what, remedy, severity=severity, topic=Topic.STALE)


def ahead(campaign: Campaign, case: Case, today: date) -> Iterator[Problem]:
    """Days of reports and checks that have not come yet; tomorrow has, where the sun rises earlier."""
    tomorrow, source = today + timedelta(days=1), campaign.addresses_source
    days: list[tuple[Source, references.Place, str, date]] = [(case.source, ("as_of",), "as_of", case.facts.as_of)]
    days += [
        (source, ("addresses", key, "checked"), f"addresses.{key}.checked", checked)
        for key in references.used(campaign, case)
        if (checked := campaign.addresses[key].checked) is not None
    ]
    for of, place, key, day in days:
        if day > tomorrow:
            what = f"{day.isoformat()} has not come yet (today is {today.isoformat()})."
            yield of.problem(place, what, "Put the date right.", key=key, severity=Severity.WARNING)


def _warning(source: Source, place: references.Place, key: str) -> Problem:
    return source.problem(place, WHAT, REMEDY, key=key, severity=Severity.WARNING, topic=Topic.OPEN)
