"""The appeal with the longest dates that a calendar has: a deadline must never be what does not fit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import program
from tests.e2e.stated import CASE


@pytest.mark.parametrize("day", ["2013-09-28", "2013-12-28"])
def test_the_longest_deadlines_fit_in_every_language(day: str, tmp_path: Path) -> None:
    """An open case whose deadline has a long name builds its appeal, as a draft with its stamp, too."""
    shutil.copytree(program.ROOT / "content", tmp_path / "content")
    facts = tmp_path / "content" / "cases" / CASE / "case.yaml"
    words = facts.read_text("utf-8").replace("status: archived", "status: open")
    changed = words.replace("act_until: 2013-07-06", f"act_until: {day}")
    assert day in changed
    facts.write_text(changed, "utf-8")
    only = ("--case", CASE, "--only", "appeal", "--draft", "--today", "2013-07-05", "--root", tmp_path)
    done = program.run("build", *only, cwd=program.ROOT)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out" / CASE).glob("*/appeal.pdf"))) == len(list(facts.parent.glob("??/")))
