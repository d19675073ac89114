"""packbuilder check: everything but the printing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from packbuilder.cli import options
from packbuilder.cli.campaign_folder import job_of, selected_branches
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.messages import print_buildable
from packbuilder.model.audience import Audience
from packbuilder.preflight.checks import preflight, refuse, unready
from packbuilder.preflight.omissions import foretold

if TYPE_CHECKING:
    from packbuilder.cli.reports import Format


class _Options(TypedDict):
    root: Path | None
    cases: Sequence[str]
    branches: Sequence[str]
    audience: Audience
    form: Format | None
    today: datetime | None
    strict: bool


@click.command(epilog=EXIT_CODES)
@options.ROOT
@options.CASES
@options.BRANCHES
@options.AUDIENCE
@options.FORMAT
@options.TODAY
@options.STRICT
def check(**given: Unpack[_Options]) -> None:
    """Check everything but the printing, and say every problem at once."""
    whole = job_of(given["root"], given["today"])
    branches = selected_branches(whole.root, given["branches"])
    job = replace(whole, cases=tuple(given["cases"]), branches=branches, audience=given["audience"])
    found = foretold(job, preflight(job))
    if given["form"] and found.workspace.campaign is not None and found.workspace.fonts is not None:
        from packbuilder.cli.reports import gaps_report  # brings the tables of all commands

        click.echo(gaps_report(found, given["form"], job.today))
    refuse(found.problems, strict=given["strict"], draft=False)
    print_buildable(found.problems, {} if given["branches"] else unready(found))
