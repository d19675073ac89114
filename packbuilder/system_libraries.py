"""Versions of what the system brings for setting and drawing pages, asked of the libraries themselves."""

from __future__ import annotations

import ctypes
import sys

_SUFFIXES = {"darwin": ".0.dylib", "win32": "-0.dll"}


def pango() -> str:
    """The version of Pango, like `1.50.12`; empty where it does not load."""
    return library_version("libpango-1.0", "pango_version_string")


def harfbuzz() -> str:
    """The version of HarfBuzz, like `6.0.0`; empty where it does not load."""
    return library_version("libharfbuzz", "hb_version_string")


def library_version(library: str, function: str = "") -> str:
    """What a library says of its version, or `present` if no function is named; empty where it does not load."""
    try:
        loaded = ctypes.CDLL(library + _SUFFIXES.get(sys.platform, ".so.0"))
    except OSError:
        return ""
    if not function:
        return "present"
    ask = loaded[function]
    ask.restype = ctypes.c_char_p
    return bytes(ask()).decode("ascii", "replace")
