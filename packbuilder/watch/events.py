"""What a watcher tells: values that can be sent to another process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from packbuilder.errors import Problem
from packbuilder.pipeline import Built, Step


@dataclass(frozen=True, slots=True)
class BuildBegun:
    """Something was saved, and what it concerns is made again; `saved` are its paths, none at the very beginning.

    They are relative to the campaign folder, with forward slashes, as far as they lie in it.
    """

    saved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseDelivered:
    """A case lies in its place, whole; `changed` are the paths of its files whose bytes are others than before."""

    built: Built
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProblemsFound:
    """Problems that were not there before, warnings among them."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ProblemsMended:
    """Problems that were there and are no longer."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class BuildEnded:
    """All is told of this build: how many seconds it took, and every problem that stands, also those told before."""

    seconds: float
    standing: tuple[Problem, ...]


# With each step of a build as that tells it.
Event: TypeAlias = BuildBegun | Step | CaseDelivered | ProblemsFound | ProblemsMended | BuildEnded
