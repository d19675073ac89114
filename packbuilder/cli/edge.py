"""Where refusals become messages and exit codes. A bug keeps its traceback and exits with 1."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from packbuilder.errors import Problem

_AS_IT_WAS = "Nothing of it was written: what was there before is as it was."
_INTERRUPTED = 130  # as shells count it: 128 and the signal, SIGINT


class Edge(click.Group):
    """A command group that turns every PackError into its messages, on stderr, and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run the command; SystemExit with the error's code where it is refused, with 130 where Ctrl-C ended it."""
        from packbuilder.errors import PackError

        try:
            return super().invoke(ctx)
        except PackError as error:
            tell(error.problems)
            click.echo(f"{count(error.problems)}. {_AS_IT_WAS}", err=True)
            sys.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo(f"Interrupted. {_AS_IT_WAS}", err=True)
            sys.exit(_INTERRUPTED)


def tell(problems: Iterable[Problem]) -> None:
    """Say each problem on stderr, warnings first, so that what must be put right stands last, next to the prompt."""
    from packbuilder.errors import Severity

    order = [Severity.WARNING, Severity.GAP, Severity.ERROR]
    for problem in sorted(problems, key=lambda p: (order.index(p.severity), p)):
        sign = "warning: " if problem.severity is Severity.WARNING else ""
        click.echo(f"{sign}{problem}", err=True)


def count(problems: Iterable[Problem]) -> str:
    """How many problems there are of each severity, in words."""
    from packbuilder.errors import Severity

    severities = [problem.severity for problem in problems]
    counted = [(severities.count(severity), severity) for severity in Severity if severity in severities]
    return ", ".join(f"{n} {severity}{'' if n == 1 else 's'}" for n, severity in counted) or "No problems"
