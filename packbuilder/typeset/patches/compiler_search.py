"""Starting without a look for compilers.

Upstream (seen in WeasyPrint 70.0, with cffi 2.1): cffi asks `ctypes.util.find_library` for each of seven libraries, and
on Linux that starts gcc, ld and ldconfig each time. Without an answer it loads the same libraries by their sonames.
Here: no answer while WeasyPrint is imported, and on Linux only; elsewhere the search is what finds the libraries.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def applied() -> Iterator[None]:
    """Leave the search out meanwhile."""
    if sys.platform != "linux":
        yield
        return
    find = ctypes.util.find_library
    ctypes.util.find_library = _nothing
    try:
        yield
    finally:
        ctypes.util.find_library = find


def _nothing(name: str) -> None:
    del name  # whatever is looked for
