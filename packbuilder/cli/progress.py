"""Progress on long work: a line that moves on a terminal, plain lines with --verbose, silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

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
)

if TYPE_CHECKING:
    from packbuilder.pipeline import Listener, Step

_STEP = 30.0  # s between two lines where there is no terminal


@contextmanager
def progress_shown(*, quiet: bool, verbose: bool) -> Iterator[Listener]:
    """What shows how far a build has come."""
    if quiet or not (verbose or sys.stderr.isatty()):
        yield _silent
    elif verbose:
        yield _line
    else:
        with _moving() as step:
            yield step


def _silent(_: Step) -> None:
    """Nothing is to be told."""


def _line(step: Step) -> None:
    if words := _words(step):
        left = _left(step)
        click.echo(f"{words} ({step.done} of {step.total}{f', {left}' if left else ''})", err=True)


def _words(step: Step) -> str:
    """What is begun, or what edition is done; nothing of other steps."""
    from packbuilder.pipeline import Happened

    match step.happened:
        case Happened.BEGUN:
            return f"{step.of}: {step.document}"
        case Happened.ENDED:
            return f"{step.of}: done"
        case _:
            return ""


def _left(step: Step) -> str:
    """How long the rest will take: 0:12 left; nothing where there is nothing to reckon from, or nothing left to do."""
    if not step.left_s:
        return ""
    minutes, seconds = divmod(ceil(step.left_s), 60)
    return f"{minutes}:{seconds:02} left"


def waiting(case: str) -> None:
    """Say that another run has to end first."""
    aside(f"{case}: another run writes there; waiting until it has ended.")


@contextmanager
def _moving() -> Iterator[Listener]:
    """A line with what is at hand, how many documents are done, and how long the rest will take."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), MofNCompleteColumn())
    with _line_that_moves(*columns, TimeElapsedColumn(), TextColumn("{task.fields[left]}")) as shown:
        task = shown.add_task("loading and checking", total=None, left="")
        shown.refresh()

        def hear(step: Step) -> None:
            description = escape(_words(step)) or None  # None leaves it as it is
            shown.update(task, description=description, completed=step.done, total=step.total, left=_left(step))
            shown.refresh()

        yield hear


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
