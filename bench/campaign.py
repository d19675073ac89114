"""The campaign that is measured: this checkout's own, unless another is named."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from bench.cost import CHECKOUT, cost, python

_TESTS = CHECKOUT / "tests"
DAY = "--today=2013-07-05"  # of the small campaign
SMALL_CASE = "ferry"


def options(parser: argparse.ArgumentParser) -> None:
    """Let a benchmark be told which case it measures."""
    parser.add_argument("--root", type=Path, default=CHECKOUT, help="a campaign (default: this checkout)")
    parser.add_argument("--case", default="zhezkazgan")
    parser.add_argument("--today", metavar="DATE", help="the day on which it is measured (default: today)")


def words(asked: argparse.Namespace) -> tuple[str, ...]:
    """The same, as `packbuilder` is told it."""
    day = (f"--today={asked.today}",) if asked.today else ()
    return f"--root={asked.root}", f"--case={asked.case}", *day


def small(folder: Path, built: Path | None = None) -> Path:
    """The small campaign of the tests in a folder that is not there yet, built, or copied from where it is."""
    if built is not None:
        return Path(shutil.copytree(built, folder))
    shutil.copytree(_TESTS / "faults" / "base", folder)
    shutil.copytree(_TESTS / "small", folder, dirs_exist_ok=True)
    cost(python("-m", "packbuilder", "build", "--root", folder, f"--case={SMALL_CASE}", DAY, "--no-store"))
    return folder
