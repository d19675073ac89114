"""Who reports each case of the campaign, who demands what, what is asked of readers: against a table of the facts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from packbuilder import load
from packbuilder.errors import ErrorCollector
from packbuilder.model.loaded import Campaign, Case
from tests.program import ROOT


@dataclass(frozen=True)
class Told:
    """A case as its sources have it: who reports it, as printed; who demands, and how much; what is asked."""

    reporter: str
    demands: dict[str, tuple[str, int]]  # by whom: words of the heading that name them, and how many
    asked: set[str]  # kinds of action; all others are the campaign's own ideas
    others: tuple[str, ...] = ()  # further reporters, as printed
    of_campaign: bool = False  # whether "the campaign reports" is true of it


TABLE = {
    "zhezkazgan": Told(
        "Campaign Kazakhstan's site reports",
        {
            "workers": ("workers and residents", 3),  # control by the model letter's account alone
            "campaign": ("campaign", 1),
            "letter": ("model letter presses for", 2),
        },
        {"write", "message", "film"},
        ("foundry workers report", "it is rumoured", "the company announced", "a model letter says"),
        of_campaign=True,
    ),
    "zhanaozen-strike": Told(
        "SIPTU's newsletter reports",
        {
            "strikers": ("strikers, July", 4),
            "letter": ("model letter", 1),
            "crowd": ("crowd, 8 July", 1),
            "ersai": ("Ersai, June", 4),
            "pensioners": ("former oil and gas workers", 1),
            "cwi": ("CWI and Socialist Movement Kazakhstan, June", 5),
        },
        {"write", "message", "picket", "telephone"},
        ("CWI reporters in Kazakhstan report, 11 June", "CWI reporters in Moscow report, 8 July"),
    ),
    "zhanaozen-shootings": Told(
        "an urgent appeal from Moscow reports, 16 December 2011, 08:30 GMT",
        {"appeal": ("the appeal demands", 2)},
        {"write", "message", "picket"},
        ("initial reports say, 09:30 GMT",),
    ),
    "day-of-action-2011": Told(
        "Campaign Kazakhstan says, press release of 14 December 2011",
        {"workers": ("oil workers", 2), "campaign": ("Campaign Kazakhstan", 7)},
        {"picket"},
        of_campaign=True,
    ),
    "zhanartu-leaders": Told(
        "Esenbek Ukteshbayev and Ainur Kurmanov say",
        {"campaign": ("Campaign Kazakhstan demanded on 14 December 2011", 1)},
        {"write"},
        ("Campaign Kazakhstan said in December 2011",),
    ),
    "dissenters": Told(
        "Sarah Zhakupova of the Kazakhstan Socialist Movement reports",
        {"movement": ("Sarah Zhakupova", 3)},
        {"share", "donate"},
    ),
    "mukhamedzyanov": Told(
        "Zhanartu and the Socialist Movement Kazakhstan report",
        {"cwi": ("the Committee for a Workers' International calls for", 2)},
        {"read"},
        ("Miners' Families activists believe",),
    ),
    "kuramshin": Told(
        "Ainur Kurmanov of the Socialist Movement Kazakhstan reports",
        {},
        set(),
        ("Kuramshin said", "a model letter on Campaign Kazakhstan's site says"),
    ),
    "epshtein": Told("the appeal of 27 November 2011 reports", {"appeal": ("appeal", 2)}, {"telephone"}),
    "ukteshbayev": Told("CWI reporters in Moscow report", {}, {"write"}, ("sources, they say",)),
}

# What no text says where the campaign is not the one who reports or demands.
_NAMED = r"\bcampaign(?: kazakhstan)?"
CAMPAIGN = re.compile(
    rf"{_NAMED} (?:reports?|reported|says|demands|asks|calls (?:for|on))\b|{_NAMED}['’]s (?:account|report)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    found = load.campaign(ROOT, ErrorCollector())
    assert found is not None
    return found


@pytest.fixture
def case(campaign: Campaign, slug: str) -> Case:
    found = load.case(campaign, slug, ErrorCollector())
    assert found is not None
    return found


def test_the_table_has_every_case(campaign: Campaign) -> None:
    assert campaign.cases.keys() == TABLE.keys()


@pytest.mark.parametrize("slug", TABLE)
def test_each_side_demands_what_is_its_own(case: Case, slug: str) -> None:
    """In every language; the heading of the source language names who it is."""
    counted = Counter(demand.by for demand in case.facts.demands)
    assert counted == {by: count for by, (_, count) in TABLE[slug].demands.items()}
    for lang, texts in case.texts.items():
        assert ("demands" in texts) == bool(counted)
        for by, (named, _) in TABLE[slug].demands.items():
            heading = next(group.words for group in texts["demands"].groups if group.key == by)
            assert lang != "en" or named.lower() in heading.lower()


@pytest.mark.parametrize("slug", TABLE)
def test_the_reporters_are_those_of_the_facts(case: Case, slug: str) -> None:
    main = case.facts.reporters[0]
    worded = {entry.key: entry.words for entry in case.texts["en"]["reporters"].entries}
    assert TABLE[slug].reporter.lower() in worded[main].lower()
    for other in TABLE[slug].others:
        assert [key for key, words in worded.items() if key != main and other.lower() in words.lower()], other


@pytest.mark.parametrize("slug", TABLE)
def test_what_nobody_asks_for_is_the_campaigns_own_idea(case: Case, slug: str) -> None:
    assert {action.kind for action in case.facts.actions if not action.own} == TABLE[slug].asked


@pytest.mark.parametrize("slug", [slug for slug, told in TABLE.items() if not told.of_campaign])
def test_the_campaign_is_not_named_for_what_others_report(case: Case) -> None:
    """It may be where the table names it among the others: then with the day of what it said."""
    said = [
        f"{Path(text.file).name}: {match[0]}"
        for text in case.texts["en"].values()
        for match in CAMPAIGN.finditer(f"{text.heading} {text.words}")
        if text.name != "reporters" and "December" not in text.words[match.start() - 60 : match.end() + 60]
    ]
    assert not said


def test_such_a_claim_would_be_found() -> None:
    for claim in ("the campaign reports", "Campaign Kazakhstan demands", "by the campaign’s account"):
        assert CAMPAIGN.search(claim)
