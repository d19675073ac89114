"""Arrays of C of one type, whatever their length.

Upstream (seen in WeasyPrint 70.0, with cffi 2.1): for every font that is cut to size the lengths of two arrays are
spelt out in their types, and cffi parses each spelling that is new to it with a parser written in Python, 10 ms a time.
Here: cffi is asked for arrays without a length, which are as long as the values that they are made of.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.pdf import fonts

_Made = Any  # cffi makes its types as it runs
_LENGTH = re.compile(r"\[\d+\]$")


class _Arrays:
    """The renderer's cffi, but for arrays with values."""

    def __init__(self, ffi: _Made) -> None:
        self._ffi = ffi

    def __getattr__(self, name: str) -> _Made:
        return getattr(self._ffi, name)

    def new(self, kind: str, values: _Made = None) -> _Made:
        """A new object of a C type; an array is as long as the values that are given."""
        return self._ffi.new(_LENGTH.sub("[]", kind) if values is not None else kind, values)


def apply() -> None:
    """Put it in the place of the one that fonts are written with."""
    fonts.ffi = _Arrays(fonts.ffi)
