"""Contrast with white as WCAG counts it."""

from __future__ import annotations

import pytest

from packbuilder.check.branding import on_white


@pytest.mark.parametrize(
    ("colour", "ratio"),
    [("#000000", 21), ("#FFFFFF", 1), ("#767676", 4.54), ("#777777", 4.48), ("#FF0000", 4.0), ("#0a0A0a", 19.8)],
)
def test_contrast(colour: str, ratio: float) -> None:
    assert on_white(colour) == pytest.approx(ratio, abs=0.01)
