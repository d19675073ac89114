"""packbuilder store: what is kept so that nothing is made twice."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.errors import DeliveryError, Problem, UsageError
from packbuilder.store import MOST_BYTES, VARIABLE, Contents, NoStore, opened
from packbuilder.store.folder import File


@click.command(epilog=EXIT_CODES)
@click.option("--clear", is_flag=True, help="Remove all of it.")
def store(*, clear: bool) -> None:
    """Say what is kept of earlier builds so that it need not be made again, and where.

    Documents that are made anew from the same texts, settings, layouts and fonts are taken from there. Nothing is lost
    by clearing it but the time that the next build takes.
    """
    kept = opened()
    if isinstance(kept, NoStore):
        what = "This system says of no folder where anything could be kept."
        raise UsageError(Problem.at(VARIABLE, what, "Name one in this variable of the environment."))
    found = kept.clear() if clear else kept.contents()
    if found.fault:
        remedy = f"Nothing is kept until you move it away, or name another folder in {VARIABLE}."
        raise DeliveryError(Problem.at(str(found.folder), found.fault, remedy))
    click.echo(found.folder)
    if not clear:
        click.echo("\n".join(_told(found)))
        return
    click.echo(f"{_mb(found.size)} in {_files(found)} removed.")
    if left := kept.contents().files:
        what = f"{len(left)} file(s) could not be removed."
        raise DeliveryError(Problem.at(str(found.folder), what, "See that the folder is yours to write in."))


def _told(found: Contents) -> list[str]:
    lines = [f"{_mb(found.size)} of at most {_mb(MOST_BYTES)}, in {_files(found)}"]
    if found.results:
        lines.append(f"used last: {_day(found.results[0])}; longest ago: {_day(found.results[-1])}")
    return lines


def _files(found: Contents) -> str:
    count = len(found.results)
    return "1 finished document" if count == 1 else f"{count} finished documents"


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _day(one: File) -> str:
    return datetime.fromtimestamp(one.used, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
