"""For which cases a layout is made."""

from __future__ import annotations

from typing import get_args

import pytest

from packbuilder.model.applicability import made_for, pickets
from packbuilder.model.case import ActionKind, CaseFile, Kind, Status
from tests.model.samples import branch, ferry, layout, with_facts
from tests.typeset import house

PICKETS = [
    {"key": "gate", "case": "ferry", "starts": "open"},
    {"key": "square", "case": "barge", "starts": "open"},
    {"key": "quay", "case": "ferry", "starts": "2013-07-12T12:00"},
]


def test_a_layout_that_names_nothing_is_made_of_every_kind_of_case() -> None:
    for kind in get_args(Kind):
        assert made_for(layout(), with_facts(kind=kind)), kind


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_layout_is_made_of_the_kinds_that_it_names(kind: Kind) -> None:
    for named in get_args(Kind):
        assert made_for(layout(kinds=[named]), with_facts(kind=kind)) is (kind == named)


@pytest.mark.parametrize(
    ("states", "made"),
    [
        (None, {"open", "archived"}),
        (["open", "closed", "archived"], {"open", "closed", "archived"}),
        (["closed"], {"closed"}),
        (["open"], {"open"}),
    ],
)
def test_of_a_closed_case_only_that_is_made_which_says_so(states: list[Status] | None, made: set[Status]) -> None:
    """A layout that says nothing of states asks people to act."""
    one = layout() if states is None else layout(states=states)
    assert {state for state in get_args(Status) if made_for(one, with_facts(status=state))} == made


def test_a_layout_of_the_campaign_is_made_of_no_case() -> None:
    assert not made_for(layout(each="campaign"), ferry()[1])
    assert not made_for(layout(each="campaign"), ferry()[1], branch())


@pytest.mark.parametrize("part", ["updates", "openings", "demands", "addressees", "images", "chants"])
def test_a_part_of_the_facts_must_be_there(part: str) -> None:
    there = {"updates": [{"key": "first", "when": "2013-06-21T09:30Z"}], "openings": ["neighbour"]}
    full = with_facts(**{part: there[part]}) if part in there else ferry()[1]
    assert made_for(layout(given=[part]), full)
    assert not made_for(layout(given=[part]), with_facts(**{part: []}))


def test_a_text_must_be_there_in_a_language() -> None:
    assert made_for(layout(given=["story"]), ferry()[1])
    assert not made_for(layout(given=["petition"]), ferry()[1])


def test_everything_that_is_asked_for_must_be_there() -> None:
    assert made_for(layout(given=["story", "demands"]), ferry()[1])
    assert not made_for(layout(given=["story", "petition"]), ferry()[1])


@pytest.mark.parametrize("kind", get_args(ActionKind))
def test_an_action_of_the_kind_must_be_there(kind: ActionKind) -> None:
    other = next(one for one in get_args(ActionKind) if one != kind)
    wanted = layout(given=[f"action-{kind}"])
    assert made_for(wanted, with_facts(actions=[{"key": "do", "kind": kind}]))
    assert not made_for(wanted, with_facts(actions=[{"key": "do", "kind": other}]))


def test_pickets_are_those_of_the_branch_or_else_an_action_of_the_case() -> None:
    """A branch that holds none gets no guide, even where others do."""
    wanted = layout(given=["pickets"])
    asks, asks_not = with_facts(actions=[{"key": "do", "kind": "picket"}]), ferry()[1]
    assert made_for(wanted, asks)
    assert not made_for(wanted, asks_not)
    assert not made_for(wanted, asks, branch())
    assert made_for(wanted, asks_not, branch(pickets=PICKETS))
    assert not made_for(wanted, asks, branch(pickets=PICKETS[1:2]))


def test_the_pickets_of_a_case_are_told_by_their_places() -> None:
    assert pickets(ferry()[1], branch(pickets=PICKETS)) == (0, 2)
    assert pickets(ferry()[1], branch()) == ()


def test_letters_are_those_of_originals_each_once() -> None:
    """A copy is the letter of him whose copy it is, whatever else it says."""
    facts = ferry()[1].facts.model_dump() | {
        "addressees": [
            {"address": "ministry"},
            {"address": "crew-union", "copy_of": "ferry-line", "letter": "letter-other"},
            {"address": "ferry-line", "letter": "letter-company"},
        ]
    }
    case = CaseFile.model_validate(facts)
    assert case.letters == ("letter", "letter-company")
    assert case.letter_to("crew-union") == "letter-company"
    assert case.letter_to("ministry") == "letter"
    with pytest.raises(KeyError):
        case.letter_to("nobody")


def test_placards_and_press_releases_of_the_house_outlive_their_case() -> None:
    """They ask nobody to write; letters, petitions and appeals do."""
    over = with_facts(status="closed")
    kept = {name for name, one in house.layouts().items() if "closed" in one.facts.states}
    assert kept == {"placard", "press", "thanks"}
    assert made_for(house.layouts()["placard"], over)
