"""packbuilder init and packbuilder new: skeletons to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from shlex import quote

import click

from packbuilder.cli import options
from packbuilder.cli.campaign_folder import campaign_at, day
from packbuilder.cli.command_line import command
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.deliver.single import put
from packbuilder.scaffold import skeletons
from packbuilder.scaffold.skeletons import NewFile


@click.command(epilog=EXIT_CODES)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@options.TODAY
def init(*, folder: Path, today: datetime | None) -> None:
    """Begin a campaign of your own in DIR, with an example that builds."""
    write(skeletons.campaign(folder, day(today)), folder)
    click.echo(
        f"Next: look into {quote(str(folder / 'content'))}, then build the example: "
        f"{command('build', '--root', folder, '--all')}"
    )


@click.group(epilog=EXIT_CODES)
def new() -> None:
    """Begin a case, a language or a branch, with comments that say what to write."""


@new.command()
@click.argument("slug")
@options.ROOT
@options.TODAY
def case(*, slug: str, root: Path | None, today: datetime | None) -> None:
    """Begin a case: content/cases/SLUG with its facts and texts."""
    home = campaign_at(root)
    write(skeletons.case(home, slug, day(today)), home.root)
    click.echo(f"Next: write the facts and texts, then: {command('build', '--case', slug, '--draft')}")


@new.command()
@click.argument("code")
@options.ROOT
@options.CASES
def language(*, code: str, root: Path | None, cases: Sequence[str]) -> None:
    """Begin a language: its labels, the shared texts, and the texts of each --case, to be translated."""
    home = campaign_at(root)
    write(skeletons.language(home, code, cases), home.root)
    shown = cases[0] if cases else "SLUG"
    click.echo(f"Next: translate them, then: {command('build', '--case', shown, '--lang', code, '--draft')}")


@new.command()
@click.argument("name", metavar="ID")
@click.option("--country", required=True, metavar="CC", help="Its country, two capital letters: GB, DE, US.")
@options.ROOT
def branch(*, name: str, country: str, root: Path | None) -> None:
    """Begin a branch: content/branches/ID.yaml."""
    home = campaign_at(root)
    write(skeletons.branch(home, name, country), home.root)
    click.echo(f"Next: fill in what is open, then: {command('build', '--case', 'SLUG', '--branch', name, '--draft')}")


def write(files: Sequence[NewFile], root: Path) -> None:
    """Write the files and say which; those before one that cannot be written stay."""
    for one in files:
        put(one.path, one.data, folders=True)
        shown = one.path.relative_to(root) if one.path.is_relative_to(root) else one.path
        click.echo(shown.as_posix())
