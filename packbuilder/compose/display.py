"""Display type: a few words set as large as their field allows, from measured glyphs.

A field is a rectangle whose lower edge may rise to the right (the slant). Lines break between words only; every way of
breaking is tried for short texts, and each has its largest size in closed form, because every limit is linear in the
size: a line is no wider than the field, and the ink of each glyph stays clear of the lower edge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations, pairwise
from pathlib import Path

import uharfbuzz as hb

MM_PER_PT = 25.4 / 72
_EXHAUSTIVE = 11  # words up to which every way of breaking is tried: 2^10 ways
_GOOD_ENOUGH = 0.96  # the share of the largest size within which the better balanced lines win
SENSE = 0.85  # the share within which lines that end where the sense does win over any others
_PAUSES = (".", ",", "!", "?", ";", ":", "—", "–", "…", "؟", "،", "؛")
_STEP_PT = 0.25
_SPACED = {"liga": False, "clig": False, "dlig": False}
_ROUNDING_PT = 1e-6  # 24 pt, to mm and back, are 23.999…


@dataclass(frozen=True, slots=True)
class Field:
    """Where display type goes: mm, pt, and shares of the type size (em) for `line_height` and `tracking`."""

    width: float
    height: float
    slant: float
    clear: float
    smallest: float
    largest: float
    line_height: float
    tracking: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """Display type as it is to be set.

    `size_pt` is the type size; `rise_em` the distance from the top of the first line box to the top of its ink;
    `spare_mm` how far the lines could still move down; `cap_mm` the height of a capital; `pauses` tells whether
    lines end where one would pause in speaking, `fits` whether the size is within the field's range.
    """

    lines: tuple[str, ...]
    size_pt: float
    rise_em: float
    spare_mm: float
    cap_mm: float
    pauses: bool
    fits: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """A word's advance and its ink, all in em: for each glyph its right edge, its depth below and height above."""

    text: str
    advance: float
    right: tuple[float, ...]
    below: tuple[float, ...]
    above: float


