"""Plans, folded and cut in thought: every page where a reader looks for it."""

from __future__ import annotations

from itertools import chain
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packbuilder.errors import LayoutError
from packbuilder.impose import booklet, cut, letter_fold, panel_width, plain, sheets_for, z_fold
from packbuilder.impose.imposition import Edge, Imposition
from packbuilder.model.paper import PAPERS, Size
from tests.impose.turning import A3, A4, LETTER, behind, front, leaves, overlap, sound, strokes

A5, A6 = (148.0, 210.0), (105.0, 148.0)
EDGES = st.sampled_from(["long", "short"])
SHEETS = st.sampled_from([A4, A3, LETTER, (297.0, 210.0), PAPERS["tabloid"].size, PAPERS["legal"].size])
PAGES = st.integers(1, 30)
SIDES = st.sampled_from([1, 2])
READING = st.sampled_from(["ltr", "rtl"])
SIXTY = settings(max_examples=60)
FREE_MM = 7  # along each edge of a page


@st.composite
def on_sheets(draw: st.DrawFn, columns: int = 1) -> tuple[Size, Size]:
    """A sheet, and a page of which so many fit on it side by side."""
    sheet = draw(SHEETS)
    width = draw(st.floats(50, max(sheet) / columns if columns > 1 else min(sheet)))
    return (width, draw(st.floats(50, min(sheet)))), sheet


@SIXTY
@given(PAGES, on_sheets(), SIDES, EDGES, READING)
def test_repeated_leaves_come_off_each_sheet_complete(
    pages: int, sizes: tuple[Size, Size], sides: Literal[1, 2], edge: Edge, reading: str
) -> None:
    """Each piece of a sheet is the same leaf, its back behind its front whichever edge the sheet is turned on."""
    plan = cut(pages, *sizes, sides=sides, edge=edge, rtl=reading == "rtl")
    sound(plan)
    expected = [(n, n + 1 if sides == 2 and n + 1 < pages else None) for n in range(0, pages, sides)]
    assert [{(one, other) for _, one, other in leaves(s, plan.duplex)} for s in plan.sheets] == [{e} for e in expected]
    assert all(len(leaves(sheet, plan.duplex)) == plan.up for sheet in plan.sheets)
    assert sheets_for(plan, plan.up * 3) == 3 * len(expected)
    assert sheets_for(plan, plan.up * 3 + 1) == 4 * len(expected)


@SIXTY
@given(PAGES, on_sheets(), SIDES, EDGES, READING)
def test_pages_in_order_are_in_order_when_the_cut_piles_are_put_together(
    pages: int, sizes: tuple[Size, Size], sides: Literal[1, 2], edge: Edge, reading: str
) -> None:
    """All sheets are cut at once; the piles, row by row in reading direction, make one."""
    plan = cut(pages, *sizes, order="in-order", sides=sides, edge=edge, rtl=reading == "rtl")
    sound(plan)
    piles: dict[tuple[float, float], list[list[int | None]]] = {}
    for sheet in plan.sheets:
        for (x, y, _, _), one, other in leaves(sheet, plan.duplex):
            piles.setdefault((round(y, 1), round(-x if reading == "rtl" else x, 1)), []).append([one, other])
    read = [page for place in sorted(piles) for leaf in piles[place] for page in leaf if page is not None]
    assert read == list(range(pages))
    assert sheets_for(plan, 5) == 5 * len(plan.sheets)


