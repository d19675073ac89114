"""Lines one above the other in a field: how far apart they stand, and how large they can be.

The lower edge of a field may rise from where lines start to where they end: the ink of every glyph stays clear of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from packbuilder.compose.line_breaking import Breaking, CandidateLine

MM_PER_PT = 25.4 / 72
# Between the ink of two lines, one above the other, in em of the larger; and how near to one another, sideways, they
# count as one above the other.
GAP_EM, BESIDE_EM = 0.045, 0.03
# Of the leading between lines of unequal size, the upper one's share: about that of the descender in a line.
UPPER_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class DisplayField:
    """Where display type goes: mm, pt, and shares of the type size (em) for `line_height` and `tracking`.

    `stretch` is how many times as large as the smallest line another may be; `top` and `start` say where on the page it
    lies.
    """

    width: float
    height: float
    slant: float
    clear: float
    smallest: float
    largest: float
    line_height: float
    tracking: float
    stretch: float = 1.0
    top: float = 0
    start: float = 0


def size_mm(rows: Breaking, field: DisplayField) -> float:
    """The largest size in mm at which these lines fit the field, all at one size."""
    room = field.height - field.clear
    return min(field.width / max(row.width for row in rows), room / depth(rows, [1.0] * len(rows), field))


def stretched(rows: Breaking, size: float, field: DisplayField) -> list[float]:
    """How many times the size in mm each line may be: as wide as the field, as far as the height allows.

    The widest stays as it is, so that the size remains that of the smallest line.
    """
    room = field.height - field.clear
    widest = max(rows, key=lambda row: row.width)

    def ratios(most: float) -> list[float]:
        return [1.0 if row is widest else max(1.0, min(field.width / row.width / size, most)) for row in rows]

    low, high = 1.0, max(1.0, min(field.stretch, field.largest * MM_PER_PT / size)) if size else 1.0
    for _ in range(12):
        middle = (low + high) / 2
        if size * depth(rows, ratios(middle), field) <= room:
            low = middle
        else:
            high = middle
    return ratios(low)


def baselines(rows: Breaking, ratios: Sequence[float], field: DisplayField) -> list[float]:
    """The baselines below the top of all the ink, in em of the smallest line."""
    baselines = [rows[0].above * ratios[0]]
    for (upper, over), (lower, under) in pairwise(zip(rows, ratios, strict=True)):
        leading = field.line_height * (UPPER_SHARE * over + (1 - UPPER_SHARE) * under)
        baselines.append(baselines[-1] + max(leading, _ink_leading(upper, over, lower, under)))
    return baselines


@lru_cache(maxsize=16384)
def _ink_leading(upper: CandidateLine, over: float, lower: CandidateLine, under: float) -> float:
    """How far apart two baselines must be for the ink of the lines to keep its distance."""
    gap, beside = GAP_EM * max(over, under), BESIDE_EM * max(over, under)
    return max(
        (
            above.below * over + below.above * under + gap
            for above in upper.glyphs
            for below in lower.glyphs
            if above.left * over - beside < below.right * under and below.left * under - beside < above.right * over
        ),
        default=0.0,
    )


def depth(rows: Breaking, ratios: Sequence[float], field: DisplayField) -> float:
    """How much height lines need in em, from the top of the ink: the rise of the slant over each glyph counts, too."""
    return max(
        (
            baseline + ratio * (glyph.below + field.slant * glyph.right)
            for row, ratio, baseline in zip(rows, ratios, baselines(rows, ratios, field), strict=True)
            for glyph in row.glyphs
        ),
        default=1e-9,
    )


def forget() -> None:
    """Let go of what is known of rows: they are equal to themselves only, and those of a text are asked for once."""
    _ink_leading.cache_clear()
