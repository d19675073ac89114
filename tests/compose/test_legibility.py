"""The warning for slogans that nobody could read from across a road, and what it advises."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packbuilder.compose.display_fields import too_small
from packbuilder.errors import Problem, Severity
from packbuilder.model.legibility import COMFORTABLE_MM_PER_M, LIMIT_MM_PER_M, easy_m, limit_m

LIMIT_MM = 33.0  # ten metres at 3.3 mm a metre
WORDS = "Keep the ferry running, every day of the year"


def told(cap_mm: float, slogan: str = WORDS) -> Problem | None:
    """What is said of a slogan whose capitals are so high."""
    return too_small("en/slogans.md", 7, slogan, cap_mm, "placard (en, A4)")


@pytest.mark.parametrize("cap_mm", [LIMIT_MM, 33.01, 400])
def test_ten_metres_are_enough(cap_mm: float) -> None:
    """Just ten are, too."""
    assert told(cap_mm) is None


@pytest.mark.parametrize("cap_mm", [32.99, 20, 1])
def test_less_is_not(cap_mm: float) -> None:
    assert told(cap_mm) is not None


def test_what_is_said() -> None:
    """Where it stands, how high the capitals are, how far that is seen, and what would do."""
    assert told(20) == Problem.at(
        "en/slogans.md",
        f"“{WORDS}” on the placard (en, A4) has capitals of 20 mm, which nobody reads from more than 6 m; 10 m take "
        "33 mm.",
        "Cut it to some 3 word(s), or print it 2 size(s) larger.",
        line=7,
        key="slogan",
        severity=Severity.WARNING,
    )


@pytest.mark.parametrize(("cap_mm", "sizes"), [(32.9, 1), (23.4, 1), (23.3, 2), (16.6, 2), (16.4, 3)])
def test_so_many_sizes_larger_would_do(cap_mm: float, sizes: int) -> None:
    """Each A size is the root of two larger than the one before."""
    problem = told(cap_mm)
    assert problem
    assert f"print it {sizes} size(s) larger" in problem.remedy


@given(st.floats(2.5, 32.9), st.integers(1, 40))
def test_the_advice_would_help(cap_mm: float, count: int) -> None:
    """Fewer words than there are, one at least; as many sizes larger as it takes and no more."""
    problem = told(cap_mm, " ".join(["word"] * count))
    assert problem
    words, sizes = map(int, re.findall(r"(\d+) (?:word|size)", problem.remedy))
    assert 1 <= words <= max(1, count - 1)
    assert limit_m(cap_mm * 2 ** (sizes / 2)) >= 10 - 1e-9
    assert limit_m(cap_mm * 2 ** ((sizes - 1) / 2)) < 10


@given(st.floats(0.1, 2.4))
def test_however_small_it_is_told(cap_mm: float) -> None:
    """Some display type is smaller than any size larger could mend."""
    assert told(cap_mm) is not None


@given(st.floats(0.1, 2000))
def test_what_is_easy_is_nearer_than_the_limit(cap_mm: float) -> None:
    """An inch of capital is easy to read from ten feet, to a hundredth."""
    assert easy_m(cap_mm) < limit_m(cap_mm)
    assert easy_m(25.4) == pytest.approx(3.048, rel=0.01)
    assert (easy_m(cap_mm) * COMFORTABLE_MM_PER_M, limit_m(cap_mm) * LIMIT_MM_PER_M) == pytest.approx((cap_mm, cap_mm))
