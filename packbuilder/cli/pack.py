"""packbuilder pack: documents that were built, as one file."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from packbuilder.cli import options
from packbuilder.cli.campaign_folder import job_of
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.named_files import refuse_overwriting
from packbuilder.deliver.single import put
from packbuilder.errors import Problem, UsageError
from packbuilder.model.variant import HOME, VARIANTS, Variant


class _Options(TypedDict):
    case: str
    lang: str
    of: str
    variant: str
    root: Path | None
    out: Path | None
    today: datetime | None
    to: Path | None


@click.command(epilog=EXIT_CODES)
@click.option("--case", required=True, metavar="SLUG", help="The case.")
@click.option("--lang", required=True, metavar="CODE", shell_complete=options.languages, help="The language.")
@click.option("--of", required=True, metavar="LAYOUT,LAYOUT…", help="The documents, in the order that they come in.")
@click.option(
    "--variant", type=click.Choice(list(VARIANTS)), default=HOME.name, show_default=True, help="The dress they are in."
)
@options.ROOT
@click.option("--out", type=click.Path(path_type=Path), help="Where the cases lie instead of out/.")
@options.TODAY
@click.option("-o", "--to", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
def pack(**given: Unpack[_Options]) -> None:
    """Bind documents that were built as one file: leaflet and letters, or all placards.

    Its pages, bookmarks, links and tags are those of the documents; nothing is laid out again. It is written to
    SLUG-LANG-LAYOUT-….pdf in this folder, unless -o says where.
    """
    from packbuilder.usecases.bound_choice import bound_choice  # brings what reads and writes PDFs

    layouts = tuple(dict.fromkeys(filter(None, (name.strip() for name in given["of"].split(",")))))
    if not layouts or "pack" in layouts:
        what = "The pack is one file already." if layouts else "No document is named."
        raise UsageError(Problem.at("--of", what, "Name documents: --of leaflet,letter."))
    place = given["to"] or Path(f"{'-'.join((given['case'], given['lang'], *layouts))}.pdf")
    refuse_overwriting(place)
    job = job_of(given["root"], given["today"], given["out"])
    variant: Variant = VARIANTS[given["variant"]]
    job = replace(job, cases=(given["case"],), langs=(given["lang"],), only=layouts, variants=(variant,))
    put(place, bound_choice(job, place.name))
    click.echo(place)
