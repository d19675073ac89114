"""The words on the sheets of posters: none stays in sight, none meets a mark, none is cut short."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packbuilder.errors import LayoutError
from packbuilder.impose import tiled, tiling
from packbuilder.impose.captions import Caption, CaptionSet
from packbuilder.impose.imposition import Rectangle, marks
from packbuilder.impose.poster_composition import LINE_MM
from packbuilder.impose.tiles import Tiling
from packbuilder.model.paper import PAPERS
from packbuilder.pdf.source import sizes
from tests.impose.samples import page, pdf, pixels, read
from tests.impose.turning import A3, A4, within
from tests.pipeline.test_poster import poster

A1, A2, LETTER = (PAPERS[key].size for key in ("a1", "a2", "letter"))
DARK = page(841.89, 1190.55, b"0 g 0 0 842 1191 re f")


def words(tiling: Tiling, *, rtl: bool) -> CaptionSet:
    """Lines of lengths that differ, for all places of a poster."""
    keys = ["cut", *(f"row-{n}" for n in range(2, 9)), *(f"column-{n}" for n in range(2, 9))]
    keys += [f"{what}-{tile.row}-{tile.column}" for tile in tiling.tiles for what in ("number", "place")]
    width = {"number": 5.0, "cut": 9.0, "place": 38.0}
    lines = [(key, width.get(key.split("-")[0], 42.0)) for key in keys]
    return CaptionSet({key: Caption(n, key, (0, 4 * n, w, LINE_MM)) for n, (key, w) in enumerate(lines)}, rtl)


def meets(box: Rectangle, line: Rectangle) -> bool:
    """Whether a level or upright line touches a box."""
    x, y, width, height = box
    x1, y1, x2, y2 = line
    return max(x1, x2) > x and min(x1, x2) < x + width and max(y1, y2) > y and min(y1, y2) < y + height


def share(one: Rectangle, other: Rectangle) -> bool:
    """Whether two boxes cover a place in common."""
    return all(min(one[n] + one[n + 2], other[n] + other[n + 2]) - max(one[n], other[n]) > 1e-6 for n in (0, 1))


@settings(max_examples=60)
@given(
    on=st.sampled_from([A4, A3, LETTER]),
    target=st.sampled_from([A1, A2]),
    margin=st.floats(5, 20),
    overlap=st.sampled_from([0.0, 6.0, 10.0]),
    rtl=st.booleans(),
)
def test_words_are_cut_off_or_glued_over(
    *, on: tuple[float, float], target: tuple[float, float], margin: float, overlap: float, rtl: bool
) -> None:
    """They lie beside the frame or on a strip, on the sheet, apart from one another and from the marks."""
    made = tiling(A3, target, on, margin=margin, overlap=overlap)
    said = words(made, rtl=rtl)
    for tile, sheet in zip(made.tiles, tiled(made, 0).sheets[1:], strict=True):
        x, y, width, height = tile.frame
        right = (x + width - overlap, y, overlap * (tile.column < made.columns), height)
        foot = (x, y + height - overlap, width, overlap * (tile.row < made.rows))
        boxes = [one.box for one in said.on_sheet(made, tile)]
        [drawn] = marks(sheet)
        for box in boxes:
            assert any(within(box, place) for place in ((x, 0, width, y), (0, y, x, height), right, foot))
            assert not any(meets(box, line) for line in (*drawn.cuts, *drawn.folds))
        assert not any(share(one, other) for one, other in combinations(boxes, 2))
    for one in said.on_map(made):
        assert within(one.box, made.map)


def test_lines_run_the_way_of_the_script() -> None:
    """From right to left the number stands at the right, and what begins at the left edge begins at the right one."""
    made = tiling(A3, A1, A4)
    (number, place, *_), (other, after, *_) = (
        list(words(made, rtl=rtl).on_sheet(made, made.tiles[0])) for rtl in (False, True)
    )
    assert place.x == pytest.approx(number.x + number.width)
    assert (other.page, after.page) == (place.page, number.page)
    assert after.x == pytest.approx(other.x + other.width)


def test_words_that_are_too_wide_are_refused() -> None:
    """With how much is missing; nothing is printed that runs into something else."""
    narrow = tiling(A3, (40.0, 600.0), A4, margin=30, overlap=0)
    with pytest.raises(LayoutError, match=r"are \d+\.\d mm too wide for their place: “1–1 Ряд 1, столбец 1"):
        poster("ru", pdf(DARK), (0, narrow))


def test_words_can_be_read_on_a_dark_page_and_are_far_enough_from_the_edge() -> None:
    """On white, black, and 4 mm inside even where pages come as near to the edge as they do without being told to."""
    dpi = 254  # ten dots a millimetre
    data = pdf(DARK)
    filled = 2 * (A4[0] - 14) - 10, 2 * (A4[1] - 14) - 10  # all that two columns and rows hold, with 7 mm at the edges
    made = tiling(sizes(data)[0], filled, A4)
    file = poster("en", data, (0, made))
    assert "Glue here: row 2 goes on top" in re.sub(r"\s+", " ", read(file).pages[1].extract_text())
    shown, tile = pixels(file, 1, dpi).max(axis=2), made.tiles[0]
    x, y, width, height = (round(length * 10) for length in tile.frame)
    assert (x, y) == (70, 70)
    strip = shown[y + height - 100 : y + height, x + 40 : x + width - 140]
    assert 0.05 < (strip > 200).mean() < 0.2
    beside = shown[:y, x + 20 : x + width - 120]
    assert np.flatnonzero((beside < 128).any(axis=1)).min() >= 40
