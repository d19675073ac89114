"""Lines from right to left: what is read against them, in which order words stand, what keeps an address whole."""

from __future__ import annotations

import pytest

from packbuilder.language import bidi


@pytest.mark.parametrize(
    ("word", "runs"),
    [
        ("المصهر!", [("المصهر!", False)]),
        ("KazakhMys", [("KazakhMys", True)]),
        ("«KazakhMys»", [("«", False), ("KazakhMys", True), ("»", False)]),
        ("6\u00a0يوليو", [("6", True), ("\u00a0يوليو", False)]),
        ("15,000", [("15,000", True)]),
        ("50%.", [("50%", True), (".", False)]),
        ("PO\u00a0Box", [("PO\u00a0Box", True)]),
        ("A4،", [("A4", True), ("،", False)]),
        ("و3M", [("و", False), ("3M", True)]),
        ("…", [("…", False)]),
    ],
)
def test_parts_of_a_word_in_the_order_of_reading(word: str, runs: list[tuple[str, bool]]) -> None:
    assert list(bidi.runs(word)) == runs
    assert "".join(part for part, _ in bidi.runs(word)) == word


@pytest.mark.parametrize(
    ("line", "placed"),
    [
        ("لا مدينة بلا مصهر", "لا مدينة بلا مصهر"),
        ("شركة KazakhMys Smelting في لندن", "شركة Smelting KazakhMys في لندن"),
        ("يوم 6 7 يوليو", "يوم 6 7 يوليو"),
        ("في London E11 8 ثم", "في 8 E11 London ثم"),
        ("KazakhMys", "KazakhMys"),
    ],
)
def test_words_stand_in_their_order_and_latin_ones_the_other_way(line: str, placed: str) -> None:
    """From where the line starts, at the right."""
    words = line.split(" ")
    assert bidi.in_line(words, [bidi.way(word) for word in words]) == placed.split(" ")


@pytest.mark.parametrize("text", ["حملة كازاخستان", "15,000", "—", "", "PO Box نص"])
def test_what_needs_no_keeping_stays_as_it_is(text: str) -> None:
    assert bidi.kept(text) == text


@pytest.mark.parametrize("text", ["33 Thurloe Square", "+44 20 7946 0000", "Campaign, http://campaign.example (2013)"])
def test_addresses_and_numbers_to_call_are_kept_whole(text: str) -> None:
    kept = bidi.kept(text)
    assert kept.replace(bidi.LRM, "") == text
    assert kept[0] == kept[-1] == bidi.LRM
    assert "://" + bidi.LRM in kept or "://" not in kept, "a line may end there"


def test_a_line_is_read_as_its_first_letter_is() -> None:
    assert [bidi.reading(text) for text in ("33 Thurloe", "شارع 5 London", "5", "")] == ["ltr", "rtl", "ltr", "ltr"]
