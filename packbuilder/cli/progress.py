"""Progress on long work: a line that moves on a terminal, plain lines with --verbose, silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

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


_STEP = 30.0  # s between two lines where there is no terminal


@contextmanager
def counting(what: str) -> Iterator[Callable[[str, int, int], None]]:
    """What a long run tells (name, how many are done, how many there are): a line that moves.

    Elsewhere a line every half a minute, for whoever reads it in a log.
    """
    if not sys.stderr.isatty():
        told = monotonic()

        def line(name: str, done: int, whole: int) -> None:
            nonlocal told
            if done < whole and monotonic() - told >= _STEP:
                told = monotonic()
                click.echo(f"{name}: {done} of {whole} {what}", err=True)

        yield line
        return

    def step(name: str, done: int, whole: int) -> None:
        click.echo(f"\r{name}: {done} of {whole} {what}", err=True, nl=done >= whole)

    yield step


def aside(words: str) -> None:
    """Something that takes long, as a line of its own beside the one that moves."""
    click.echo(f"\r{words:<60}" if sys.stderr.isatty() else words, err=True)
