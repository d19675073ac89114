"""Drafts in a language that lacks lines: those of another in square brackets, and every field as it was else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from packbuilder.model import fill
from packbuilder.model.fill import filled
from tests.model.samples import branch, ferry


def test_a_language_that_has_its_lines_is_left_as_it_is() -> None:
    campaign, case = ferry()
    for lang in campaign.settings.languages:
        shown, of = filled(campaign, case, lang)
        assert (shown.settings, shown.addresses, of.facts) == (campaign.settings, campaign.addresses, case.facts)


def test_what_a_language_lacks_stands_in_brackets_in_that_of_the_source() -> None:
    """Names, places, imprints, people, salutations; but an address on the web must still lead somewhere."""
    shown, of = filled(*ferry(), "kk")
    assert shown.settings.name["kk"] == "[Harbour Campaign]"
    assert shown.settings.imprint["kk"] == "[Harbour Campaign, 1 Quay Street, Northport]"
    assert of.facts.place.name["kk"] == "[Northport]"
    assert of.facts.people[0].name["kk"] == "[Ana Petrova]"
    assert of.facts.appeal.url["kk"] == "https://harbour.example/ferry"
    ministry = shown.addresses["ministry"]
    assert (ministry.name["kk"], (ministry.salutation or {})["kk"]) == ("[Ministry of Transport]", "[Dear Minister,]")
    assert shown.addresses["crew-union"].salutation is None
    assert (ministry.postal, ministry.languages) == (ferry()[0].addresses["ministry"].postal, ["en"])


def test_without_the_source_language_any_other_will_do() -> None:
    campaign, case = ferry()
    settings = campaign.settings.model_copy(update={"name": {"ru": "Кампания порта"}})
    assert filled(replace(campaign, settings=settings), case, "en")[0].settings.name["en"] == "[Кампания порта]"


def test_the_campaign_itself_does_not_change() -> None:
    before = ferry()[0].settings.model_dump(), ferry()[1].facts.model_dump()
    filled(*ferry(), "kk")
    assert (ferry()[0].settings.model_dump(), ferry()[1].facts.model_dump()) == before


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_a_branch_has_lines_for_its_pickets(lang: str) -> None:
    pickets = [{"key": "gate", "case": "ferry", "starts": "open", "place": {"en": "The gate"}, "note": {"en": "Come"}}]
    made = fill.local(branch(name={"en": "The quay"}, pickets=pickets), ferry()[0], lang).facts
    (picket,) = made.pickets
    assert made.name[lang] == "[The quay]"
    assert (picket.place or {})[lang] == "[The gate]"
    assert (picket.note or {})[lang] == "[Come]"
    assert (made.imprint, picket.ends) == (None, None)
