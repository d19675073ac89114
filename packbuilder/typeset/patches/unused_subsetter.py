"""Starting without a second subsetter of fonts.

Upstream (seen in WeasyPrint 70.0): fontTools' subsetter and what makes instances of variable fonts are imported also
where HarfBuzz subsets, and never used there: a quarter of the time that starting takes, and 12 MB.
Here: modules stand in for them until one of their functions is called.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

UNUSED = ("fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer")


class _Later(ModuleType):
    """Stands in for a module until one of its functions is called."""

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name.startswith("__"):  # what the import system asks of a module
            raise AttributeError(name)

        def call(*arguments: object, **named: object) -> object:
            function: Callable[..., object] = getattr(import_module(self.__name__), name)
            return function(*arguments, **named)

        return call


@contextmanager
def applied() -> Iterator[None]:
    """Let the modules stand in meanwhile; whoever imports the real ones later gets them."""
    stand_ins = {name: _Later(name) for name in UNUSED if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
