"""Words of a page lead back to the file, line and key that they stand in."""

from __future__ import annotations

from functools import cache

import pytest

from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.origins import blamed
from tests.compose.test_composer import composer, page


@cache
def leaflet(lang: str) -> ComposedDocument:
    return page("headline", composer(lang))


CASE = "content/cases/ferry"


@pytest.mark.parametrize(
    ("lang", "shown", "places"),
    [
        ("en", "Harbour Campaign, 1 Quay Street, North\u00adport", ["content/campaign.yaml:4 imprint.en"]),
        ("ru", "КАМПАНИЯ ПОРТА", ["content/campaign.yaml:2 name.ru"]),
        ("en", "Northport N1 2AB", ["content/addresses.yaml:8 addresses.ministry.postal.2"]),
        ("en", "Paromy", []),
        ("en", "office@ministry.example", ["content/addresses.yaml:9 addresses.ministry.email"]),
        ("en", "HANDS OFF THE CREW", [f"{CASE}/en/slogans.md:4 hands-off"]),
        ("en", "Appeal sheet", ["layouts/locale/en.po:"]),
        ("en", "№ 5", []),
        ("en", "Quayuayuayuayuay", []),
    ],
)
def test_words_lead_back(lang: str, shown: str, places: list[str]) -> None:
    """Of imprint, address, mailbox, entry and label, in capitals or hyphenated; nobody is blamed without reason."""
    found = [f"{one.place} {one.key}" for one in blamed([shown], lang, leaflet(lang).origins)]
    assert len(found) == len(places)
    assert all(one.startswith(place) for one, place in zip(found, places, strict=True))


def test_of_several_in_a_place_the_longest_is_named_first() -> None:
    shown = "Hands off the crew. Harbour Campaign, 1 Quay Street, Northport. Ministry of Transport."
    assert [one.key for one in blamed([shown], "en", leaflet("en").origins)] == [
        "imprint.en",
        "addresses.ministry.name.en",
        "hands-off",
    ]


def test_part_of_a_paragraph_is_enough() -> None:
    text = composer().edition.case.texts["en"]["story"]
    words = text.body.split()[2:7]
    [found] = blamed([" ".join(words)], "en", leaflet("en").origins)
    assert (found.file, found.key) == (text.file, "story")
    assert found.line >= text.body_line
