"""Time zones as calendar files describe them (VTIMEZONE, RFC 5545): each change of the clock that there was, as it was.

No rule is made of them: rules say what is to come for ever, and clocks are changed by decree.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone

# No clock is changed and changed back within it.
_STEP = timedelta(days=7)
_LEAST = timedelta(seconds=1)


class _Clock(NamedTuple):
    """How far a clock is from UTC, what that time is called, and whether it is that of summer."""

    offset: timedelta
    name: str
    summer: bool


def described(zone: str, first: datetime, last: datetime) -> Timezone:
    """The zone from one instant to another: how its clock stands at the first, and each change until the last."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard  # slow to import

    place = ZoneInfo(zone)
    made = Timezone()
    made.add("tzid", zone)
    before = _clock(first, place)
    for at in (first, *_changes(first, last, place)):
        clock = _clock(at, place)
        part = TimezoneDaylight() if clock.summer else TimezoneStandard()
        # The onset is told by the clock as it stood before: RFC 5545, 3.6.5.
        part.add("dtstart", (at + before.offset).replace(tzinfo=None))
        part.add("tzoffsetfrom", before.offset)
        part.add("tzoffsetto", clock.offset)
        part.add("tzname", clock.name)
        made.add_component(part)
        before = clock
    return made


def _changes(first: datetime, last: datetime, place: ZoneInfo) -> Iterator[datetime]:
    """The instants, in UTC and to the second, at which the clock of a place is changed."""
    at = first
    while at < last:
        then = min(at + _STEP, last)
        if _clock(at, place) != _clock(then, place):
            low, high = at, then
            while high - low > _LEAST:
                middle = low + timedelta(seconds=(high - low) // _LEAST // 2)
                low, high = (middle, high) if _clock(middle, place) == _clock(at, place) else (low, middle)
            yield high
        at = then


def _clock(at: datetime, place: ZoneInfo) -> _Clock:
    there = at.astimezone(place)
    return _Clock(there.utcoffset() or timedelta(), there.tzname() or "", bool(there.dst()))
