"""packbuilder list: the cases of a campaign, and what each edition of them lacks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from packbuilder.cli import options
from packbuilder.cli.campaign_folder import job_of
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.reports import Format, gaps_report
from packbuilder.cli.tables import cases_table
from packbuilder.errors import ContentError
from packbuilder.preflight.checks import preflight


@click.command(epilog=EXIT_CODES)
@options.ROOT
@click.option("--gaps", is_flag=True, help="A row for each case, language and branch: what is missing, late, refused.")
@options.FORMAT
@options.TODAY
def list_command(*, root: Path | None, gaps: bool, form: Format | None, today: datetime | None) -> None:
    """List the cases: kind, dates, languages, gaps."""
    job = job_of(root, today)
    found = preflight(job)
    if found.workspace.campaign is None or (gaps and found.workspace.fonts is None):
        raise ContentError(*found.problems)
    click.echo(gaps_report(found, form or "text", job.today) if gaps or form else cases_table(found))
