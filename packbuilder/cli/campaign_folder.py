"""Where the person is: the campaign folder that is meant, the cases of it, and what is to be done there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from packbuilder import load
from packbuilder.errors import ContentError, ErrorCollector, Problem, UsageError
from packbuilder.job import Job
from packbuilder.model.loaded import Campaign
from packbuilder.workspace import locations


def home_of(root: Path | None) -> Path:
    """The campaign folder: what was asked for, or the nearest one, or the checkout that the program runs from.

    It says so where it is the last of these. Raises UsageError where there is none.
    """
    found = root or _nearest()
    if root is None and found is not None and load.find_root(Path.cwd()) is None:
        click.echo(f"There is no campaign in this folder: that of {found} is taken. --root names another.", err=True)
    if found is None or not (found / "content" / "campaign.yaml").is_file():
        what = "There is no content/campaign.yaml here" + (", nor in any folder above." if root is None else ".")
        raise UsageError(Problem.at("--root", what, "Go into a campaign folder, or name one with --root."))
    return found.resolve()


def job_of(root: Path | None, today: datetime | None, out: Path | None = None) -> Job:
    """All of a campaign on a day, with the cases in `out` or in its own out/; UsageError where there is none."""
    home = home_of(root)
    return Job(home, out or home / "out", day(today))


def day(today: datetime | None) -> date:
    """The day to reckon with: the one that was said, or the person's own."""
    return (today or datetime.now().astimezone()).date()


def selected_cases(home: Path, cases: Sequence[str], *, everything: bool) -> tuple[str, ...]:
    """The cases asked for, each once; UsageError where none is named, or both some and all."""
    if bool(cases) != everything:
        return tuple(dict.fromkeys(cases))
    campaign = campaign_of(home)
    there = ", ".join(campaign.cases) if campaign else ""
    what = "Both --case and --all are given." if cases else "No case is named."
    raise UsageError(Problem.at("build", what, f"Say --case SLUG, or --all. There is: {there or 'no case yet'}."))


def selected_branches(home: Path, branches: Sequence[str]) -> tuple[str, ...]:
    """The branches asked for, each once; `all` stands for those of the campaign."""
    if "all" not in branches:
        return tuple(dict.fromkeys(branches))
    campaign = campaign_of(home)
    return tuple(campaign.branches if campaign else ())


def campaign_at(root: Path | None) -> Campaign:
    """The campaign of a folder, or of the nearest one; ContentError if it cannot be loaded."""
    problems = ErrorCollector()
    campaign = load.campaign(home_of(root), problems)
    if campaign is None:
        raise ContentError(*problems)
    return campaign


def campaign_of(root: Path | None) -> Campaign | None:
    """The campaign that is meant, as far as it can be loaded, whatever is wrong with it."""
    found = root or _nearest()
    return load.campaign(found, ErrorCollector()) if found else None


def _nearest() -> Path | None:
    return load.find_root(Path.cwd()) or locations.checkout()
