"""Looking for the largest size that fits, in as few attempts as may be: laying out is what takes a build its time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import exp, floor, log

STEP_PT = 0.25
_ROUNDING = 1e-6  # steps, for what millimetres and points do to whole numbers
# Text that wraps needs height by the square of its size, lines that do not wrap by the size itself.
_GROWTH = 1.5
_LEAST_GROWTH, _MOST_GROWTH = 0.5, 3.0
# Sheets are written full, and what fits tells more about what else does than what does not.
_BEGIN = 0.25  # share of the range
_GUESSES = 4  # where columns do not tell by then, halving finds it sooner
_FAULTS = 2  # sizes, one below the other, at which a line breaks badly by accident


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What came of laying out at a size: whether there is room, and the share of its height that each column needs."""

    size: float
    room: bool
    fill: Mapping[str, float]


@dataclass
class SizeSearch:
    """The search among sizes from `smallest` to `largest` in pt, STEP_PT apart; `first` is the one to begin with.

    Lay out at `size` and `record` what came of it, until it is `done`. What has room at a size is taken to have room at
    every smaller one. What is wrong otherwise, as a line that is too wide, may be right at the next: where it is at the
    largest size that has room, the search goes down from there. Wherever it begins, it ends at the same size.
    """

    smallest: float
    largest: float
    first: float | None = None
    _attempts: list[_Attempt] = field(default_factory=list)
    _fits: dict[int, bool] = field(default_factory=dict)  # by step
    _best: int | None = None  # the step at which the search has ended, -1 where nothing fits

    def __post_init__(self) -> None:
        self._low = -1  # the largest step that is known to have room
        self._high = self._last = self._steps(self.largest) + 1  # the smallest that is known, or made, not to
        begin = self.smallest + (self.largest - self.smallest) * _BEGIN if self.first is None else self.first
        self._step = self._within(self._steps(begin))

    @property
    def done(self) -> bool:
        """Whether there is nothing left to try."""
        return self._best is not None

    @property
    def size(self) -> float:
        """The size to try next, in pt."""
        return self.smallest + self._step * STEP_PT

    @property
    def best(self) -> float | None:
        """The size that was looked for, in pt; None as long as it is not known, and where nothing fits."""
        return None if self._best is None or self._best < 0 else self.smallest + self._best * STEP_PT

    @property
    def overfull(self) -> str | None:
        """The column that is expected to be too small for `size`; None where there is none, or nothing smaller to try.

        Who proves that it is may record as much, without laying out the rest.
        """
        if not self._attempts or not self._step:
            return None
        base = self._base()
        ratio = log(self.size / base.size)
        fills = {name: share * exp(self._growth(name, base) * ratio) for name, share in base.fill.items() if share > 0}
        fullest = max(fills, key=fills.__getitem__, default=None)
        return fullest if fullest is not None and fills[fullest] > 1 else None

    def measure(self, *, room: bool, fill: Mapping[str, float]) -> None:
        """Say what the columns need by themselves at `size`, and whether all have room: not all that must fit.

        Then `size` is where all is to be laid out, which takes so much longer, for the first time.
        """
        if room:
            self._attempts.append(_Attempt(self.size, room, fill))
            self._step = self._within(max(self._step, self._steps(self._guess() or 0)))
        elif self._step:  # at the smallest all is laid out, for whoever wants to know what does not fit
            self.record(fits=False, fill=fill)

    def record(self, *, fits: bool, fill: Mapping[str, float], room: bool = False) -> None:
        """Say what came of `size`: whether it fits, and by name the share of its height that each column needs.

        `room` is whether what does not fit has room for all that.
        """
        room = fits or room
        self._attempts.append(_Attempt(self.size, room, fill))
        self._fits[self._step] = fits
        if self._high - self._low > 1:
            self._low, self._high = (self._step, self._high) if room else (self._low, self._step)
        if self._high - self._low > 1:
            self._step = self._next()
        else:
            self._descend()

    def _descend(self) -> None:
        """Go down from the largest size that has room, always the same way, to one that fits."""
        low, high = -1, self._low + 1
        while high - low > 1:
            step = high - 1 if self._low - high < _FAULTS else (low + high) // 2
            if step not in self._fits:
                self._step = step
                return
            low, high = (step, high) if self._fits[step] else (low, step)
        self._best = low

    def _next(self) -> int:
        guess = self._guess() if len(self._attempts) <= _GUESSES else None
        return (self._low + self._high) // 2 if guess is None else self._within(self._steps(guess, up=0.5))

    def _guess(self) -> float | None:
        """The size at which the first column will be full, as it looks from the largest size that has room.

        None where no column tells: what does not fit lies under a code then, or has too many pages.
        """
        base = self._base()
        full = min(self._full(base), default=None)
        if full is not None:
            return full if base.room or full < base.size else None
        if base.room and self.first is not None and len(self._attempts) == 1:
            return base.size  # `first` is what its sisters were set at: the next size proves it
        return self.largest if base.room and self._high == self._last else None

    def _base(self) -> _Attempt:
        """The largest size that has room, as far as is known, else what was tried last."""
        known = self.smallest + self._high * STEP_PT  # columns may have room by themselves where the rest has not
        room = (one for one in self._attempts if one.room and one.size < known)
        return max(room, key=lambda one: one.size, default=self._attempts[-1])

    def _full(self, base: _Attempt) -> Iterator[float]:
        for name, share in base.fill.items():
            if share > 0 and (growth := self._growth(name, base)) > _LEAST_GROWTH:
                yield base.size * share ** (-1 / min(growth, _MOST_GROWTH))

    def _growth(self, name: str, base: _Attempt) -> float:
        """By which power of the size a column grows, from two attempts as soon as there are two."""
        for other in reversed(self._attempts):
            if other.size != base.size and other.fill.get(name, 0) > 0:
                return log(other.fill[name] / base.fill[name]) / log(other.size / base.size)
        return _GROWTH

    def _steps(self, size: float, up: float = 0) -> int:
        return floor((size - self.smallest) / STEP_PT + up + _ROUNDING)

    def _within(self, step: int) -> int:
        return min(max(step, self._low + 1), self._high - 1)
