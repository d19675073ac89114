"""What is not known, and what no longer holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from packbuilder.check import reach
from packbuilder.errors import Problem, Severity
from packbuilder.model.loaded import Campaign, Case, Source

WHAT = "It is marked `open`: a line to write it in is printed in its place."
REMEDY = "Fill it in as soon as it is known."


def facts(case: Case) -> Iterator[Problem]:
    """Facts of the case that the sources leave out, one warning each."""
    known = case.facts
    places: list[tuple[reach.Place, str, object]] = [
        (("opened",), "opened", known.opened),
        (("act_until",), "act_until", known.act_until),
    ]
    places += [(("figures", n, "value"), f"figures.{f.key}.value", f.value) for n, f in enumerate(known.figures)]
    places += [(("timeline", n, "when"), f"timeline.{e.key}.when", e.when) for n, e in enumerate(known.timeline)]
    places += [(("actions", n, "url"), f"actions.{a.key}.url", a.url) for n, a in enumerate(known.actions)]
    for place, key, value in places:
        if value == "open":
            yield _warning(case.source, place, key)
    if known.appeal.page == "open":
        what = "The appeal's own page is not known: the codes lead to the addresses given under `url`."
        line = case.source.line("appeal", "page")
        yield Problem(case.source.file, line, "appeal.page", what, REMEDY, Severity.WARNING)


def addresses(campaign: Campaign, case: Case) -> Iterator[Problem]:
    """Postal addresses and mailboxes that the case needs and nobody has found yet."""
    for key in reach.used(campaign, case):
        address = campaign.addresses[key]
        for part, value in (("postal", address.postal), ("email", address.email)):
            if value == "open":
                place = ("addresses", key, part)
                yield _warning(campaign.addresses_source, place, ".".join(place))


def unreachable(campaign: Campaign, case: Case) -> Iterator[Problem]:
    """Addressees of letters of whom neither a postal address nor a mailbox is said."""
    for addressee in case.facts.addressees:
        address = campaign.addresses.get(addressee.address)
        if address is not None and address.postal is None and address.email is None:
            line = campaign.addresses_source.line("addresses", addressee.address)
            key, what = f"addresses.{addressee.address}", "A letter goes there, and no address is given."
            remedy = "Add `postal`; `postal: open` prints lines to write it in."
            yield Problem(campaign.addresses_source.file, line, key, what, remedy, Severity.GAP)


def expired(case: Case, today: date) -> Iterator[Problem]:
    """An open case whose last day for acting has passed."""
    until = case.facts.act_until
    if case.facts.status == "open" and isinstance(until, date) and until < today:
        what = f"The last day to act, {until.isoformat()}, has passed (today is {today.isoformat()})."
        remedy = "Set a later day, or `status: archived`."
        yield Problem(case.source.file, case.source.line("act_until"), "act_until", what, remedy, Severity.GAP)


def _warning(source: Source, place: reach.Place, key: str) -> Problem:
    return Problem(source.file, source.line(*place), key, WHAT, REMEDY, Severity.WARNING)