@SIXTY
@given(PAGES, on_sheets(2), EDGES, READING, st.floats(0, 0.3))
def test_a_booklet_reads_from_cover_to_cover(
    pages: int, sizes: tuple[Size, Size], edge: Edge, reading: str, thickness: float
) -> None:
    """Sheets laid into one another and folded: the leaves at one side of the fold, then the others, inside out."""
    page, sheet = sizes
    plan = booklet(pages, page, sheet, edge=edge, rtl=reading == "rtl", thickness=thickness if page[0] > 60 else 0)
    sound(plan)
    first, last = [], []
    for one in plan.sheets:
        middle = one.width / 2
        for leading in (True, False):
            leaf = [seen for seen in front(one) if (seen.box[0] > middle - 0.1) == (leading != (reading == "rtl"))]
            backs = [behind(seen, one, edge) for seen in leaf]
            if leading:
                first += [seen.page for seen in leaf] + backs
            else:
                last += [seen.page for seen in reversed(leaf)] + backs
    lone = _inner_pages_without_a_front(plan, edge)
    read = [p for p in (*first, *reversed(last)) if p is not None]
    assert sorted(chain(read, lone)) == list(range(pages))
    assert [p for p in read if p not in lone] == sorted(read)
    assert len(plan.sheets) == -(-pages // 4)


@pytest.mark.parametrize("pages", range(2, 18))
def test_the_last_page_of_a_booklet_is_its_back(pages: int) -> None:
    """Blank pages stand before it: beside the cover, on the outermost sheet, lies the last page."""
    left, right = sorted(front(booklet(pages, A5, A4).sheets[0]), key=lambda seen: seen.box[0])
    assert (left.page, right.page) == (pages - 1, 0)


def _inner_pages_without_a_front(plan: Imposition, edge: str) -> list[int]:
    """Pages at the back of a blank one, which stand near the end of a booklet."""
    from tests.impose.turning import through

    return [
        seen.page
        for sheet in plan.sheets
        for seen in through(sheet, edge)
        if not any(overlap(seen.box, other.box) for other in front(sheet))
    ]


@SIXTY
@given(st.integers(5, 120), st.floats(0.05, 0.2))
def test_creep_keeps_outer_margins_alike(pages: int, thickness: float) -> None:
    """Within the folded booklet a sheet sticks out by the paper around it; what is printed on it does not."""
    plan = booklet(pages, A5, A4, thickness=thickness)
    assert plan.creep_mm == pytest.approx((len(plan.sheets) - 1) * thickness, abs=1e-3)
    for number, sheet in enumerate(plan.sheets):
        for one in (one for side in sheet.sides for one in side.placements):
            left, _, width, _ = one.window or (0, 0, *A5)
            printed = (one.x - left, one.x - left + A5[0])  # the page as if nothing were cut off at the fold
            outer = max(abs(edge - sheet.width / 2) for edge in printed)
            assert outer + number * thickness == pytest.approx(A5[0])
            assert one.width == pytest.approx(width)


@pytest.mark.parametrize("edge", ["long", "short"])
@pytest.mark.parametrize("reading", ["ltr", "rtl"])
@pytest.mark.parametrize(("sheet", "height"), [(A4, 210.0), (LETTER, 215.9), (PAPERS["legal"].size, 215.9)])
def test_a_letter_fold_opens_page_by_page(edge: Edge, reading: str, sheet: Size, height: float) -> None:
    """The narrow panel is folded in, the cover over it; mirrored for languages that run the other way."""
    plan = letter_fold(6, (panel_width(sheet), height), sheet, edge=edge, rtl=reading == "rtl")
    [one] = plan.sheets
    sound(plan)
    seen = sorted(front(one), key=lambda page: page.box[0], reverse=reading == "rtl")
    outside = [page.page for page in seen]
    inside = [_close_behind(plan, page.box, edge) for page in seen][::-1]
    assert (outside, inside) == ([1, 5, 0], [2, 3, 4])
    creases = [line[0] for line in one.front.folds]
    widths = [b - a for a, b in zip([0, *creases], [*creases, one.width], strict=True)]
    flap, back, cover = widths[::-1] if reading == "rtl" else widths
    assert flap < min(back, cover)
    assert flap == pytest.approx(panel_width(sheet))


def test_the_panels_of_a4_and_letter_are_those_of_the_trade() -> None:
    """97, 100 and 100 mm; 3 5/8, 3 11/16 and 3 11/16 in (see packbuilder/model/paper.py)."""
    [a4] = letter_fold(6, (97, 210), A4).sheets
    [letter] = letter_fold(6, (92.07, 215.9), LETTER).sheets
    assert [line[0] for line in a4.front.folds] == [97, 197]
    assert [line[0] / 25.4 for line in letter.front.folds] == pytest.approx([3.625, 7.3125], abs=5e-4)


@pytest.mark.parametrize("edge", ["long", "short"])
@pytest.mark.parametrize("reading", ["ltr", "rtl"])
def test_a_z_fold_has_three_pages_a_side(edge: Edge, reading: str) -> None:
    """1 2 3 on one side, 4 5 6 on the other, in reading direction."""
    plan = z_fold(6, (97, 210), A4, edge=edge, rtl=reading == "rtl")
    sound(plan)
    seen = sorted(front(plan.sheets[0]), key=lambda page: page.box[0], reverse=reading == "rtl")
    assert [page.page for page in seen] == [0, 1, 2]
    assert [_close_behind(plan, page.box, edge) for page in seen] == [5, 4, 3]
    assert [line[0] for line in plan.sheets[0].front.folds] == [99, 198]


def _close_behind(plan: Imposition, box: tuple[float, ...], edge: str) -> int:
    """The page behind a place, upright like it; panels of unlike width do not lie quite behind one another."""
    from tests.impose.turning import through

    middle = box[0] + box[2] / 2
    [found] = [one for one in through(plan.sheets[0], edge) if one.box[0] < middle < one.box[0] + one.box[2]]
    assert found.up == (0, -1)
    assert abs(found.box[0] - box[0]) < 4
    return found.page


@SIXTY
@given(on_sheets(2), st.sampled_from(["cut", "booklet", "plain", "folded"]), EDGES)
def test_marks_keep_off_what_is_printed(sizes: tuple[Size, Size], scheme: str, edge: Edge) -> None:
    """They stand on the sheet, 3 mm and more from its edge, and only where pages hold no ink."""
    page, sheet = sizes
    plans = {
        "cut": lambda: cut(8, page, sheet, sides=2, edge=edge),
        "booklet": lambda: booklet(8, page, sheet, edge=edge, thickness=0),
        "plain": lambda: plain(2, page, max(sheet, page), sides=2, edge=edge),
        "folded": lambda: letter_fold(6, (min(page[0], panel_width(sheet)), page[1]), sheet, edge=edge),
    }
    try:
        plan = plans[scheme]()
    except LayoutError:
        return  # a page that lies across
    for one in plan.sheets:
        for number, (x, y, width, height) in strokes(one):
            ends = (y, one.height - y - height) if height > width else (x, one.width - x - width)
            assert min(ends) > 2.5
            for place in one.sides[number].placements:
                left, top, across, down = place.box
                inked = (left + FREE_MM, top + FREE_MM, across - 2 * FREE_MM, down - 2 * FREE_MM)
                assert min(inked[2:]) <= 0 or not overlap((x, y, width, height), inked)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda: plain(1, A3, A4), r"Pages of 297 × 420 mm do not fit on A4 this way"),
        (lambda: cut(1, A3, A4), r"do not fit on A4"),
        (lambda: cut(1, A5, A4, up=4), r"4 of them are wanted side by side"),
        (lambda: booklet(8, A4, A4), r"Two of them must fit on it side by side"),
        (lambda: booklet(0, A5, A4), r"There is no page"),
        (lambda: letter_fold(5, (97, 210), A4), r"has six pages, and there are 5"),
        (lambda: letter_fold(6, (99, 210), A4), r"Its panels are 97 × 210 mm"),
        (lambda: z_fold(6, (99.5, 210), A4), r"Its panels are 99 × 210 mm"),
    ],
)
def test_what_does_not_fit_is_refused(made: object, told: str) -> None:
    """With sizes, so that one sees what would."""
    assert callable(made)
    with pytest.raises(LayoutError, match=told):
        made()


@SIXTY
@given(PAGES, SIDES, EDGES)
def test_plain_sheets_are_the_pages_in_order(pages: int, sides: Literal[1, 2], edge: Edge) -> None:
    """One after another, each back behind its front."""
    plan = plain(pages, A5, A5, sides=sides, edge=edge)
    sound(plan)
    assert [
        p for s in plan.sheets for seen in front(s) for p in (seen.page, behind(seen, s, edge)) if p is not None
    ] == (list(range(pages)))
    assert all(not list(strokes(sheet)) for sheet in plan.sheets)
