"""packbuilder verify: which edition a sheet or a file is of, and whether it is the current one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from packbuilder.cli import options
from packbuilder.cli.place import home_of

if TYPE_CHECKING:
    from packbuilder.model.record import Record
    from packbuilder.verify import Verdict

_ONLY_PRINTED = "Nobody kept what it was made from."


@click.command(epilog=options.EXIT_CODES)
@click.argument("what", metavar="FILE.pdf|CODE …", nargs=-1, required=True)
@options.ROOT
@click.option("--out", type=click.Path(path_type=Path), help="Where the cases lie instead of out/.")
@options.TODAY
def verify(*, what: Sequence[str], root: Path | None, out: Path | None, today: datetime | None) -> None:
    """Lead printed edition codes, or PDF files, back to their case, language, branch and date.

    Says whether each is the current edition, and what has changed since. A code is the seven letters and digits at the
    end of the last line of a page.
    """
    from packbuilder.errors import ContentError
    from packbuilder.job import Job
    from packbuilder.survey import survey
    from packbuilder.verify import verdict, verdicts

    home = home_of(root)
    job = Job(home, out or home / "out", options.day(today))
    seen = survey(job)
    if seen.campaign is None or seen.fonts is None:
        raise ContentError(*seen.problems)
    current = verdicts(job, seen)
    for one in what:
        for said, code in _codes(one):
            click.echo("\n".join(_told(said, verdict(code, current, job.out))))


def _codes(what: str) -> list[tuple[str, str]]:
    """What is said of each code, and the code: it itself, or those that the pages of a file name."""
    from packbuilder.errors import Problem, UsageError
    from packbuilder.verify import printed, typed

    if (code := typed(what)) and not Path(what).exists():
        return [(what, code)]
    try:
        data = Path(what).read_bytes()
    except OSError as error:
        remedy = "Name a PDF, or an edition code of seven letters and digits."
        raise UsageError(Problem(what, 0, "", f"It cannot be read: {error.strerror or error}.", remedy)) from None
    found = printed(data, what)
    if not found:
        raise UsageError(
            Problem(what, 0, "", "No page of it carries an edition code.", "Type the code from the paper.")
        )
    return [(f"{what}: {one.case}/{one.lang} {one.code}", one.code) for one in found]


def _told(said: str, verdict: Verdict) -> list[str]:
    if verdict.record is None:
        return [f"{said}: not known here. {_ONLY_PRINTED}"]
    lines = [f"{said}: {_named(verdict.record)}"]
    if verdict.current:
        return [*lines, "  It is the current edition."]
    if verdict.now is None:
        return [*lines, "  The campaign no longer makes it."]
    return [*lines, f"  It is no longer current: {verdict.now.code} has taken its place.", *_listed(verdict.changes)]


def _listed(changes: Sequence[str]) -> list[str]:
    return [f"  - {change}" for change in changes] or ["  - Nothing that is printed has changed but the program."]


def _named(record: Record) -> str:
    """An edition in words."""
    parts = [f"case {record.case}", f"language {record.lang}", f"branch {record.branch}" if record.branch else ""]
    parts += [f"for {record.audience}" if record.audience != "public" else "", record.paper]
    parts += ["draft" if record.draft else "", f"as of {record.dates.get('as_of', 'unknown')}"]
    return ", ".join(part for part in parts if part)
