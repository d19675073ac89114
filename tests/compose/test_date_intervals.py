"""Days and minutes as each language tells them, by the clock of the place that is meant."""

from __future__ import annotations

import re
from datetime import date

import pytest

from packbuilder.compose import labels
from tests.typeset import house

LANGUAGES = {path.stem for path in (house.ROOT / "layouts/locale").glob("*.po")}
NOON = {"ar": "12:00 م"}


def told(lang: str, value: date | str, zone: str = "") -> str:
    words = labels.load([house.ROOT / "layouts"], lang, house.ROOT)
    return re.sub(r"\s", " ", words.moment(value, zone))


@pytest.mark.parametrize(
    ("value", "zone", "expected"),
    [
        (date(2011, 7, 8), "", "8 July 2011"),
        (date(2011, 7, 8), "America/New_York", "8 July 2011"),
        ("2011-12-16T09:30Z", "", "16 December 2011, 09:30 UTC"),
        ("2011-12-16T09:30Z", "Europe/London", "16 December 2011, 09:30"),
        ("2011-07-16T09:30Z", "Europe/London", "16 July 2011, 10:30"),
        ("2011-07-08T23:30Z", "Europe/London", "9 July 2011, 00:30"),
        ("2011-12-16T02:00Z", "America/New_York", "15 December 2011, 21:00"),
        ("2011-07-08T23:30+06:00", "America/New_York", "8 July 2011, 13:30"),
        ("2011-07-08T23:30+06:00", "", "8 July 2011, 17:30 UTC"),
        ("2011-12-16T12:00", "Asia/Almaty", "16 December 2011, 12:00"),
        ("2011-12-16T12:00", "", "16 December 2011, 12:00"),
    ],
)
def test_a_minute_is_told_by_the_clock_of_the_place(value: date | str, zone: str, expected: str) -> None:
    """That which names no zone is meant by that clock already; where no place is known, UTC is said."""
    assert told("en", value, zone) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "16 December 2011, 12:00"),
        ("ru", "16 декабря 2011 г., 12:00"),
        ("kk", "2011 ж. 16 желтоқсан, 12:00"),
        ("de", "16. Dezember 2011, 12:00"),
    ],
)
def test_in_the_form_of_the_language(lang: str, expected: str) -> None:
    assert told(lang, "2011-12-16T12:00") == expected
    assert told(lang, "2011-12-16T12:00Z") == f"{expected} UTC"
    assert told(lang, "2011-12-16T12:00Z", "America/New_York") == expected.replace("12:00", "07:00")


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_day_and_clock_are_both_told_in_every_language(lang: str) -> None:
    """And numbers hold together with what follows them."""
    words = labels.load([house.ROOT / "layouts"], lang, house.ROOT)
    moment = words.moment("2011-12-16T12:05Z")
    assert words.date(date(2011, 12, 16)) in moment
    assert "12:05" in moment
    assert moment.endswith("\u00a0UTC")
    assert not re.search(r"\d [^\W\d]", moment)


def test_there_are_languages_of_both_directions() -> None:
    assert {"en", "ru", "kk", "ar"} <= LANGUAGES
