"""packbuilder placard: a slogan as a placard, at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypedDict, Unpack

import click

from packbuilder.cli import options
from packbuilder.cli.campaign_folder import job_of
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.messages import print_problems
from packbuilder.cli.named_files import refuse_overwriting
from packbuilder.cli.tables import legible
from packbuilder.deliver import scratch
from packbuilder.deliver.single import put
from packbuilder.model.paper import Stock
from packbuilder.preflight.checks import refuse


class _Options(TypedDict):
    text: str
    root: Path | None
    lang: str | None
    paper: Stock | None
    strict: bool
    out: Path | None


@click.command(epilog=EXIT_CODES)
@click.argument("text")
@options.ROOT
@click.option("--lang", metavar="CODE", shell_complete=options.languages, help="Its language; else the campaign's own.")
@options.PAPER
@options.STRICT
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
def placard(**given: Unpack[_Options]) -> None:
    """Make a placard of TEXT in the look of the campaign, as large as it fits, without a case.

    It is written to placard-LANG.pdf in this folder, under the next number if there is one, unless -o says where.
    """
    from packbuilder.usecases import placard as usecase  # WeasyPrint comes with it

    if given["out"] is not None:
        refuse_overwriting(given["out"])
    job = replace(job_of(given["root"], None), paper=given["paper"])
    with scratch.folder():
        file, warnings = usecase.placard(given["text"], given["lang"], job)
    refuse(warnings, strict=given["strict"], draft=False)
    print_problems(warnings)
    place = given["out"] or usecase.free(Path(f"placard-{file.origin.lang}.pdf"))
    put(place, file.data)
    click.echo(f"{place}: {legible(file.pages.cap_mm if file.pages else None)}")
