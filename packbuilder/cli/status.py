"""packbuilder status: what has run out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from packbuilder.cli import options
from packbuilder.cli.campaign_folder import job_of
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.errors import ContentError
from packbuilder.preflight.checks import preflight
from packbuilder.usecases.gaps import to_take_down


@click.command(epilog=EXIT_CODES)
@options.ROOT
@options.TODAY
def status(*, root: Path | None, today: datetime | None) -> None:
    """Say what has run out on a day: appeals to take down, addresses to check again."""
    job = job_of(root, today)
    found = preflight(job)
    if found.workspace.campaign is None:
        raise ContentError(*found.problems)
    late = sorted(to_take_down(found))
    for problem in late:
        click.echo(str(problem))
    when = job.today.isoformat()
    click.echo(f"{len(late)} to take down or check again on {when}." if late else f"Nothing has run out on {when}.")
