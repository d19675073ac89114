"""What is missing, stale or refused: a row for each case, language and branch, with everything that it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from packbuilder import plan
from packbuilder.check import imprint
from packbuilder.errors import Problem, Severity, Topic
from packbuilder.model.freshness import Freshness, translations
from packbuilder.model.loaded import Branch, Case
from packbuilder.preflight.checks import Preflight


@dataclass(frozen=True)
class GapRow:
    """A case in a language, for a branch or for none (empty), and what is to be said of it."""

    case: str
    lang: str
    branch: str
    problems: tuple[Problem, ...]
    differences: Mapping[str, tuple[str, ...]]

    @property
    def refused(self) -> bool:
        """Whether it cannot be built as it is."""
        return any(problem.severity is not Severity.WARNING for problem in self.problems)

    @cached_property
    def counts(self) -> Mapping[Topic, int]:
        """How many problems there are of each topic."""
        topics = [problem.topic for problem in self.problems]
        return {topic: topics.count(topic) for topic in Topic}

    def data(self) -> dict[str, Any]:
        """The row as JSON writes it."""
        return {
            "case": self.case,
            "lang": self.lang,
            "branch": self.branch or None,
            "refused": self.refused,
            "counts": {topic.value: count for topic, count in self.counts.items()},
            "problems": [
                {
                    "file": one.file,
                    "line": one.line,
                    "key": one.key,
                    "what": f"{one.what} {one.quote}".rstrip(),
                    "remedy": one.remedy,
                    "severity": one.severity.value,
                    "topic": one.topic.value,
                    "difference": list(self.differences.get(one.file, ())) if one.topic is Topic.BEHIND else [],
                }
                for one in self.problems
            ],
        }


def rows(seen: Preflight) -> list[GapRow]:
    """The rows of every case that could be loaded: for no branch, then for each branch that speaks the language."""
    campaign, _ = seen.workspace.whole()
    branches: list[Branch | None] = [None, *campaign.branches.values()]
    return [
        _row(seen, case, lang, branch)
        for case in seen.cases
        for branch in branches
        for lang in plan.languages(campaign, case, (), branch)
    ]


def _row(seen: Preflight, case: Case, lang: str, branch: Branch | None) -> GapRow:
    campaign, _ = seen.workspace.whole()
    found = [one for one in seen.of_case(case.slug) if one.lang in {"", lang} and not _of_branch(one)]
    if branch is not None:
        found += [one for one in seen.problems if one.file == branch.source.file]
        found += imprint.required(campaign, branch, list(seen.workspace.layouts.values()))
    behind = (one for one in translations(campaign, case, lang) if one.freshness is Freshness.BEHIND)
    differences = {one.text.file: one.difference for one in behind}
    return GapRow(case.slug, lang, branch.facts.id if branch else "", tuple(dict.fromkeys(found)), differences)


def _of_branch(problem: Problem) -> bool:
    return problem.file.startswith("content/branches/")


def to_take_down(seen: Preflight) -> Iterator[Problem]:
    """What has run out: open cases past their last day, and addresses that nobody has checked for too long."""
    return (problem for problem in seen.problems if problem.topic is Topic.STALE)
