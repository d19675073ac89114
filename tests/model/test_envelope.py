"""Envelopes as arithmetic: where an address shows wherever the sheet has slipped to, and where the sheet is folded."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packbuilder import load
from packbuilder.errors import ErrorCollector
from packbuilder.model.envelope import CLEARANCE_MM, Box, fits, folds, play, positions, safe, shown, visible
from packbuilder.model.paper import PAPERS
from packbuilder.model.post import Envelope, PostFile, Rectangle, Window
from packbuilder.workspace import locations

A4, LETTER = PAPERS["a4"].size, PAPERS["letter"].size
STRIP_MM = 42.5


def post() -> PostFile:
    problems = ErrorCollector()
    read = load.post([locations.shipped() / "layouts"], problems)
    assert not problems
    return read


POST = post()
WINDOWS = {window.key: window for window in POST.windows}


def test_the_file_has_the_envelopes_of_many_countries_each_with_source_and_date() -> None:
    assert len(WINDOWS) == len(POST.windows) >= 16
    countries = {country for window in POST.windows for country in window.countries}
    assert countries >= {"DE", "AT", "CH", "FR", "GB", "US", "RU", "NO", "JP", "any"}
    assert all(w.collected >= date(2026, 11, 25) and str(w.source).startswith("http") for w in POST.windows)


@pytest.mark.parametrize(
    ("key", "sheet", "expected"),
    [
        # In C6/C5 the window of DIN 680 is at 20 to 110 and 54 to 99 mm from the upper left corner; a sheet that is
        # 105 mm high when folded moves by 9 mm, and by 19 mm across.
        ("de-b", A4, (23, 57, 88, 87)),
        ("de-a", A4, (23, 39, 88, 69)),
        ("ch-c5", A4, (120, 55, 195, 87)),
        ("ch-c5-left", A4, (23, 55, 98, 87)),
        ("fr-dl", A4, (103, 48, 187, 82)),
        ("gb-dl", A4, (23, 56, 100, 84)),
        ("us-10", LETTER, (25.2, 66.5, 108.1, 85.9)),
        ("us-9", LETTER, (25.2, 60.1, 124.0, 79.55)),
        ("ru-dl", A4, (118, 10.5, 197, 54.5)),
        ("no-c5", A4, (18, 47, 98, 71)),
        ("jp-chou3", A4, (25, 15, 84, 50)),
    ],
)
def test_where_an_address_is_safe(key: str, sheet: tuple[float, float], expected: tuple[float, ...]) -> None:
    """Left, top, right and bottom on the sheet, in mm, reckoned by hand."""
    found = safe(WINDOWS[key], sheet)
    assert (found.left, found.top, found.right, found.bottom) == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize("window", POST.windows, ids=lambda window: window.key)
@given(share=st.tuples(st.floats(0, 1), st.floats(0, 1)), sheet=st.sampled_from([A4, LETTER]))
def test_wherever_the_sheet_lies_the_safe_area_shows_clear_of_the_edge(
    window: Window, share: tuple[float, float], sheet: tuple[float, float]
) -> None:
    assert fits(window, sheet)
    across, up = play(window, sheet)
    seen, area, all_of_it = shown(window, share[0] * across, share[1] * up), safe(window, sheet), visible(window, sheet)
    around = area.grown(CLEARANCE_MM - 1e-6)
    assert seen.within(around) == around
    assert area.width >= 55
    assert area.height >= 18
    on_sheet = seen.within(Box(0, 0, *sheet))
    assert on_sheet.within(all_of_it.grown(1e-6)) == on_sheet


def test_every_limit_is_tried() -> None:
    corners = {(round(view.left, 3), round(view.top, 3)) for view in positions(WINDOWS["gb-dl"], A4)}
    assert corners == {(20, 48), (20, 53), (10, 48), (10, 53), (15, 50.5)}


def test_folds_of_the_standard_sheet_are_those_of_the_standard() -> None:
    assert folds(WINDOWS["de-b"], 297) == (105, 210)
    assert folds(WINDOWS["de-a"], 297) == (87, 192)
    assert folds(WINDOWS["ch-c5"], 297) == (155,)


@given(st.sampled_from(POST.windows), st.floats(120, 356))
def test_no_panel_is_higher_than_the_folded_sheet_nor_too_short_to_fold(window: Window, length: float) -> None:
    """Whatever has been cut off: a sheet of 254.5 mm in thirds would be 85 mm high, and dance in its envelope."""
    marks = folds(window, length)
    panels = [end - start for start, end in zip((0, *marks), (*marks, length), strict=True)]
    assert max(panels) <= window.height + 1e-6 or not marks
    if marks:
        assert panels[0] == window.fold
        assert len(marks) == 1 or panels[-1] >= 19.9


@pytest.mark.parametrize(
    ("country", "key"),
    [
        ("DE", "de-b"),
        ("CH", "ch-c5"),
        ("FR", "fr-dl"),
        ("GB", "gb-dl"),
        ("RU", "ru-dl"),
        ("NO", "no-c5"),
        ("JP", "jp-chou3"),
    ],
)
def test_the_envelope_that_a_country_uses_first(country: str, key: str) -> None:
    assert POST.window(country) is WINDOWS[key]


def test_a_country_without_an_envelope_of_its_own_has_that_of_any() -> None:
    assert POST.window("US") is WINDOWS["us-10"]
    assert POST.window("US", "us-9") is WINDOWS["us-9"]
    assert POST.window("PT") is WINDOWS["de-b"]
    assert PostFile().window("DE") is None


def test_a_rectangle_is_measured_from_one_of_two_edges() -> None:
    with pytest.raises(ValueError, match="one of two opposite edges"):
        Rectangle(left=1, right=1, top=1, width=1, height=1)
    assert Rectangle(right=20, bottom=15, width=90, height=45).corner(220, 110) == (110, 50)


def test_a_sheet_that_is_wider_than_the_envelope_does_not_go_into_it() -> None:
    narrow = WINDOWS["gb-dl"].model_copy(update={"envelope": Envelope(width=214, height=110)})
    assert fits(narrow, A4)
    assert not fits(narrow, LETTER)
