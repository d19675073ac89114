"""The problems that stand: which of those that a build found are new, and which of those before have been mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from packbuilder.errors import Problem, Severity

_CAMPAIGN, _CASE = "content/campaign.yaml", "case.yaml"


@dataclass
class Standing:
    """The problems of the last build, those included that it did not come to look at.

    A problem stays the same when it moves to another line. A build that is stopped by its checks makes nothing, so what
    making found stands until something is made again; and while the campaign or a case cannot be read, so does what was
    found below it. Nothing is said to be mended that nobody has looked at.
    """

    _problems: dict[Problem, tuple[Problem, bool]] = field(default_factory=dict)  # each, and whether making found it

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of them, each with the line that it was last found on, by place."""
        return tuple(sorted(problem for problem, _ in self._problems.values()))

    def found(self, problems: Iterable[Problem], *, made: bool) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """What is new and what is mended, now that a build found these; `made` is whether it came to make anything."""
        now = {_same(problem): (problem, made) for problem in problems}
        gone = {key: one for key, one in self._problems.items() if key not in now}
        unseen = {} if made else {key: one for key, one in gone.items() if one[1] or _hidden(one[0], now)}
        new = sorted(now[key][0] for key in now if key not in self._problems)
        mended = sorted(one for key, (one, _) in gone.items() if key not in unseen)
        self._problems = unseen | now
        return tuple(new), tuple(mended)


def _same(problem: Problem) -> Problem:
    return replace(problem, line=0)


def _hidden(problem: Problem, found: Iterable[Problem]) -> bool:
    """Whether something found in the file of the campaign, or of its case, kept this one from being looked at."""
    errors = {one.file for one in found if one.severity is Severity.ERROR} - {problem.file}
    folders = {PurePosixPath(file).parent for file in errors if PurePosixPath(file).name == _CASE}
    return _CAMPAIGN in errors or bool(folders & set(PurePosixPath(problem.file).parents))
