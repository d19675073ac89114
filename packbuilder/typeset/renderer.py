"""Starting the renderer: quickly, and blind to the fonts of the machine. Whatever here needs WeasyPrint comes after."""

from __future__ import annotations

import ctypes.util
import gc
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from packbuilder.workspace import locations

# What WeasyPrint brings along for variable fonts, and for systems without HarfBuzz's subsetter: a quarter of the time
# that it takes to start, and 12 MB.
_UNUSED = ("fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer")


class _Later(ModuleType):
    """Stands in for a module until one of its functions is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):  # what the import system asks of a module
            raise AttributeError(name)

        def call(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the function takes
            return getattr(import_module(self.__name__), name)(*arguments, **named)

        return call


@contextmanager
def _quickly() -> Iterator[None]:
    """Let WeasyPrint start without looking for compilers, and see no fonts but the house's.

    cffi asks ctypes.util.find_library for each library, which starts gcc, ld and ldconfig; without an answer it loads
    the same libraries by their sonames. Only on Linux: elsewhere the search is what finds them.
    """
    os.environ["FONTCONFIG_FILE"] = str(locations.shipped() / "fonts" / "fontconfig.xml")
    find, collecting = ctypes.util.find_library, gc.isenabled()
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005 - as it is called
    gc.disable()
    stand_ins = {name: _Later(name) for name in _UNUSED if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
            yield
    finally:
        ctypes.util.find_library = find
        for name in stand_ins:
            del sys.modules[name]
        if collecting:
            gc.enable()


with _quickly():
    import weasyprint as weasyprint  # noqa: PLC0414 - for those who want it started this way


class _Arrays:
    """The renderer's cffi, but arrays of one type are one type whatever their length.

    cffi parses each new spelling of a C type with a parser written in Python, 10 ms a time, and WeasyPrint spells the
    length of two arrays out for every font that it cuts to size.
    """

    _LENGTH = re.compile(r"\[\d+\]$")

    def __init__(self, ffi: Any) -> None:  # noqa: ANN401 - cffi makes its types as it runs
        self._ffi = ffi

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - see above
        return getattr(self._ffi, name)

    def new(self, kind: str, values: Any = None) -> Any:  # noqa: ANN401 - see above
        """A new object of a C type; an array is as long as the values that are given."""
        return self._ffi.new(self._LENGTH.sub("[]", kind) if values is not None else kind, values)


weasyprint.pdf.fonts.ffi = _Arrays(weasyprint.pdf.fonts.ffi)
