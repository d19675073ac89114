"""Breaking a few words into lines: every way there is, or for long texts the even ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from packbuilder import bidi
from packbuilder.compose.glyphs import Glyph, Word

_EXHAUSTIVE = 11  # words up to which every way of breaking is tried: 2^10 ways


@dataclass(frozen=True, eq=False)
class Row:
    """A line in the making: words, width and the ink of its glyphs in em, from its start. Equal only to itself."""

    text: str
    width: float
    glyphs: tuple[Glyph, ...]

    @property
    def above(self) -> float:
        """How high its ink reaches above the baseline, in em."""
        return max((glyph.above for glyph in self.glyphs), default=0.0)


Rows = tuple[Row, ...]


def breakings(words: Sequence[Word], space: float) -> Iterator[Rows]:
    """Every way to break the words into lines; for long texts, even lines of each length only."""

    @cache
    def row(first: int, end: int) -> Row:
        x, glyphs = 0.0, []
        for word in bidi.in_line(words[first:end], [word.way for word in words[first:end]]):
            glyphs += [Glyph(x + g.left, x + g.right, g.below, g.above) for g in word.glyphs]
            x += word.advance + space
        return Row(" ".join(word.text for word in words[first:end]), x - space, tuple(glyphs))

    for cuts in _all_cuts(len(words)) if len(words) <= _EXHAUSTIVE else _even_cuts(words):
        yield tuple(row(a, b) for a, b in pairwise((0, *cuts, len(words))))


def _all_cuts(count: int) -> Iterator[tuple[int, ...]]:
    for lines in range(count):
        yield from combinations(range(1, count), lines)


def _even_cuts(words: Sequence[Word]) -> Iterator[tuple[int, ...]]:
    total = sum(word.advance for word in words)
    for lines in range(1, len(words) + 1):
        cuts: list[int] = []
        filled = 0.0
        for number, word in enumerate(words):
            started = number > (cuts[-1] if cuts else 0)
            if started and len(cuts) + 1 < lines and filled + word.advance / 2 > total * (len(cuts) + 1) / lines:
                cuts.append(number)
            filled += word.advance
        yield tuple(cuts)
