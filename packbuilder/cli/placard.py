"""packbuilder placard: a slogan as a placard, at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from packbuilder.cli import options
from packbuilder.cli.campaign_folder import home_of
from packbuilder.cli.error_handler import tell
from packbuilder.cli.overwriting import replaceable


@click.command(epilog=options.EXIT_CODES)
@click.argument("text")
@options.ROOT
@click.option("--lang", metavar="CODE", shell_complete=options.languages, help="Its language; else the campaign's own.")
@options.PAPER
@options.STRICT
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
def placard(  # noqa: PLR0913 - one parameter an option
    *, text: str, root: Path | None, lang: str | None, paper: str | None, strict: bool, out: Path | None
) -> None:
    """Make a placard of TEXT in the look of the campaign, as large as it fits, without a case.

    It is written to placard-LANG.pdf in this folder, under the next number if there is one, unless -o says where.
    """
    from packbuilder.cli.tables import legible
    from packbuilder.deliver import scratch
    from packbuilder.deliver.single import put
    from packbuilder.job import Job
    from packbuilder.model.paper import Stock
    from packbuilder.preflight.survey import refuse
    from packbuilder.usecases.placard import free
    from packbuilder.usecases.placard import placard as make

    if out is not None:
        replaceable(out)
    home = home_of(root)
    today = date.today()  # noqa: DTZ011 - the person's own calendar day is meant
    with scratch.folder():
        file, warnings = make(text, lang, Job(home, home / "out", today, paper=Stock(paper) if paper else None))
    refuse(warnings, strict=strict, draft=False)
    tell(warnings)
    place = out or free(Path(f"placard-{file.origin.lang}.pdf"))
    put(place, file.data)
    click.echo(f"{place}: {legible(file.pages.cap_mm if file.pages else None)}")
