"""A build by one Dask worker and by two, on this machine: `python -m bench.cluster`.

By default the appeals, leaflets, letters and petitions of all cases in all languages. Each round starts a scheduler on
loopback and a worker, builds with nothing in a store, starts a second worker and builds again: the ratio is by the
clock. Files that are not the same to the byte end it. The workers share the machine with the build itself, which
composes all documents, so two cores are too few for the ratio of two machines.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from statistics import median

from bench import campaign
from bench.cost import CHECKOUT, ENVIRONMENT, Cost, cost, python

SMALLEST = ("--rounds=1", "--root={root}", "--today=2013-07-05", "--only=leaflet")
_ONLY = ("appeal", "leaflet", "letter", "petition")


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(prog="python -m bench.cluster", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", action="append", help="a layout (default: some)")
    parser.add_argument("--root", type=Path, default=CHECKOUT, help="a campaign (default: this checkout)")
    parser.add_argument("--today", metavar="DATE", default=campaign.DAY.partition("=")[2])
    asked = parser.parse_args()
    only = [f"--only={name}" for name in asked.only or _ONLY]
    build = ("build", f"--root={asked.root}", f"--today={asked.today}", "--all", "--draft", "-q", *only)
    with tempfile.TemporaryDirectory(prefix="packbuilder-bench-") as name:
        rounds = [_round(Path(name).resolve() / str(number), build) for number in range(asked.rounds)]
    editions, documents, _ = rounds[0]
    one, two = zip(*(costs for *_, costs in rounds), strict=True)
    print(f"{editions} editions, {documents} documents; medians of {asked.rounds}, by the clock")
    print(f"one worker {median(c.wall_s for c in one):.1f} s, two {median(c.wall_s for c in two):.1f} s")
    print(f"of which the build itself {median(c.cpu_s for c in two):.1f} s of the processor")
    print(f"ratio {median(b.wall_s / a.wall_s for a, b in zip(one, two, strict=True)):.2f} (wanted: at most 0.6)")


def _round(place: Path, build: Sequence[str]) -> tuple[int, int, tuple[Cost, Cost]]:
    """How many editions and documents, and what they cost with one worker and with two."""
    place.mkdir()
    with _scheduler(place) as address, _worker(place, address):
        one = _cost(build, address, place / "one")
        with _worker(place, address):
            two = _cost(build, address, place / "two")
    first, second = (_manifests(place / name) for name in ("one", "two"))
    if first != second:
        raise SystemExit("bench: two workers made other bytes than one.")
    told = [json.loads(manifest) for manifest in first.values()]
    return sum(len(case["editions"]) for case in told), sum(len(case["files"]) for case in told), (one, two)


def _cost(build: Sequence[str], address: str, out: Path) -> Cost:
    """Of a build without a store, once the workers have begun."""
    words = ("--no-store", f"--scheduler={address}")
    cost(python("-m", "packbuilder", *build, *words, f"--out={out.with_suffix('.before')}", "--lang=en"))
    return cost(python("-m", "packbuilder", *build, *words, f"--out={out}"))


def _manifests(out: Path) -> dict[str, bytes]:
    return {file.parent.name: file.read_bytes() for file in out.glob("*/manifest.json")}


@contextmanager
def _scheduler(place: Path) -> Iterator[str]:
    told = place / "scheduler.json"
    with _dask(place, "scheduler", "--host=127.0.0.1", "--port=0", f"--scheduler-file={told}"):
        while not told.exists():
            time.sleep(0.1)
        yield json.loads(told.read_text("utf-8"))["address"]


def _worker(place: Path, address: str) -> AbstractContextManager[None]:
    return _dask(place, "worker", address, "--nthreads=1", "--no-nanny", f"--local-directory={place}")


@contextmanager
def _dask(place: Path, *words: str) -> Iterator[None]:
    with (place / "log").open("ab") as log:
        command = python("-m", "dask", *words, "--no-dashboard")
        process = subprocess.Popen(command, cwd=CHECKOUT, env=ENVIRONMENT, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
