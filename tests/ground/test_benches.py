"""Every benchmark says how it is run at its smallest, and is run so; that they run is a check of ./test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench import smoke

ROOT = Path(__file__).resolve().parents[2]
RUNNABLE = 'if __name__ == "__main__":\n    print("measured")\n'


def test_every_benchmark_takes_part() -> None:
    found = smoke.benchmarks()
    runnable = {f"bench.{file.stem}" for file in smoke.FOLDER.glob("*.py") if RUNNABLE[:24] in file.read_text("utf-8")}
    assert runnable | smoke.SCRIPTS.keys() == found.keys()
    assert len(found) > 8
    assert {by for said in found.values() if (by := said.get("RUN_BY"))} == {"bench"}
    assert sum("SMALLEST" in said for said in found.values()) > 5


def test_a_new_one_has_to_say_how_it_is_run(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("x = 1\n", "utf-8")
    (tmp_path / "known.py").write_text(f'SMALLEST = ("1",)\n{RUNNABLE}', "utf-8")
    assert smoke.benchmarks(tmp_path) == {"bench.known": {"SMALLEST": ("1",)}}
    (tmp_path / "new.py").write_text(RUNNABLE, "utf-8")
    (tmp_path / "script").write_text("#!/bin/sh\n", "utf-8")
    with pytest.raises(SystemExit, match=r"bench\.new, script: no word"):
        smoke.benchmarks(tmp_path)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no benchmark"):
        smoke.benchmarks(tmp_path)


def test_one_that_dies_has_failed_and_one_that_cannot_run_says_why(tmp_path: Path) -> None:
    died = smoke.run("bench.editions", {"SMALLEST": ("{root}", "no number")}, tmp_path)
    assert died.line().endswith(" FAILED")
    assert str(tmp_path) in died.wrong
    left = smoke.run("bench.new", {"SMALLEST": (), "NEEDED": ["sh", "no-such-program"]}, tmp_path)
    assert (left.wrong, left.left_out) == ("", "not installed: no-such-program")


def test_they_are_a_check_of_the_tests() -> None:
    assert re.search(r'^check benches "\$python" -m bench --smoke$', (ROOT / "test").read_text("utf-8"), re.MULTILINE)
