"""packbuilder fonts: fonts of this machine taken into the campaign."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from packbuilder.cli import options
from packbuilder.cli.campaign_folder import campaign_at
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.scaffold import write
from packbuilder.font_import.importer import import_fonts


@click.group(epilog=EXIT_CODES)
def fonts() -> None:
    """Fonts for languages whose script those that come with packbuilder do not hold."""


@fonts.command()
@click.argument("places", metavar="FILE|FOLDER…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--script", "asked", multiple=True, metavar="SCRIPT", help="For this script (Thai), not for the languages'."
)
@options.ROOT
def add(*, places: Sequence[Path], asked: Sequence[str], root: Path | None) -> None:
    """Copy what the campaign's languages lack into its fonts/, with licence and checksum.

    Takes TTF, OTF, TTC and OTC files, or folders of them: /usr/share/fonts/truetype/noto for Debian's fonts-noto-core.
    """
    home = campaign_at(root)
    taken = import_fonts(home, places, asked)
    write(taken.files, home.root)
    for one in taken.families:
        weights = ", ".join(f"{face.weight}{' italic' if face.source.italic else ''}" for face in one.faces)
        others = f"; there are also {', '.join(one.others)}: name their files to have one" if one.others else ""
        click.echo(f"{one.writing.name}, {one.role}: {one.family} ({weights}){others}")
