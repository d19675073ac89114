"""Display type: a few words set as large as their field allows, from measured glyphs.

A field is a rectangle whose lower edge may rise from where lines start to where they end (the slant): to the right, or
to the left where they are read that way. Lines break between words, and within one only where much is won by it;
every way of breaking is tried for short texts, and each has its largest size in closed form, because every limit is
linear in the size: a line is no wider than the field, and the ink of each glyph stays clear of the lower edge. Where a
field lets lines stretch, the shorter ones then take up what height is left, each at a size of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from packbuilder.compose.break_opportunities import HYPHEN, SHY, Piece, pieces_of, syllables
from packbuilder.compose.glyph_metrics import MeasuredFace, MeasuredWord
from packbuilder.compose.leading import MM_PER_PT, DisplayField, baselines, depth, forget, size_mm, stretched
from packbuilder.compose.line_breaking import Breaking, breakings

SENSE = 0.85  # the share of the largest size within which lines that end where the sense does win over any others
_GOOD_ENOUGH = 0.96  # the share of the largest size within which the better balanced lines win
# How many times as large type must become for lines to end after hyphens, and for one word to be hyphenated; where a
# text would not fit otherwise, as few words as may be.
WITHIN, HYPHENATED = 1.2, 1.75
_PAUSES = (*".,!?;:—–…", *"؟،؛", *"。、，！？；：")
_SIGNS = "!?.,;:…»«“”„‘’'\"()"  # around a word that is named in a message
_STEP_PT = 0.25
_ROUNDING_PT = 1e-6  # 24 pt, to mm and back, are 23.999…


@dataclass(frozen=True, slots=True)
class DisplayLine:
    """A line as it is to be set: `top_mm` is the top of its box, one em high, below the top of all the ink."""

    text: str
    size_pt: float
    top_mm: float


@dataclass(frozen=True, slots=True)
class FittedDisplay:
    """Display type as it is to be set.

    `size_pt` is the size of the smallest line and `cap_mm` the height of its capitals; `spare_mm` how far the lines
    could still move down; `pauses` tells whether lines end where one would pause in speaking, `parted` whether one ends
    within a word, `fits` whether the size is within the field's range. `text` is all of it in one line. Its field
    begins `top_mm` below the top of the page, and lines `start_mm` from the edge that they start from.
    """

    text: str
    lines: tuple[DisplayLine, ...]
    size_pt: float
    spare_mm: float
    cap_mm: float
    pauses: bool
    parted: bool
    fits: bool
    top_mm: float = 0
    start_mm: float = 0


@dataclass(frozen=True, slots=True)
class _Tried:
    """Ways of breaking these pieces, each with its largest size in mm; the largest of all that the field takes."""

    pieces: tuple[Piece, ...]
    ways: tuple[tuple[float, Breaking], ...]
    ceiling: float


def fit(text: str, face: MeasuredFace, field: DisplayField) -> FittedDisplay:
    """Set a text in a field at the largest size, balanced among the ways of breaking that come close to it.

    Words tied by a no-break space stay together. A text that fits only below the field's smallest size comes back at
    the size it would need, with `fits` false.
    """
    tried = _tried(text, face, field)
    ceiling = tried.ceiling
    good = [(min(size, ceiling), rows) for size, rows in tried.ways if size >= ceiling * _GOOD_ENOUGH]
    sensible = [(min(size, ceiling), rows) for size, rows in tried.ways if size >= ceiling * SENSE and _pauses(rows)]
    size, rows = min(sensible or good, key=_rank)
    fitted = _fitted(rows, _stepped(size / MM_PER_PT), face, field)
    forget()
    return fitted


def too_wide(text: str, face: MeasuredFace, field: DisplayField) -> str:
    """The word, or the words tied to one another, that are wider than the field at its smallest size; or none.

    A word is too wide where a part of it is that cannot be broken.
    """
    parts = [piece.text + piece.mark for piece in _tried(text, face, field).pieces]
    parts += [word for part in parts for word in part.split()]  # one word tells more than several that are tied

    def width(part: str) -> float:
        return field.smallest * MM_PER_PT * face.word(part, field.tracking).advance

    found = next((part for part in reversed(parts) if width(part) > field.width), "").removesuffix(HYPHEN)
    whole = text.replace(SHY, "")
    words = whole.split() if len(found.split()) == 1 else whole.split(" ")
    return next((word.strip(_SIGNS) for word in words if found and found in word), found)


def too_long(text: str, face: MeasuredFace, field: DisplayField) -> int:
    """How many letters a text is too long for the field at its smallest size, as long as its words are at hand."""
    words = text.split(" ")
    low, high = 0, len(words)  # so many words fit, so many do not
    while high - low > 1:
        middle = (low + high) // 2
        size_pt = _tried(" ".join(words[:middle]), face, field).ceiling / MM_PER_PT
        low, high = (middle, high) if size_pt >= field.smallest else (low, middle)
    forget()
    return max(1, len(text) - len(" ".join(words[:low])))


def _tried(text: str, face: MeasuredFace, field: DisplayField) -> _Tried:
    """The ways of breaking a text at the coarsest places that let it be as large as it may be."""

    def tried(pieces: tuple[Piece, ...]) -> _Tried:
        found = tuple((size_mm(rows, field), rows) for rows in breakings(pieces, measure))
        return _Tried(pieces, found, min(max(size for size, _ in found), field.largest * MM_PER_PT))

    def measure(word: str) -> MeasuredWord:
        return face.word(word, field.tracking)

    def finer() -> Iterator[tuple[tuple[float, float], tuple[Piece, ...]]]:
        yield (WITHIN, inf), pieces_of(text, face.lang, within=True)
        most = field.width / (chosen.ceiling * HYPHENATED)
        yield (
            (HYPHENATED, 1),
            syllables(chosen.pieces, face.lang, lambda word: measure(word).advance > most),
        )

    chosen = tried(pieces_of(text, face.lang))
    for least, pieces in finer():
        if len(pieces) > len(chosen.pieces):
            chosen = _finer(chosen, tried(pieces), field.smallest * MM_PER_PT, *least)
    return chosen


def _finer(one: _Tried, other: _Tried, smallest: float, gain: float, most: float) -> _Tried:
    """Of two, the one with finer pieces where the text fits only so, or is so many times as large by `most` breaks.

    Of its ways it keeps those with the fewest of them, unless as many as may be are `most`.
    """
    fits = one.ceiling >= smallest
    least = one.ceiling * gain if fits else min(smallest, other.ceiling)
    enough = [_within(rows) for size, rows in other.ways if size >= least]
    if not enough or other.ceiling <= one.ceiling or (fits and min(enough) > most):
        return one
    if most == inf:
        return other
    ways = tuple((size, rows) for size, rows in other.ways if _within(rows) <= min(enough))
    return _Tried(other.pieces, ways, min(other.ceiling, max(size for size, _ in ways)))


def _within(rows: Breaking) -> int:
    """How many lines end within a word."""
    return sum(row.within for row in rows[:-1])


def _rank(found: tuple[float, Breaking]) -> tuple[int, float, float]:
    """The best of several ways is the least: as few lines as may be end within a word, and they are even."""
    size, rows = found
    return _within(rows), _raggedness(rows), -size


def _fitted(rows: Breaking, size_pt: float, face: MeasuredFace, field: DisplayField) -> FittedDisplay:
    """The lines at their final sizes, in steps, and where each lies."""
    mm = size_pt * MM_PER_PT
    sizes = [_stepped(size_pt * ratio) for ratio in stretched(rows, mm, field)]
    ratios = [size / size_pt if size_pt else 1.0 for size in sizes]
    if mm * depth(rows, ratios, field) > field.height - field.clear:
        # A step smaller, letters may come to stand one above the other that did not.
        sizes, ratios = [size_pt] * len(rows), [1.0] * len(rows)
    places = baselines(rows, ratios, field)
    return FittedDisplay(
        text="".join(row.text.removesuffix(row.mark) + row.after for row in rows),
        lines=tuple(
            DisplayLine(row.text, size, round(mm * baseline - size * MM_PER_PT * face.baseline_em, 3))
            for row, size, baseline in zip(rows, sizes, places, strict=True)
        ),
        size_pt=size_pt,
        spare_mm=round(field.height - field.clear - mm * depth(rows, ratios, field), 3),
        cap_mm=round(mm * face.cap_em, 1),
        pauses=_pauses(rows),
        parted=_within(rows) > 0,
        fits=size_pt >= field.smallest,
        top_mm=field.top,
        start_mm=field.start,
    )


def _stepped(size_pt: float) -> float:
    return (size_pt + _ROUNDING_PT) // _STEP_PT * _STEP_PT


def _pauses(rows: Breaking) -> bool:
    """Whether there are several lines and each but the last ends where one would pause in speaking."""
    return len(rows) > 1 and all(row.text.endswith(_PAUSES) for row in rows[:-1])


def _raggedness(rows: Breaking) -> float:
    """How uneven the lines are: the mean squared shortfall from the longest, as a share of it."""
    longest = max(row.width for row in rows)
    return sum((longest - row.width) ** 2 for row in rows) / len(rows) / longest**2
