"""Where a long address may be broken."""

from __future__ import annotations

from packbuilder.compose.soft_breaks import breaking

BREAK = "\u200b"


def test_a_long_address_breaks_after_its_signs_and_nowhere_else() -> None:
    """After / ? & = - and . that something follows; what is left of it without the breaks is the address."""
    address = "www.mill-lane.example/show_campaign.cgi?c=12&x=3."
    broken = breaking(address)
    assert broken.split(BREAK) == [
        "www.", "mill-", "lane.", "example/", "show_campaign.", "cgi?", "c=", "12&", "x=", "3.",
    ]  # fmt: skip
    assert broken.replace(BREAK, "") == address


def test_the_host_stays_behind_its_scheme() -> None:
    assert breaking("http://quay.example").split(BREAK) == ["http://quay.", "example"]
