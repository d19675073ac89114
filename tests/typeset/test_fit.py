"""Fitting: the largest size of the range that fits, whatever is tried first, and columns filled to their foot."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import ceil

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.qr import QUIET_ZONE
from packbuilder.errors import LayoutError
from packbuilder.model.layout import PageCount
from packbuilder.typeset.boxes import MM_PER_PX, page_box, walk
from packbuilder.typeset.engine import collected_warnings
from packbuilder.typeset.fit import LaidOutDocument, typeset
from packbuilder.typeset.misfits import misfits
from tests.typeset.house import code, code_image, engine, page

STEP = 0.25


def story(words: int, sizes: tuple[float, float] = (8, 12)) -> ComposedDocument:
    """A page with a text of so many words."""
    return page(f"<p>{' '.join(f'word{i}' for i in range(words))}.</p>", sizes=sizes)


def fits(made: ComposedDocument, size: float) -> bool:
    """Whether a page fits at a size, asked of the layout itself."""
    with collected_warnings():
        return not misfits(engine().lay_out(made, engine().parse(made), size), made.facts.pages.max)


# Laying pages out takes its time: few examples, and a failing one is told as it was found.
@settings(max_examples=6, phases=[Phase.explicit, Phase.generate])
@given(words=st.integers(60, 128), hint=st.none() | st.floats(2, 30))
def test_the_size_is_the_largest_that_fits_whatever_is_tried_first(words: int, hint: float | None) -> None:
    """The next step up is refused, unless the range ends; the size is a step of the range; hints change nothing."""
    made = story(words)
    found = typeset(engine(), made, hint)
    assert fits(made, found.font_pt)
    assert found.font_pt == 12 or not fits(made, found.font_pt + STEP)
    assert (found.font_pt - 8) % STEP == 0
    assert 8 <= found.font_pt <= 12


def test_no_hint_changes_the_result() -> None:
    """One text, every step of the range and some beyond as the size to try first: always the same size."""
    made = story(95, (9, 11))
    sizes = {typeset(engine(), made, hint).font_pt for hint in (None, 1.0, 9.0, 9.6, 10.0, 10.25, 10.5, 11.0, 99.0)}
    [size] = sizes
    assert 9 < size < 11


def test_a_short_text_gets_the_largest_size_and_no_more() -> None:
    """Also where the range is no whole number of steps."""
    assert typeset(engine(), story(3)).font_pt == 12
    assert typeset(engine(), story(3, (8, 8))).font_pt == 8
    assert typeset(engine(), story(3, (8, 9.15))).font_pt == 9


def test_what_fits_at_the_smallest_size_only_is_set_at_it_and_a_little_more_is_refused() -> None:
    """The border between fitting and refusing is the smallest size itself."""
    too_long = next(words for words in range(125, 160) if not fits(story(words), 8))
    assert typeset(engine(), story(too_long - 1)).font_pt == 8
    with pytest.raises(LayoutError, match="at the smallest size, 8 pt"):
        typeset(engine(), story(too_long))


@pytest.mark.parametrize(("words", "step"), [(300, 4), (700, 4), (1200, 4), (300, 1)])
def test_text_on_several_sheets_is_as_large_as_the_fewest_allow(words: int, step: int) -> None:
    """Never a sheet more than at the smallest size, and none of them emptier than it has to be."""
    made = story(words)
    facts = made.facts.model_copy(update={"pages": PageCount(min=1, max=99, step=step)})
    made = replace(made, facts=facts)
    pages = {size: len(engine().lay_out(made, engine().parse(made), size).pages) for size in (8.0, 12.0)}
    most = ceil(pages[8.0] / step) * step
    found = typeset(engine(), made)
    assert len(found.document.pages) <= most
    assert pages[12.0] > most or found.font_pt == 12
    larger = engine().lay_out(made, engine().parse(made), found.font_pt + STEP)
    assert len(larger.pages) > most or found.font_pt == 12


COLUMN = ".spread{position:absolute;left:0;top:0;width:60mm;height:%dmm;--gap:1mm}p{margin:0}"


def gaps(found: LaidOutDocument) -> tuple[list[float], float]:
    """The gaps between the blocks of the one spread column, and what is left below the last, in mm."""
    root = page_box(found.document.pages[0])
    [column] = [b for b in walk(root) if b.element is not None and b.element.get("id") == "column"]
    ends = [(b.position_y + b.margin_top, b.position_y + b.margin_top + b.border_height()) for b in column.children]
    between = [(after[0] - before[1]) * MM_PER_PX for before, after in pairwise(ends)]
    return between, (column.content_box_y() + column.height - ends[-1][1]) * MM_PER_PX


def column(blocks: int, height_mm: int) -> LaidOutDocument:
    html = f'<div id="column" class="spread">{"<p>One line.</p>" * blocks}</div>'
    return typeset(engine(), page(html, COLUMN % height_mm, sizes=(10, 10)))


def test_a_spread_column_fills_its_height() -> None:
    """What is left over goes into the gaps in equal shares, on top of the gap that the style sheet asks for."""
    between, left = gaps(column(5, 60))
    assert left == pytest.approx(0, abs=0.05)
    assert len(between) == 4
    assert between == pytest.approx([between[0]] * 4, abs=0.02)
    assert 1 < between[0] <= 13


def test_gaps_do_not_fall_apart() -> None:
    """No gap gets more than twelve millimetres, even where the column then stays open at its foot."""
    between, left = gaps(column(3, 75))
    assert between == pytest.approx([13, 13], abs=0.02)
    assert left > 20


def test_a_column_of_one_block_or_without_room_stays_as_it_is() -> None:
    """There is nothing to widen."""
    between, left = gaps(column(4, 23))
    assert between == pytest.approx([1, 1, 1], abs=0.2)
    assert left < 0.5
    between, left = gaps(column(1, 60))
    assert between == []
    assert left == pytest.approx(60 - 10 * 1.4 * 25.4 / 72, abs=0.01)


def test_codes_are_found_where_they_lie() -> None:
    """Page, place and width in mm, quiet zone included, whether the picture stands in the text or at a fixed place."""
    html = f"{code_image('position:absolute;left:20mm;top:30mm', 25)}<p style='break-before:page'></p>{code_image()}"
    found = typeset(engine(), page(f"<p>One.</p>{html}", pages=(2, 2))).images
    assert [(image.code, image.page) for image in found] == [("appeal", 1), ("appeal", 2)]
    assert found[0].x_mm == pytest.approx(30, abs=0.01)
    assert found[0].y_mm == pytest.approx(40, abs=0.01)
    modules = code().modules
    assert found[0].width_mm == pytest.approx(25 * (modules + 2 * QUIET_ZONE) / modules, abs=0.01)
