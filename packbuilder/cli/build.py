"""packbuilder build: the documents of cases, proved and delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

import click

from packbuilder.cli import options
from packbuilder.cli.campaign_folder import job_of, selected_branches, selected_cases
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.messages import print_problems
from packbuilder.cli.progress import waiting, watch
from packbuilder.cli.tables import files_table
from packbuilder.deliver import scratch
from packbuilder.job import Job
from packbuilder.model.audience import Audience
from packbuilder.model.paper import Stock
from packbuilder.model.variant import HOME, VARIANTS

if TYPE_CHECKING:
    from packbuilder.pipeline import Built


class _Options(TypedDict):
    root: Path | None
    cases: Sequence[str]
    everything: bool
    langs: Sequence[str]
    only: Sequence[str]
    variants: Sequence[str]
    branches: Sequence[str]
    audience: Audience
    paper: Stock | None
    duplex: Literal["long", "short"]
    out: Path | None
    today: datetime | None
    strict: bool
    draft: bool
    pack_without: bool
    all_or_nothing: bool
    no_store: bool
    quiet: bool
    verbose: bool


@click.command(epilog=EXIT_CODES)
@options.ROOT
@options.CASES
@click.option("--all", "everything", is_flag=True, help="Every case of the campaign.")
@options.LANGS
@options.ONLY
@options.VARIANT
@options.BRANCHES
@options.AUDIENCE
@options.PAPER
@options.DUPLEX
@click.option("--out", type=click.Path(path_type=Path), help="Where the cases go instead of out/.")
@options.TODAY
@options.STRICT
@click.option("--draft", is_flag=True, help="Build in spite of gaps, and print DRAFT on every page.")
@click.option(
    "--pack-without", is_flag=True, help="Make packs without the documents that are refused; their contents name them."
)
@click.option("--all-or-nothing", is_flag=True, help="Deliver no case of which any document is refused.")
@click.option("--no-store", is_flag=True, help="Make everything anew, and keep nothing of it for the next time.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no table, no warnings.")
@click.option("-v", "--verbose", is_flag=True, help="Say each document as it is begun.")
def build(**given: Unpack[_Options]) -> None:
    """Make the leaflets, placards, letters, appeal and pack of a case.

    They go to out/SLUG/, swapped in whole when all is done. What is made takes the place of what was there of it; other
    editions and branches stay. A document that is refused is not made, nor is the pack, which would hold it; what was
    there of both stays, and the rest is delivered.
    """
    whole = job_of(given["root"], given["today"], given["out"])
    variants = list(VARIANTS) if "all" in given["variants"] else dict.fromkeys(given["variants"] or [HOME.name])
    job = replace(
        whole,
        cases=selected_cases(whole.root, given["cases"], everything=given["everything"]),
        langs=tuple(given["langs"]),
        only=tuple(given["only"]),
        variants=tuple(VARIANTS[name] for name in variants),
        branches=selected_branches(whole.root, given["branches"]),
        audience=given["audience"],
        paper=given["paper"],
        duplex=given["duplex"],
        strict=given["strict"],
        draft=given["draft"],
        all_or_nothing=given["all_or_nothing"],
        pack_without=given["pack_without"],
        store=not given["no_store"],
    )
    _run(job, quiet=given["quiet"], verbose=given["verbose"])


def _run(job: Job, *, quiet: bool, verbose: bool) -> None:
    from packbuilder import pipeline  # WeasyPrint comes with it: `build --help` need not wait for it

    built: list[Built] = []
    try:
        with scratch.folder(), watch(quiet=quiet, verbose=verbose) as progress:
            built.extend(pipeline.build(job, progress, waiting))
    finally:
        if not quiet:
            _report(built)


def _report(built: Sequence[Built]) -> None:
    """Say what was delivered, also where a later case was refused."""
    print_problems(dict.fromkeys(problem for one in built for problem in one.warnings))
    for one in built:
        click.echo(files_table(one))
