"""How long a build takes and how much memory, beside what else could print the same pages; and where its time goes.

    ./test --version                  # for its set-up, once
    .venv/bin/python -m bench         # five rounds, some ten minutes; --rounds 1 for a first look
    .venv/bin/python -m bench --smoke # every benchmark of this folder at its smallest, to see that it runs

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

from bench import campaign, smoke, tables
from bench.rounds import course

SMALLEST = ("--rounds=0", "{measured}")


def main() -> None:
    """Measure and report."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__, formatter_class=form)
    parser.add_argument("--smoke", action="store_true", help="run every benchmark at its smallest, and no more")
    parser.add_argument(
        "--rounds", type=int, default=5, help="how many are counted (default: 5); of 0, the first is told"
    )
    parser.add_argument("--lang", default="en")
    campaign.options(parser)
    asked = parser.parse_args()
    if asked.smoke:
        smoke.main()
    else:
        _measure(asked)


def _measure(asked: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="packbuilder-bench-") as name:
        run = course(Path(name).resolve(), (*campaign.words(asked), "--lang", asked.lang))
        first = run.checked_round()
        rounds = [run.round() for _ in range(asked.rounds)] or [first]
        pages = f"{len(run.pages)} documents, {sum(run.pages.values())} pages"
        pages += f" (Chromium prints {run.browser_pages()})" if run.chromium else ""
    print(f"{asked.case}/{asked.lang}: {pages}; medians of {len(rounds)} rounds")
    for table in (tables.costs, tables.targets, tables.steps):
        print("", table(rounds), sep="\n")


if __name__ == "__main__":
    main()
