"""What a build takes when little or nothing has changed, beside the WeasyPrint command line over the same pages.

    .venv/bin/python -m bench.incremental              # three rounds, some ten minutes
    .venv/bin/python -m bench.incremental --rounds 1   # for a first look

On a copy of the campaign, with a store of its own, each round measures one after another: one language from nothing;
the same again; the same after one word of the case's `background` was changed, each time another one; all languages
from nothing on one core, and on two; and the WeasyPrint command line over the pages of the first, document after
document. What is made again of the same must have the same bytes, and a word must change some: else nothing is told.
Ratios are medians of the rounds' own, by the clock and by the processor: on a machine that is busy the second
says more, but for the languages, which are to take less time by the clock and not less work.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import campaign
from bench.cost import Cost, cost, python
from bench.rounds import Course, course

SMALLEST = ("--rounds=1", "{measured}")
_TEXT = "background.md"
_WORD = re.compile(r"[^\W\d_]{4,}(?=[.,]?\s*$)")  # the last one of a line
_CORES = """
import os, runpy, sys
os.sched_setaffinity(0, {cores})
sys.argv[1:] = {arguments}
runpy.run_module("packbuilder", run_name="__main__", alter_sys=True)
"""
# What is measured, of what it is a share, and how much of it is wanted at most.
_WANTED = {
    "from nothing": ("renderer", 0.25),
    "nothing changed": ("renderer", 0.06),
    "one word changed": ("renderer", 0.15),
    "all languages, two cores": ("all languages, one core", 0.53),
}
_PACK_WANTED = 0.4  # of the bytes of its singles

Round = Mapping[str, Cost]


@dataclass(frozen=True, slots=True)
class Ground:
    """A copy of a campaign in a folder, and how `packbuilder` is told what to build of it."""

    folder: Path
    case: str
    lang: str
    day: tuple[str, ...]

    @property
    def root(self) -> Path:
        """The campaign."""
        return self.folder / "campaign"

    @property
    def measured(self) -> tuple[str, ...]:
        """Which campaign, case and day."""
        return f"--root={self.root}", f"--case={self.case}", *self.day

    def build(self, *more: str, cores: int = 0) -> Cost:
        """What a build costs, with the store as it is; with `cores`, on no more than those."""
        words = ("build", *self.measured, f"--out={self.folder / 'built'}", "-q", *more)
        command = python("-m", "packbuilder", *words)
        if cores:
            some = set(sorted(os.sched_getaffinity(0))[:cores])
            command = python("-c", _CORES.format(cores=some, arguments=list(words)))
        return cost(command, PACKBUILDER_STORE=str(self.folder / "store"))

    def forget(self) -> None:
        """Have nothing of earlier builds."""
        for name in ("built", "store"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def change(self, number: int) -> str:
        """Change a word of the text, each time another way; returns the text as it was."""
        words = self.text.read_text("utf-8")
        lines = words.splitlines(keepends=True)
        at = max(number for number, line in enumerate(lines) if _WORD.search(line))
        lines[at] = _WORD.sub(lambda found: f"{found[0]}{'a' * (number + 1)}", lines[at])
        self.text.write_text("".join(lines), "utf-8")
        return words

    @property
    def text(self) -> Path:
        """The file of the text that is changed."""
        return self.root / "content" / "cases" / self.case / self.lang / _TEXT

    def manifest(self) -> bytes:
        """What was built, with the digest of each file."""
        return (self.folder / "built" / self.case / "manifest.json").read_bytes()

    def pack_share(self) -> float:
        """The bytes of the packs that were built, of those of their singles."""
        told = json.loads(self.manifest())["files"]
        sizes = {form: sum(one["bytes"] for one in told if one["form"] == form) for form in ("pack", "page")}
        return float(sizes["pack"] / sizes["page"])


def main() -> None:
    """Measure and report."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m bench.incremental", description=__doc__, formatter_class=form)
    parser.add_argument("--rounds", type=int, default=3, help="how many are counted (default: 3)")
    parser.add_argument("--lang", default="en")
    campaign.options(parser)
    asked = parser.parse_args()
    day = (f"--today={asked.today}",) if asked.today else ()
    with tempfile.TemporaryDirectory(prefix="packbuilder-bench-") as name:
        ground = Ground(Path(name).resolve(), asked.case, asked.lang, day)
        _copy(asked.root.resolve(), ground.root)
        run = course(ground.folder / "pages", (*ground.measured, "--lang", asked.lang))
        rounds = [_round(ground, run, number) for number in range(asked.rounds)]
        share = ground.pack_share()
    print(
        f"{asked.case}/{asked.lang}: {len(run.pages)} documents, {sum(run.pages.values())} pages; {len(rounds)} rounds"
    )
    print("", _costs(rounds), "", _shares(rounds), sep="\n")
    print(_line("pack ÷ its singles, bytes", f"{share:.2f}", "", f"≤ {_PACK_WANTED}"))


def _copy(root: Path, copy: Path) -> None:
    """The folders of a campaign that are read."""
    for name in ("content", "layouts", "fonts", "profiles"):
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name)


def _round(ground: Ground, run: Course, number: int) -> Round:
    """Measure each once."""
    one = ("--lang", ground.lang)
    ground.forget()
    found = {"from nothing": ground.build(*one)}
    first = ground.manifest()
    found["nothing changed"] = ground.build(*one)
    again, before = ground.manifest(), ground.change(number)
    found["one word changed"] = ground.build(*one)
    ground.text.write_text(before, "utf-8")
    if again != first or ground.manifest() == first:
        raise SystemExit("bench: other bytes of the same files, or the same of others.")
    found["renderer"] = run.renderer()
    for name, cores in (("one core", 1), ("two cores", 2)) if sys.platform == "linux" else ():
        ground.forget()
        found[f"all languages, {name}"] = ground.build(cores=cores)
    return found


def _costs(rounds: Sequence[Round]) -> str:
    lines = [_line("", "wall", "processor", "memory")]
    for name in rounds[0]:
        some = [one[name] for one in rounds]
        wall, cpu = (median(getattr(one, kind) for one in some) for kind in ("wall_s", "cpu_s"))
        lines.append(_line(name, f"{wall:.2f} s", f"{cpu:.2f} s", f"{max(one.peak_mb for one in some):.0f} MB"))
    return "\n".join(lines)


def _shares(rounds: Sequence[Round]) -> str:
    lines = [_line("", "wall", "processor", "wanted")]
    for name, (whole, most) in _WANTED.items():
        if name in rounds[0]:
            wall = median(one[name].wall_s / one[whole].wall_s for one in rounds)
            cpu = median(one[name].cpu_s / one[whole].cpu_s for one in rounds)
            met = "met" if wall <= most else "MISSED"
            lines.append(_line(f"{name} ÷ {whole}", f"{wall:.2f}", f"{cpu:.2f}", f"≤ {most}", met))
    return "\n".join(lines)


def _line(name: str, *cells: str) -> str:
    return f"{name:52}{''.join(f'{cell:>12}' for cell in cells)}".rstrip()


if __name__ == "__main__":
    main()
