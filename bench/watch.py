"""From the save to the new leaflet, beside the WeasyPrint command line on that leaflet alone.

    python -m bench.watch [--rounds 5] [--case zhezkazgan]

`packbuilder watch` runs on a copy of the campaign, warm. Each round adds a word to the story, which the leaflet
prints, and waits until the file in out/ is another and the watcher says that it is ready for the next save; then the
command line lays out the pages that the build had. Wall time, as that is what a person waits.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median

from bench import campaign
from bench.cost import ENVIRONMENT, python
from bench.rounds import course

SMALLEST = ("--rounds=1", "{measured}")
_ONLY = ("--lang=en", "--only=leaflet")
_READY = "Waiting for the next save"


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(prog="python -m bench.watch", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    campaign.options(parser)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="packbuilder-bench-") as name:
        home = Path(name).resolve()
        asked.root = _copied(asked.root, home / "campaign")
        measured = (*campaign.words(asked), *_ONLY)
        run = course(home, measured)
        saves = _saves(asked.root, asked.case, ("watch", *measured), asked.rounds)
        alone = [run.renderer().wall_s for _ in range(asked.rounds)]
    print(f"{asked.case}/en, the leaflet alone; medians of {asked.rounds}")
    print(f"from the save to the new leaflet {median(saves):.2f} s, the WeasyPrint command line {median(alone):.2f} s")
    print(f"ratio {median(saves) / median(alone):.2f} (wanted: at most 0.5)")


def _copied(root: Path, home: Path) -> Path:
    for part in ("content", "layouts", "fonts"):
        if (root / part).is_dir():
            shutil.copytree(root / part, home / part)
    return home


def _saves(root: Path, case: str, command: tuple[str, ...], rounds: int) -> list[float]:
    """Seconds from each save until the leaflet is another and all is told; SystemExit where it does not become one."""
    text, leaflet = root / f"content/cases/{case}/en/story.md", root / f"out/{case}/en/leaflet.pdf"
    watcher = subprocess.Popen(
        python("-m", "packbuilder", *command), env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    took = []
    try:
        _ready(watcher)
        for _ in range(rounds + 1):  # the first is not counted: what is imported late is imported then
            before, words = leaflet.read_bytes(), text.read_text("utf-8").rstrip()
            began = time.perf_counter()
            text.write_text(f"{words} Again.\n", "utf-8")
            _ready(watcher)
            took.append(time.perf_counter() - began)
            if leaflet.read_bytes() == before:
                raise SystemExit("bench.watch: the leaflet is as it was before the save.")
    finally:
        watcher.terminate()
        watcher.wait()
    return took[1:]


def _ready(watcher: subprocess.Popen[str]) -> None:
    assert watcher.stdout is not None
    for line in watcher.stdout:
        if _READY in line:
            return
    raise SystemExit("bench.watch: the watcher has ended.")


if __name__ == "__main__":
    main()
