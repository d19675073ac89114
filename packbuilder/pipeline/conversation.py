"""A conversation about a document, as composing and making are apart, perhaps on two machines.

Each function of it yields a piece of work, is sent what came of it, and returns what it is asked for in the end.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.trial import Trial
from packbuilder.errors import PackError, Problem
from packbuilder.production.made import MadeDocument
from packbuilder.production.work import Outcome, Work

_T = TypeVar("_T")
Talk = Generator[Work, Outcome, _T]


@dataclass(frozen=True, slots=True)
class Finished:
    """A document that is made: as it was composed, its files, and the code on its pages."""

    composed: ComposedDocument
    made: MadeDocument
    code: str

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is to be said of it today; of a draft also what does not fit."""
        return tuple(dict.fromkeys((*self.composed.warnings, *self.made.misfits)))


def document_of(outcome: Outcome) -> MadeDocument:
    """The document that came of a piece of work; what refused it is raised."""
    if isinstance(outcome, PackError):
        raise outcome
    assert isinstance(outcome, MadeDocument)  # noqa: S101 - what making and binding yield
    return outcome


def trial_of(outcome: Outcome) -> Trial:
    """What came of trying a size; what refused it is raised."""
    if isinstance(outcome, PackError):
        raise outcome
    assert isinstance(outcome, Trial)  # noqa: S101 - what trying yields
    return outcome
