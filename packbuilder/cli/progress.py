"""Progress on long work: a line that moves on a terminal, plain lines with --verbose, silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

_STEP = 30.0  # s between two lines where there is no terminal


class DocumentStep(Protocol):
    """What a build tells that it begins: case, language, document; and how many documents there are, 0 if unknown.

    An empty document says that the language is done.
    """

    def __call__(self, case: str, lang: str, document: str, total: int = 0, /) -> None:
        """Hear it."""


@contextmanager
def progress_shown(*, quiet: bool, verbose: bool) -> Iterator[DocumentStep]:
    """What shows how far a build has come."""
    if quiet or not (verbose or sys.stderr.isatty()):
        yield _silent
    elif verbose:
        yield _line
    else:
        with _moving() as step:
            yield step


def _silent(*_: object) -> None:
    """Nothing is to be told."""


def _line(case: str, lang: str, document: str, _total: int = 0, /) -> None:
    click.echo(f"{case}/{lang}: {document or 'done'}", err=True)


def waiting(case: str) -> None:
    """Say that another run has to end first."""
    aside(f"{case}: another run writes there; waiting until it has ended.")


@contextmanager
def _moving() -> Iterator[DocumentStep]:
    """A line with what is at hand, how many documents are done, and how long the rest will take at that pace."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), MofNCompleteColumn())
    with _line_that_moves(*columns, TimeElapsedColumn(), TimeRemainingColumn(compact=True)) as shown:
        task = shown.add_task("loading and checking", total=None)
        shown.refresh()
        begun = 0

        def step(case: str, lang: str, document: str, total: int = 0, /) -> None:
            nonlocal begun
            begun += bool(document)
            done = max(begun - bool(document), 0)  # what is at hand is not done
            shown.update(
                task, description=escape(f"{case}/{lang} {document or 'done'}"), completed=done, total=total or None
            )
            shown.refresh()

        yield step


def _line_that_moves(*columns: ProgressColumn, stays: bool = False) -> Progress:
    """What is told meanwhile on stderr stands above it.

    It has no thread of its own: editions are made in forked processes, and those must not inherit a running thread.
    """
    return Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=not stays)


@contextmanager
def counting(what: str) -> Iterator[Callable[[str, int, int], None]]:
    """What a long run tells (name, how many are done, how many there are): a line that moves for each name.

    Elsewhere a line every half a minute, for whoever reads it in a log.
    """
    if not sys.stderr.isatty():
        yield _now_and_then(what)
        return
    with _line_that_moves(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), stays=True) as shown:
        tasks: dict[str, TaskID] = {}

        def step(name: str, done: int, whole: int) -> None:
            if name not in tasks:
                tasks[name] = shown.add_task(escape(f"{name}: {what}"), total=None)
            shown.update(tasks[name], completed=done, total=whole)
            shown.refresh()

        yield step


def _now_and_then(what: str) -> Callable[[str, int, int], None]:
    last = monotonic()

    def line(name: str, done: int, whole: int) -> None:
        nonlocal last
        if done < whole and monotonic() - last >= _STEP:
            last = monotonic()
            click.echo(f"{name}: {done} of {whole} {what}", err=True)

    return line


def aside(words: str) -> None:
    """Something that takes long, as a line of its own above the one that moves."""
    click.echo(words, file=sys.stderr)  # through what moves the line; with `err`, click writes past it
