"""Addresses on the web as people type them."""

from __future__ import annotations

from urllib.parse import urlsplit


def typed(url: str) -> str:
    """An address as a person types it: campaignkazakhstan.org for http://campaignkazakhstan.org/."""
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.") if not parts.path.strip("/") else parts.netloc
    return (host + parts.path + (f"?{parts.query}" if parts.query else "")).rstrip("/")
