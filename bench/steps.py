"""One build with a clock on every step: `python -m bench.steps FILE ARGUMENT …`, with the arguments of `packbuilder`.

Writes JSON to FILE: seconds by step, how many layouts were tried by document, and the seconds that sheets and posters
take, all steps of theirs together, of those of the whole build. That share is printed, and that of each check: of the
campaign before the build, and of each part of the proof. The clocks stand around the functions of the stages; what lies
outside them all (starting Python, importing the program) is what the process takes beyond their sum. Seconds are those
of the processor, so that whatever else the machine does makes no difference.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.tap import Anything, Call, Owner, in_turn, tapped

RUN_BY = "bench"
SHEETS_WANTED = 0.15  # of the time of a build
CHECKS_WANTED = 0.05  # of the same: what is looked for besides what a file is and which codes it has
_LOOKED = ("words", "hidden text", "pictures", "withheld words", "envelopes")

_spent: defaultdict[str, float] = defaultdict(float)
_laid_out: Counter[str] = Counter()
_checks: defaultdict[str, float] = defaultdict(float)
_sheets: list[float] = []  # what each file of sheets took: words and marks, imposing, and the proof


def _clock(step: str, owner: Owner, *names: str) -> None:
    """Count the time inside functions to a step, without the time that functions of other steps take inside them."""

    def hear(call: Call) -> Anything:
        began, inner = time.process_time(), sum(_spent.values())
        try:
            return call()
        finally:
            _spent[step] += time.process_time() - began - (sum(_spent.values()) - inner)

    for name in names:
        tapped(owner, name, hear)


def _whole(call: Call) -> Anything:
    began = time.process_time()
    try:
        return call()
    finally:
        _sheets.append(time.process_time() - began)


def _check(name: str, owner: Owner, function: str = "check") -> None:
    """Count the time of a check by itself; of one that yields what it finds, until it has found all."""

    def hear(call: Call) -> Anything:
        began = time.process_time()
        try:
            found = call()
            return list(found) if isinstance(found, Iterator) else found
        finally:
            _checks[name] += time.process_time() - began

    tapped(owner, function, hear)


def _count(call: Call) -> Anything:
    _laid_out[call.arguments[1].name] += 1
    return call()


def _set_clocks() -> None:
    """Bring in what is to be clocked: nothing of it costs the start, as all of it is imported by now."""
    from packbuilder import deliver, load, printing
    from packbuilder.compose import printed_passages
    from packbuilder.compose.composer import Composer
    from packbuilder.impose.poster_pages import Posters
    from packbuilder.pipeline import artifacts, edition
    from packbuilder.pipeline.build import targets
    from packbuilder.proof import invisible_text, leaks, mailpiece, pdf_file, tones, word_order
    from packbuilder.typeset import fit
    from packbuilder.typeset.engine import Engine

    build = sys.modules[targets.__module__]  # whose package has a function of that name
    _clock("load", load, "campaign", "layouts", "fonts", "case")
    _clock("check", build, "preflight", "refuse")
    _clock("compose", edition, "composer_of")
    _clock("compose", Composer, "compose")
    _clock("typeset", fit, "typeset")
    _clock("print", printing, "single")
    _clock("bind", artifacts, "bound_pack")
    _clock("sheets", artifacts, "imposed")
    _clock("sheets", Posters, "poster")
    _clock("picture", printing, "picture")
    _clock("proof", artifacts, "prove", "prove_picture")
    _clock("deliver", deliver.AtomicOutput, "__enter__", "deliver", "__exit__")
    _check("the campaign", build, "preflight")
    _check("words", printed_passages, "printed")
    _check("words", word_order)
    _check("hidden text", invisible_text)
    _check("pictures", tones)
    _check("withheld words", leaks)
    _check("envelopes", mailpiece)
    _check("codes", pdf_file, "codes")
    _check("structure", pdf_file, "_structure")
    tapped(Engine, "lay_out", _count)
    for name in ("_sheets", "_poster"):
        tapped(artifacts.ArtifactMaker, name, _whole)


def main() -> None:
    """Run the command and print what each step took."""
    from packbuilder import pipeline  # noqa: F401 - its imports are the start's, not the renderer's
    from packbuilder.cli import main as command

    began = time.process_time()
    from packbuilder import printing  # noqa: F401 - brings the renderer

    _spent["renderer"] = time.process_time() - began
    in_turn()
    _set_clocks()
    command(sys.argv[2:], standalone_mode=False)
    sheets, whole = sum(_sheets), time.process_time() - began
    told = {"seconds": _spent, "layouts": _laid_out, "sheets": sheets, "build": whole}
    Path(sys.argv[1]).write_text(json.dumps(told), "utf-8")
    for name, took in _checks.items():
        print(f"{name:32}{took:8.3f} s{took / whole:8.1%}")
    looked = sum(took for name, took in _checks.items() if name in _LOOKED)
    print(f"{', '.join(_LOOKED)}: {looked / whole:.1%} of the build (wanted ≤ {CHECKS_WANTED:.0%})")
    print(f"sheets, posters: {sheets / whole:.0%} of the build (wanted ≤ {SHEETS_WANTED:.0%})")


if __name__ == "__main__":
    main()
