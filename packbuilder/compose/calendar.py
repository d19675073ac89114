"""The pickets of a branch as a calendar file (iCalendar, RFC 5545), each at the clock of its place."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from packbuilder.compose.composed import HOST
from packbuilder.compose.time_zones import described
from packbuilder.model.applicability import pickets
from packbuilder.model.branch import BranchFile, Picket
from packbuilder.plan import Edition

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT = "-//packbuilder//pickets//EN"
# Zones are written for the years around an event only: what a zone did in 1970 moves no picket.
_AROUND = timedelta(days=366)


def calendar(edition: Edition, title: str) -> bytes | None:
    """The calendar of the branch's pickets for the case, in the language of the edition; None where no day is known.

    `title` is what each entry is called. The same bytes come out on any day: entries are stamped with the day up to
    which the case holds.
    """
    if edition.branch is None:
        return None
    facts = edition.branch.facts
    held = [facts.pickets[n] for n in pickets(edition.case, edition.branch) if facts.pickets[n].starts != "open"]
    if not held:
        return None
    from icalendar import Calendar  # slow to import

    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    for picket in held:
        made.add_component(_event(picket, facts, edition, title))
    days = [datetime.combine(_day(picket), time(), UTC) for picket in held]
    for zone in sorted(made.get_used_tzids()):
        made.subcomponents.insert(0, described(zone, min(days) - _AROUND, max(days) + _AROUND))
    return bytes(made.to_ical())


def _event(picket: Picket, facts: BranchFile, edition: Edition, title: str) -> Event:
    from icalendar import Event

    lang, zone = edition.lang, ZoneInfo(facts.time_zone)
    event = Event()
    known = sha256(f"{facts.id}/{picket.case}/{picket.key}".encode()).hexdigest()[:32]
    event.add("uid", f"{known}@{HOST}")
    event.add("dtstamp", datetime.combine(edition.case.facts.as_of, time(), ZoneInfo("UTC")))
    event.add("summary", title)
    event.add("dtstart", _at(picket.starts, zone))
    if picket.ends not in {None, "open"}:
        ends = _at(picket.ends or "", zone)
        event.add("dtend", ends if isinstance(ends, datetime) else ends + timedelta(days=1))  # the day after the last
    if place := _place(picket, edition):
        event.add("location", place)
    if note := (picket.note or {}).get(lang):
        event.add("description", note)
    event.add("url", edition.case.facts.appeal.url[lang])
    return event


def _at(moment: date | str, zone: ZoneInfo) -> date | datetime:
    """A day, or a minute in the branch's zone; one that names another zone is told in that of the branch."""
    if isinstance(moment, date):
        return moment
    read = datetime.fromisoformat(moment)
    return read.replace(tzinfo=zone) if read.tzinfo is None else read.astimezone(zone)


def _day(picket: Picket) -> date:
    return picket.starts if isinstance(picket.starts, date) else date.fromisoformat(picket.starts[:10])


def _place(picket: Picket, edition: Edition) -> str:
    """Where people meet, and the address there, in one line."""
    address = edition.campaign.addresses.get(picket.address or "")
    lines = [(picket.place or {}).get(edition.lang, "")]
    if address is not None:
        postal = address.postal if isinstance(address.postal, list) else []
        lines += [] if lines[0] else [address.name[edition.lang]]
        lines += [line for line in postal if line != address.name[edition.lang]]
    return ", ".join(line for line in lines if line)
