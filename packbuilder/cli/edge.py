"""Where refusals become messages and exit codes. A bug keeps its traceback and exits with 1."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from packbuilder.cli.typed import called

if TYPE_CHECKING:
    from packbuilder.errors import Problem

_AS_IT_WAS = "Nothing of it was written: what was there before is as it was."
# Of more problems that say the same, so many are told one by one.
_MANY, _FIRST = 30, 5
_ALL = "`packbuilder check --format json` lists all."
_READING = {"check", "doctor", "list", "status", "verify"}  # commands that write nothing, whatever happens
_TYPED = "packbuilder.typed"  # the arguments, among what click keeps for a command
_INTERRUPTED = 130  # as shells count it: 128 and the signal, SIGINT


class Edge(click.Group):
    """A command group that turns every PackError into its messages, on stderr, and its exit code."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep what was typed, to be looked at before it is used."""
        ctx.meta[_TYPED] = tuple(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run the command; SystemExit with the error's code where it is refused, with 130 where Ctrl-C ended it."""
        from packbuilder.errors import PackError

        try:
            return self._run(ctx)
        except PackError as error:
            tell(error.problems)
            click.echo(_ended(f"{count(error.problems)}.", ctx.invoked_subcommand), err=True)
            sys.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo(_ended("Interrupted.", ctx.invoked_subcommand), err=True)
            sys.exit(_INTERRUPTED)

    def _run(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run the command on firm ground; what the system refuses becomes a PackError wherever a file is to blame."""
        from packbuilder.cli import ground

        ground.stand(ctx.meta[_TYPED])
        try:
            return super().invoke(ctx)
        except (OSError, MemoryError) as error:
            if (told := ground.refused(error)) is None:
                raise
            raise told from error


def _ended(what: str, command: str | None) -> str:
    if command == "letters" and what == "Interrupted.":
        return "Interrupted. Say the same again to go on: what was laid out is kept."
    return what if command in _READING else f"{what} {_AS_IT_WAS}"


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
