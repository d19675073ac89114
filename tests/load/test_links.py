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
        "https://[2a00:1450:4001:830::200e]/page",
        "https://xn--80aswg.xn--p1ai/",
        "https://example.org./a;b=1",
        "https://example.org/utm_medium",
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
        ("https://ferry.bit.ly/x", "shortens"),
        ("https://example.org/a;utm_source=x", "`utm_source`"),
        ("https://example.org/?a=1;fbclid=2", "`fbclid`"),
        ("https://example.org/?a=1&amp;utm_source=2", "`utm_source`"),
        ("https://example.org/?%75tm_source=2", "`utm_source`"),
        ("https://example.org/#/page?yclid=2", "`yclid`"),
        ("http://localhost/x", "one's own house"),
        ("http://printer.local/", "one's own house"),
        ("http://127.0.0.1:8000/", "one's own house"),
        ("http://192.168.1.7/", "one's own house"),
        ("http://[::1]/", "one's own house"),
        ("https://harbour/", "no name of a host"),
        ("https://example..org/", "no name of a host"),
        ("https://.example.org/", "no name of a host"),
        ("https://-example.org/", "no name of a host"),
        ("https://example-.org/", "no name of a host"),
        ("https://exa_mple.org/", "no name of a host"),
        ("https://exa,mple.org/", "no name of a host"),
        ("https://999.999.1.1/", "no name of a host"),
    ],
)
def test_unfit_for_print(address: str, fault: str) -> None:
    (told,) = faults(address)
    assert fault in told[0]
    assert told[1]


def test_several_faults_are_told_together() -> None:
    assert len(faults("https://ann@t.co/x?gclid=1")) == 3
