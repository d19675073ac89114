"""How long a build takes and how much memory, beside what else could print the same pages; and where its time goes.

    ./test --version                  # for its set-up, once
    .venv/bin/python -m bench         # five rounds, some ten minutes; --rounds 1 for a first look

Each round measures, one after another, so that whatever else the machine does meets all of them alike:
(a) `packbuilder build` of one language, from nothing; (b) the WeasyPrint command line over the same pages, one document
after another; (c) headless Chromium likewise, where it is installed; (d) `packbuilder --help` beside `python -c pass`;
and a build with clocks around its steps. A round that is not counted goes before; it fills Python's caches of byte code
and shows that (b) prints as many pages as were typeset. Memory is that of the largest process.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench import tables
from bench.rounds import course


def main() -> None:
    """Measure and report."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__, formatter_class=form)
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds are counted (default: 5)")
    parser.add_argument("--case", default="zhezkazgan")
    parser.add_argument("--lang", default="en")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="packbuilder-bench-") as name:
        run = course(Path(name).resolve(), asked.case, asked.lang).warmed()
        rounds = [run.round() for _ in range(asked.rounds)]
        pages = f"{len(run.pages)} documents, {sum(run.pages.values())} pages"
        pages += f" (Chromium prints {run.browser_pages()})" if run.chromium else ""
    print(f"{asked.case}/{asked.lang}: {pages}; medians of {len(rounds)} rounds")
    for table in (tables.costs, tables.targets, tables.steps):
        print("", table(rounds), sep="\n")


if __name__ == "__main__":
    main()
