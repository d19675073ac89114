"""Display type: as large as its field allows, broken between words only, clear of the slant, by another measure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from packbuilder.compose.display import SENSE, FittedDisplay, fit
from packbuilder.compose.leading import BESIDE_EM, DisplayField
from tests.compose import ink
from tests.typeset.house import face

STEP = 0.25
NBSP = "\u00a0"
PLAIN = DisplayField(126, 79, 0.07, 5, 20, 120, 0.96, 0.008)
PAUSES = (".", ",", "!", "?", ";", ":", "—", "–", "…")

# Words of the languages of the case, with ascenders, descenders, ligatures and marks; some end where one pauses.
letters = st.sampled_from("AaFfgijlQÅçyÉ 'ЖқңҰұүіҢФЦщрҚЁй5%№".replace(" ", NBSP))
words = st.builds(str.__add__, st.text(letters, min_size=1, max_size=9), st.sampled_from(["", "", "", *PAUSES, NBSP]))
inked = words.filter(lambda word: bool(word.strip(NBSP)))
texts = st.lists(inked, min_size=1, max_size=5).map(" ".join)
long_texts = st.lists(inked, min_size=12, max_size=16).map(" ".join)
fields = st.builds(
    DisplayField,
    width=st.floats(30, 400),
    height=st.floats(30, 320),
    slant=st.floats(0, 0.3),
    clear=st.floats(0, 10),
    smallest=st.floats(10, 90),
    largest=st.floats(90, 800),
    line_height=st.floats(0.8, 1.3),
    tracking=st.sampled_from([0, 0.006, 0.012, 0.05]),
    stretch=st.sampled_from([1.0, 1.0, 1.3, 1.6]),
)
# Lines that would not fit once stretched sizes are rounded: letters come to stand one above the other that did not.
STEPPED = "555AiЖ№— 55— 5555A 555555A— 555 555 555555555 55g 555AAAAAA 555AAÉЖ№ 5Å5A'Ф— 5555555g 5 5— 555555 55"
quickly = settings(max_examples=40)


def fitted(text: str, field: DisplayField = PLAIN) -> FittedDisplay:
    return fit(text, face(), field)


def broken(text: str, field: DisplayField = PLAIN) -> list[str]:
    return [line.text for line in fitted(text, field).lines]


@quickly
@given(text=texts | long_texts, field=fields)
def test_lines_are_the_words_in_order_and_whole(text: str, field: DisplayField) -> None:
    """Every word is there, once, in its order: lines joined by spaces are the text, so nothing breaks inside a word."""
    found = fitted(text, field)
    assert found.text == text
    assert all(line.text for line in found.lines)


def test_a_no_break_space_holds_its_words_together() -> None:
    """In a field so narrow that every line has one word, what is tied stays on one line."""
    narrow = replace(PLAIN, width=30, height=300)
    assert broken("never give in", narrow) == ["never", "give", "in"]
    assert broken(f"never give{NBSP}in", narrow) == ["never", f"give{NBSP}in"]


@quickly
@given(text=texts | long_texts, field=fields)
@example(text=STEPPED, field=DisplayField(208, 80, 0, 6, 10, 90, 1.09375, 0, 1.3))
def test_lines_stay_within_the_width_and_clear_of_the_slant(text: str, field: DisplayField) -> None:
    """By the independent measure, no line is wider than the field, no ink nearer the lower edge than `clear`."""
    found = fitted(text, field)
    lines = [line.text for line in found.lines]
    sizes = [line.size_pt * ink.MM_PER_PT for line in found.lines]
    for line, size in zip(lines, sizes, strict=True):
        assert size * ink.line(line, field.tracking)[0] <= field.width + 1e-6
    # Glyphs just as far apart as counts as one above the other may fall to either side.
    most, least = (field.height - field.clear - ink.depth(lines, field, sizes, BESIDE_EM + s) for s in (-1e-6, 1e-6))
    assert most >= -1e-6
    assert least - 2e-3 <= found.spare_mm <= most + 2e-3


@quickly
@given(text=texts | long_texts, field=fields)
def test_lines_lie_where_their_baselines_are(text: str, field: DisplayField) -> None:
    """A line's box, one em high, is so placed that its baseline keeps the leading and the ink of lines its distance."""
    found = fitted(text, field)
    sizes = [line.size_pt * ink.MM_PER_PT for line in found.lines]
    lines = [line.text for line in found.lines]
    # Glyphs just as far apart as counts as one above the other may fall to either side.
    least, most = (ink.baselines(lines, field, sizes, BESIDE_EM + slip) for slip in (-1e-6, 1e-6))
    for line, size, low, high in zip(found.lines, sizes, least, most, strict=True):
        assert low - 2e-3 <= line.top_mm + size * face().baseline_em <= high + 2e-3


@quickly
@given(text=texts | long_texts, field=fields)
def test_lines_stretch_no_further_than_the_field_allows(text: str, field: DisplayField) -> None:
    """No line is smaller than the size, none larger than `stretch` times it; without stretch all are of one size."""
    found = fitted(text, field)
    assert min(line.size_pt for line in found.lines) == found.size_pt
    assert max(line.size_pt for line in found.lines) <= found.size_pt * field.stretch
    plain = fitted(text, replace(field, stretch=1.0))
    assert {line.size_pt for line in plain.lines} == {found.size_pt}
    assert [line.text for line in plain.lines] == [line.text for line in found.lines]


