"""packbuilder build, list, check, schema, doctor; placard and poster are added."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from packbuilder import __version__
from packbuilder.cli import options
from packbuilder.cli.campaign_folder import chosen, home_of, local
from packbuilder.cli.error_handler import Edge, buildable, tell
from packbuilder.cli.fonts import fonts
from packbuilder.cli.letters import letters
from packbuilder.cli.mail import mail
from packbuilder.cli.placard import placard
from packbuilder.cli.poster import poster
from packbuilder.cli.scaffold import init, new
from packbuilder.cli.translated import translated
from packbuilder.cli.verify import verify

if TYPE_CHECKING:
    from packbuilder.cli.reports import Format
    from packbuilder.job import Job
    from packbuilder.model.base import Audience
    from packbuilder.pipeline import Built
    from packbuilder.preflight.survey import Survey


@click.group(cls=Edge, context_settings={"help_option_names": ["-h", "--help"]}, epilog=options.EXIT_CODES)
@click.version_option(__version__, "--version", prog_name="packbuilder")
def main() -> None:
    """Turn the files of a solidarity case into paper that can be handed out tonight."""


for command in (placard, poster, translated, verify, letters, mail, init, new, fonts):
    main.add_command(command)


@main.command(epilog=options.EXIT_CODES)
@options.ROOT
@options.CASES
@click.option("--all", "everything", is_flag=True, help="Every case of the campaign.")
@options.LANGS
@options.ONLY
@options.EDITIONS
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
@click.option("-q", "--quiet", is_flag=True, help="No progress, no table, no warnings.")
@click.option("-v", "--verbose", is_flag=True, help="Say each document as it is begun.")
def build(  # noqa: PLR0913 - one parameter an option
    *, root: Path | None, cases: Sequence[str], everything: bool, langs: Sequence[str], only: Sequence[str],
    editions: Sequence[str], branches: Sequence[str], audience: Audience, paper: str | None,
    duplex: Literal["long", "short"], out: Path | None, today: datetime | None,
    strict: bool, draft: bool, pack_without: bool, all_or_nothing: bool, quiet: bool, verbose: bool,
) -> None:  # fmt: skip
    """Make the leaflets, placards, letters, appeal and pack of a case.

    They go to out/SLUG/, swapped in whole when all is done. What is made takes the place of what was there of it; other
    editions and branches stay. A document that is refused is not made, nor is the pack, which would hold it; what was
    there of both stays, and the rest is delivered.
    """
    from packbuilder.job import Job
    from packbuilder.model.paper import Stock
    from packbuilder.model.variant import Variant

    home = home_of(root)
    job = Job(
        home, out or home / "out", options.day(today), chosen(home, cases, everything=everything),
        tuple(langs), tuple(only),
        tuple(Variant) if "all" in editions else tuple(map(Variant, dict.fromkeys(editions))), local(home, branches),
        audience, Stock(paper) if paper else None, duplex, strict=strict, draft=draft,
        all_or_nothing=all_or_nothing, pack_without=pack_without,
    )  # fmt: skip
    _build(job, quiet=quiet, verbose=verbose)


@main.command("list")
@options.ROOT
@click.option("--gaps", is_flag=True, help="A row for each case, language and branch: what is missing, late, refused.")
@options.FORMAT
@options.TODAY
def list_cases(*, root: Path | None, gaps: bool, form: Format | None, today: datetime | None) -> None:
    """List the cases: kind, dates, languages, gaps."""
    from packbuilder.cli.tables import cases_table
    from packbuilder.errors import ContentError
    from packbuilder.preflight.survey import survey

    found = survey(_whole(root, today))
    if found.campaign is None or (gaps and found.fonts is None):
        raise ContentError(*found.problems)
    if gaps or form:
        click.echo(_gaps(found, form or "text", options.day(today)))
    else:
        click.echo(cases_table(found))


@main.command()
@options.ROOT
@options.CASES
@options.BRANCHES
@options.AUDIENCE
@options.FORMAT
@options.TODAY
@options.STRICT
def check(  # noqa: PLR0913 - one parameter an option
    *, root: Path | None, cases: Sequence[str], branches: Sequence[str], audience: Audience, form: Format | None,
    today: datetime | None, strict: bool,
) -> None:  # fmt: skip
    """Check everything but the printing, and say every problem at once."""
    from dataclasses import replace

    from packbuilder.preflight.omissions import foretold
    from packbuilder.preflight.survey import refuse, survey, unready

    whole = _whole(root, today)
    asked = replace(whole, cases=tuple(cases), branches=local(whole.root, branches), audience=audience)
    found = foretold(asked, survey(asked))
    if form and found.campaign is not None and found.fonts is not None:
        click.echo(_gaps(found, form, options.day(today)))
    refuse(found.problems, strict=strict, draft=False)
    buildable(found.problems, {} if branches else unready(found))


@main.command()
@options.ROOT
@options.TODAY
def status(*, root: Path | None, today: datetime | None) -> None:
    """Say what has run out on a day: appeals to take down, addresses to check again."""
    from packbuilder.errors import ContentError
    from packbuilder.preflight.survey import survey
    from packbuilder.usecases.gaps import to_take_down

    found = survey(_whole(root, today))
    if found.campaign is None:
        raise ContentError(*found.problems)
    late = sorted(to_take_down(found))
    for problem in late:
        click.echo(str(problem))
    when = options.day(today).isoformat()
    click.echo(f"{len(late)} to take down or check again on {when}." if late else f"Nothing has run out on {when}.")


@main.command()
@options.ROOT
def schema(*, root: Path | None) -> None:
    """Write the JSON Schemas of the content files to content/schema/, for editors to complete and check with."""
    from packbuilder.scaffold.schemas import write

    home = home_of(root)
    for path in write(home / "content" / "schema"):
        click.echo(path.relative_to(home).as_posix())


@main.command()
@options.ROOT
def doctor(*, root: Path | None) -> None:
    """Look at this machine: Python, Pango, HarfBuzz, packages, fonts; and say what to do."""
    from packbuilder import load
    from packbuilder.cli.tables import findings_table
    from packbuilder.errors import ErrorCollector
    from packbuilder.usecases.doctor import report
    from packbuilder.workspace import locations

    home = root or load.find_root(Path.cwd()) or locations.checkout() or Path.cwd()
    campaign = load.campaign(home, ErrorCollector())
    languages = campaign.settings.languages if campaign else ()
    findings = report(locations.fonts_folders(home), Path.cwd(), languages)
    click.echo(findings_table(findings))
    if not all(finding.ok for finding in findings):
        sys.exit(5)


def _gaps(found: Survey, form: Format, today: date) -> str:
    from packbuilder.cli.reports import gaps
    from packbuilder.usecases.gaps import rows

    return gaps(rows(found), form, today)


def _build(job: Job, *, quiet: bool, verbose: bool) -> None:
    from packbuilder.cli.progress import waiting, watch
    from packbuilder.deliver import scratch
    from packbuilder.pipeline import build as run

    built: list[Built] = []
    try:
        with scratch.folder(), watch(quiet=quiet, verbose=verbose) as progress:
            built.extend(run(job, progress, waiting))
    finally:
        if not quiet:
            _report(built)


def _report(built: Sequence[Built]) -> None:
    """Say what was delivered, also where a later case was refused."""
    from packbuilder.cli.tables import files_table

    tell(dict.fromkeys(problem for one in built for problem in one.warnings))
    for one in built:
        click.echo(files_table(one))


def _whole(root: Path | None, today: datetime | None) -> Job:
    from packbuilder.job import Job

    return Job(home := home_of(root), home / "out", options.day(today))
