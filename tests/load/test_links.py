"""Addresses on the web that may and may not be printed."""

from __future__ import annotations

import pytest

from packbuilder.load.links import faults


@pytest.mark.parametrize(
    "address",
    [
        "http://campaignkazakhstan.org",
        "https://example.org/page?id=4&lang=ru#top",
        "https://example.org:8443/",
        "https://пример.рф/страница",
        "https://bit.ly.example.org/utm_source",
        "https://[2001:db8::1]/page",
    ],
)
def test_fit_for_print(address: str) -> None:
    assert faults(address) == []


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("", "begins with neither"),
        ("example.org", "begins with neither"),
        ("ftp://example.org", "begins with neither"),
        ("javascript:alert(1)", "begins with neither"),
        ("data:text/html,x", "begins with neither"),
        ("//example.org", "begins with neither"),
        ("https://", "names no host"),
        ("https:///page", "names no host"),
        ("http:example.org", "names no host"),
        ("https://:80/", "names no host"),
        ("https://example.org:port/", "no web address"),
        ("https://[example/", "no web address"),
        ("https://example.org/a b", "a space"),
        ("https://example.org/\u200b", "invisible"),
        ("https://ann@example.org/", "user name"),
        ("https://ann:secret@example.org/", "user name"),
        ("https://:@example.org/", "user name"),
        ("https://example.org/?UTM_Source=x", "`UTM_Source`"),
        ("https://example.org/?fbclid", "`fbclid`"),
        ("https://example.org/?a=1&mc_cid=2&mc_eid=3", "`mc_cid`, `mc_eid`"),
        ("https://example.org/#utm_campaign=x", "`utm_campaign`"),
        ("https://BIT.LY/x", "shortens"),
        ("https://www.tinyurl.com/x", "shortens"),
        ("https://vk.cc./x", "shortens"),
        ("http://clck.ru:80/x", "shortens"),
    ],
)
def test_unfit_for_print(address: str, fault: str) -> None:
    (told,) = faults(address)
    assert fault in told[0]
    assert told[1]


def test_several_faults_are_told_together() -> None:
    assert len(faults("https://ann@t.co/x?gclid=1")) == 3
