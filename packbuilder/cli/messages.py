"""Problems as a person reads them on stderr, and what is said of rows of a list that could not be used."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

import click

from packbuilder.cli.command_line import called
from packbuilder.errors import DeliveryError, Problem, Severity

# Of more problems that say the same, so many are printed one by one.
_MANY, _FIRST = 30, 5
_ALL = "`packbuilder check --format json` lists all."
_ORDER = (Severity.WARNING, Severity.GAP, Severity.ERROR)


def print_problems(problems: Iterable[Problem]) -> None:
    """Print each problem on stderr, warnings first, so that what must be put right stands last, next to the prompt.

    Of many that say the same, as of the labels that a new language lacks, the first few and how many more there are.
    """
    ordered = sorted(problems, key=lambda problem: (_ORDER.index(problem.severity), problem))
    alike = Counter((problem.severity, problem.what) for problem in ordered)
    printed: Counter[tuple[Severity, str]] = Counter()
    for problem in ordered:
        same = problem.severity, problem.what
        printed[same] += 1
        sign = "warning: " if problem.severity is Severity.WARNING else ""
        if alike[same] <= _MANY or printed[same] <= _FIRST:
            click.echo(f"{sign}{called(str(problem))}", err=True)
        elif printed[same] == alike[same]:
            click.echo(f"{sign}… and {alike[same] - _FIRST} more: {problem.what} {called(_ALL)}", err=True)


def print_buildable(problems: Iterable[Problem], later: Mapping[str, Iterable[Problem]]) -> None:
    """Print the problems of what can be built, and, by its name, those of each branch that cannot be yet."""
    every = [*problems, *chain.from_iterable(later.values())]
    print_problems(every)
    without = f", but not yet with --branch {' or --branch '.join(later)}" if later else ""
    click.echo(f"{count(every)}. It can be built{without}.", err=True)


def count(problems: Iterable[Problem]) -> str:
    """How many problems there are of each severity, in words."""
    severities = [problem.severity for problem in problems]
    counted = [(severities.count(severity), severity) for severity in Severity if severity in severities]
    return ", ".join(f"{n} {severity}{'' if n == 1 else 's'}" for n, severity in counted) or "No problems"


def rows_to_look_at(problems: Iterable[Problem]) -> str:
    """Of the rows of a list those that could not be used, in words that go on a sentence; empty if there are none."""
    bad = sum(problem.severity is not Severity.WARNING for problem in problems)
    return f", {bad} row(s) to look at" if bad else ""


def refuse_rows(problems: Iterable[Problem], *, allowed: bool) -> None:
    """SystemExit with the code of deliveries where rows were left out, unless that is allowed: what was made stays."""
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
