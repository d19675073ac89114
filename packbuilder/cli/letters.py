"""packbuilder letters: one letter for each signer and addressee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from packbuilder.cli import list_options, options
from packbuilder.cli.campaign_folder import job_of, selected_branches
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.messages import instead, print_problems, refuse_rows, rows_to_look_at
from packbuilder.cli.progress import counting, waiting
from packbuilder.deliver import scratch
from packbuilder.errors import Problem, UsageError
from packbuilder.job import Job
from packbuilder.model.paper import Stock

if TYPE_CHECKING:
    from packbuilder.letters.merge import Sorting

_SHOWN = 12  # files that are named; of more, the folder is known by then


class _Options(TypedDict):
    root: Path | None
    case: str
    signers: Path
    columns: Sequence[tuple[str, str]]
    addressees: Sequence[str]
    lang: str | None
    branches: Sequence[str]
    sorting: Sorting
    each: bool
    one_sided: bool
    paper: Stock | None
    allow_bad_rows: bool
    out: Path | None
    today: datetime | None
    draft: bool


@click.command(epilog=EXIT_CODES)
@options.ROOT
@click.option("--case", required=True, metavar="SLUG", help="The case whose letters are signed.")
@click.option(
    "--signers",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A CSV list: name, organisation, members, place, address, date, language; e-mail for --never of `mail`.",
)
@list_options.COLUMNS
@click.option("--addressee", "addressees", multiple=True, metavar="KEY", help="Only to this one; may be repeated.")
@click.option("--lang", metavar="CODE", help="The language of rows that name none; else the case's first.")
@options.BRANCHES
@click.option(
    "--sort",
    "sorting",
    type=click.Choice(["signer", "addressee"]),
    default="signer",
    show_default=True,
    help="Signer by signer; or sorted by addressee, with a sheet before the letters of each.",
)
@click.option("--each", is_flag=True, help="A file for every letter instead of one to print in order.")
@click.option("--one-sided", is_flag=True, help="Without the blank backs that keep letters apart on a duplex printer.")
@options.PAPER
@click.option("--out", type=click.Path(path_type=Path), help="Where the case lies instead of out/.")
@list_options.BAD_ROWS
@options.TODAY
@click.option("--draft", is_flag=True, help="In spite of gaps in the case.")
def letters(**given: Unpack[_Options]) -> None:
    """Make one letter for each signer and addressee, to be printed, signed and posted.

    They go to out/SLUG/letters/. Each begins with one of the case's openings, the same one every time for the same
    signer. Rows that cannot be used are told with their lines; the others are made. A run that was broken off goes on
    where it was.
    """
    from packbuilder.letters import production  # WeasyPrint comes with it

    request = production.LetterRequest(
        given["signers"],
        dict(given["columns"]),
        tuple(given["addressees"]),
        given["lang"] or "",
        given["sorting"],
        each=given["each"],
        backs=not given["one_sided"],
    )
    with scratch.folder(), counting("letters") as step:
        done = production.produce(_job(given), request, step, waiting)
    print_problems(done.problems)
    for file in done.files[:_SHOWN]:
        click.echo(file.as_posix())
    past = instead(done.replaced, done.removed)
    click.echo(f"{done.letters} letters in {len(done.files)} file(s){past}{rows_to_look_at(done.problems)}.")
    refuse_rows(done.problems, allowed=given["allow_bad_rows"])


def _job(given: _Options) -> Job:
    """The job; UsageError for more than one branch."""
    whole = job_of(given["root"], given["today"], given["out"])
    branches = selected_branches(whole.root, given["branches"])
    if len(branches) > 1:
        raise UsageError(Problem.at("--branch", "Letters are those of one branch.", "Name one."))
    return replace(whole, cases=(given["case"],), branches=branches, paper=given["paper"], draft=given["draft"])
