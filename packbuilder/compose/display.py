"""Display type: a few words set as large as their field allows, from measured glyphs.

A field is a rectangle whose lower edge may rise from where lines start to where they end (the slant): to the right, or
to the left where they are read that way. Lines break between words only; every way of breaking is tried for short
texts, and each has its largest size in closed form, because every limit is linear in the size: a line is no wider than
the field, and the ink of each glyph stays clear of the lower edge. Where a field lets lines stretch, the shorter ones
then take up what height is left, each at a size of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from packbuilder.compose.glyphs import Face
from packbuilder.compose.rows import Row, Rows, breakings

MM_PER_PT = 25.4 / 72
SENSE = 0.85  # the share of the largest size within which lines that end where the sense does win over any others
# Between the ink of two lines, one above the other, in em of the larger; and how near to one another, sideways, they
# count as one above the other.
GAP_EM, BESIDE_EM = 0.045, 0.03
# Of the leading between lines of unequal size, the upper one's share: about that of the descender in a line.
UPPER_SHARE = 0.25
_GOOD_ENOUGH = 0.96  # the share of the largest size within which the better balanced lines win
_PAUSES = (".", ",", "!", "?", ";", ":", "—", "–", "…", "؟", "،", "؛")
_STEP_PT = 0.25
_ROUNDING_PT = 1e-6  # 24 pt, to mm and back, are 23.999…


@dataclass(frozen=True, slots=True)
class Field:
    """Where display type goes: mm, pt, and shares of the type size (em) for `line_height` and `tracking`.

    `stretch` is how many times as large as the smallest line another may be.
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


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is to be set: `top_mm` is the top of its box, one em high, below the top of all the ink."""

    text: str
    size_pt: float
    top_mm: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """Display type as it is to be set.

    `size_pt` is the size of the smallest line and `cap_mm` the height of its capitals; `spare_mm` how far the lines
    could still move down; `pauses` tells whether lines end where one would pause in speaking, `fits` whether the size
    is within the field's range.
    """

    lines: tuple[Line, ...]
    size_pt: float
    spare_mm: float
    cap_mm: float
    pauses: bool
    fits: bool

    @property
    def text(self) -> str:
        """All of it in one line."""
        return " ".join(line.text for line in self.lines)


def fit(text: str, face: Face, field: Field) -> Fitted:
    """Set a text in a field at the largest size, balanced among the ways of breaking that come close to it.

    Words tied by a no-break space stay together. A text that fits only below the field's smallest size comes back at
    the size it would need, with `fits` false.
    """
    words = [face.word(word, field.tracking) for word in text.split(" ") if word]
    space = face.word(" ", field.tracking).advance
    tried = [(_size_mm(rows, field), rows) for rows in breakings(words, space)]
    ceiling = min(max(size for size, _ in tried), field.largest * MM_PER_PT)
    good = [(min(size, ceiling), rows) for size, rows in tried if size >= ceiling * _GOOD_ENOUGH]
    sensible = [(min(size, ceiling), rows) for size, rows in tried if size >= ceiling * SENSE and _pauses(rows)]
    size, rows = min(sensible or good, key=lambda found: (_raggedness(found[1]), -found[0]))
    fitted = _fitted(rows, _stepped(size / MM_PER_PT), face, field)
    _ink_leading.cache_clear()  # rows are equal to themselves only: what is kept of these is never asked for again
    return fitted


def _fitted(rows: Rows, size_pt: float, face: Face, field: Field) -> Fitted:
    """The lines at their final sizes, in steps, and where each lies."""
    sizes = [_stepped(size_pt * ratio) for ratio in _stretched(rows, size_pt * MM_PER_PT, field)]
    ratios = [size / size_pt for size in sizes] if size_pt else [1.0] * len(rows)
    mm = size_pt * MM_PER_PT
    baselines = _baselines(rows, ratios, field)
    return Fitted(
        lines=tuple(
            Line(row.text, size, round(mm * baseline - size * MM_PER_PT * face.baseline_em, 3))
            for row, size, baseline in zip(rows, sizes, baselines, strict=True)
        ),
        size_pt=size_pt,
        spare_mm=round(field.height - field.clear - mm * _depth(rows, ratios, field), 3),
        cap_mm=round(mm * face.cap_em, 1),
        pauses=_pauses(rows),
        fits=size_pt >= field.smallest,
    )


def _stepped(size_pt: float) -> float:
    return (size_pt + _ROUNDING_PT) // _STEP_PT * _STEP_PT


def _pauses(rows: Rows) -> bool:
    """Whether there are several lines and each but the last ends where one would pause in speaking."""
    return len(rows) > 1 and all(row.text.endswith(_PAUSES) for row in rows[:-1])


def _raggedness(rows: Rows) -> float:
    """How uneven the lines are: the mean squared shortfall from the longest, as a share of it."""
    longest = max(row.width for row in rows)
    return sum((longest - row.width) ** 2 for row in rows) / len(rows) / longest**2


def _size_mm(rows: Rows, field: Field) -> float:
    """The largest size in mm at which these lines fit the field, all at one size."""
    room = field.height - field.clear
    return min(field.width / max(row.width for row in rows), room / _depth(rows, [1.0] * len(rows), field))


def _stretched(rows: Rows, size: float, field: Field) -> list[float]:
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
        if size * _depth(rows, ratios(middle), field) <= room:
            low = middle
        else:
            high = middle
    return ratios(low)


def _baselines(rows: Rows, ratios: Sequence[float], field: Field) -> list[float]:
    """The baselines below the top of all the ink, in em of the smallest line."""
    baselines = [rows[0].above * ratios[0]]
    for (upper, over), (lower, under) in pairwise(zip(rows, ratios, strict=True)):
        leading = field.line_height * (UPPER_SHARE * over + (1 - UPPER_SHARE) * under)
        baselines.append(baselines[-1] + max(leading, _ink_leading(upper, over, lower, under)))
    return baselines


@lru_cache(maxsize=16384)
def _ink_leading(upper: Row, over: float, lower: Row, under: float) -> float:
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


def _depth(rows: Rows, ratios: Sequence[float], field: Field) -> float:
    """How much height lines need in em, from the top of the ink: the rise of the slant over each glyph counts, too."""
    return max(
        (
            baseline + ratio * (glyph.below + field.slant * glyph.right)
            for row, ratio, baseline in zip(rows, ratios, _baselines(rows, ratios, field), strict=True)
            for glyph in row.glyphs
        ),
        default=1e-9,
    )
