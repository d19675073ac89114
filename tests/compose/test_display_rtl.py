"""Display type read from right to left: measured as the renderer sets it, its places counted from the right."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
import uharfbuzz as hb

from packbuilder.compose.break_opportunities import pieces_of
from packbuilder.compose.display import fit
from packbuilder.compose.glyph_metrics import MeasuredFace, MeasuredWord
from packbuilder.compose.leading import DisplayField
from packbuilder.compose.line_breaking import CandidateLine, breakings
from tests.typeset import house

FILE = house.FONTS / "vazirmatn" / "Vazirmatn_900Black.ttf"
FIELD = DisplayField(126, 79, 0.07, 5, 20, 120, 0.96, 0.014, 1.4)
TEXTS = ("لا مدينة بلا مصهر.", "أبقوا المصهر مفتوحًا!", "كازاخميس KazakhMys للشعب!", "لا للعنف يوم 6 يوليو!")


@cache
def face() -> MeasuredFace:
    return MeasuredFace(FILE, "ar", rtl=True, joined=True, tall="ا")


def advance(text: str, direction: str) -> float:
    """How far HarfBuzz by itself says that a text of one direction reaches, in em."""
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(FILE))))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = direction
    hb.shape(font, buffer)
    return float(sum(position.x_advance for position in buffer.glyph_positions) / 2048)


def only(text: str) -> CandidateLine:
    """The text in one line."""
    return next(
        rows[0] for rows in breakings(pieces_of(text, "ar"), lambda word: face().word(word, 0)) if len(rows) == 1
    )


@pytest.mark.parametrize(("word", "direction"), [("المصهر", "rtl"), ("مفتوحًا!", "rtl"), ("KazakhMys", "ltr")])
def test_a_word_is_as_wide_as_its_joined_letters(word: str, direction: str) -> None:
    assert face().word(word, 0).advance == pytest.approx(advance(word, direction))


def test_joined_letters_are_never_spaced() -> None:
    assert face().word("المصهر", 0.1) == face().word("المصهر", 0)


def test_places_are_counted_from_the_right() -> None:
    """Alef, the first letter of the word, is at its start; the stop after it at its end."""
    alef, *_ = sorted(face().word("الب.", 0).glyphs, key=lambda glyph: glyph.left)
    assert alef.above == pytest.approx(face().cap_em)
    assert 0 <= alef.left < alef.right < 0.3
    word: MeasuredWord = face().word("بلا.", 0)
    stop = max(word.glyphs, key=lambda glyph: glyph.right)
    assert stop.above < 0.25 < word.advance - 0.3 < stop.left


def test_latin_words_change_places_in_their_line() -> None:
    """The first of two stands further from the start, so that both are read from left to right."""
    line, single = only("من KazakhMys Go"), only("من Go")
    shorter = [glyph for glyph in line.glyphs if glyph.left < single.width]
    assert [round(g.left, 6) for g in shorter[: len(single.glyphs)]] == [round(g.left, 6) for g in single.glyphs]


@pytest.mark.parametrize("text", TEXTS)
def test_ink_stays_clear_of_a_slant_that_rises_to_the_left(text: str) -> None:
    """No glyph comes nearer to the edge than it may; the nearest comes as near as that, unless width holds it back."""
    found = fit(text, face(), FIELD)
    assert found.fits
    assert found.text == text
    deepest = 0.0
    for line in found.lines:
        mm = line.size_pt * 25.4 / 72
        baseline = line.top_mm + mm * face().baseline_em
        row = only(line.text)
        assert row.width * mm <= FIELD.width + 0.1
        deepest = max(deepest, *(baseline + mm * (g.below + FIELD.slant * g.right) for g in row.glyphs))
    assert deepest + found.spare_mm == pytest.approx(FIELD.height - FIELD.clear, abs=0.02)
    assert found.spare_mm >= 0


def test_lines_of_marks_keep_their_distance() -> None:
    """Dots below one line and marks above the next do not touch."""
    found = fit("يجب بيي إُٔ إِلَّا مُّ", face(), FIELD)
    places = []
    for line in found.lines:
        mm = line.size_pt * 25.4 / 72
        baseline = line.top_mm + mm * face().baseline_em
        ink = only(line.text).glyphs
        places.append([(g.left * mm, g.right * mm, baseline - g.above * mm, baseline + g.below * mm) for g in ink])
    assert len(places) > 1
    for upper, lower in pairwise(places):
        for left, right, _, bottom in upper:
            assert all(top > bottom for start, end, top, _ in lower if start < right and left < end)
