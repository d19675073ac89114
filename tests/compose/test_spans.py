"""From when to when pickets are held, as each language tells it: the day of the week, and the day once."""

from __future__ import annotations

import re
from datetime import date

import pytest

from packbuilder.compose import date_intervals, labels
from tests.typeset import house

LONDON = "Europe/London"
LANGUAGES = sorted(path.stem for path in (house.ROOT / "layouts/locale").glob("*.po"))


def told(lang: str, starts: date | str, ends: date | str | None, zone: str = LONDON) -> str:
    words = labels.load([house.ROOT / "layouts"], lang, house.ROOT)
    return re.sub(r"\s", " ", date_intervals.span(starts, ends, zone, words))


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "Sunday, 28 March 2027, 12:00–14:30"),
        ("de", "Sonntag, 28. März 2027, 12:00–14:30 Uhr"),
        ("ru", "воскресенье, 28 марта 2027 г., 12:00–14:30"),
        ("kk", "2027 ж. 28 наурыз, жексенбі, 12:00–14:30"),
        ("ar", "الأحد، 28 مارس 2027، 12:00–2:30 م"),
    ],
)
def test_a_day_is_told_once(lang: str, expected: str) -> None:
    assert told(lang, "2027-03-28T12:00", "2027-03-28T14:30") == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_over_midnight_and_over_several_days_both_days_are_told(lang: str) -> None:
    words = labels.load([house.ROOT / "layouts"], lang, house.ROOT)
    first, second = (re.sub(r"\s", " ", words.date(date(2027, 3, day), "full")) for day in (27, 28))
    for starts, ends in (("2027-03-27T22:00", "2027-03-28T02:00"), (date(2027, 3, 27), date(2027, 3, 28))):
        said = told(lang, starts, ends)
        assert said.startswith(first)
        assert said.partition(" – ")[2].startswith(second)


def test_what_is_not_known_is_not_told() -> None:
    assert told("en", "open", "open") == ""
    assert (
        told("en", "2027-03-28T12:00", "open") == told("en", "2027-03-28T12:00", None) == "Sunday, 28 March 2027, 12:00"
    )
    assert told("en", date(2027, 3, 28), None) == "Sunday, 28 March 2027"


def test_by_the_clock_of_the_branch() -> None:
    """Also where an hour names another zone, and the day is another one there."""
    assert told("en", "2027-07-01T20:00Z", "2027-07-01T22:00Z", "Asia/Almaty") == "Friday, 2 July 2027, 01:00–03:00"
    assert (
        told("en", "2027-03-28T22:30Z", "2027-03-28T23:30Z")
        == "Sunday, 28 March 2027, 23:30 – Monday, 29 March 2027, 00:30"
    )