def test_a_short_line_takes_up_what_height_is_left() -> None:
    """Where there is room below, the shorter of two lines grows until it is as wide as the field, but for a step."""
    roomy = replace(PLAIN, height=300, slant=0, largest=400, stretch=2.0)
    short, long = fitted("Нет, насилию", roomy).lines
    assert long.size_pt < short.size_pt <= long.size_pt * 2
    width = (short.size_pt + STEP) * ink.MM_PER_PT * ink.line(short.text, roomy.tracking)[0]
    assert width > roomy.width or short.size_pt >= long.size_pt * 2 - STEP


@quickly
@given(text=texts, field=fields)
@example(text="5%%", field=DisplayField(30, 30, 0, 0, 10, 90, 1, 0))
def test_no_way_of_breaking_would_be_much_larger(text: str, field: DisplayField) -> None:
    """Against every way of breaking: the size is the largest there is, less what balance or sense may cost."""
    found = fitted(text, field)
    sizes = {lines: ink.largest_pt(lines, field) for lines in ink.breakings(text)}
    ceiling = min(max(sizes.values()), field.largest)
    share = SENSE if found.pauses else 0.96
    assert ceiling * share - STEP < found.size_pt + 1e-6
    assert found.size_pt <= ceiling + 1e-5
    assert found.size_pt <= field.largest
    assert found.size_pt % STEP == 0


@quickly
@given(text=texts, field=fields)
def test_lines_that_end_where_one_pauses_win_where_they_come_near(text: str, field: DisplayField) -> None:
    """Where lines can end at pauses at the stated share of the largest size, or more, they do."""
    found = fitted(text, field)
    sizes = {lines: ink.largest_pt(lines, field) for lines in ink.breakings(text)}
    ceiling = min(max(sizes.values()), field.largest)
    sensible = [
        size
        for lines, size in sizes.items()
        if len(lines) > 1 and all(line.endswith(PAUSES) for line in lines[:-1]) and abs(size - ceiling * SENSE) > 1e-6
    ]
    assert found.pauses == any(size > ceiling * SENSE for size in sensible)
    assert found.pauses == (len(found.lines) > 1 and all(line.text.endswith(PAUSES) for line in found.lines[:-1]))


def test_sense_wins_over_size_only_up_to_its_share() -> None:
    """A comma that costs a tenth of the size ends the line; one that would cost half of it does not."""
    assert broken("Hands off, all of you", replace(PLAIN, height=70)) == ["Hands off,", "all of you"]
    assert not fitted("No, nobody will ever go down alone").pauses


@quickly
@given(text=texts | long_texts, field=fields)
def test_it_fits_exactly_when_its_size_is_within_the_range(text: str, field: DisplayField) -> None:
    """`fits` says whether the smallest size was reached; what does not reach it comes back with the size it needs."""
    found = fitted(text, field)
    assert found.fits == (found.size_pt >= field.smallest)
    lowered = fitted(text, replace(field, smallest=found.size_pt))
    assert lowered == replace(found, fits=True)
    assert not fitted(text, replace(field, smallest=found.size_pt + STEP)).fits


@pytest.mark.parametrize("largest", [24, 25.5, 48, 96, 120, 204, 229, 800])
def test_a_short_word_reaches_the_largest_size_to_the_point(largest: float) -> None:
    """Sizes that millimetres cannot hold exactly lose nothing on the way."""
    assert fitted("H", replace(PLAIN, width=2000, height=2000, largest=largest)).size_pt == largest


@quickly
@given(text=texts, field=fields, factor=st.integers(2, 4))
def test_a_field_twice_as_large_holds_type_twice_as_large(text: str, field: DisplayField, factor: int) -> None:
    """All of a field times a number: the same lines, and the size times that number but for the rounding to steps."""
    found = fitted(text, field)
    larger = replace(
        field,
        width=field.width * factor,
        height=field.height * factor,
        clear=field.clear * factor,
        largest=field.largest * factor,
    )
    grown = fitted(text, larger)
    assert found.size_pt * factor - 1e-6 <= grown.size_pt < (found.size_pt + STEP) * factor + 1e-6


@quickly
@given(word=inked, field=fields, wider=st.floats(1, 3), higher=st.floats(1, 3))
def test_more_room_never_makes_a_word_smaller(word: str, field: DisplayField, wider: float, higher: float) -> None:
    """With one way to set it, the size only grows with the field."""
    roomier = replace(field, width=field.width * wider, height=field.height * higher)
    assert fitted(word, roomier).size_pt >= fitted(word, field).size_pt


@quickly
@given(text=texts | long_texts, field=fields, wider=st.floats(1, 3), higher=st.floats(1, 3))
def test_more_room_never_costs_more_than_sense_may(text: str, field: DisplayField, wider: float, higher: float) -> None:
    """More room can bring better lines within reach; they never cost more than the stated share of the size."""
    roomier = replace(field, width=field.width * wider, height=field.height * higher)
    assert fitted(text, roomier).size_pt > fitted(text, field).size_pt * SENSE - STEP


def test_the_height_of_capitals_is_that_of_an_h() -> None:
    """`cap_mm` is the ink of an H at the size, by the font's own table."""
    found = fitted("H")
    _, [h] = ink.line("H", 0)
    assert found.cap_mm == pytest.approx(found.size_pt * ink.MM_PER_PT * h.top, abs=0.05)


def test_a_word_too_long_comes_back_at_the_size_it_would_need() -> None:
    """Nothing is broken or squeezed: the size goes below the range, and `fits` says so."""
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"
    found = fitted(word)
    assert found.text == word
    assert len(found.lines) == 1
    assert 0 < found.size_pt < PLAIN.smallest
    assert not found.fits
