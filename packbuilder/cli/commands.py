"""packbuilder build, list, check, schema, doctor."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from packbuilder import __version__
from packbuilder.cli.edge import Edge, count, tell

if TYPE_CHECKING:
    from packbuilder.job import Job

F = TypeVar("F", bound=Callable[..., None])

_EXIT_CODES = """\b
Exit codes: 0 done, 1 a bug, 2 usage, 3 content, 4 layout does not fit or is faulty, 5 rendering or proof, 6 delivery."""


def _options(*options: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_ROOT = click.option(
    "--root", type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The campaign folder; else the nearest one upwards that holds content/campaign.yaml.",
)  # fmt: skip
_CASES = click.option("--case", "cases", multiple=True, metavar="SLUG", help="A case; may be given several times.")
_TODAY = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Reckon with this day instead of today."
)
_STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")


@click.group(cls=Edge, context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EXIT_CODES)
@click.version_option(__version__, "--version", prog_name="packbuilder")
def main() -> None:
    """Turn the files of a solidarity case into paper that can be handed out tonight."""


@main.command()
@_options(_ROOT, _CASES)
@click.option("--all", "everything", is_flag=True, help="Every case of the campaign.")
@click.option("--lang", "langs", multiple=True, metavar="CODE", help="Only this language; may be given several times.")
@click.option("--only", multiple=True, metavar="LAYOUT", help="Only this layout (leaflet, pack …); may be repeated.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where the cases go instead of out/.")
@_options(_TODAY, _STRICT)
@click.option("--draft", is_flag=True, help="Build in spite of gaps, and print DRAFT on every page.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no table, no warnings.")
@click.option("-v", "--verbose", is_flag=True, help="Say each document as it is begun.")
def build(  # noqa: PLR0913 - one parameter an option
    root: Path | None, cases: Sequence[str], everything: bool, langs: Sequence[str], only: Sequence[str],
    out: Path | None, today: datetime | None, strict: bool, draft: bool, quiet: bool, verbose: bool,
) -> None:  # fmt: skip
    """Make the leaflets, placards, letters, appeal and pack of a case.

    They go to out/SLUG/, swapped in whole when all is done. With --lang or --only, the rest of what is there stays.
    """
    from packbuilder.job import Job

    home = _home(root)
    job = Job(
        home, out or home / "out", _day(today), _chosen(home, cases, everything), tuple(langs), tuple(only), strict, draft
    )
    _build(job, quiet=quiet, verbose=verbose)


@main.command("list")
@_options(_ROOT, _TODAY)
def list_cases(root: Path | None, today: datetime | None) -> None:
    """List the cases: kind, dates, languages, gaps."""
    from packbuilder.cli.tables import cases_table
    from packbuilder.survey import survey

    click.echo(cases_table(survey(_whole(root, today))))


@main.command()
@_options(_ROOT, _CASES, _TODAY, _STRICT)
def check(root: Path | None, cases: Sequence[str], today: datetime | None, strict: bool) -> None:
    """Check everything but the printing, and say every problem at once."""
    from dataclasses import replace

    from packbuilder.survey import refuse, survey

    found = survey(replace(_whole(root, today), cases=tuple(cases))).problems
    refuse(found, strict=strict, draft=False)
    tell(found)
    click.echo(f"{count(found)}. It can be built.", err=True)


@main.command()
@_options(_ROOT)
def schema(root: Path | None) -> None:
    """Write the JSON Schemas of the content files to content/schema/, for editors to complete and check with."""
    from packbuilder.schema import write

    home = _home(root)
    for path in write(home / "content" / "schema"):
        click.echo(path.relative_to(home).as_posix())


@main.command()
@_options(_ROOT)
def doctor(root: Path | None) -> None:
    """Look at this machine: Python, Pango, HarfBuzz, packages, fonts; and say what to do."""
    from packbuilder import load, resources
    from packbuilder.cli.tables import findings_table
    from packbuilder.doctor import report

    home = root or load.find_root(Path.cwd()) or resources.checkout() or Path.cwd()
    findings = report(resources.fonts_folder(home), Path.cwd())
    click.echo(findings_table(findings))
    if not all(finding.ok for finding in findings):
        sys.exit(5)


def _build(job: Job, *, quiet: bool, verbose: bool) -> None:
    from packbuilder.build import build as run
    from packbuilder.cli.progress import watch
    from packbuilder.cli.tables import files_table

    with watch(quiet=quiet, verbose=verbose) as progress:
        built = run(job, progress)
    if quiet:
        return
    tell(dict.fromkeys(problem for one in built for problem in one.warnings))
    for one in built:
        click.echo(files_table(one))


def _home(root: Path | None) -> Path:
    """The campaign folder: what was asked for, or the nearest one, or the checkout that the program runs from."""
    from packbuilder import load, resources
    from packbuilder.errors import Problem, UsageError

    start = root or Path.cwd()
    found = load.find_root(start) if root is None else start
    if root is None and found is None:
        found = resources.checkout()
    if found is None or not (found / "content" / "campaign.yaml").is_file():
        what = "There is no content/campaign.yaml here" + (", nor in any folder above." if root is None else ".")
        raise UsageError(Problem("--root", 0, "", what, "Go into a campaign folder, or name one with --root."))
    return found.resolve()


def _whole(root: Path | None, today: datetime | None) -> Job:
    from packbuilder.job import Job

    home = _home(root)
    return Job(home, home / "out", _day(today))


def _day(today: datetime | None) -> date:
    return today.date() if today else date.today()  # noqa: DTZ011 - the person's own calendar day is meant


def _chosen(home: Path, cases: Sequence[str], everything: bool) -> tuple[str, ...]:
    """The cases asked for; UsageError where none is named, or both some and all."""
    from packbuilder import load
    from packbuilder.errors import Problem, UsageError

    if bool(cases) != everything:
        return tuple(dict.fromkeys(cases))
    campaign = load.campaign(home, [])
    there = ", ".join(campaign.cases) if campaign else ""
    what = "Both --case and --all are given." if cases else "No case is named."
    raise UsageError(Problem("build", 0, "", what, f"Say --case SLUG, or --all. There is: {there or 'no case yet'}."))
