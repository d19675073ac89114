"""What a misspelt word was meant to be."""

from __future__ import annotations

import pytest

from packbuilder.load import nearest
from packbuilder.load.spelling import suggestion

CASES = ["zhezkazgan", "zhanaozen", "kuramshin"]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("zhezkasgan", "zhezkazgan"),
        ("Zhezkazgan", "zhezkazgan"),
        ("ZHANAOZEN", "zhanaozen"),
        ("../kuramshin", "kuramshin"),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_nearest(word: str, near: str | None) -> None:
    assert nearest(word, CASES) == near


def test_nearest_of_none_is_none() -> None:
    assert nearest("zhezkazgan", []) is None


def test_without_a_near_word_all_are_named() -> None:
    assert suggestion("xyzzy", CASES, "Make one.") == "Make one. Known are: `kuramshin`, `zhanaozen`, `zhezkazgan`."
    assert suggestion("xyzzy", [], "Make one.") == "Make one."
    assert suggestion("xyzzy", map(str, range(40)), "Make one.").endswith(" …")
