"""Where refusals become messages and exit codes. A bug keeps its traceback and exits with 1."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from packbuilder.errors import Problem


class Edge(click.Group):
    """A command group that turns every PackError into its messages, on stderr, and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run the command; SystemExit with the error's code where it is refused."""
        from packbuilder.errors import PackError

        try:
            return super().invoke(ctx)
        except PackError as error:
            tell(error.problems)
            click.echo(f"{count(error.problems)}. Nothing was written: what was there before is as it was.", err=True)
            sys.exit(error.exit_code)


def tell(problems: Iterable[Problem]) -> None:
    """Say each problem on stderr, warnings first, so that what must be put right stands last, next to the prompt."""
    from packbuilder.errors import Severity

    order = [Severity.WARNING, Severity.GAP, Severity.ERROR]
    for problem in sorted(problems, key=lambda p: (order.index(p.severity), p)):
        sign = "warning: " if problem.severity is Severity.WARNING else ""
        click.echo(f"{sign}{problem}", err=True)


def count(problems: Iterable[Problem]) -> str:
    """How many problems there are of each severity, in words."""
    severities = [problem.severity for problem in problems]
    names = {"error": "error", "gap": "gap", "warning": "warning"}
    counted = [(severities.count(severity), name) for severity, name in names.items() if severity in severities]
    return ", ".join(f"{n} {name}{'' if n == 1 else 's'}" for n, name in counted) or "No problems"
