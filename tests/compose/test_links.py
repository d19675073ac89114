"""Addresses as people type them, and where a long one may be broken."""

from __future__ import annotations

import pytest

from packbuilder.compose.links import breaking, typed

BREAK = "\u200b"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://www.quay.example/", "quay.example"),
        ("https://www.quay.example/ferry/", "www.quay.example/ferry"),
        ("https://quay.example/show.cgi?c=12&x=3", "quay.example/show.cgi?c=12&x=3"),
    ],
)
def test_an_address_as_it_is_typed(url: str, words: str) -> None:
    assert typed(url) == words


def test_a_long_address_breaks_after_its_signs_and_nowhere_else() -> None:
    """After / ? & = - and . that something follows; what is left of it without the breaks is the address."""
    address = "www.mill-lane.example/show_campaign.cgi?c=12&x=3."
    broken = breaking(address)
    assert broken.split(BREAK) == [
        "www.", "mill-", "lane.", "example/", "show_campaign.", "cgi?", "c=", "12&", "x=", "3.",
    ]  # fmt: skip
    assert broken.replace(BREAK, "") == address
