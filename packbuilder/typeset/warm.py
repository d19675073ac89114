"""A process that lays out documents: the renderer brought in beforehand, garbage looked for seldom."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module

# Objects. Laying out makes hundreds of thousands that stay until a document is written: to look through them every 700,
# as Python does, takes a twentieth of the time and finds next to nothing. So many more take some 10 MB.
_SELDOM = 100_000


@cache
def warm() -> None:
    """Bring in all that setting pages takes, and leave it out of every look for garbage from then on.

    First thing in a worker, which does nothing else. However often it is called, it is done once a process: what is in
    a cycle by then is never found to be garbage, which would add up.
    """
    _bring_in()


@contextmanager
def warmed() -> Iterator[None]:
    """The same, but only meanwhile: for a process that goes on with other things."""
    often = gc.get_threshold()
    _bring_in()
    try:
        yield
    finally:
        gc.set_threshold(*often)
        gc.unfreeze()


def _bring_in() -> None:
    import_module("packbuilder.typeset.drafts")
    gc.collect()
    gc.freeze()
    gc.set_threshold(_SELDOM, *gc.get_threshold()[1:])
