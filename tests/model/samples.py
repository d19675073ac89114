"""The case `ferry` of the tests as models: loaded, changed, and given branches and blocks that it does not have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from packbuilder import load
from packbuilder.errors import ErrorCollector
from packbuilder.model.branch import BranchFile
from packbuilder.model.campaign import Address
from packbuilder.model.case import CaseFile
from packbuilder.model.layout import LayoutFile
from packbuilder.model.loaded import Branch, Campaign, Case, Layout, Source

BASE = Path(__file__).parents[1] / "faults" / "base"


def loaded(root: Path) -> tuple[Campaign, Case]:
    """The campaign of a folder and its case `ferry`, whatever is wrong with them."""
    campaign = load.campaign(root, ErrorCollector())
    assert campaign is not None
    case = load.case(campaign, "ferry", ErrorCollector())
    assert case is not None
    return campaign, case


@cache
def ferry() -> tuple[Campaign, Case]:
    """The campaign of the tests and its case, as they are."""
    return loaded(BASE)


def with_facts(**changed: object) -> Case:
    """The case with some of its facts changed."""
    case = ferry()[1]
    return replace(case, facts=CaseFile.model_validate(case.facts.model_dump() | changed))


def with_addresses(**more: Mapping[str, object]) -> Campaign:
    """The campaign with further addresses; underscores of their names stand for hyphens."""
    usual = {"name": {"en": "An office", "ru": "Учреждение"}, "country": "GB", "role": "official", "postal": ["1 Row"]}
    made = {key.replace("_", "-"): Address.model_validate({**usual, **one}) for key, one in more.items()}
    campaign = ferry()[0]
    return replace(campaign, addresses={**campaign.addresses, **made})


def branch(**changed: object) -> Branch:
    """A branch in London that speaks both languages."""
    facts = {
        "id": "quay",
        "name": {"en": "Harbour Campaign on the quay", "ru": "Кампания на причале"},
        "country": "GB",
        "languages": ["en", "ru"],
        "time_zone": "Europe/London",
    }
    return Branch(BranchFile.model_validate(facts | changed), Source("content/branches/quay.yaml", {}, "digest"))


def layout(name: str = "sheet", **changed: object) -> Layout:
    """A layout of one page."""
    facts = {
        "title": name,
        "sheet": {"width": 100, "height": 100},
        "pages": {"min": 1, "max": 1},
        "place": 1,
        "type": {"smallest": 9, "largest": 9},
        "advice": "Print it.",
    }
    whole = LayoutFile.model_validate(facts | changed)
    return Layout(name, Path(name), whole, Source(f"layouts/{name}/layout.yaml", {}, ""), "")
