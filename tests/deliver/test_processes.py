"""Processes that are killed, wait for another, or are heard by nobody: the exit code and out/ say how it went."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from packbuilder.cli.named_files import refuse_overwriting
from packbuilder.deliver import scratch
from packbuilder.deliver.lock import held
from packbuilder.errors import DeliveryError
from tests import program
from tests.program import DAY, delivered, lines

PATIENCE_S = 60
BUILD = ("build", "--case=ferry", "--lang=en", "--only=leaflet", DAY, "-q")


def until(true: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@pytest.mark.skipif(sys.platform != "linux" or os.cpu_count() == 1, reason="workers are found in /proc")
def test_a_killed_worker_is_told_with_what_it_made(small: Path) -> None:
    """As the system does where memory runs out: exit code 5, and nobody is said to have interrupted anything."""
    process = program.start("build", "--case=ferry", DAY, "-v", cwd=small)
    assert process.stderr is not None
    assert "ferry/" in process.stderr.readline()
    os.kill(children(process.pid)[0], signal.SIGKILL)
    told = lines(process.stderr.read())
    process.stderr.close()
    assert process.wait(PATIENCE_S) == 5
    assert told[-2].startswith("build: A worker was ended by the system, perhaps for want of memory, while making ")
    assert told[-1] == "1 error. Nothing of it was written: what was there before is as it was."
    assert not (small / "out/ferry").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent")
def test_temporary_files_go_at_once_or_at_the_next_start(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once with every signal that can be heard; after a kill with the next run, which touches nothing else."""
    place = tmp_path / "temporary"
    place.mkdir()
    for number, code in ((signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGKILL, -9)):
        process = program.start(*BUILD, cwd=small, TMPDIR=str(place))
        until(lambda: list(place.glob("packbuilder-*/weasyprint-*")) or process.poll() is not None)  # noqa: B023
        os.kill(process.pid, number)
        assert process.wait(PATIENCE_S) == code
        assert process.stderr is not None
        assert ("Nothing of it was written" in process.stderr.read()) is (code > 0)
        process.stderr.close()
        assert len(list(place.iterdir())) == (code < 0)
    (place / "packbuilder-notes").mkdir()
    (place / f"packbuilder-{os.getppid()}-running").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    with scratch.folder() as own:
        assert tempfile.gettempdir() == str(own)
    assert {path.name for path in place.iterdir()} == {"packbuilder-notes", f"packbuilder-{os.getppid()}-running"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
@pytest.mark.parametrize("streams", [">/dev/full 2>/dev/full", ">&- 2>&-", "| true"])
def test_a_build_that_nobody_hears_is_delivered(small: Path, streams: str) -> None:
    """Its exit code and its manifest say so, though its table could not be printed."""
    words = " ".join((*program.COMMAND, *BUILD[:-1]))
    shell = f"{{ {words}; echo $? >code; }} {streams}"
    environment = os.environ | {"PYTHONPATH": str(program.ROOT)}
    subprocess.run(["sh", "-c", shell], cwd=small, check=False, env=environment)
    assert (small / "code").read_text() == "0\n"
    assert delivered(small / "out/ferry").keys() == {"en/leaflet.pdf", "manifest.json"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_what_only_speaks_fails_if_it_cannot(small: Path) -> None:
    """A list of cases that was not written is no success."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*program.COMMAND, "list", DAY],
            cwd=small,
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(program.ROOT)},
        )
    assert done.returncode == 6
    assert "stdout: It cannot be written: No space left on device." in done.stderr
    assert "Traceback" not in done.stderr


def test_whoever_comes_second_waits_and_says_so(small: Path) -> None:
    """One lock for all that writes below the folder of a case."""
    with held(small / "out", "ferry"):
        process = program.start(*BUILD, cwd=small)
        assert process.stderr is not None
        assert process.stderr.readline() == "ferry: another run writes there; waiting until it has ended.\n"
        assert process.poll() is None
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(PATIENCE_S) == 0
    assert delivered(small / "out/ferry").keys() == {"en/leaflet.pdf", "manifest.json"}


@pytest.mark.parametrize("data", [b"my notes", b"%PDF-1.7 somebody's", b""])
def test_only_what_was_made_here_is_replaced(tmp_path: Path, data: bytes) -> None:
    """`-o` names a file of somebody's, or a link to one, or a folder."""
    place, link = tmp_path / "notes.pdf", tmp_path / "link.pdf"
    place.write_bytes(data)
    link.symlink_to(place)
    for one in (place, link, tmp_path):
        with pytest.raises(DeliveryError, match="This is in the way: packbuilder did not make it"):
            refuse_overwriting(one)
    refuse_overwriting(tmp_path / "nothing.pdf")
