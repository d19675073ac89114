"""From when to when: with the day of the week, the day said once, as each language says it (CLDR)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_interval, format_time, get_datetime_format, get_time_format

from packbuilder.compose.labels import Labels
from packbuilder.compose.typography import NBSP

_FULL = "full"  # the form of CLDR that has the day of the week


def span(starts: date | str, ends: date | str | None, zone: str, labels: Labels) -> str:
    """`Sunday, 28 March 2027, 12:00–14:30` by the clock of the zone; over midnight both days; empty for `open`."""
    if starts == "open":
        return ""
    first, last = at(starts, zone), at(ends, zone) if ends and ends != "open" else None
    if last is None or last == first:
        return _told(first, labels)
    if not isinstance(first, datetime) or not isinstance(last, datetime) or first.date() != last.date():
        return f"{_told(first, labels)} – {_told(last, labels)}"
    skeleton = "hm" if "a" in get_time_format("short", labels.locale).pattern else "Hm"
    return _with_clock(first, str(format_interval(first, last, skeleton, locale=labels.locale)), labels)


def at(value: date | str, zone: str) -> date | datetime:
    """A day, or a minute by the clock of the zone, without its zone."""
    if isinstance(value, date):
        return value
    read = datetime.fromisoformat(value)
    return read if read.tzinfo is None else read.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _told(value: date | datetime, labels: Labels) -> str:
    if not isinstance(value, datetime):
        return labels.date(value, _FULL)
    return _with_clock(value, str(format_time(value.time(), "short", locale=labels.locale)), labels)


def _with_clock(day: date, clock: str, labels: Labels) -> str:
    both = str(get_datetime_format("medium", labels.locale)).replace("'", "")
    return both.replace("{1}", labels.date(day, _FULL)).replace("{0}", clock.replace(" ", NBSP))
