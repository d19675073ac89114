"""What came of pieces of work before: had from the store by what they were made from, and kept there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from packbuilder.compose.trial import Trial
from packbuilder.errors import LayoutError, Problem
from packbuilder.fingerprint import fingerprint
from packbuilder.pipeline.program import program
from packbuilder.production.made import MadeDocument
from packbuilder.production.work import Make, Outcome, Work
from packbuilder.store import Kept, NoStore, Store

_WITHOUT_DATA = {"files": {"__all__": {"data"}}}


@dataclass(frozen=True)
class KeptResults:
    """The outcomes of pieces of work, as this program on this machine has found them.

    What does not fit is kept as well, as long as it would be told in the same words. What had no time, memory or room
    is tried again.
    """

    store: Store | NoStore

    def get(self, work: Work) -> Outcome | None:
        """What came of the same work before; None where nobody knows."""
        if isinstance(self.store, NoStore) or (found := self.store.get(self._key(work))) is None:
            return None
        match found.header:
            case {"made": dict(made)}:
                return self._made(made, found)
            case {"trial": trial}:
                return self._trials.validate_python(trial)
            case {"refused": problems, "told": told} if told == work.refusal_fingerprint:
                return LayoutError(*self._problems.validate_python(problems))
        return None

    def keep(self, work: Work, outcome: Outcome) -> None:
        """Keep what came of a piece of work."""
        header: dict[str, Any]
        blobs: dict[str, bytes] = {}
        if isinstance(self.store, NoStore):
            return
        match outcome:
            case MadeDocument():
                header = {"made": self._documents.dump_python(outcome, mode="json", exclude=_WITHOUT_DATA)}
                blobs = {str(number): file.data for number, file in enumerate(outcome.files)}
            case Trial():
                header = {"trial": self._trials.dump_python(outcome, mode="json")}
            case _ if type(outcome) is LayoutError:  # one that took too long is none: another machine may be faster
                problems = self._problems.dump_python(outcome.problems, mode="json")
                header = {"refused": problems, "told": work.refusal_fingerprint}
            case _:
                return
        self.store.keep(self._key(work), header, blobs)

    def size(self, work: Make) -> float | None:
        """The text size in pt that this document had last, whatever it said then."""
        hint = self.store.hint(_named(work))
        return float(hint) if isinstance(hint, int | float) else None

    def tell_size(self, work: Make, font_pt: float) -> None:
        """Have the size as where the next search begins."""
        if work.first_pt != font_pt:
            self.store.tell(_named(work), font_pt)

    def _made(self, made: dict[str, Any], found: Kept) -> MadeDocument:
        files = [one | {"data": found.blobs[str(number)]} for number, one in enumerate(made["files"])]
        return self._documents.validate_python(made | {"files": files})

    def _key(self, work: Work) -> str:
        return fingerprint((program(), work.fingerprint))

    @cached_property
    def _documents(self) -> TypeAdapter[MadeDocument]:
        return TypeAdapter(MadeDocument)

    @cached_property
    def _trials(self) -> TypeAdapter[Trial]:
        return TypeAdapter(Trial)

    @cached_property
    def _problems(self) -> TypeAdapter[tuple[Problem, ...]]:
        return TypeAdapter(tuple[Problem, ...])


def _named(work: Make) -> str:
    return f"{work.composed.title}\n{work.composed.path}"
