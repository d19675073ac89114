"""Builds that are killed or run side by side: what lies in out/ is whole at every moment, and the next build clears up.

Real processes are killed for real, with everything that they started.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import program
from tests.deliver.conftest import STORY
from tests.program import DAY, delivered

PATIENCE_S = 20
# What the build has said when it is killed: nothing yet; its first word; a document of the other language; the last.
MOMENTS = ("", "ferry/", "ferry/ru: placard-1-boats", "ferry/en: pack", "done")

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="what is left of a process group is read from /proc"),
    pytest.mark.no_cover,  # what is killed tells coverage nothing
]


def alive(group: int) -> list[int]:
    """The processes of a group that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of_group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue  # it has just ended
        if int(of_group) == group and state not in {"Z", "X"}:
            found.append(int(stat.parent.name))
    return found


def gone(group: int) -> bool:
    """Whether every process of a group has ended, given a little time."""
    until = time.monotonic() + PATIENCE_S
    while alive(group) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(group)


def said(process: subprocess.Popen[str], words: str) -> Iterator[str]:
    """What a process says until it says some words, or ends."""
    assert process.stderr is not None
    for line in process.stderr if words else ():
        yield line
        if words in line:
            return


def end(process: subprocess.Popen[str], number: signal.Signals) -> None:
    """Send one process a signal, not those that it started, and wait until it has ended."""
    os.kill(process.pid, number)
    process.wait(PATIENCE_S)
    assert process.stderr is not None
    process.stderr.close()


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_build_leaves_the_previous_one_and_nothing_else_for_long(
    campaign: Path, before: dict[str, bytes], moment: str
) -> None:
    """Killed at some moment: nothing goes on running, what is there is whole, the next build is right and clears up."""
    process = program.start("build", "--case=ferry", DAY, "-v", cwd=campaign)
    heard = list(said(process, moment))
    end(process, signal.SIGKILL)
    assert not moment or moment in heard[-1], heard
    assert gone(process.pid), "workers outlive the build that started them, and hold the lock of its case"

    assert delivered(campaign / "out/ferry") == before
    program.built(campaign, "--only=leaflet")
    after = delivered(campaign / "out/ferry")
    changed = [path for path in before if after[path] != before[path]]
    assert sorted(changed) == ["en/leaflet.pdf", "manifest.json"]
    assert sorted(path.name for path in (campaign / "out").iterdir()) == [".packbuilder", "ferry"]
    assert {path.name for path in (campaign / "out/.packbuilder").iterdir()} - {"editions"} == {"ferry.lock"}


def test_a_build_killed_while_it_delivers_leaves_one_delivery_or_the_other(
    campaign: Path, before: dict[str, bytes]
) -> None:
    """Killed as soon as the first finished file is aside: in place lies the old delivery whole, or the new one."""
    process = program.start("build", "--case=ferry", DAY, "-q", cwd=campaign)
    aside = campaign / "out/.packbuilder/ferry.new"
    until = time.monotonic() + 6 * PATIENCE_S
    while not list(aside.rglob("*.pdf")) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.0005)
    end(process, signal.SIGKILL)
    assert gone(process.pid)
    now = delivered(campaign / "out/ferry")
    assert now.keys() == before.keys()
    assert now == before or now["en/pack.pdf"] != before["en/pack.pdf"]
    program.built(campaign)
    assert delivered(campaign / "out/ferry")["en/pack.pdf"] != before["en/pack.pdf"]
    assert {path.name for path in (campaign / "out/.packbuilder").iterdir()} - {"editions"} == {"ferry.lock"}


def test_what_a_killed_build_left_aside_is_cleared_away(campaign: Path, before: dict[str, bytes]) -> None:
    """Half a delivery aside, and one that had been moved out of its place, as a system without exchange leaves them."""
    place, work = campaign / "out/ferry", campaign / "out/.packbuilder"
    place.rename(work / "ferry.old")
    (work / "ferry.new/en").mkdir(parents=True)
    (work / "ferry.new/en/leaflet.pdf").write_bytes(b"%PDF-1.7 half a file")
    (campaign / STORY).write_text("# A town\n", "utf-8")  # a text without its words: this build is refused
    assert program.build(campaign, "--only=leaflet").exit_code == 3
    assert not place.exists()
    (campaign / STORY).write_text("# A town\n\n" + "Far too many words. " * 900, "utf-8")
    assert program.build(campaign, "--only=leaflet").exit_code == 4
    assert delivered(place) == before
    assert {path.name for path in work.iterdir()} - {"editions"} == {"ferry.lock"}


def test_ctrl_c_says_so_and_leaves_the_previous_delivery(campaign: Path, before: dict[str, bytes]) -> None:
    """Ctrl-C reaches the whole group: one line, no traceback, exit code 130, nothing running, nothing changed."""
    process = program.start("build", "--case=ferry", DAY, "-v", cwd=campaign)
    list(said(process, "ferry/"))
    os.killpg(process.pid, signal.SIGINT)
    assert process.stderr is not None
    rest = process.stderr.read()
    process.stderr.close()
    assert process.wait(PATIENCE_S) == 130
    assert gone(process.pid)
    assert "Traceback" not in rest
    assert rest.splitlines()[-1] == "Interrupted. Nothing of it was written: what was there before is as it was."
    assert delivered(campaign / "out/ferry") == before
    assert {path.name for path in (campaign / "out/.packbuilder").iterdir()} - {"editions"} == {"ferry.lock"}


def test_two_builds_at_once_both_succeed_and_one_of_them_is_there_whole(campaign: Path, tmp_path: Path) -> None:
    """Two campaigns with other words deliver the same case to the same place at the same time."""
    out = tmp_path / "out"
    other = tmp_path / "other"
    subprocess.run(["cp", "-R", campaign, other], check=True)
    program.change(other / STORY, "a hundred", "eighty")
    options = ("build", "--case=ferry", "--lang=en", "--out", out, DAY, "-q")
    running = [program.start(*options, cwd=root) for root in (campaign, other)]
    for process in running:
        _, told = process.communicate(timeout=9 * PATIENCE_S)
        assert process.returncode == 0
        assert told in {"", "ferry: another run writes there; waiting until it has ended.\n"}
    there = delivered(out / "ferry")
    alone = []
    for root in (campaign, other):
        program.built(root, "--out", root / "alone")
        alone.append(delivered(root / "alone/ferry"))
    assert alone[0] != alone[1]
    assert there in alone
    assert {path.name for path in (out / ".packbuilder").iterdir()} - {"editions"} == {"ferry.lock"}
