"""The search for the largest size that fits, on sizes alone: always the right one, and with few attempts."""

from __future__ import annotations

from collections.abc import Collection

from hypothesis import given
from hypothesis import strategies as st

from packbuilder.typeset.size_search import STEP_PT, SizeSearch


def attempts(
    search: SizeSearch, edge: float, growth: float | None = 2.0, faulty: Collection[float] = ()
) -> list[float]:
    """The sizes tried where what is larger than `edge` does not fit, in a column that grows by a power of the size.

    At those that are `faulty` a line is too wide, whatever room there is.
    """
    tried = []
    while not search.done:
        tried.append(search.size)
        fill = {} if growth is None else {"column": (search.size / edge) ** growth}
        room = search.size <= edge
        search.record(fits=room and search.size not in faulty, fill=fill, room=room)
    return tried


edges = st.floats(5, 20)
growths = st.none() | st.floats(-1, 9)


@given(edge=edges, growth=growths, first=st.none() | st.floats(1, 40), steps=st.integers(0, 60))
def test_the_largest_size_that_fits_is_found_whatever_columns_tell(
    edge: float, growth: float | None, first: float | None, steps: int
) -> None:
    """It fits and the next does not; where none fits the smallest was tried last; nothing is tried twice."""
    largest = 8 + steps * STEP_PT
    search = SizeSearch(8, largest, first)
    tried = attempts(search, edge, growth)
    assert len(set(tried)) == len(tried) <= 12
    assert all(8 <= size <= largest for size in tried)
    if edge < 8:
        assert search.best is None
        assert tried[-1] == 8
    else:
        assert search.best == min(largest, 8 + (edge - 8) // STEP_PT * STEP_PT)


@given(
    edge=edges,
    growth=growths,
    firsts=st.lists(st.none() | st.floats(1, 40), min_size=2, max_size=5),
    steps=st.integers(0, 60),
    faults=st.sets(st.integers(0, 60)),
)
def test_wherever_it_begins_it_ends_at_the_same_size(
    edge: float, growth: float | None, firsts: list[float | None], steps: int, faults: set[int]
) -> None:
    """Also where lines are too wide at any sizes, and not at others; what it ends at fits, if anything was found to."""
    faulty = {8 + fault * STEP_PT for fault in faults}
    ends = set()
    for first in firsts:
        search = SizeSearch(8, 8 + steps * STEP_PT, first)
        tried = attempts(search, edge, growth, faulty)
        assert len(set(tried)) == len(tried) <= 20
        assert search.best is None or (search.best in tried and search.best <= edge and search.best not in faulty)
        ends.add(search.best)
    assert len(ends) == 1


@given(edge=st.floats(9, 11.4), first=st.none() | st.floats(8.5, 11.5))
def test_a_size_at_which_a_line_breaks_badly_keeps_from_none_beside_it(edge: float, first: float | None) -> None:
    """Neither from a larger one, nor from the next smaller one where it is the largest that has room."""
    best = 8.5 + (edge - 8.5) // STEP_PT * STEP_PT
    for fault, expected in ((best - STEP_PT, best), (best, best - STEP_PT)):
        search = SizeSearch(8.5, 11.5, first)
        attempts(search, edge, 2.0, {fault})
        assert search.best == expected


@given(
    edge=edges,
    growth=st.floats(-1, 9),
    first=st.none() | st.floats(1, 20),
    more=st.floats(0, 3),
    faults=st.sets(st.integers(0, 24)),
)
def test_what_columns_need_by_themselves_changes_no_result(
    edge: float, growth: float, first: float | None, more: float, faults: set[int]
) -> None:
    """Also where more than the columns must fit: they have room up to `more` points above the edge."""
    faulty = {8 + fault * STEP_PT for fault in faults}
    plain, measured = (SizeSearch(8, 14, first) for _ in range(2))
    fill = {"column": (measured.size / (edge + more)) ** growth}
    measured.measure(room=measured.size <= edge + more, fill=fill)
    tried = attempts(measured, edge, growth, faulty)
    attempts(plain, edge, growth, faulty)
    assert measured.best == plain.best
    assert len(set(tried)) == len(tried) <= 20
    assert all(8 <= size <= 14 for size in tried)


@given(edge=st.floats(8.5, 11.4), first=st.floats(8.5, 11.5))
def test_measured_columns_tell_where_to_begin(edge: float, first: float) -> None:
    """All is laid out at the edge, or a step beside it, whatever the size that the columns were measured at."""
    search = SizeSearch(8.5, 11.5, first)
    search.measure(room=search.size <= edge, fill={"column": (search.size / edge) ** 1.5})
    assert abs(search.size - edge) <= 2 * STEP_PT


@given(edge=st.floats(8.5, 11.4), growth=st.floats(0.9, 2.1))
def test_columns_tell_where_to_look(edge: float, growth: float) -> None:
    """Four attempts are enough for what grows as text grows; halving would take five or six."""
    assert len(attempts(SizeSearch(8.5, 11.5), edge, growth)) <= 4


@given(edge=st.floats(8.5, 11.4))
def test_a_first_size_that_is_right_is_proven_at_once(edge: float) -> None:
    """It fits and the next does not: two attempts, in either order."""
    right = 8.5 + (edge - 8.5) // STEP_PT * STEP_PT
    assert len(attempts(SizeSearch(8.5, 11.5, right), edge, None)) == 2


def test_what_has_room_at_every_size_gets_the_largest_at_once() -> None:
    """A placard has no columns: its second attempt is the largest size, and its sisters' first."""
    assert attempts(SizeSearch(20, 30), 99, None) == [22.5, 30]
    assert attempts(SizeSearch(20, 30, 30), 99, None) == [30]


def test_a_range_that_is_no_whole_number_of_steps_ends_with_its_last_step() -> None:
    """Neither is the largest size passed, nor a step left out that a rounding error would hide."""
    search = SizeSearch(8, 9.15)
    attempts(search, 99)
    assert search.best == 9
    search = SizeSearch(8, 8.75 - 1e-12)
    attempts(search, 99)
    assert search.best == 8.75
