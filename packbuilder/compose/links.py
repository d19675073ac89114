"""Addresses on the web as people type them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_BREAK = "\u200b"
# Where a long address is broken: after the sign, as the Chicago Manual of Style has it for slashes; never before a full
# stop, which would seem to end it.
_AFTER = re.compile(r"(?:(?<=[?&=.-])|(?<=[^:/]/))(?=\w)")


def typed(url: str) -> str:
    """An address as a person types it, which leads where the address leads.

    Only what no server needs is left out: `https://`, which browsers add, and a slash that ends the path and so the
    address. Before a port, browsers do not all add the same, so that it keeps its scheme; so does `http://`, since not
    every server answers to both.

    >>> typed("https://harbour.example/"), typed("https://www.harbour.example/#/ferry/")
    ('harbour.example', 'www.harbour.example/#/ferry/')
    >>> typed("http://harbour.example/"), typed("https://harbour.example:8443/")
    ('http://harbour.example', 'https://harbour.example:8443')
    """
    parts = urlsplit(url)
    kept = url if parts.query or parts.fragment or url.endswith(("?", "#")) else url.rstrip("/")
    return kept[len("https://") :] if parts.scheme == "https" and parts.port in {None, 443} else kept


def breaking(address: str) -> str:
    """An address that may be broken after its signs where a line ends; what is copied or read out stays the same.

    >>> breaking("quay.org/a-b").split("\u200b")
    ['quay.', 'org/', 'a-', 'b']
    """
    return _AFTER.sub(_BREAK, address)
