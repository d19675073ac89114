"""How far a build has come: told at each step as one value, whoever does the work, and whoever listens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from time import monotonic

from packbuilder.plan import Document

# What a pack takes against another document of as many pages: all is bound and proven, and by then other workers have
# nothing to do (two cores, 22 documents, November 2026).
_PACK = 4


class Happened(Enum):
    """What a step of a build is."""

    COUNTED = auto()  # it is known what there is to do; of documents that are given up, that they are not
    BEGUN = auto()  # a worker has begun a document
    DONE = auto()  # a document is made, had from the store, or refused
    ENDED = auto()  # all of an edition is done


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a build, and how far that has come: `done` of `total` documents, packs among them.

    `edition` is what a person calls it (en, berlin/de/mono), `document` its name; both are empty where it is not about
    one. `left_s` is how many seconds the rest will take at the pace so far, None as long as nothing was made.
    """

    happened: Happened
    done: int
    total: int
    left_s: float | None = None
    case: str = ""
    edition: str = ""
    document: str = ""

    @property
    def of(self) -> str:
        """The edition with its case: ferry/en/mono."""
        return f"{self.case}/{self.edition}"


# Hears every step of a build, in the process and thread that was asked for it.
Listener = Callable[[Step], None]


def unheard(_: Step) -> None:
    """What hears a build where nobody listens."""


@dataclass
class Tally:
    """What is still to be done of a build; tells the `listener` each step.

    A document counts once, however often it is tried. The time left is reckoned from those that workers have made: what
    is had from the store takes next to none.
    """

    listener: Listener = unheard
    clock: Callable[[], float] = monotonic
    _left: dict[tuple[str, str], int] = field(default_factory=dict)  # the work by case and path
    _at_hand: dict[tuple[str, str], int] = field(default_factory=dict)
    _total: int = 0
    _made: int = 0  # work
    _began_s: float | None = None

    def expect(self, documents: Iterable[Document]) -> None:
        """Have them as what there is to do."""
        self._left |= {_key(one): _work(one) for one in documents}
        self._total = len(self._left)
        self._tell(Happened.COUNTED)

    def begin(self, document: Document, edition: str) -> None:
        """A worker has begun it."""
        if self._began_s is None:
            self._began_s = self.clock()
        self._at_hand[_key(document)] = _work(document)
        self._tell(Happened.BEGUN, document.edition.case.slug, edition, document.name)

    def finish(self, document: Document, edition: str) -> None:
        """It is made, or refused."""
        self._made += self._at_hand.pop(_key(document), 0)
        self._left.pop(_key(document), None)
        self._tell(Happened.DONE, document.edition.case.slug, edition, document.name)

    def end(self, case: str, edition: str) -> None:
        """All of an edition is done."""
        self._tell(Happened.ENDED, case, edition)

    def close(self, case: str) -> None:
        """Nothing more is made of a case, whatever there was to do."""
        given_up = [key for key in self._left if key[0] == case]
        for key in given_up:
            del self._left[key]
            self._at_hand.pop(key, None)
        if given_up:
            self._tell(Happened.COUNTED)

    def _tell(self, happened: Happened, case: str = "", edition: str = "", document: str = "") -> None:
        done = self._total - len(self._left)
        self.listener(Step(happened, done, self._total, self._left_s(), case, edition, document))

    def _left_s(self) -> float | None:
        if not self._left:
            return 0
        if self._began_s is None or not self._made:
            return None
        half_made = sum(self._at_hand.values()) / 2  # as they are on the average
        made = self._made + half_made
        return (self.clock() - self._began_s) / made * (sum(self._left.values()) - half_made)


def _key(document: Document) -> tuple[str, str]:
    return document.edition.case.slug, document.path


def _work(document: Document) -> int:
    """What a document takes to make, against others: its pages, and as much as one for what comes of any number."""
    facts = document.layout.facts
    return (facts.pages.min + 1) * (_PACK if facts.pack else 1)
