"""The documents that laying out takes longest: `python -m bench.dearest [--lang LANG]`, the dearest first.

Builds one case in one language in this process, with a clock around each layout, and prints of every document the
seconds of the processor that its layouts took, how much of that was spent in flex boxes, how many layouts there were
of one column (to prove that a size is too large for it) and of all pages, and at which sizes. Below stand the sums, and
what is wanted of them. A flex box lays out what is in it two or three times, and what is nested in another one as many
times again: where its share is large, a table, inline blocks or floats do the same for less (docs/designer.md).
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass, field

from bench import campaign
from bench.tap import Anything, Call, in_turn, tapped

SMALLEST = ("--lang=en", "{measured}")
LAYOUTS_WANTED = 1.6  # a document
_TOLD = 25  # documents; what comes after them takes next to nothing


@dataclass
class _Spent:
    """What the layouts of a document took, in seconds of the processor, and the sizes in pt that they were made at."""

    sizes: list[float] = field(default_factory=list)
    seconds: float = 0.0
    flex: float = 0.0
    proofs: int = 0


class Clock:
    """Hears each layout, and each flex box in it."""

    def __init__(self) -> None:
        self.spent: dict[str, _Spent] = {}
        self._at_hand = _Spent()
        self._deep = 0
        self._proving = False

    def layout(self, call: Call) -> Anything:
        """A document is laid out once."""
        _, composed, _, size = call.arguments
        self._at_hand = self.spent.setdefault(composed.path, _Spent())
        if self._proving:
            self._at_hand.proofs += 1
        else:
            self._at_hand.sizes.append(size)
        began = time.process_time()
        try:
            return call()
        finally:
            self._at_hand.seconds += time.process_time() - began

    def proof(self, call: Call) -> Anything:
        """One column of a document is laid out."""
        self._proving = True
        try:
            return call()
        finally:
            self._proving = False

    def flex(self, call: Call) -> Anything:
        """A flex box is laid out; what is nested in one counts with it."""
        began = time.process_time()
        self._deep += 1
        try:
            return call()
        finally:
            self._deep -= 1
            if not self._deep:
                self._at_hand.flex += time.process_time() - began


def table(spent: dict[str, _Spent]) -> str:
    """The documents, the dearest first, and the sums of all."""
    lines = [f"{'document':44}{'seconds':>8}{'in flex':>9}{'columns':>9}{'layouts':>9}  sizes"]
    dearest = sorted(spent.items(), key=lambda one: -one[1].seconds)
    for path, one in dearest[:_TOLD]:
        sizes = " ".join(f"{size:g}" for size in one.sizes)
        lines.append(
            f"{path:44}{one.seconds:8.2f}{_share(one.flex, one.seconds)}{one.proofs:9}{len(one.sizes):9}  {sizes}"
        )
    seconds, flex = sum(one.seconds for one in spent.values()), sum(one.flex for one in spent.values())
    proofs = sum(one.proofs for one in spent.values())
    layouts = sum(len(one.sizes) for one in spent.values())
    lines.append(f"{f'{len(spent)} documents':44}{seconds:8.2f}{_share(flex, seconds)}{proofs:9}{layouts:9}")
    lines.append(f"{layouts / len(spent):.2f} layouts a document (wanted ≤ {LAYOUTS_WANTED})")
    return "\n".join(lines)


def _share(part: float, whole: float) -> str:
    return f"{part / whole if whole else 0:9.0%}"


def main() -> None:
    """Build, and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m bench.dearest", description=__doc__)
    parser.add_argument("--lang", default="en")
    campaign.options(parser)
    asked = parser.parse_args()
    from packbuilder.cli import main as command
    from packbuilder.typeset import fit, weasyprint  # brings the renderer, with what is changed in it
    from packbuilder.typeset.engine import Engine

    clock = Clock()
    in_turn()
    tapped(Engine, "lay_out", clock.layout)
    for name in ("overfilled", "measured"):
        tapped(fit, name, clock.proof)
    for module in (weasyprint.layout.flex, weasyprint.layout.block):  # one took the function from the other
        tapped(module, "flex_layout", clock.flex)
    with tempfile.TemporaryDirectory(prefix="packbuilder-bench-") as out:
        command(
            ["build", *campaign.words(asked), "--lang", asked.lang, "--out", out, "--no-store", "-q"],
            standalone_mode=False,
        )
    if not clock.spent:
        raise SystemExit("bench: nothing was laid out.")
    print(table(clock.spent))


if __name__ == "__main__":
    main()
