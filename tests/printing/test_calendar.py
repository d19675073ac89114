"""The pickets of a branch as a calendar: each at the clock of its place, read back by two readers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]
from icalendar import Calendar

from packbuilder import plan
from packbuilder.compose.calendar import calendar
from packbuilder.model.loaded import Branch
from packbuilder.plan import Edition
from tests.model.samples import BASE, branch, with_addresses, with_facts

HOUR = timedelta(hours=1)
SUMMER, WINTER = "2013-07-12T12:00", "2013-12-16T12:00"
TITLE = "Picket: The Northport ferry"


def edition(local: Branch | None, lang: str = "en") -> Edition:
    campaign = with_addresses(embassy_gb={"role": "embassy", "name": {"en": "Embassy", "ru": "Посольство"}})
    return plan.edition(campaign, with_facts(), lang, ["tests"], branch=local)


def held(*pickets: Mapping[str, object], zone: str = "Europe/London", **facts: object) -> Branch:
    whole = [{"key": f"p{n}", "case": "ferry", **picket} for n, picket in enumerate(pickets)]
    return branch(time_zone=zone, pickets=whole, **facts)


def made(local: Branch, lang: str = "en", title: str = TITLE) -> bytes:
    data = calendar(edition(local, lang), title)
    assert data is not None
    return data


def events(data: bytes) -> list[Any]:
    """The events of the file, as the library reads them."""
    return list(Calendar.from_ical(data).walk("VEVENT"))


def unfolded(data: bytes) -> list[str]:
    """The lines of the file, folded ones put together, read without any library."""
    return data.decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(
    ("zone", "starts", "instant"),
    [
        ("Europe/London", SUMMER, "2013-07-12T11:00"),
        ("Europe/London", WINTER, "2013-12-16T12:00"),
        ("America/New_York", SUMMER, "2013-07-12T16:00"),
        ("America/New_York", WINTER, "2013-12-16T17:00"),
        ("Asia/Almaty", SUMMER, "2013-07-12T06:00"),
        ("Europe/Moscow", "2011-12-16T12:00", "2011-12-16T08:00"),
        ("Europe/London", "2013-07-12T12:00Z", "2013-07-12T12:00"),
        ("America/New_York", "2013-07-12T12:00+06:00", "2013-07-12T06:00"),
    ],
)
def test_times_are_those_of_the_clock_at_the_place(zone: str, starts: str, instant: str) -> None:
    """In summer and in winter, by the zone that the file itself describes, to whoever knows no other."""
    data = made(held({"starts": starts}, zone=zone))
    expected = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    (event,) = events(data)
    assert event["DTSTART"].dt.astimezone(UTC) == expected
    (line,) = [line for line in unfolded(data) if line.startswith("DTSTART") and "TZID" in line]
    told = re.fullmatch(r"DTSTART;TZID=(.+):(\d{8}T\d{6})", line)
    assert told is not None
    assert told[1] == zone
    described = tzical(StringIO("\n".join(unfolded(data)))).get(zone)
    at = datetime.fromisoformat(told[2])
    assert at.replace(tzinfo=described).astimezone(UTC) == expected
    assert at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) == expected


def test_what_is_known_of_a_picket_is_told_in_the_language() -> None:
    picket = {
        "starts": SUMMER,
        "ends": "2013-07-12T13:30",
        "address": "embassy-gb",
        "place": {"en": "The gate", "ru": "Ворота"},
        "note": {"en": "Called by the crew; bring friends, drums", "ru": "Созывает экипаж"},
    }
    (event,) = events(made(held(picket)))
    assert event["SUMMARY"] == TITLE
    assert event["LOCATION"] == "The gate, 1 Row"
    assert event["DESCRIPTION"] == "Called by the crew; bring friends, drums"
    assert event["URL"] == "https://harbour.example/ferry"
    assert (event["DTEND"].dt - event["DTSTART"].dt).total_seconds() == 90 * 60
    (russian,) = events(made(held(picket), "ru", "Пикет"))
    assert (russian["SUMMARY"], russian["LOCATION"]) == ("Пикет", "Ворота, 1 Row")
    assert russian["UID"] == event["UID"]  # the same picket, whoever is told


def test_a_day_without_an_hour_is_a_whole_day() -> None:
    (event,) = events(made(held({"starts": date(2013, 7, 12), "ends": "open"})))
    assert event["DTSTART"].dt == date(2013, 7, 12)
    assert "DTEND" not in event


def test_only_pickets_of_the_case_whose_day_is_known() -> None:
    """And no file where there is none, or no branch."""
    pickets: list[dict[str, object]] = [
        {"starts": "open"},
        {"starts": SUMMER, "case": "barge"},
        {"starts": WINTER},
        {"starts": SUMMER},
    ]
    found = events(made(held(*pickets)))
    assert [event["DTSTART"].dt.month for event in found] == [12, 7]
    assert len({event["UID"] for event in found}) == 2
    assert calendar(edition(held(*pickets[:2])), TITLE) is None
    assert calendar(edition(branch()), TITLE) is None
    assert calendar(edition(None), TITLE) is None


def test_lines_are_as_long_as_readers_take_them() -> None:
    """75 octets and a line end of two characters, also where letters have two octets each."""
    data = made(
        held({"starts": SUMMER, "note": {"en": "Long, " * 30, "ru": "Долго, " * 25}}), "ru", "Пикет: " + "ы" * 90
    )
    lines = data.split(b"\r\n")
    assert len(lines) > 20
    assert max(map(len, lines)) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    (event,) = events(data)
    assert event["DESCRIPTION"] == ("Долго, " * 25).strip()


AGAIN = """
import sys
from tests.printing.test_calendar import SUMMER, WINTER, held, made
sys.stdout.buffer.write(made(held({"starts": SUMMER}, {"starts": WINTER}, zone="America/New_York")))
"""


@pytest.mark.parametrize("clock", ["UTC", "Asia/Almaty"])
def test_the_same_bytes_on_any_day_and_machine(clock: str) -> None:
    """The stamp is the day of the case; nothing of the machine's own clock is in it."""
    root = BASE.parents[2]
    done = subprocess.run(
        [sys.executable, "-c", AGAIN],
        cwd=root,
        check=True,
        capture_output=True,
        env=os.environ | {"TZ": clock, "PYTHONPATH": str(root), "PYTHONHASHSEED": "7"},
    )
    data = made(held({"starts": SUMMER}, {"starts": WINTER}, zone="America/New_York"))
    assert done.stdout == data
    assert {line for line in unfolded(data) if line.startswith("DTSTAMP")} == {"DTSTAMP:20130701T000000Z"}
    later = edition(held({"starts": SUMMER}, {"starts": WINTER}, zone="America/New_York"))
    facts = later.case.facts.model_copy(update={"as_of": date(2013, 7, 2)})
    assert calendar(replace(later, case=replace(later.case, facts=facts)), TITLE) != data


