"""packbuilder build: the documents of cases, proved and delivered."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import click

from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.job_options import JobOptions, with_job_options
from packbuilder.cli.messages import print_problems
from packbuilder.cli.progress import progress_shown, waiting
from packbuilder.cli.tables import files_table
from packbuilder.deliver import scratch

if TYPE_CHECKING:
    from packbuilder.pipeline import Built
    from packbuilder.pipeline.workers import Crew


@click.command(epilog=EXIT_CODES)
@with_job_options
@click.option("--scheduler", metavar="ADDRESS", help="Have the workers of this Dask scheduler make the documents.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no table, no warnings.")
@click.option("-v", "--verbose", is_flag=True, help="Say each document as it is begun.")
def build(*, asked: JobOptions, scheduler: str | None, quiet: bool, verbose: bool) -> None:
    """Make the leaflets, placards, letters, appeal and pack of a case.

    They go to out/SLUG/, swapped in whole when all is done. What is made takes the place of what was there of it; other
    editions and branches stay. A document that is refused is not made, nor is the pack, which would hold it; what was
    there of both stays, and the rest is delivered.
    """
    job = asked.job()
    from packbuilder import pipeline  # WeasyPrint comes with it: `build --help` need not wait for it

    built: list[Built] = []
    try:
        with scratch.folder(), _crew(scheduler) as crew, progress_shown(quiet=quiet, verbose=verbose) as progress:
            built.extend(pipeline.build(job, progress, waiting, crew))
    finally:
        if not quiet:
            _report(built)


def _crew(scheduler: str | None) -> AbstractContextManager[Crew | None]:
    """Who makes the documents, if that is not this machine."""
    if scheduler is None:
        return nullcontext()
    from packbuilder.cluster.crew import cluster_of

    return cluster_of(scheduler)


def _report(built: Sequence[Built]) -> None:
    """Say what was delivered, also where a later case was refused."""
    print_problems(dict.fromkeys(problem for one in built for problem in one.warnings))
    for one in built:
        click.echo(files_table(one))
