"""Addresses in the room that there is: smaller, then broken, then joined, then refused."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from packbuilder import load
from packbuilder.errors import ErrorCollector
from packbuilder.model.base import MOST_LINES
from packbuilder.model.envelope import Box
from packbuilder.model.paper import MM_PER_PT
from packbuilder.postal.address_fitting import LEADING, SIZES, fit_address, most
from packbuilder.postal.text_widths import TextWidths
from packbuilder.workspace import locations

ZONE, WHOLE = Box(20, 62, 90, 86), Box(20, 55, 90, 86)
TWELVE = [
    "Department for the Execution of Sentences", "Ministry of Justice", "House of Ministries", "Entrance 13",
    "Office 1402", "8 Mangilik El Avenue", "Left Bank", "Yesil District", "Astana", "Akmola Region", "010000",
    "KAZAKHSTAN",
]  # fmt: skip


def half(text: str) -> float:
    """Every letter is half an em wide."""
    return len(text) / 2


def test_few_lines_stand_where_the_standard_wants_them_at_full_size() -> None:
    made = fit_address(["The Ambassador", "33 Thurloe Square", "London SW7 2SD"], ZONE, WHOLE, half)
    assert made is not None
    assert (made.size_pt, made.box, len(made.rows)) == (SIZES[0], ZONE, 3)


def test_more_lines_are_smaller_and_take_the_room_above() -> None:
    made = fit_address([f"Line {n}" for n in range(8)], ZONE, WHOLE, half)
    assert made is not None
    assert (made.box, len(made.rows)) == (WHOLE, 8)
    assert made.size_pt < SIZES[0]


def test_twelve_lines_are_joined_and_the_country_stays_alone() -> None:
    assert len(TWELVE) == MOST_LINES
    made = fit_address(TWELVE, ZONE, WHOLE, half)
    assert made is not None
    assert made.rows[-1] == "KAZAKHSTAN"
    assert "".join(made.rows).replace(", ", "").replace(" ", "") == "".join(TWELVE).replace(" ", "")
    assert len(made.rows) < len(TWELVE)


def test_a_long_line_is_broken_between_words() -> None:
    made = fit_address(
        ["Embassy of the Republic of Kazakhstan in the United Kingdom of Great Britain", "London"], ZONE, WHOLE, half
    )
    assert made is not None
    assert made.rows[0] == "Embassy of the Republic of Kazakhstan"
    assert made.rows[-1] == "London"


def test_what_fits_in_no_way_is_refused() -> None:
    assert fit_address(["x" * 120, "London"], ZONE, WHOLE, half) is None
    assert (
        fit_address([f"{n} of a name that is much too long for any window" for n in range(20)], ZONE, WHOLE, half)
        is None
    )


@given(st.lists(st.text("abc xyz", min_size=1, max_size=60).map(str.strip).filter(bool), min_size=1, max_size=12))
def test_whatever_is_set_lies_in_its_place_and_nothing_is_lost(lines: list[str]) -> None:
    made = fit_address(lines, ZONE, WHOLE, half)
    if made is None:
        assert len(lines) > most(WHOLE) / 2 or max(map(len, lines)) > 50
        return
    assert len(made.rows) * made.size_pt * MM_PER_PT * LEADING <= made.box.height + 1e-6
    assert all(half(row) * made.size_pt * MM_PER_PT <= made.box.width for row in made.rows)
    assert "".join(made.rows).replace(",", "").replace(" ", "") == "".join(lines).replace(" ", "")


def test_lines_are_measured_in_the_widest_face_that_has_them() -> None:
    problems = ErrorCollector()
    fonts = load.fonts([locations.shipped() / "fonts"], problems)
    assert fonts is not None
    width = TextWidths.of(fonts)
    text = fonts.named(fonts.stack("text", None)[0])
    latin = TextWidths([fonts.file(text.faces[0])])
    assert 6 < width("33 Thurloe Square") < 12
    assert width("33 Thurloe Square") >= latin("33 Thurloe Square")
    assert width("المملكة المتحدة") < 0.6 * len("المملكة المتحدة") + 1
    assert width("日本") == 2 * 0.6, "of letters that no face has, a width is taken"
