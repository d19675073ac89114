"""packbuilder verify: which edition a sheet or a file is of, and whether it is the current one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from packbuilder.cli import options
from packbuilder.cli.campaign_folder import job_of
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.named_files import read_named
from packbuilder.errors import ContentError, Problem, RenderError, UsageError
from packbuilder.limits import bounded
from packbuilder.model.record import Record
from packbuilder.preflight.checks import preflight
from packbuilder.usecases.verify import Printed, Register, Verdict, altered, listed, printed, typed

_ONLY_PRINTED = "Nobody kept what it was made from."


@click.command(epilog=EXIT_CODES)
@click.argument("what", metavar="FILE.pdf|CODE …", nargs=-1, required=True)
@options.ROOT
@click.option("--out", type=click.Path(path_type=Path), help="Where the cases lie instead of out/.")
@options.TODAY
def verify(*, what: Sequence[str], root: Path | None, out: Path | None, today: datetime | None) -> None:
    """Lead printed codes, or PDF files, back to their case, language, branch and date.

    Says whether each is current, and what has changed since; of a file also whether it is one of those that were built.
    A code is the seven letters and digits at the end of the last line of a page. Exit code 5: a code is not known here,
    or what is claimed does not agree with it.
    """
    job = job_of(root, today, out)
    seen = preflight(job)
    if seen.workspace.campaign is None or seen.workspace.fonts is None:
        raise ContentError(*seen.problems)
    register = Register(job, seen)
    whole = True
    for one in what:
        for claim in _claims(one, job.out):
            known = register.verdict(claim.printed.code)
            doubts = list(_doubts(claim, known, job.out))
            whole = whole and known.record is not None and not doubts
            click.echo("\n".join([*_answer(claim.source, known), *doubts]))
    if not whole:
        raise SystemExit(RenderError.exit_code)


@dataclass(frozen=True, slots=True)
class _EditionClaim:
    """A code from a `source`: what a person typed, or the page of a file, whose bytes are `pdf`."""

    source: str
    printed: Printed
    pdf: bytes = b""


def _claims(what: str, out: Path) -> list[_EditionClaim]:
    """The code that was typed, or those that the pages of a file name."""
    if (claim := typed(what)) and not os.path.lexists(what):  # Path raises for a name that is too long
        return [_EditionClaim(what, claim)]
    data = read_named(Path(what), "Name a PDF, or a code of seven letters and digits.")
    found = listed(data, out) or bounded(what, printed, data, what)
    if not found:
        raise UsageError(Problem.at(what, "No page of it carries a code.", "Type the code from the paper."))
    return [_EditionClaim(f"{what}: {one.case}/{one.lang} {one.code}", one, data) for one in found]


def _doubts(claim: _EditionClaim, known: Verdict, out: Path) -> Iterator[str]:
    """What speaks against a claim: another case or language than the code's, a file that is none of those built."""
    if known.record is None:
        return
    of, claimed = known.record, claim.printed
    if claimed.case and (claimed.case, claimed.lang) != (of.case, of.lang):
        yield f"  It says {claimed.case}/{claimed.lang}, and the code is that of {of.case}/{of.lang}."
    match altered(claimed, claim.pdf, out) if claim.pdf else False:
        case True:
            yield "  It is none of the files that were built: it was changed after it was made, or is a fake."
        case None:
            click.echo(
                f"{claim.source}: no file with this code is listed here; whether it was changed cannot be told.",
                err=True,
            )


def _answer(source: str, verdict: Verdict) -> list[str]:
    if verdict.record is None:
        return [f"{source}: not known here. {_ONLY_PRINTED}"]
    lines = [f"{source}: {_named(verdict.record)}"]
    if verdict.current:
        return [*lines, "  It is current: nothing that it shows has changed."]
    if verdict.now is None:
        return [*lines, "  The campaign no longer makes it."]
    return [*lines, f"  It is no longer current: {verdict.now.code} has taken its place.", *_listed(verdict.changes)]


def _listed(changes: Sequence[str]) -> list[str]:
    return [f"  - {change}" for change in changes] or ["  - Nothing that is printed has changed but the program."]


def _named(record: Record) -> str:
    """An edition in words."""
    parts = [f"case {record.case}", f"language {record.lang}", f"branch {record.branch}" if record.branch else ""]
    parts += [f"for {record.audience}" if record.audience != "public" else "", record.paper]
    parts += ["draft" if record.draft else "", f"as of {record.facts.get('date as_of', 'unknown')}"]
    return ", ".join(part for part in parts if part)
