"""Where refusals become messages and exit codes. A bug keeps its traceback and exits with 1."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any

import click

from packbuilder.cli.command_line import called
from packbuilder.cli.streams import forgiving, refuse_unsaid

if TYPE_CHECKING:
    from packbuilder.errors import Problem

_AS_IT_WAS = "Nothing of it was written: what was there before is as it was."
_GO_ON = {"letters": "Say the same again to go on: what was laid out is kept."}
_SHOWN = 3  # paths that are named
# Of more problems that say the same, so many are told one by one.
_MANY, _FIRST = 30, 5
_ALL = "`packbuilder check --format json` lists all."
_READING = {"check", "doctor", "list", "status", "verify"}  # commands that write nothing, whatever happens
_TYPED = "packbuilder.typed"  # the arguments, among what click keeps for a command
_SIGNALLED = 128  # as shells count it: 128 and the signal, 130 for Ctrl-C


class Ended(KeyboardInterrupt):
    """Somebody else ended the program: `kill`, a terminal that was closed, a machine that is shut down."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class Edge(click.Group):
    """A command group that turns every PackError into its messages, on stderr, and its exit code."""

    def main(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as click declares it
        """Run the program, whether or not anybody hears it: its exit code says how it ended."""
        with forgiving():
            return super().main(*arguments, **named)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep what was typed, to be looked at before it is used."""
        ctx.meta[_TYPED] = tuple(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run the command; SystemExit with the error's code where it is refused, 128 and the signal that ended it."""
        from packbuilder.deliver import progress
        from packbuilder.errors import PackError

        progress.forget()
        try:
            with _heard():
                done = self._run(ctx)
                if ctx.invoked_subcommand in _READING:
                    refuse_unsaid()
                return done
        except PackError as error:
            tell(error.problems)
            click.echo(_ended(f"{count(error.problems)}.", ctx.invoked_subcommand), err=True)
            sys.exit(error.exit_code)
        except KeyboardInterrupt as error:
            command = ctx.invoked_subcommand
            what, code = interrupted(error)
            click.echo(" ".join([_ended(what, command), *_go_on(command)]), err=True)
            sys.exit(code)

    def _run(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run the command on firm ground; what the system refuses becomes a PackError wherever a file is to blame."""
        from packbuilder.cli import environment

        environment.stand(ctx.meta[_TYPED])
        try:
            return super().invoke(ctx)
        except (OSError, MemoryError) as error:
            if (told := environment.refused(error)) is None:
                raise
            raise told from error


def interrupted(error: KeyboardInterrupt) -> tuple[str, int]:
    """What ended the program before its time, as a sentence, and the exit code that says so."""
    if isinstance(error, Ended):
        return f"Ended by {signal.Signals(error.number).name}.", _SIGNALLED + error.number
    return "Interrupted.", _SIGNALLED + signal.SIGINT


def _go_on(command: str | None) -> list[str]:
    return [_GO_ON[command]] if command is not None and command in _GO_ON else []


@contextmanager
def _heard() -> Iterator[None]:
    """Let signals that end the program end it as Ctrl-C does, so that what it has begun is cleared away."""

    def end(number: int, _: object) -> None:
        raise Ended(number)

    ending = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    main = current_thread() is main_thread()
    ours = [one for one in ending if main and signal.getsignal(one) is signal.SIG_DFL]  # `nohup` has SIGHUP ignored
    for number in ours:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _ended(what: str, command: str | None) -> str:
    """How it ended, and what of it is there."""
    from packbuilder.deliver import progress

    if command in _READING:
        return what
    if not (there := progress.so_far()):
        return f"{what} {_AS_IT_WAS}"
    more = len(there) - _SHOWN
    named = ", ".join(path.as_posix() for path in there[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"{what} In their place, each whole, are: {named}. All else is as it was."


def tell(problems: Iterable[Problem]) -> None:
    """Say each problem on stderr, warnings first, so that what must be put right stands last, next to the prompt.

    Of many that say the same, as of the labels that a new language lacks, the first few and how many more there are.
    """
    from packbuilder.errors import Severity

    order = [Severity.WARNING, Severity.GAP, Severity.ERROR]
    ordered = sorted(problems, key=lambda p: (order.index(p.severity), p))
    alike = Counter((problem.severity, problem.what) for problem in ordered)
    told: Counter[tuple[Severity, str]] = Counter()
    for problem in ordered:
        same = problem.severity, problem.what
        told[same] += 1
        sign = "warning: " if problem.severity is Severity.WARNING else ""
        if alike[same] <= _MANY or told[same] <= _FIRST:
            click.echo(f"{sign}{called(str(problem))}", err=True)
        elif told[same] == alike[same]:
            click.echo(f"{sign}… and {alike[same] - _FIRST} more: {problem.what} {called(_ALL)}", err=True)


def buildable(problems: Iterable[Problem], later: Mapping[str, Iterable[Problem]]) -> None:
    """Tell the problems of what can be built, and, by its name, those of each branch that cannot be yet."""
    told = [*problems, *chain.from_iterable(later.values())]
    tell(told)
    without = f", but not yet with --branch {' or --branch '.join(later)}" if later else ""
    click.echo(f"{count(told)}. It can be built{without}.", err=True)


def count(problems: Iterable[Problem]) -> str:
    """How many problems there are of each severity, in words."""
    from packbuilder.errors import Severity

    severities = [problem.severity for problem in problems]
    counted = [(severities.count(severity), severity) for severity in Severity if severity in severities]
    return ", ".join(f"{n} {severity}{'' if n == 1 else 's'}" for n, severity in counted) or "No problems"


def rows_to_look_at(problems: Iterable[Problem]) -> str:
    """Of the rows of a list those that could not be used, in words that go on a sentence; empty if there are none."""
    from packbuilder.errors import Severity

    bad = sum(problem.severity is not Severity.WARNING for problem in problems)
    return f", {bad} row(s) to look at" if bad else ""


def refuse_rows(problems: Iterable[Problem], *, allowed: bool) -> None:
    """SystemExit with the code of deliveries where rows were left out, unless that is allowed: what was made stays."""
    from packbuilder.errors import DeliveryError, Severity

    if not allowed and any(problem.severity is not Severity.WARNING for problem in problems):
        click.echo("Rows were left out: put them right, or say --allow-bad-rows.", err=True)
        sys.exit(DeliveryError.exit_code)


def instead(replaced: int, removed: int) -> str:
    """What became of what an earlier run of a list had made, in words that go on a sentence; empty if nothing."""
    some = [
        f"{replaced} in the place of earlier ones" if replaced else "",
        f"{removed} earlier one(s) removed that the list makes no more" if removed else "",
    ]
    return "".join(f", {one}" for one in some if one)
