"""Paper: what pages become on the sheets of other countries, their names, and the panel that is folded in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packbuilder.model.layout import PageSize
from packbuilder.model.paper import PAPERS, Size, Stock, flap, named, on_stock, sheet_name
from packbuilder.plan import page_size

A3, A4, A5, A6 = (PAPERS[key].size for key in ("a3", "a4", "a5", "a6"))
LETTER, LEGAL, HALF, QUARTER, TABLOID = (215.9, 279.4), (215.9, 355.6), (139.7, 215.9), (107.95, 139.7), (279.4, 431.8)
STOCKS = st.sampled_from(Stock)
ISO = st.sampled_from([A3, A4, A5, A6])
sizes = st.tuples(st.floats(20, 2000), st.floats(20, 2000))


@pytest.mark.parametrize(
    ("stock", "expected"),
    [
        (Stock.A4, [A3, A4, A5, A6]),
        (Stock.A3, [A3, A4, A5, A6]),
        (Stock.LETTER, [TABLOID, LETTER, HALF, QUARTER]),
        (Stock.LEGAL, [TABLOID, LEGAL, HALF, QUARTER]),
        (Stock.TABLOID, [TABLOID, LETTER, HALF, QUARTER]),
        (Stock.COMMON, [(279.4, 420), (210, 279.4), (139.7, 210), (105, 139.7)]),
    ],
    ids=lambda one: one.value if isinstance(one, Stock) else "",
)
def test_pages_on_each_paper(stock: Stock, expected: list[Size]) -> None:
    """A3, A4, A5 and A6 upright, to a twentieth of a millimetre."""
    for designed, size in zip((A3, A4, A5, A6), expected, strict=True):
        assert on_stock(designed, stock) == pytest.approx(size, abs=0.06)


@given(ISO, STOCKS)
def test_pages_lie_as_they_were_designed(size: Size, stock: Stock) -> None:
    """A page that lies down is the upright one, lying."""
    assert on_stock(size[::-1], stock) == on_stock(size, stock)[::-1]


@given(ISO)
def test_what_is_common_is_no_larger_than_either(size: Size) -> None:
    """And as large as it can be: each side is that of one of them."""
    common, american = on_stock(size, Stock.COMMON), on_stock(size, Stock.LETTER)
    assert common == tuple(map(min, zip(size, american, strict=True)))


@given(sizes.filter(lambda size: named(size) is None), STOCKS)
def test_sizes_without_a_counterpart_stay(size: Size, stock: Stock) -> None:
    """A strip of 99 x 210 mm is one everywhere."""
    assert on_stock(size, stock) == size


@given(key=st.sampled_from(sorted(PAPERS)), off=st.floats(-0.9, 0.9), lying=st.booleans())
def test_papers_are_known_by_their_size(*, key: str, off: float, lying: bool) -> None:
    """Whichever way they lie, within a millimetre, as sizes in a layout are rounded."""
    paper = PAPERS[key]
    size = paper.width + off, paper.height - off
    assert named(size[::-1] if lying else size) is paper
    assert sheet_name(size) == paper.name


def test_other_sizes_have_no_name() -> None:
    """Their figures are told instead, without zeros that say nothing."""
    assert named((211.5, 297)) is None
    assert sheet_name((99, 210)) == "99 × 210 mm"
    assert sheet_name((139.7, 210.0)) == "139.7 × 210 mm"
    assert sheet_name((215.9, 279.4)) == "Letter"


def test_all_papers_are_upright_and_differ() -> None:
    """Or a size would have two names."""
    assert all(paper.width < paper.height for paper in PAPERS.values())
    assert len({paper.name for paper in PAPERS.values()}) == len(PAPERS)
    assert all(named(paper.size) is paper for paper in PAPERS.values())


@pytest.mark.parametrize(
    ("width", "narrow"),
    [(297, 97), (279.4, 92.08), (355.6, 117.48), (420, 138), (431.8, 141.93), (300, 98)],
    ids=["A4", "Letter", "Legal", "A3", "Tabloid", "no paper's"],
)
def test_the_flap_is_narrower_than_the_others(width: float, narrow: float) -> None:
    """By 3 mm on A4, by a sixteenth of an inch on Letter, so that it can be folded in."""
    assert flap(width) == pytest.approx(narrow, abs=0.02)
    assert 1.5 < (width - flap(width)) / 2 - flap(width) < 3.1


def test_panels_of_a_folded_sheet_are_as_wide_as_the_flap() -> None:
    """And as high as the sheet, on each paper."""
    folded = PageSize(width=297, height=210, folded=True)
    assert page_size(folded, Stock.A4) == (97, 210)
    assert page_size(folded, Stock.LETTER) == pytest.approx((92.08, 215.9), abs=0.02)
    assert page_size(folded, Stock.LEGAL) == pytest.approx((117.48, 215.9), abs=0.02)
    assert page_size(folded, Stock.COMMON)[1] == 210
    assert page_size(PageSize(width=297, height=210), Stock.A4) == (297, 210)


def test_a_branch_says_what_it_prints_on() -> None:
    """By a name for the manifest, and the sheet that goes through the printer."""
    assert {stock.label for stock in Stock} == {"A4", "A3", "Letter", "Legal", "Tabloid", "Common"}
    assert [Stock(key).sheet.name for key in ("common", "a3", "legal")] == ["A4", "A3", "Legal"]
