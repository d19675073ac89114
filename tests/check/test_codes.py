"""Addresses that a code can hold: the table against the encoder itself, and what the person is told."""

from __future__ import annotations

import pytest

from packbuilder.check.code_sizes import CAPACITY
from packbuilder.compose.qr import MAX_VERSION, WARN_VERSION, symbol

_START = "http://e.org/"


def _address(letters: int) -> str:
    return _START + "a" * (letters - len(_START))


@pytest.mark.parametrize("level", sorted(CAPACITY))
def test_the_table_is_the_encoders(level: str) -> None:
    """The longest address of each column needs just that version, and one letter more does not fit it."""
    easy, most = CAPACITY[level]
    assert symbol(_address(easy), level).version == WARN_VERSION
    assert symbol(_address(easy + 1), level).version == WARN_VERSION + 1
    assert symbol(_address(most), level).version == MAX_VERSION
    with pytest.raises(ValueError, match="address"):
        symbol(_address(most + 1), level)
