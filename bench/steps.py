"""One build with a clock on every step: `python -m bench.steps FILE ARGUMENT …`, with the arguments of `packbuilder`.

Writes JSON to FILE: seconds by step, how many layouts were tried by document, and the seconds that sheets and posters
take, all steps of theirs together, of those of the whole build; that share is printed. The clocks stand around the
functions of the stages; what lies outside them all (starting Python, importing the program) is what the process takes
beyond their sum.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from bench.tap import Call, tapped

SHEETS_WANTED = 0.15  # of the time of a build

_spent: defaultdict[str, float] = defaultdict(float)
_laid_out: Counter[str] = Counter()
_sheets: list[float] = []  # what each file of sheets took: words and marks, imposing, and the proof


def _clock(step: str, owner: Any, *names: str) -> None:  # noqa: ANN401 - a module or a class
    """Count the time inside functions to a step, without the time that functions of other steps take inside them."""

    def hear(call: Call) -> Any:  # noqa: ANN401 - see Call
        began, inner = time.perf_counter(), sum(_spent.values())
        try:
            return call()
        finally:
            _spent[step] += time.perf_counter() - began - (sum(_spent.values()) - inner)

    for name in names:
        tapped(owner, name, hear)


def _whole(call: Call) -> Any:  # noqa: ANN401 - see Call
    began = time.perf_counter()
    try:
        return call()
    finally:
        _sheets.append(time.perf_counter() - began)


def _count(call: Call) -> Any:  # noqa: ANN401 - see Call
    _laid_out[call.arguments[1].name] += 1
    return call()


def _set_clocks() -> None:
    """Bring in what is to be clocked: nothing of it costs the start, as all of it is imported by now."""
    from packbuilder import deliver, load, printing
    from packbuilder.build import cases, edition, files
    from packbuilder.build.poster import Posters
    from packbuilder.compose.composer import Composer
    from packbuilder.typeset import fit
    from packbuilder.typeset.engine import Engine

    _clock("load", load, "campaign", "layouts", "fonts", "case")
    _clock("check", cases, "survey", "refuse")
    _clock("compose", edition, "composer_of")
    _clock("compose", Composer, "page")
    _clock("typeset", fit, "typeset")
    _clock("print", printing, "single", "pack")
    _clock("sheets", files, "imposed")
    _clock("sheets", Posters, "poster")
    _clock("picture", printing, "picture")
    _clock("proof", files, "prove", "prove_picture")
    _clock("deliver", deliver.Shelf, "__enter__", "deliver", "__exit__")
    tapped(Engine, "lay_out", _count)
    for name in ("_sheets", "_poster"):
        tapped(files.Files, name, _whole)


def main() -> None:
    """Run the command and print what each step took."""
    from packbuilder import build  # noqa: F401 - its imports are the start's, not the renderer's
    from packbuilder.cli import main as command

    began = time.perf_counter()
    from packbuilder import printing  # noqa: F401 - brings the renderer

    _spent["renderer"] = time.perf_counter() - began
    _set_clocks()
    command(sys.argv[2:], standalone_mode=False)
    sheets, whole = sum(_sheets), time.perf_counter() - began
    told = {"seconds": _spent, "layouts": _laid_out, "sheets": sheets, "build": whole}
    Path(sys.argv[1]).write_text(json.dumps(told), "utf-8")
    print(f"sheets, posters: {sheets / whole:.0%} of the build (wanted ≤ {SHEETS_WANTED:.0%})")


if __name__ == "__main__":
    main()
