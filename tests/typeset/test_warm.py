"""A process that is warm has the renderer at hand, and finds no garbage in it."""

from __future__ import annotations

import subprocess
import sys

_ASKS = """
import gc, sys
from packbuilder.typeset.warm import warm
warm()
frozen = gc.get_freeze_count()
garbage = [[] for _ in range(1000)]
warm()
print(gc.get_freeze_count() == frozen)
print("packbuilder.typeset.fit" in sys.modules, gc.get_freeze_count() > 10_000, gc.isenabled(), gc.get_threshold()[0])
"""


def test_a_warm_process_has_the_renderer_and_leaves_it_out_of_its_looks_for_garbage() -> None:
    """Garbage is looked for all the same, after so many objects more; a second call leaves nothing more out."""
    done = subprocess.run([sys.executable, "-c", _ASKS], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "True", "True", "100000"]


_ASKS_MEANWHILE = """
import gc
from packbuilder.typeset.warm import warmed
def state(): return gc.get_freeze_count() > 10_000, gc.get_threshold()[0]
before = state()
with warmed():
    print(state())
print(state() == before)
"""


def test_a_process_that_goes_on_looks_for_garbage_as_before() -> None:
    """Nothing of it is left out any longer."""
    done = subprocess.run([sys.executable, "-c", _ASKS_MEANWHILE], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["(True, 100000)", "True"]
