"""Posters: the sheets put together are the page, enlarged; and there are as few of them as can be."""

from __future__ import annotations

from math import floor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packbuilder.errors import LayoutError
from packbuilder.impose import biggest, tiled, tiling
from packbuilder.impose.diagram import drawing
from packbuilder.impose.imposer import imposed
from packbuilder.impose.imposition import marks
from packbuilder.impose.tiles import Tiling
from packbuilder.model.paper import PAPERS, Size
from packbuilder.pdf.source import sizes
from tests.impose.samples import alike, chequered, pdf, pixels
from tests.impose.turning import A3, A4, LETTER, sound, within

A2, A1 = PAPERS["a2"].size, PAPERS["a1"].size
SHEETS = st.sampled_from([A4, A3, LETTER, PAPERS["tabloid"].size, (297.0, 210.0)])
TARGETS = st.sampled_from([A3, A2, A1, PAPERS["a0"].size, PAPERS["22x28"].size, (500.0, 500.0), (1200.0, 300.0)])
PAGES = st.tuples(st.floats(60, 900), st.floats(60, 900))
SIXTY = settings(max_examples=60)


@st.composite
def tilings(draw: st.DrawFn) -> Tiling:
    """Any poster that takes no more sheets than a room can hold."""
    margin, overlap = draw(st.floats(5, 20)), draw(st.floats(0, 20))
    return tiling(draw(PAGES), draw(TARGETS), draw(SHEETS), margin=margin, overlap=overlap)


@SIXTY
@given(tilings())
def test_the_sheets_cover_the_poster_and_overlap_by_just_the_strip(made: Tiling) -> None:
    """Each lies within what can be printed, and begins where the cut edge of the next comes to lie."""
    parts = {(tile.row, tile.column): tile for tile in made.tiles}
    for (row, column), tile in parts.items():
        x, y, width, height = tile.part
        margin = made.margin, made.margin, made.sheet[0] - 2 * made.margin, made.sheet[1] - 2 * made.margin
        assert within(tile.frame, margin)
        assert tile.frame[2:] == tile.part[2:]
        right, below = parts.get((row, column + 1)), parts.get((row + 1, column))
        assert x + width == pytest.approx(made.target[0] if right is None else right.part[0] + made.overlap)
        assert y + height == pytest.approx(made.target[1] if below is None else below.part[1] + made.overlap)
        upright = [line[0] - tile.frame[0] for line in tile.cuts if line[0] == line[2]]
        joined = [line[0] - tile.frame[0] for line in tile.joins if line[0] == line[2]]
        assert upright == pytest.approx([0] if right else [0, width])
        assert joined == pytest.approx([width - made.overlap] if right else [])
    assert parts[1, 1].part[:2] == (0, 0)
    sound(tiled(made, 0))


@SIXTY
@given(tilings())
def test_no_other_way_takes_fewer_sheets(made: Tiling) -> None:
    """Neither with the sheets lying the other way, nor with one column or row less."""
    for width, height in (made.sheet, made.sheet[::-1]):
        room = [side - 2 * made.margin - made.overlap for side in (width, height)]
        need = [max(0.0, side - made.overlap) for side in made.target]
        fewest = [max(1, floor(n / r + 1 - 1e-5)) for n, r in zip(need, room, strict=True)]
        assert made.count <= fewest[0] * fewest[1]


@SIXTY
@given(tilings())
def test_the_page_is_enlarged_evenly_and_lies_in_the_middle(made: Tiling) -> None:
    """What the tiles show of it, put together, is the whole of it, in one scale, touching two edges of the poster."""
    plan = tiled(made, 3)
    shown = []
    for tile, sheet in zip(made.tiles, plan.sheets[1:], strict=True):
        for one in sheet.front.placements:
            assert one.window is not None
            assert one.page == 3
            assert one.scale == made.scale
            assert (one.width, one.height) == pytest.approx(tuple(side * made.scale for side in one.window[2:]))
            assert within(one.box, tile.frame)
            shown.append(
                (
                    tile.part[0] + one.x - tile.frame[0] - one.window[0] * made.scale,
                    tile.part[1] + one.y - tile.frame[1] - one.window[1] * made.scale,
                )
            )
    left, top = shown[0]
    assert all((x, y) == pytest.approx((left, top), abs=1e-6) for x, y in shown)
    assert left == pytest.approx(made.target[0] - left - made.page[0] * made.scale, abs=1e-6)
    assert min(left, top) == pytest.approx(0, abs=1e-6)


