"""Time and memory per edition: `python -m bench.editions [COUNT]`, by default 100 editions in one process.

Takes the editions of the campaign in turn, every case in every language, like a worker of `build --all`, and drops the
finished files. Prints for every ten the processor time an edition and the memory that the process holds after them; at
the end by how much that grew from the second ten to the last. The first ten bring in the renderer and fill what is kept
between editions.
"""

from __future__ import annotations

import argparse
import gc
import time
from datetime import UTC, date, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import mean

from bench import campaign
from packbuilder.job import Job
from packbuilder.pipeline.build import targets
from packbuilder.pipeline.edition import made
from packbuilder.pipeline.kept_results import KeptResults
from packbuilder.pipeline.progress import Tally
from packbuilder.pipeline.target import Target
from packbuilder.pipeline.workers import InProcess
from packbuilder.preflight.checks import preflight
from packbuilder.store import NoStore

SMALLEST = ("1", "{measured}")
TEN = 10


def _targets(root: Path, day: str | None) -> list[Target]:
    today = date.fromisoformat(day) if day else datetime.now(UTC).date()
    job = Job(root, root / "out", today, draft=True)
    seen = preflight(job)
    return [one for case in seen.cases for one in targets(job, seen, case)]


def _resident_mb() -> float:
    gc.collect()
    status = Path("/proc/self/status").read_text("utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1000


def main() -> None:
    """Make the editions and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.editions", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=100)
    campaign.options(parser)
    asked = parser.parse_args()
    print("editions  cpu s an edition  resident MB")
    spent: list[float] = []
    held: list[float] = []
    for number, order in enumerate(islice(cycle(_targets(asked.root, asked.today)), asked.count), start=1):
        began = time.process_time()
        made([order], InProcess(), KeptResults(NoStore()), Tally())
        spent.append(time.process_time() - began)
        if number % TEN == 0:
            held.append(_resident_mb())
            print(f"{number:8}  {mean(spent[-TEN:]):16.2f}  {held[-1]:11.0f}", flush=True)
    if len(held) > 2:
        print(f"From the second ten to the last the memory grew by {held[-1] / held[1] - 1:.1%}.")


if __name__ == "__main__":
    main()
