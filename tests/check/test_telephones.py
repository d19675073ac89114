"""Telephone numbers are found as people write them; figures, days, sums and the numbers of things are none."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given, settings
from hypothesis import strategies as st

from packbuilder import load
from packbuilder.check import contacts, telephones
from packbuilder.errors import ErrorCollector
from tests.typeset import house

ANYWHERE = frozenset({"KZ", "RU", "GB", "US", "DE", "FR", "AT", "EG", "NO", "IE"})
LOCALES = ("en_GB", "ru", "kk", "de", "ar")
# Domestic forms by country; those numbers of each that films may use, where there are any.
DIALLED = {
    "KZ": [
        "8 701 123 45 67", "8 (701) 123-45-67", "8-701-123-45-67", "87011234567", "7011234567", "8(701)1234567",
        "8 (7292) 50-12-34", "8-7292-50-12-34", "8 727 2501234", "250-12-34", "701 123 45 67", "+7 (727) 250-12-34",
    ],
    "RU": ["8 (495) 123-45-67", "8 495 1234567", "(495) 123-45-67", "8-800-100-20-30", "123-45-67"],
    "US": ["(212) 555-0142", "1-800-555-0142", "212-555-0142", "212.555.0142", "2125550142", "555-0142"],
    "DE": ["0171/1234567", "030 1234567", "030/123 45 67", "(030) 1234567", "0171-123 45 67", "030 – 12 34 56 78"],
    "FR": ["01 23 45 67 89", "01.23.45.67.89", "0123456789", "06-12-34-56-78", "0 800 123 456", "0033 1 23 45 67 89"],
    "GB": ["020 7946 0000", "(020) 7946 0000", "02079460000", "07700 900123", "7946 0000", "01632 960 001"],
    "EG": ["٠٢ ٢٧٩٤ ٦٠٠٠", "010 1234 5678"],
    "PL": ["512 345 678", "(22) 123 45 67", "22 123 45 67"],
    "NO": ["22 12 34 56", "412 34 567"],
}  # fmt: skip
NONE = (
    """
