"""packbuilder letters: one letter for each signer and addressee."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from packbuilder.cli import options
from packbuilder.cli.campaign_folder import home_of, local
from packbuilder.cli.error_handler import instead, refuse_rows, rows_to_look_at, tell

if TYPE_CHECKING:
    from packbuilder.job import Job
    from packbuilder.letters.merge import Sorting


_SHOWN = 12  # files that are named; of more, the folder is known by then


@click.command(epilog=options.EXIT_CODES)
@options.ROOT
@click.option("--case", required=True, metavar="SLUG", help="The case whose letters are signed.")
@click.option(
    "--signers", required=True, type=click.Path(path_type=Path, dir_okay=False),
    help="A CSV list: name, organisation, members, place, address, date, language; e-mail for --never of `mail`.",
)  # fmt: skip
@options.COLUMNS
@click.option("--addressee", "addressees", multiple=True, metavar="KEY", help="Only to this one; may be repeated.")
@click.option("--lang", metavar="CODE", help="The language of rows that name none; else the case's first.")
@options.BRANCHES
@click.option(
    "--sort", "sorting", type=click.Choice(["signer", "addressee"]), default="signer", show_default=True,
    help="Signer by signer; or sorted by addressee, with a sheet before the letters of each.",
)  # fmt: skip
@click.option("--each", is_flag=True, help="A file for every letter instead of one to print in order.")
@click.option("--one-sided", is_flag=True, help="Without the blank backs that keep letters apart on a duplex printer.")
@options.PAPER
@click.option("--out", type=click.Path(path_type=Path), help="Where the case lies instead of out/.")
@options.BAD_ROWS
@options.TODAY
@click.option("--draft", is_flag=True, help="In spite of gaps in the case.")
def letters(  # noqa: PLR0913 - one parameter an option
    *, root: Path | None, case: str, signers: Path, columns: Sequence[tuple[str, str]], addressees: Sequence[str],
    lang: str | None, branches: Sequence[str], sorting: Sorting, each: bool, one_sided: bool, paper: str | None,
    allow_bad_rows: bool, out: Path | None, today: datetime | None, draft: bool,
) -> None:  # fmt: skip
    """Make one letter for each signer and addressee, to be printed, signed and posted.

    They go to out/SLUG/letters/. Each begins with one of the case's openings, the same one every time for the same
    signer. Rows that cannot be used are told with their lines; the others are made. A run that was broken off goes on
    where it was.
    """
    from packbuilder.cli.progress import counting, waiting
    from packbuilder.deliver import scratch
    from packbuilder.letters.production import LetterRequest, produce

    job = _job(home_of(root), case, branches, paper, out, today, draft=draft)
    asked = LetterRequest(
        signers, dict(columns), tuple(addressees), lang or "", sorting, each=each, backs=not one_sided
    )
    with scratch.folder(), counting("letters") as step:
        done = produce(job, asked, step, waiting)
    tell(done.problems)
    for file in done.files[:_SHOWN]:
        click.echo(file.as_posix())
    past = instead(done.replaced, done.removed)
    click.echo(f"{done.letters} letters in {len(done.files)} file(s){past}{rows_to_look_at(done.problems)}.")
    refuse_rows(done.problems, allowed=allow_bad_rows)


def _job(  # noqa: PLR0913, PLR0917 - what was asked for
    home: Path, case: str, branches: Sequence[str], paper: str | None, out: Path | None, today: datetime | None, *,
    draft: bool,
) -> Job:  # fmt: skip
    """The job; UsageError for more than one branch."""
    from packbuilder.cli.options import day
    from packbuilder.errors import Problem, UsageError
    from packbuilder.job import Job
    from packbuilder.model.paper import Stock

    chosen, stock = local(home, branches), Stock(paper) if paper else None
    if len(chosen) > 1:
        raise UsageError(Problem.at("--branch", "Letters are those of one branch.", "Name one."))
    return Job(home, out or home / "out", day(today), (case,), branches=chosen, paper=stock, draft=draft)
