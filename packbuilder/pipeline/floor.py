"""The shop floor: many documents under way at once, each a conversation between composing and making."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from packbuilder.errors import PackError
from packbuilder.pipeline.conversation import Talk
from packbuilder.pipeline.kept_results import KeptResults
from packbuilder.pipeline.workers import Crew, result
from packbuilder.production.made import MadeDocument
from packbuilder.production.work import Make, Outcome, Work

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
# Pieces of work that wait for a hand: more would take memory, fewer would not let the longest come first.
_WAITING = 60


@dataclass
class _Order(Generic[K, T]):
    """A document under way: what it is asked for by, and the conversation about it."""

    key: K
    talk: Talk[T]
    work: Work | None = None
    told: bool = False


@dataclass
class Floor(Generic[K, T]):
    """Has documents made by a crew, the longest first of those that wait; iterating yields each as it is finished.

    Documents may be added while it is iterated. `begun` hears of each that is given to the crew.
    """

    crew: Crew
    kept: KeptResults
    begun: Callable[[K], None] = lambda _: None
    _new: deque[_Order[K, T]] = field(default_factory=deque)
    _waiting: list[_Order[K, T]] = field(default_factory=list)
    _at_hand: dict[Future[Outcome], _Order[K, T]] = field(default_factory=dict)
    _sizes: dict[str, float] = field(default_factory=dict)

    def add(self, key: K, talk: Talk[T]) -> None:
        """Have a document made."""
        self._new.append(_Order(key, talk))

    def __iter__(self) -> Iterator[tuple[K, T | PackError]]:
        while self._new or self._waiting or self._at_hand:
            while self._waiting and len(self._at_hand) <= self.crew.hands:
                self._give()
            if self._new and len(self._waiting) < _WAITING:
                yield from self._advance(self._new.popleft(), None)
                finished = [future for future in self._at_hand if future.done()]
            else:
                finished = list(wait(self._at_hand, return_when=FIRST_COMPLETED).done)
            for future in finished:
                at_hand = [one.work.composed.path for one in self._at_hand.values() if one.work]
                order = self._at_hand.pop(future)
                outcome = result(future, at_hand)
                self._learn(order.work, outcome)
                yield from self._advance(order, outcome)

    def _advance(self, order: _Order[K, T], outcome: Outcome | None) -> Iterator[tuple[K, T | PackError]]:
        """Go on with a conversation, until it asks for what nobody has done yet, or ends."""
        try:
            order.work = next(order.talk) if outcome is None else order.talk.send(outcome)
            while (known := self.kept.get(order.work)) is not None:
                order.work = order.talk.send(known)
        except StopIteration as ended:
            yield order.key, ended.value
        except PackError as error:
            yield order.key, error
        else:
            self._waiting.append(order)

    def _give(self) -> None:
        """Give the longest piece of work to the crew; what has most to set takes longest."""
        order = max(self._waiting, key=lambda one: _length(one.work))
        self._waiting.remove(order)
        work = self._hinted(order.work)
        self._at_hand[self.crew.submit(work)] = order
        if not order.told:
            self.begun(order.key)
            order.told = True

    def _hinted(self, work: Work | None) -> Work:
        """With the size that it was set at last, or a sister of it: mostly it fits at the same."""
        assert work is not None  # noqa: S101 - what waits has asked for work
        if isinstance(work, Make) and work.first_pt is None:
            sister = None if work.composed.has_columns else self._sizes.get(_kind(work))
            return replace(work, first_pt=self.kept.size(work) or sister)
        return work

    def _learn(self, work: Work | None, outcome: Outcome) -> None:
        """Keep what came of a piece of work, and at what size a document was set."""
        assert work is not None  # noqa: S101 - it has just been done
        self.kept.keep(work, outcome)
        if isinstance(work, Make) and isinstance(outcome, MadeDocument):
            self.kept.tell_size(work, outcome.font_pt)
            self._sizes[_kind(work)] = outcome.font_pt


def _kind(work: Make) -> str:
    composed = work.composed
    return f"{composed.lang}/{composed.variant.name}/{composed.layout}"


def _length(work: Work | None) -> int:
    return len(work.composed.html) if work else 0