16.12.2011, 12:00–14:30 · 2011-12-16T12:00 · 02.09.2012 09.30 · 01.05.–08.05.2013 · 16 декабря 2011 – 24 мая 2012
2010–2013, 1994-2013 · 1973 2001 2011 · 2011 3000 Menschen · (2012) 30 000 workers · 12-14 May 2011-2013
12 000–15 000 people · 500-1000 workers · 42000000 tonnes · 42 000 000 · 8 700 000 000 · 100 000 000 Euro
$1 234 567 · € 512 345 678 · 512 345 679 PLN · KZT 87 011 234 567 · 1.200.000 Tenge · 0.1234567890 · 1.5–2.5 100 000
Article 164, 170 (part 3), 174 · articles 164 174 205 233 · статьи 164, 174-1, 205 (2012) · Art. 164 (2) 174 (3) 205
164-бап, 174-баптың 2-тармағы · المادة ١٦٤ (٢٠١١ - ٢٠١٣) · § 1234567 · № 1234567-12 · Case № 2-1234567
ISBN 978-5-1234-5678-9 · 050000 Алматы, 2013 · 20036-1234 Washington · 01310-100 São Paulo · 10.30–12.30 14.00-16.00
61443/13 · https://example.org/doc/5421234 · DE89 3704 0044 0532 0130 00 · 5-4-3-2-1-0
""".replace("\n", " · ")
    .strip(" ·")
    .split(" · ")
)


@pytest.mark.parametrize(("country", "number"), [(c, n) for c, numbers in DIALLED.items() for n in numbers])
def test_a_number_is_found_as_its_country_writes_it(country: str, number: str) -> None:
    """Where the campaign touches that country alone, and where it touches many."""
    for regions in (frozenset({country}), ANYWHERE | {country}):
        assert telephones.found_in(f"Ring us: {number}, any day.", regions) == (number,)


@pytest.mark.parametrize(
    "number",
    ["8 701 123 45 67", "8 (701) 123-45-67", "(212) 555-0142", "1-800-555-0142", "0171/1234567", "01 23 45 67 89"],
)
def test_some_are_known_by_their_shape_whatever_the_country(number: str) -> None:
    assert telephones.found_in(f"Call {number}.", frozenset()) == (number,)


@pytest.mark.parametrize("words", NONE)
def test_what_is_no_telephone(words: str) -> None:
    assert telephones.found_in(words, ANYWHERE) == ()


@pytest.mark.parametrize(
    "words", ["8&nbsp;701&nbsp;123&nbsp;45&nbsp;67", r"8 \(701\) **123**-45-67", "8‑701‑123‑45‑67"]
)
def test_marks_and_spaces_hide_none(words: str) -> None:
    assert len(telephones.found_in(words, ANYWHERE)) == 1


@given(st.data(), st.sampled_from(LOCALES))
@settings(max_examples=80)
def test_no_day_figure_or_sum_is_taken_for_one(data: st.DataObject, locale: str) -> None:
    """As each language writes them, one after another in a sentence."""
    day = data.draw(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
    number = data.draw(st.integers(0, 10**10))
    part = data.draw(st.decimals(0, 10**6, places=2))
    currency = data.draw(st.sampled_from(["KZT", "RUB", "USD", "EUR", "GBP"]))
    told = [
        format_date(day, "long", locale), format_date(day, "short", locale), day.isoformat(), f"{day:%d.%m.%Y}",
        format_decimal(number, locale=locale), format_decimal(part, locale=locale),
        format_currency(number, currency, locale=locale), format_percent(float(part) / 100, locale=locale),
        f"{format_decimal(number // 2, locale=locale)}–{format_decimal(number, locale=locale)}",
        f"{day.year}–{day.year + 3}", f"{number % 900 + 100}-{number % 7}", f"{number % 900:03}, {number % 800}",
        format_skeleton("Hm", time(number % 24, number % 60), locale=locale),
    ]  # fmt: skip
    words = data.draw(st.permutations(told))
    assert telephones.found_in("; ".join(words), ANYWHERE) == ()


def test_the_campaigns_own_texts_hold_none() -> None:
    problems = ErrorCollector()
    campaign = load.campaign(house.ROOT, problems)
    assert campaign is not None
    cases = [case for slug in campaign.cases if (case := load.case(campaign, slug, problems))]
    assert len(cases) >= 10
    assert {"KZ", "RU", "GB", "DE", "US"} <= contacts.regions(campaign, cases)
    assert list(contacts.personal(campaign, cases)) == []


@pytest.mark.parametrize(
    ("number", "known", "expected"),
    [
        ("020 7946 0000", "+44 20 7946 0000", True),
        ("8 (727) 250-12-34", "+7 727 2501234", True),
        ("250-12-34", "+7 727 2501234", True),
        ("+44 20 7946 0000", "+44 20 7946 0000", True),
        ("020 7946 0001", "+44 20 7946 0000", False),
        ("50-12-34", "+7 727 2501234", False),
    ],
)
def test_a_known_number_is_known_in_each_of_its_forms(number: str, known: str, *, expected: bool) -> None:
    assert telephones.same(number, known) is expected


def test_a_country_is_known_by_its_name() -> None:
    named = {
        telephones.country(n, lang) for lang, n in (("en", "Kazakhstan"), ("ru", "Казахстан"), ("de", "Kasachstan"))
    }
    assert named == {"KZ"}
    assert telephones.country("Ruritania", "en") == ""


def test_the_line_is_told_also_where_a_number_goes_over_two(base: Path) -> None:
    story = base / "content/cases/ferry/en/story.md"
    story.write_text("# A town\n\nThe ferry.\n\nIt has run.\nRing 8 701\n123 45 67 now.\n", "utf-8")
    problems = ErrorCollector()
    campaign = load.campaign(base, problems)
    assert campaign is not None
    case = load.case(campaign, "ferry", problems)
    assert case is not None
    (problem,) = contacts.personal(campaign, [case])
    assert (problem.file, problem.line) == ("content/cases/ferry/en/story.md", 6)
    assert "`8 701 123 45 67`" in str(problem)
