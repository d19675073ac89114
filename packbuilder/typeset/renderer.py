"""Starting the renderer: quickly, and blind to the fonts of the machine. Whatever here needs WeasyPrint comes after."""

from __future__ import annotations

import ctypes.util
import gc
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from packbuilder import resources


@contextmanager
def _quickly() -> Iterator[None]:
    """Let WeasyPrint start without looking for compilers, and see no fonts but the house's.

    cffi asks ctypes.util.find_library for each library, which starts gcc, ld and ldconfig; without an answer it loads
    the same libraries by their sonames. Only on Linux: elsewhere the search is what finds them.
    """
    os.environ["FONTCONFIG_FILE"] = str(resources.shipped() / "fonts" / "fontconfig.xml")
    find, collecting = ctypes.util.find_library, gc.isenabled()
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005 - as it is called
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
            yield
    finally:
        ctypes.util.find_library = find
        if collecting:
            gc.enable()


with _quickly():
    import weasyprint as weasyprint  # noqa: PLC0414 - for those who want it started this way