# Both hemispheres, halves and quarters of hours, half an hour of summer time, a summer that is the standard, Ramadan,
# zones that changed by decree or not at all. Each in years in which its clock did what it is known for.
ZONES = {
    "Europe/London": 2027, "Europe/Berlin": 2027, "Europe/Dublin": 2027, "Europe/Moscow": 2014, "Europe/Istanbul": 2016,
    "America/New_York": 2027, "America/St_Johns": 2027, "America/Sao_Paulo": 2018, "America/Santiago": 2027,
    "America/Caracas": 2016, "Australia/Sydney": 2027, "Australia/Lord_Howe": 2027, "Pacific/Auckland": 2027,
    "Pacific/Apia": 2011, "Africa/Casablanca": 2027, "Africa/Johannesburg": 2027, "Asia/Almaty": 2024,
    "Asia/Kolkata": 2027, "Asia/Kathmandu": 2027, "Asia/Tehran": 2022, "Asia/Gaza": 2024, "Asia/Pyongyang": 2018,
}  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
def test_the_zone_is_described_as_it_is_to_the_minute(zone: str) -> None:
    """By a reader that knows nothing of zones: every hour of the year, and each minute around each change."""
    year, place = ZONES[zone], ZoneInfo(zone)
    data = made(held({"starts": f"{year}-06-15T12:00"}, zone=zone))
    described = tzical(StringIO("\n".join(unfolded(data)))).get(zone)
    hours = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(365 * 24)]
    changes = [at for at in hours if at.astimezone(place).utcoffset() != (at + HOUR).astimezone(place).utcoffset()]
    assert bool(changes) == (zone not in {"Africa/Johannesburg", "Asia/Kolkata", "Asia/Kathmandu"})
    minutes = [at + timedelta(minutes=n) for at in changes for n in range(-150, 151)]
    for at in [*hours, *minutes]:
        there = at.astimezone(place)
        if there.fold == 0 and at.astimezone(place).replace(fold=1).utcoffset() == there.utcoffset():
            wall = there.replace(tzinfo=None)
            assert wall.replace(tzinfo=described).utcoffset() == there.utcoffset(), at


def test_onsets_are_told_by_the_clock_before_them() -> None:
    """RFC 5545: summer begins in London at 01:00 by the clock of winter, and in New York at 02:00."""
    london = unfolded(made(held({"starts": "2027-06-15T12:00"})))
    assert "DTSTART:20270328T010000" in london
    assert "DTSTART:20271031T020000" in london
    new_york = unfolded(made(held({"starts": "2027-06-15T12:00"}, zone="America/New_York")))
    assert "DTSTART:20270314T020000" in new_york
    assert not any(line.startswith("RRULE") for line in [*london, *new_york])


def test_the_last_of_several_days_is_one_of_them() -> None:
    """In the file the end of whole days is the day after."""
    (event,) = events(made(held({"starts": date(2027, 3, 27), "ends": date(2027, 3, 28)})))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 3, 27), date(2027, 3, 29))


def test_a_zone_without_a_name_of_its_own_needs_no_description() -> None:
    assert "VTIMEZONE" not in made(held({"starts": date(2027, 3, 27)})).decode()
    assert "VTIMEZONE" not in made(held({"starts": "2027-03-27T12:00"}, zone="UTC")).decode()