@SIXTY
@given(PAGES, SHEETS, st.integers(1, 60))
def test_the_biggest_poster_takes_the_sheets_and_no_bigger_one_does(page: Size, sheet: Size, count: int) -> None:
    """A hundredth larger needs one sheet more, at least."""
    size = biggest(page, sheet, count)
    assert size[0] / size[1] == pytest.approx(page[0] / page[1])
    assert tiling(page, size, sheet).count <= count
    assert tiling(page, (size[0] * 1.01, size[1] * 1.01), sheet).count > count


def test_sizes_of_the_a_series_come_out_exactly() -> None:
    """A3 to A1 is twice as large, and nothing is left over; 22 x 28 in has white at two sides."""
    assert tiling(A3, A1, A4).scale == pytest.approx(2, abs=0.005)
    made = tiling(A3, PAPERS["22x28"].size, LETTER)
    assert made.scale * A3[1] == pytest.approx(711.2)
    assert (made.columns, made.rows, made.sheet) == (3, 3, LETTER)


@pytest.mark.parametrize("on", [A4, LETTER])
def test_the_sheets_put_together_are_the_page(on: Size) -> None:
    """Pixel by pixel: each cut and laid on the strip of the one before it."""
    dpi, data = 30, pdf(chequered(841.89, 1190.55))
    made = tiling(sizes(data)[0], A2, on)
    file = imposed(data, tiled(made, 0), "Poster", "en")
    whole = pixels(data, 0, dpi * made.scale)
    poster = np.full((*(round(side / 25.4 * dpi) + 3 for side in made.target[::-1]), 3), 255, dtype=np.int16)
    for number, tile in enumerate(made.tiles, start=1):
        x, y, width, height = (round(length / 25.4 * dpi) for length in tile.frame)
        left, top = (round(length / 25.4 * dpi) for length in tile.part[:2])
        poster[top : top + height, left : left + width] = pixels(file, number, dpi)[y : y + height, x : x + width]
    assert alike(poster[: whole.shape[0], : whole.shape[1]], whole, 0.04)
    assert not alike(np.roll(poster, 20, axis=1)[: whole.shape[0], : whole.shape[1]], whole, 0.04)


def test_marks_stand_outside_what_is_shown() -> None:
    """At both ends of each line, those to glue apart from those to cut."""
    made = tiling(A3, A1, A4)
    for tile, sheet in zip(made.tiles, tiled(made, 0).sheets[1:], strict=True):
        [drawn] = marks(sheet)
        assert (len(drawn.cuts), len(drawn.folds)) == (2 * len(tile.cuts), 2 * len(tile.joins))
        x, y, width, height = tile.frame
        for x1, y1, x2, y2 in (*drawn.cuts, *drawn.folds):
            assert max(x1, x2) <= x or min(x1, x2) >= x + width or max(y1, y2) <= y or min(y1, y2) >= y + height


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"margin": 2}, r"A margin of 2 mm cannot be used. Say 5 to 30 mm."),
        ({"overlap": 90}, r"An overlap of 90 mm cannot be used. Say 0 to 52.5 mm."),
        ({"sheet": PAPERS["a6"].size}, r"A6 is too small for parts of a poster."),
        ({"target": (9000, 9000)}, r"A poster of 9000 × 9000 mm takes \d+ sheets of A4. Make it smaller"),
    ],
)
def test_what_cannot_be_made_is_refused(changed: dict[str, float | Size], told: str) -> None:
    """With the figures that could be."""
    asked = {"page": A3, "target": A2, "sheet": A4, **changed}
    with pytest.raises(LayoutError, match=told):
        tiling(**asked)  # type: ignore[arg-type]


def test_the_drawing_shows_each_sheet() -> None:
    """A number for each, in a drawing that needs no font."""
    svg = drawing(tiled(tiling(A3, A1, A4), 0), "#c4122f")
    assert svg.count("<g transform=") == 15 + 1
    assert 'color="#c4122f"' in svg
    assert "<text" not in svg