class Face:
    """A font file, measured: advances and ink of words in em, tracking included."""

    def __init__(self, file: Path) -> None:
        self._face = hb.Face(hb.Blob.from_file_path(str(file)))
        self._font = hb.Font(self._face)
        self._upem = self._face.upem

    @cached_property
    def cap_em(self) -> float:
        """The height of a capital H in em."""
        return self.word("H", 0).above

    @cached_property
    def ascent_em(self) -> float:
        """The ascender in em, as line boxes reckon it."""
        return float(self._font.get_font_extents("ltr").ascender / self._upem)

    @cached_property
    def descent_em(self) -> float:
        """The descender in em, counted downwards."""
        return float(-self._font.get_font_extents("ltr").descender / self._upem)

    @lru_cache(maxsize=4096)  # noqa: B019 - faces live as long as the process
    def word(self, text: str, tracking: float) -> _Word:
        """Shape a word: HarfBuzz with its default features, without ligatures where letters are spaced, like Pango."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, _SPACED if tracking else {})
        x, right, below, above = 0.0, [], [], 0.0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            ink = self._font.get_glyph_extents(info.codepoint)
            if ink is not None and ink.height:
                right.append((x + position.x_offset + ink.x_bearing + ink.width) / self._upem)
                below.append(-(position.y_offset + ink.y_bearing + ink.height) / self._upem)
                above = max(above, (position.y_offset + ink.y_bearing) / self._upem)
            x += position.x_advance + tracking * self._upem
        return _Word(text, x / self._upem, tuple(right), tuple(below), above)


def fit(text: str, face: Face, field: Field) -> Fitted:
    """Set a text in a field at the largest size, balanced among the ways of breaking that come close to it.

    Words tied by a no-break space stay together. A text that fits only below the field's smallest size comes back at
    the size it would need, with `fits` false.
    """
    words = [face.word(word, field.tracking) for word in text.split(" ") if word]
    space = face.word(" ", field.tracking).advance
    tried = [(_size_mm(lines, space, field), lines) for lines in _breakings(words)]
    ceiling = min(max(size for size, _ in tried), field.largest * MM_PER_PT)
    good = [(min(size, ceiling), lines) for size, lines in tried if size >= ceiling * _GOOD_ENOUGH]
    sensible = [(min(size, ceiling), lines) for size, lines in tried if size >= ceiling * SENSE and _pauses(lines)]
    size, lines = min(sensible or good, key=lambda found: (_raggedness(found[1], space), -found[0]))
    size_pt = (size / MM_PER_PT + _ROUNDING_PT) // _STEP_PT * _STEP_PT
    return Fitted(
        lines=tuple(" ".join(word.text for word in line) for line in lines),
        size_pt=size_pt,
        rise_em=round(_rise(face, lines[0], field), 4),
        spare_mm=round(_spare(lines, space, field, size_pt * MM_PER_PT), 3),
        cap_mm=round(size_pt * MM_PER_PT * face.cap_em, 1),
        pauses=_pauses(lines),
        fits=size_pt >= field.smallest,
    )


def _breakings(words: Sequence[_Word]) -> Iterator[tuple[tuple[_Word, ...], ...]]:
    """Every way to break the words into lines; for long texts, even lines of each length only."""
    if len(words) <= _EXHAUSTIVE:
        for count in range(len(words)):
            for cuts in combinations(range(1, len(words)), count):
                yield tuple(tuple(words[a:b]) for a, b in pairwise((0, *cuts, len(words))))
        return
    total = sum(word.advance for word in words)
    for count in range(1, len(words) + 1):
        lines: list[list[_Word]] = [[]]
        filled = 0.0
        for word in words:
            if lines[-1] and filled + word.advance / 2 > total * len(lines) / count and len(lines) < count:
                lines.append([])
            lines[-1].append(word)
            filled += word.advance
        yield tuple(tuple(line) for line in lines)


def _width(line: Sequence[_Word], space: float) -> float:
    return sum(word.advance for word in line) + space * (len(line) - 1)


def _pauses(lines: Sequence[Sequence[_Word]]) -> bool:
    """Whether there are several lines and each but the last ends where one would pause in speaking."""
    return len(lines) > 1 and all(line[-1].text.endswith(_PAUSES) for line in lines[:-1])


def _raggedness(lines: Sequence[Sequence[_Word]], space: float) -> float:
    """How uneven the lines are: the mean squared shortfall from the longest, in em."""
    widths = [_width(line, space) for line in lines]
    return sum((max(widths) - width) ** 2 for width in widths) / len(widths) / max(widths) ** 2


def _size_mm(lines: Sequence[Sequence[_Word]], space: float, field: Field) -> float:
    """The largest type size in mm at which these lines fit the field."""
    room = field.height - field.clear
    return min(field.width / max(_width(line, space) for line in lines), room / _depth(lines, space, field))


def _spare(lines: Sequence[Sequence[_Word]], space: float, field: Field, size: float) -> float:
    """How far lines set at a size in mm are from what they must stay clear of, in mm downwards."""
    return field.height - field.clear - size * _depth(lines, space, field)


def _depth(lines: Sequence[Sequence[_Word]], space: float, field: Field) -> float:
    """How much height lines need in em, from the top of the ink: the rise of the slant over each glyph counts, too."""
    top = max(word.above for word in lines[0])
    depth = 0.0
    for number, line in enumerate(lines):
        x = 0.0
        for word in line:
            for right, below in zip(word.right, word.below, strict=True):
                depth = max(depth, top + number * field.line_height + below + field.slant * (x + right))
            x += word.advance + space
    return depth


def _rise(face: Face, line: Sequence[_Word], field: Field) -> float:
    """From the top of a line box to the top of its ink, in em: half the leading and what lies above the ink."""
    half_leading = (field.line_height - face.ascent_em - face.descent_em) / 2
    return half_leading + face.ascent_em - max(word.above for word in line)
