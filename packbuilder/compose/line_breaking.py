"""Breaking a few words into lines: every way there is, or for long texts the even and the full ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, pairwise

from packbuilder.compose.break_opportunities import Piece
from packbuilder.compose.glyph_metrics import Glyph, MeasuredWord
from packbuilder.language import bidi

_EXHAUSTIVE = 11  # pieces up to which every way of breaking is tried: 2^10 ways


@dataclass(frozen=True, eq=False)
class CandidateLine:
    """A line in the making: words, width and the ink of its glyphs in em, from its start. Equal only to itself.

    `after` stands between it and the next line where the text is in one, `mark` at its end only because it ends there,
    which is `within` a word or not.
    """

    text: str
    width: float
    glyphs: tuple[Glyph, ...]
    after: str = ""
    mark: str = ""
    within: bool = False

    @property
    def above(self) -> float:
        """How high its ink reaches above the baseline, in em."""
        return max((glyph.above for glyph in self.glyphs), default=0.0)


Breaking = tuple[CandidateLine, ...]
Width = Callable[[int, int], float]  # of a line from one piece to before another, in em


def breakings(pieces: Sequence[Piece], measure: Callable[[str], MeasuredWord]) -> Iterator[Breaking]:
    """Every way to break the pieces into lines; for long texts the even ones, and those of full lines of each width."""
    space = measure(" ").advance

    @cache
    def row(first: int, end: int) -> CandidateLine:
        last = replace(pieces[end - 1], after="", mark="") if end == len(pieces) else pieces[end - 1]
        text = "".join(piece.text + piece.after for piece in pieces[first : end - 1]) + last.text + last.mark
        words = [measure(word) for word in text.split(" ")]
        x, glyphs = 0.0, []
        for word in bidi.in_line(words, [word.way for word in words]):
            glyphs += [Glyph(x + g.left, x + g.right, g.below, g.above) for g in word.glyphs]
            x += word.advance + space
        return CandidateLine(text, x - space, tuple(glyphs), last.after, last.mark, last.within)

    for cuts in _cuts(pieces, lambda first, end: row(first, end).width):
        yield tuple(row(a, b) for a, b in pairwise((0, *cuts, len(pieces))))


def _cuts(pieces: Sequence[Piece], width: Width) -> Iterable[tuple[int, ...]]:
    if len(pieces) <= _EXHAUSTIVE:
        return _all_cuts(len(pieces))
    even = _even_cuts([width(at, at + 1) for at in range(len(pieces))])
    return even if all(piece.after for piece in pieces[:-1]) else {*even, *_filled_cuts(len(pieces), width)}


def _all_cuts(count: int) -> Iterator[tuple[int, ...]]:
    for lines in range(count):
        yield from combinations(range(1, count), lines)


def _even_cuts(widths: Sequence[float]) -> Iterator[tuple[int, ...]]:
    total = sum(widths)
    for lines in range(1, len(widths) + 1):
        cuts: list[int] = []
        filled = 0.0
        for number, width in enumerate(widths):
            started = number > (cuts[-1] if cuts else 0)
            if started and len(cuts) + 1 < lines and filled + width / 2 > total * (len(cuts) + 1) / lines:
                cuts.append(number)
            filled += width
        yield tuple(cuts)


def _filled_cuts(count: int, width: Width) -> Iterator[tuple[int, ...]]:
    """For each width that a line can have, every line filled up to it."""
    least = max(width(at, at + 1) for at in range(count))
    for most in sorted({width(first, end) for first, end in combinations(range(count + 1), 2)}):
        if most >= least:
            cuts = [0]
            for end in range(1, count + 1):
                if width(cuts[-1], end) > most:
                    cuts.append(end - 1)
            yield tuple(cuts[1:])
