"""Progress on long work: a line that moves on a terminal, plain lines with --verbose, silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def watch(*, quiet: bool, verbose: bool) -> Iterator[Callable[[str, str, str], None]]:
    """What a build tells (case, language, document) that it begins; an empty document says the language is done."""
    if quiet or not (verbose or sys.stderr.isatty()):
        yield _silent
    elif verbose:
        yield _line
    else:
        with _moving() as progress:
            yield progress


def _silent(*_: str) -> None:
    """Nothing is to be told."""


def _line(case: str, lang: str, document: str) -> None:
    click.echo(f"{case}/{lang}: {document or 'done'}", err=True)


def waiting(case: str) -> None:
    """Say that another run has to end first."""
    click.echo(f"{case}: another run writes there; waiting until it has ended.", err=True)


@contextmanager
def _moving() -> Iterator[Callable[[str, str, str], None]]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    # No thread of its own: editions are made in forked processes, and those must not inherit a running thread.
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as shown:
        task = shown.add_task("loading and checking", total=None)
        shown.refresh()

        def step(case: str, lang: str, document: str) -> None:
            shown.update(task, description=f"{case}/{lang} {document or 'done'}")
            shown.refresh()

        yield step


@contextmanager
def counting(what: str) -> Iterator[Callable[[str, int, int], None]]:
    """What a long run tells (name, how many are done, how many there are): a line that moves, silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return

    def step(name: str, done: int, whole: int) -> None:
        click.echo(f"\r{name}: {done} of {whole} {what}", err=True, nl=done >= whole)

    yield step
