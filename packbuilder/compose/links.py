"""Addresses on the web as people type them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_BREAK = "\u200b"
# Where a long address is broken: after the sign, as the Chicago Manual of Style has it for slashes; never before a full
# stop, which would seem to end it.
_AFTER = re.compile(r"(?<=[/?&=.-])(?=[^\W_]|_)")


def typed(url: str) -> str:
    """An address as a person types it: campaignkazakhstan.org for http://campaignkazakhstan.org/."""
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.") if not parts.path.strip("/") else parts.netloc
    return (host + parts.path + (f"?{parts.query}" if parts.query else "")).rstrip("/")


def breaking(address: str) -> str:
    """An address that may be broken after its signs where a line ends; what is copied or read out stays the same.

    >>> breaking("quay.org/a-b").split("\u200b")
    ['quay.', 'org/', 'a-', 'b']
    """
    return _AFTER.sub(_BREAK, address)
