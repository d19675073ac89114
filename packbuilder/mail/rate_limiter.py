"""How fast messages go: so many a minute, also to each domain, and whose turn it is meanwhile."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from time import monotonic, sleep
from typing import Protocol, TypeVar

_RATE = re.compile(r"(\d+(?:\.\d+)?)(?:/(s|sec|min|h|hour))?")
_PER_MINUTE = {"s": 60.0, "sec": 60.0, "min": 1.0, "h": 1 / 60, "hour": 1 / 60}
_MINUTE = 60.0  # s
_LONG = 10.0  # s: shorter waits are not told
_AGAIN = 30.0  # s: how often what is left of a long one is told


class Addressed(Protocol):
    """What has an address."""

    @property
    def to(self) -> str:
        """It."""


_Post = TypeVar("_Post", bound=Addressed)


@dataclass(frozen=True, slots=True)
class SendingPolicy:
    """How fast: messages a minute; how often at most, and how long to wait before the second time, in s.

    Each further time takes twice as long. `per_domain` is how many a minute go to one domain, 0 for as many as to all;
    `burst` how many go at once after a pause.
    """

    per_minute: float = 30
    tries: int = 4
    wait: float = 30
    per_domain: float = 0
    burst: int = 1


def per_minute(said: str) -> float:
    """A rate as people write it: 30, 30/min, 500/h, 2/s. ValueError for anything else, and for none at all."""
    read = _RATE.fullmatch(said.strip())
    if read is None or not float(read[1]):
        raise ValueError(said)
    return float(read[1]) * _PER_MINUTE[read[2] or "min"]


def pause(seconds: float, tell: Callable[[str], None], why: str) -> None:
    """Wait; a long wait is told, and what is left of it every half a minute."""
    until = monotonic() + seconds
    while (left := until - monotonic()) > 0:
        if left >= _LONG or seconds >= _AGAIN:
            tell(f"{why}: {left:.0f} s to wait")
        sleep(min(left, _AGAIN))


def _domain(post: Addressed) -> str:
    return post.to.rpartition("@")[2].casefold()


@dataclass(slots=True)
class _Bucket:
    """What a rate leaves room for: `at` is when the next one may go."""

    interval: float  # s
    burst: int
    _even: float = 0.0  # when it would be the next one's turn at an even pace

    @property
    def at(self) -> float:
        """When the next one may go, by the monotonic clock."""
        return self._even - (self.burst - 1) * self.interval

    def take(self, now: float) -> None:
        """One goes now."""
        self._even = max(self._even, now) + self.interval


@dataclass
class RateLimiter:
    """Whose turn it is. Who waits for a domain lets the others pass; else it goes by the order of the list."""

    pace: SendingPolicy
    tell: Callable[[str], None]
    _all: _Bucket = field(init=False)
    _domains: dict[str, _Bucket] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._all = _Bucket(_MINUTE / self.pace.per_minute, self.pace.burst)

    def of(self, posts: Sequence[_Post]) -> Iterator[_Post]:
        """The posts, each when it may go; `take` says that it does."""
        queues: dict[str, deque[tuple[int, _Post]]] = {}
        for number, post in enumerate(posts):
            queues.setdefault(_domain(post), deque()).append((number, post))
        ready: list[tuple[int, str]] = []  # the place in the list, and the domain
        later: list[tuple[float, str]] = []  # when it may go, and the domain
        for domain in queues:
            heappush(later, (self._bucket(domain).at, domain))
        while ready or later:
            self._wait(self._all.at, "the rate (--rate)")
            if not ready:
                self._wait(later[0][0], "the rate of the domains that are left (--per-domain)")
            now = monotonic()
            while later and later[0][0] <= now:
                domain = heappop(later)[1]
                heappush(ready, (queues[domain][0][0], domain))
            if not ready:
                continue
            domain = heappop(ready)[1]
            yield queues[domain].popleft()[1]
            if queues[domain]:
                heappush(later, (self._bucket(domain).at, domain))

    def take(self, post: Addressed) -> None:
        """A post goes now: what was made ready for it takes no time of the next one's."""
        now = monotonic()
        self._all.take(now)
        self._bucket(_domain(post)).take(now)

    def _bucket(self, name: str) -> _Bucket:
        per_minute = self.pace.per_domain
        interval = _MINUTE / per_minute if per_minute else 0.0
        return self._domains.setdefault(name, _Bucket(interval, self.pace.burst))

    def _wait(self, until: float, why: str) -> None:
        pause(until - monotonic(), self.tell, why)
