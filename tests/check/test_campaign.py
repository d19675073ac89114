"""The whole campaign: rules that need more than one fault to show what they do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from packbuilder import check, load
from packbuilder.check import unknowns
from packbuilder.errors import ErrorCollector, Problem, Severity
from tests import program

CASE = Path("content/cases/ferry/case.yaml")
Told = Callable[[Path], tuple[list[Problem], list[Problem]]]


def edit(file: Path, old: str, new: str) -> None:
    words = file.read_text("utf-8")
    assert old in words
    file.write_text(words.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("today", "status", "refused"),
    [
        (date(2013, 7, 31), "open", False),
        (date(2013, 8, 1), "open", True),
        (date(2013, 8, 1), "closed", False),
        (date(2013, 8, 1), "archived", False),
    ],
)
def test_a_case_expires_after_its_last_day(*, today: date, status: str, refused: bool, base: Path) -> None:
    edit(base / CASE, "status: open", f"status: {status}")
    problems = ErrorCollector()
    campaign = load.campaign(base, problems)
    assert campaign is not None
    case = load.case(campaign, "ferry", problems)
    assert case is not None
    layouts = load.layouts([Path(__file__).parents[1] / "faults" / "layouts"], problems)
    expired = list(unknowns.expired(case, layouts.values(), today))
    assert [(problem.severity, problem.key) for problem in expired] == [(Severity.GAP, "act_until")] * refused
    unurged = [replace(one, facts=one.facts.model_copy(update={"urges": False})) for one in layouts.values()]
    assert unurged
    assert not list(unknowns.expired(case, unurged, today))


def test_a_language_without_a_folder_waits_for_nothing(base: Path, told: Told) -> None:
    edit(base / "content/campaign.yaml", "[en, ru]", "[en, ru, kk]")
    loaded, checked = told(base)
    assert not loaded
    assert [str(problem) for problem in checked] == [
        f"content/campaign.yaml:{line}: {key}: The language `kk` is missing. Add a line `kk:`."
        for key, line in (("name", 2), ("imprint", 4))
    ]


def test_texts_whose_facts_are_left_out_are_not_waited_for(base: Path, told: Told) -> None:
    edit(base / CASE, "chants: [no-cuts]\n", "")
    for lang in ("en", "ru"):
        (base / f"content/cases/ferry/{lang}/chants.md").unlink()
    assert told(base) == ([], [])


def test_a_name_is_withheld_in_every_case_of_the_campaign(base: Path, told: Told) -> None:
    other = base / "content/cases/harbour"
    (base / "content/cases/ferry").rename(other)
    edit(other / "case.yaml", "slug: ferry", "slug: harbour")
    edit(other / "en/story.md", "In June", "In June Ann Lee said that")
    shutil.copytree(other, base / "content/cases/ferry")
    edit(base / CASE, "slug: harbour", "slug: ferry")
    edit(base / CASE, "en: Rosa Marin", "en: Ann Lee")
    for slug in ("ferry", "harbour"):
        program.translated(base, case=slug)
    _, checked = told(base)
    assert [(p.file, p.line) for p in checked] == [
        (f"content/cases/{slug}/en/story.md", 3) for slug in ("ferry", "harbour")
    ]


def test_problems_of_what_cases_share_are_told_once(base: Path, told: Told) -> None:
    edit(base / "content/addresses.yaml", "postal: [4 Union Row, Northport N1 4EF]", "postal: open")
    edit(base / CASE, "to: [ministry, ferry-line]", "to: [ministry, ferry-line, crew-union]")
    _, checked = told(base)
    assert [problem.key for problem in checked] == ["addresses.crew-union.postal"]


def test_the_real_campaign_is_refused_nothing(repository: Path) -> None:
    problems = ErrorCollector()
    campaign = load.campaign(repository, problems)
    assert campaign is not None
    cases = [case for slug in campaign.cases if (case := load.case(campaign, slug, problems)) is not None]
    layouts = load.layouts([repository / "layouts"], problems)
    assert cases
    assert layouts
    told = [*problems, *check.campaign(campaign, cases, layouts, date(2013, 7, 5))]
    assert [str(problem) for problem in told if problem.severity is not Severity.WARNING] == []
