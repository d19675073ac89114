"""Unquoted scalars of YAML 1.2's core schema, and days."""

from __future__ import annotations

import re
from datetime import date
from math import isfinite

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))([eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


def scalar(words: str) -> str | int | float | bool | date | None:
    """The value of an unquoted scalar: YAML 1.2's core schema and ISO dates; an impossible date stays text."""
    if words in _WORDS:
        return _WORDS[words]
    if _WHOLE.fullmatch(words):
        return int(words)
    if _DECIMAL.fullmatch(words) and isfinite(number := float(words)):
        return number
    if DATE.fullmatch(words):
        try:
            return date.fromisoformat(words)
        except ValueError:
            return words
    return words
