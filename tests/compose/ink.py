"""An independent measure of display type: whole lines shaped at once, the ink of each glyph read from the font's table.

The program measures word by word, with HarfBuzz' own extents; here a line is one run, and fontTools reads `glyf`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from packbuilder.compose.leading import BESIDE_EM, GAP_EM, UPPER_SHARE, DisplayField
from tests.typeset.house import DISPLAY

MM_PER_PT = 25.4 / 72
UNLIGATED = {"liga": False, "clig": False}


@dataclass(frozen=True)
class Ink:
    """The ink of a glyph in em: its edges from the start of the line, and from the baseline upwards."""

    left: float
    right: float
    bottom: float
    top: float


@cache
def _font() -> tuple[TTFont, hb.Font]:
    return TTFont(DISPLAY), hb.Font(hb.Face(hb.Blob.from_file_path(str(DISPLAY))))


@cache
def line(text: str, tracking: float) -> tuple[float, tuple[Ink, ...]]:
    """The advance of a line in em, and the ink of its glyphs."""
    tables, font = _font()
    upem, glyf, order = tables["head"].unitsPerEm, tables["glyf"], tables.getGlyphOrder()
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, UNLIGATED if tracking else {})
    x, inks = 0.0, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyph = glyf[order[info.codepoint]]
        if glyph.numberOfContours:
            left, up = x + position.x_offset, position.y_offset
            edges = (left + glyph.xMin, left + glyph.xMax, up + glyph.yMin, up + glyph.yMax)
            inks.append(Ink(*(edge / upem for edge in edges)))
        x += position.x_advance + tracking * upem
    return x / upem, tuple(inks)


def width_em(lines: Sequence[str], field: DisplayField) -> float:
    """The width of the widest line in em."""
    return max(line(text, field.tracking)[0] for text in lines)


def baselines(
    lines: Sequence[str], field: DisplayField, sizes: Sequence[float], beside: float = BESIDE_EM
) -> list[float]:
    """The baselines of lines of these sizes below the top of the first line's ink, in the unit of the sizes."""
    inks = [
        [_scaled(ink, size) for ink in line(text, field.tracking)[1]] for text, size in zip(lines, sizes, strict=True)
    ]
    found = [max(ink.top for ink in inks[0])]
    for number in range(1, len(lines)):
        larger = max(sizes[number - 1], sizes[number])
        apart = [
            low.top - high.bottom + GAP_EM * larger
            for high in inks[number - 1]
            for low in inks[number]
            if max(high.left, low.left) - min(high.right, low.right) < beside * larger
        ]
        plain = field.line_height * (UPPER_SHARE * sizes[number - 1] + (1 - UPPER_SHARE) * sizes[number])
        found.append(found[-1] + max([plain, *apart]))
    return found


def depth(lines: Sequence[str], field: DisplayField, sizes: Sequence[float], beside: float = BESIDE_EM) -> float:
    """What lines need from the top of the first line's ink, the rise of the slant below each glyph counted in."""
    return max(
        baseline - ink.bottom * size + field.slant * ink.right * size
        for text, size, baseline in zip(lines, sizes, baselines(lines, field, sizes, beside), strict=True)
        for ink in line(text, field.tracking)[1]
    )


def _scaled(ink: Ink, size: float) -> Ink:
    return Ink(ink.left * size, ink.right * size, ink.bottom * size, ink.top * size)


def largest_pt(lines: Sequence[str], field: DisplayField) -> float:
    """The size in pt at which lines just fit a field, whatever its range."""
    size_mm = min(
        field.width / width_em(lines, field),
        (field.height - field.clear) / max(depth(lines, field, [1.0] * len(lines)), 1e-9),
    )
    return size_mm / MM_PER_PT


def breakings(text: str) -> Iterator[tuple[str, ...]]:
    """Every way to break a text at its spaces."""
    words = text.split(" ")
    for count in range(len(words)):
        for cuts in combinations(range(1, len(words)), count):
            yield tuple(" ".join(words[a:b]) for a, b in pairwise((0, *cuts, len(words))))
