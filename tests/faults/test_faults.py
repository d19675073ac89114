"""Faulty campaigns, one fault each, and the messages that they must yield, all of them and no other.

A fault is a folder laid over a copy of `base`. Its expected.txt begins with the stage that refuses the campaign
(`none` for a warning), then each message on a line of its own; removed.txt names files that are taken away.

Where a fault brings a text, its translation is made from that text, so that it is not behind as well: unless the fault
brings a translation that says itself what it was made from.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from packbuilder import load
from packbuilder.errors import ErrorCollector, Problem, Severity
from packbuilder.markup import front_matter
from packbuilder.model.freshness import translations

HERE = Path(__file__).parent
NOTES = ("expected.txt", "removed.txt")
FAULTS = sorted(path.parent for path in HERE.glob("*/expected.txt"))

Told = Callable[[Path], tuple[list[Problem], list[Problem]]]


def messages(found: tuple[list[Problem], list[Problem]]) -> list[str]:
    refusing = (stage for stage, problems in zip(("load", "check"), found, strict=True) if any(map(_refuses, problems)))
    return [next(refusing, "none"), *sorted(f"{p.severity} {p}" for problems in found for p in problems)]


def _refuses(problem: Problem) -> bool:
    return problem.severity is not Severity.WARNING


def translate(base: Path, fault: Path) -> None:
    """Say of each translation of a text that the fault brings, in either language, that it was made from it."""
    texts = list(fault.rglob("*.md"))
    brought = {path.name for path in texts} - {path.name for path in texts if "source:" in path.read_text("utf-8")}
    campaign = load.campaign(base, ErrorCollector()) if brought else None
    case = load.case(campaign, "ferry", ErrorCollector()) if campaign else None
    for one in translations(campaign, case, "ru") if campaign and case else ():
        if f"{one.text.name}.md" in brought:
            file = base / one.text.file
            file.write_text(front_matter.put(file.read_text("utf-8"), source=f'"{one.source.fingerprint}"'), "utf-8")


def test_there_are_faults_and_each_folder_is_one() -> None:
    folders = {path for path in HERE.iterdir() if path.is_dir() and path.name[0] not in "._"}
    assert folders - set(FAULTS) == {HERE / "base", HERE / "layouts"} | {p for p in folders if p.name == "__pycache__"}
    assert len(FAULTS) >= 150


def test_the_base_has_no_fault(base: Path, told: Told) -> None:
    assert messages(told(base)) == ["none"]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda path: path.name)
def test_fault(fault: Path, base: Path, told: Told) -> None:
    shutil.copytree(fault, base, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*NOTES))
    if (removed := fault / "removed.txt").is_file():
        for name in removed.read_text("utf-8").split():
            (base / name).unlink()
    translate(base, fault)
    expected = (fault / "expected.txt").read_text("utf-8").splitlines()
    assert messages(told(base)) == [expected[0], *sorted(expected[1:])]
