"""packbuilder schema: the JSON Schemas of the content files."""

from __future__ import annotations

from pathlib import Path

import click

from packbuilder.cli import options
from packbuilder.cli.campaign_folder import home_of
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.scaffold.schemas import write


@click.command(epilog=EXIT_CODES)
@options.ROOT
def schema(*, root: Path | None) -> None:
    """Write the JSON Schemas of the content files to content/schema/, for editors to check with."""
    home = home_of(root)
    for path in write(home / "content" / "schema"):
        click.echo(path.relative_to(home).as_posix())
