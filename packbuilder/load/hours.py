"""Hours of pickets that no clock shows, that come twice, or that are over before they begin."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from packbuilder.load.documents import Rules
from packbuilder.load.tree import Path


def rules(read: Rules, zone: ZoneInfo) -> None:
    """Tell of each picket of a branch whose hours cannot be, by the clock of its zone."""
    for place, picket in read.items("pickets"):
        if isinstance(picket, dict):
            moments = {part: _moment(picket.get(part)) for part in ("starts", "ends")}
            for part, moment in moments.items():
                if isinstance(moment, datetime) and moment.tzinfo is None:
                    _clock(read, (*place, part), moment, zone)
            _in_order(read, place, moments["starts"], moments["ends"], zone)


def _moment(value: object) -> date | datetime | None:
    """What stands there, if it is a day or a minute; what is neither, the model refuses."""
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value) if "T" in value else None
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def _clock(read: Rules, place: Path, moment: datetime, zone: ZoneInfo) -> None:
    """Whether a clock shows a minute, once: not where it is put forward, nor where it is put back."""
    first, second = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    before, after = (one.utcoffset() or timedelta() for one in (first, second))
    if before < after:
        what = f"No clock in {zone.key} shows {moment:%H:%M} on this day: it is put forward."
        read.problem(place, what, "Write an hour that there is.")
    elif before > after:
        what = f"{moment:%H:%M} comes twice on this day in {zone.key}: the clock is put back."
        either = " or ".join(f'"{one.isoformat(timespec="minutes")}"' for one in (first, second))
        read.problem(place, what, f"Write which is meant, {either}, or another hour.")


def _in_order(
    read: Rules, place: Path, starts: date | datetime | None, ends: date | datetime | None, zone: ZoneInfo
) -> None:
    if starts is None or ends is None:
        return
    if isinstance(starts, datetime) != isinstance(ends, datetime):
        what = "Of the beginning and the end, one is a day and the other an hour."
        read.problem((*place, "ends"), what, "Write both as days, or both as hours.")
    elif _instant(ends, zone) < _instant(starts, zone):
        read.problem((*place, "ends"), "It ends before it begins.", "Put the two right.")


def _instant(value: date | datetime, zone: ZoneInfo) -> datetime:
    whole = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day, tzinfo=zone)
    return (whole if whole.tzinfo else whole.replace(tzinfo=zone)).astimezone(UTC)
