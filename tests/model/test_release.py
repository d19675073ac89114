"""A case as an audience may have it, and what of it must then stand in no file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from packbuilder.model.base import Audience
from packbuilder.model.freshness import Freshness, translations
from packbuilder.model.redaction import redacted, secrets
from packbuilder.model.secrets import Secret, cleared
from tests import program
from tests.model.samples import ferry, loaded
from tests.program import change

CASE = "content/cases/ferry"
STORY = "# A town and its boats\n\nThe ferry has run for ninety years.\n\n"
MAY_READ = {"public": {"public", "members", "press"}, "members": {"members"}, "press": {"press"}, "none": set[str]()}


@pytest.fixture
def guarded(base: Path) -> Path:
    """The campaign of the tests with something of each sort that not everybody may have."""
    story = f"{STORY}:::withheld members\nThe crew meets at night in the hall.\n:::\n\n:::withheld\nAsk for Tom.\n:::\n"
    (base / CASE / "en/story.md").write_text(story, "utf-8")
    figures = base / CASE / "en/figures.md"
    figures.write_text(figures.read_text("utf-8").replace("- pay", ":::withheld press\n- pay") + ":::\n", "utf-8")
    change(
        base / CASE / "case.yaml", "role: captain and speaker of the crew, consent: public", "role: a, consent: press"
    )
    change(base / CASE / "case.yaml", "credit: Harbour Campaign, consent: public", "credit: Ann, consent: members")
    change(base / CASE / "case.yaml", "to: [ministry, ferry-line]", "to: [crew-union, ministry]")
    change(base / CASE / "case.yaml", "  - {address: ministry}", "  - {address: ministry, copy_of: ferry-line}")
    addresses = base / "content/addresses.yaml"
    change(addresses, "    site: https://crew.example", "    phone: +44 20 7946 0018\n    consent: members")
    change(addresses, "    postal: [The Managing", "    consent: press\n    postal: [The Managing")
    return base


@pytest.mark.parametrize("consent", MAY_READ)
def test_who_may_read_what_was_cleared(consent: str) -> None:
    """What is cleared for the public is cleared for all; for members, not for the press; for none, for nobody."""
    assert {who for who in get_args(Audience) if cleared(consent, who)} == MAY_READ[consent]  # type: ignore[arg-type]


def test_a_campaign_that_withholds_nothing_is_released_as_it_is() -> None:
    campaign, case = ferry()
    for audience in get_args(Audience):
        shown, of = redacted(campaign, case, audience)
        assert (shown.addresses, of.facts, of.texts) == (campaign.addresses, case.facts, case.texts)
        assert of.pictures == case.pictures
        found = [one for one in secrets(campaign, case, audience) if one.found_in("Rosa Marin")]
        assert {one.place for one in found} == {f"{CASE}/case.yaml:13"}
        assert not any(one.found_in("Роза Марин") for one in found)


def test_contacts_are_left_out_wherever_they_are_named(guarded: Path) -> None:
    """In the addresses, as addressees, as those who get copies, in actions; and copies of a letter that is gone."""
    campaign, case = loaded(guarded)
    public, shown = redacted(campaign, case, "public")
    assert set(public.addresses) == {"ministry"}
    assert shown.facts.addressees == []  # its letter was a copy of that to the company
    assert shown.facts.copies == []
    assert shown.facts.actions[0].to == ["ministry"]
    press, of_press = redacted(campaign, case, "press")
    assert set(press.addresses) == {"ministry", "ferry-line"}
    assert [one.address for one in of_press.facts.addressees] == ["ministry", "ferry-line"]
    assert redacted(campaign, case, "members")[1].facts.copies == ["crew-union"]


def test_pictures_and_their_words_are_left_out(guarded: Path) -> None:
    campaign, case = loaded(guarded)
    assert redacted(campaign, case, "public")[1].pictures == {}
    assert redacted(campaign, case, "public")[1].facts.images == []
    assert redacted(campaign, case, "members")[1].pictures.keys() == {"quay"}
    for who, there in (("public", False), ("press", False), ("members", True)):
        for lang in ("en", "ru"):
            captions = redacted(campaign, case, who)[1].texts[lang]["images"]  # type: ignore[arg-type]
            assert bool(captions.entries) is there
            assert any(word in captions.words + captions.body for word in ("quay", "причал")) is there


def test_what_is_left_of_a_text_is_known_by_the_whole_of_it(guarded: Path) -> None:
    """A translation is not behind because some may not read all of its source."""
    program.translated(guarded)
    campaign, case = loaded(guarded)
    for who in get_args(Audience):
        shown = redacted(campaign, case, who)[1]
        made = list(translations(campaign, shown, "ru"))
        assert len(made) > 10
        assert {one.freshness for one in made} == {Freshness.CURRENT}


def test_sentences_are_left_out_in_text_heading_and_entries(guarded: Path) -> None:
    campaign, case = loaded(guarded)
    bodies = {who: redacted(campaign, case, who)[1].texts["en"]["story"].body for who in get_args(Audience)}
    assert ["night" in bodies[who] for who in ("public", "press", "members")] == [False, False, True]
    assert not any("Tom" in body for body in bodies.values())
    assert not any(":::" in body for body in bodies.values())


def test_a_fact_whose_words_are_withheld_in_one_language_is_printed_in_none(guarded: Path) -> None:
    """The translation says it still; nobody would find it missing there."""
    campaign, case = loaded(guarded)
    assert [one.key for one in redacted(campaign, case, "public")[1].facts.figures] == ["crew"]
    assert [one.key for one in redacted(campaign, case, "press")[1].facts.figures] == ["crew", "pay-cut"]


def test_a_text_of_which_nothing_is_left_is_not_there(base: Path) -> None:
    """Not even that which all cases share in its place."""
    (base / CASE / "en/guide.md").write_text(":::withheld press\n# Make it your own\n\nFor the press.\n:::\n", "utf-8")
    shared = base / "content/texts/en/guide.md"
    shared.parent.mkdir(parents=True)
    shared.write_text("# Of all cases\n\nWrite.\n", "utf-8")
    campaign, case = loaded(base)
    assert "guide" not in redacted(campaign, case, "public")[1].texts["en"]
    assert redacted(campaign, case, "press")[1].texts["en"]["guide"].heading == "Make it your own"


SAID = {
    "The crew meets at night in the hall.": ("members",), "Ask for Tom.": (), "Ana Petrova": ("press",),
    "Анны Петровой": ("press",), "Rosa Marin": (), "The empty quay at Northport": ("members",),
    "less pay for those who stay": ("press",), "4 Union Row": ("members",),
    "+44 20 7946-0018": ("members",), "Northport N1 3CD": ("press",), "3 Dock Road": ("press",),
}  # fmt: skip


@pytest.mark.parametrize(("words", "told"), SAID.items())
@pytest.mark.parametrize("audience", get_args(Audience))
def test_each_of_them_is_a_secret_to_the_others(
    guarded: Path, audience: Audience, words: str, told: tuple[str, ...]
) -> None:
    """Names in their cases, captions, entries, lines of an envelope, numbers however they are written."""
    known = secrets(*loaded(guarded), audience)
    assert known
    assert any(one.found_in(f"It said: {words} And more.") for one in known) is (audience not in told)


def test_a_line_that_an_open_address_has_too_is_no_secret(guarded: Path) -> None:
    """Two offices in one house: the house is known."""
    change(guarded / "content/addresses.yaml", "[4 Union Row, Northport N1 4EF]", "[4 Union Row, 2 Tower Square]")
    known = secrets(*loaded(guarded), "public")
    assert any(one.found_in("4 Union Row") for one in known)
    assert not any(one.found_in("2 Tower Square") for one in known)


def test_a_secret_says_where_it_stands_and_never_what_it_is(guarded: Path) -> None:
    """Messages are read by more people than the files of the campaign."""
    known = secrets(*loaded(guarded), "public")
    assert all(re.fullmatch(r"content/[a-z/.-]+:\d+", one.place) for one in known)
    assert {one.place.partition(":")[0] for one in known} == {
        "content/addresses.yaml",
        f"{CASE}/case.yaml",
        f"{CASE}/en/story.md",
        f"{CASE}/en/figures.md",
    }
    assert len(known) == len(set(known)) > 10
    assert isinstance(known[0], Secret)
