"""packbuilder doctor: whether this machine has what is needed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from packbuilder import load
from packbuilder.cli import options
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.tables import findings_table
from packbuilder.errors import ErrorCollector, RenderError
from packbuilder.usecases.doctor import report
from packbuilder.workspace import locations


@click.command(epilog=EXIT_CODES)
@options.ROOT
def doctor(*, root: Path | None) -> None:
    """Look at this machine: Python, Pango, HarfBuzz, packages, fonts; and say what to do."""
    home = root or load.find_root(Path.cwd()) or locations.checkout() or Path.cwd()
    campaign = load.campaign(home, ErrorCollector())
    languages = campaign.settings.languages if campaign else ()
    findings = report(locations.fonts_folders(home), Path.cwd(), languages)
    click.echo(findings_table(findings))
    if not all(finding.ok for finding in findings):
        sys.exit(RenderError.exit_code)
