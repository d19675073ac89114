"""A build that cannot be delivered, or must not be: exit code and message, and all that was there is as it was."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

from packbuilder.deliver import AtomicOutput, Manifest
from packbuilder.errors import DeliveryError
from tests import program
from tests.deliver.conftest import STORY, unprivileged
from tests.program import DAY, delivered, lines

AS_IT_WAS = "1 error. Nothing of it was written: what was there before is as it was."
ROOM = "See that the disk has room and that the folder is yours to write in."


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """Every path below a folder with its number on the disk and the time of its last change."""
    found = [folder, *folder.rglob("*")]
    return {str(path.relative_to(folder)): (path.lstat().st_ino, path.lstat().st_mtime_ns) for path in found}


def refused(done: Result, place: Path, what: str, remedy: str = ROOM) -> None:
    """A build ended with exit code 6 and one message about the place of the case."""
    assert done.exit_code == 6, done.output
    assert done.stdout == ""
    assert lines(done.stderr)[-2:] == [f"{place}: {what} {remedy}", AS_IT_WAS]


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file can be written beyond a size in bytes; the system refuses, as it does when the disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_text_that_does_not_fit_leaves_the_previous_delivery(campaign: Path, before: dict[str, bytes]) -> None:
    """All or nothing: not a byte, not a time of what was delivered before has changed, and nothing is left aside."""
    untouched = snapshot(campaign / "out/ferry")
    (campaign / STORY).write_text("# A town and its boats\n\n" + "The ferry has run for ninety years. " * 200, "utf-8")
    done = program.build(campaign, "--all-or-nothing")
    assert done.exit_code == 4
    assert "leaflet (en, home, A4): The text " in done.stderr
    assert STORY in done.stderr
    assert "letters) too long" in done.stderr or "page(s) over" in done.stderr
    assert lines(done.stderr)[-1].endswith("Nothing of it was written: what was there before is as it was.")
    assert snapshot(campaign / "out/ferry") == untouched
    assert delivered(campaign / "out/ferry") == before
    assert {path.name for path in (campaign / "out/.packbuilder").iterdir()} - {"editions"} == {"ferry.lock"}


def test_a_content_fault_touches_nothing_at_all(small: Path) -> None:
    """Refused before anything is made: not even the folder out/ is there."""
    (small / STORY).unlink()
    assert program.build(small).exit_code == 3
    assert not (small / "out").exists()


def test_the_place_for_the_cases_is_a_file(small: Path) -> None:
    """`--out` names a file."""
    (small / "out").write_text("my notes", "utf-8")
    refused(program.build(small), small / "out/ferry", "The folder cannot be written: Not a directory.")
    assert (small / "out").read_text("utf-8") == "my notes"


@pytest.mark.skipif(sys.platform != "linux", reason="root must give up the right to write anywhere")
def test_the_place_for_the_cases_may_not_be_written(small: Path) -> None:
    """A folder of somebody else, also for root, once it has given up its privilege."""
    out = small / "out"
    out.mkdir(mode=0o500)

    done = subprocess.run(
        [*program.COMMAND, "build", "--case=ferry", "--only=leaflet", DAY],
        cwd=small,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(program.ROOT)},
        preexec_fn=unprivileged,
    )
    assert done.returncode == 6, done.stderr
    assert lines(done.stderr)[-2] == f"{out}/ferry: The folder cannot be written: Permission denied. {ROOM}"
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("size", [100, 60_000], ids=["the first file", "a later file"])
def test_a_file_cannot_be_written_to_its_end(campaign: Path, before: dict[str, bytes], size: int) -> None:
    """The system's reason is told, and the previous delivery is untouched."""
    files = {"en/leaflet.pdf": bytes(50_000), "en/pack.pdf": bytes(70_000)}
    with pytest.raises(DeliveryError) as error, largest_file(size), AtomicOutput(campaign / "out", "ferry") as output:
        output.deliver(files, Manifest("ferry", "2013-07-01", (), ()))
    place = campaign / "out/ferry"
    assert str(error.value) == f"{place}: The files cannot be put in their place: File too large. {ROOM}"
    assert delivered(place) == before
    assert {path.name for path in (campaign / "out/.packbuilder").iterdir()} - {"editions"} == {"ferry.lock"}


def test_a_file_that_is_kept_cannot_be_written(campaign: Path, before: dict[str, bytes]) -> None:
    """What stays of a partial build needs room as well."""
    place = campaign / "out/ferry"
    with pytest.raises(DeliveryError) as error, largest_file(20_000), AtomicOutput(campaign / "out", "ferry") as output:
        output.keep(lambda entry: entry["path"] != "en/leaflet.pdf")
    assert len(before["en/pack.pdf"]) > 20_000
    assert str(error.value) == f"{place}: en/pack.pdf cannot be kept: File too large. {ROOM}"
    assert delivered(place) == before


SMALL_DISK = """
mount -t tmpfs -o size=100k none disk && "$@" --only=leaflet && cp -R disk/ferry first || exit 77
"$@"
code=$?
cp -R disk/ferry second
exit $code
"""


def test_the_disk_is_full(small: Path) -> None:
    """On a disk of 100 kB a leaflet has room, the whole case has not: exit code 6, and the leaflet is still there."""
    (small / "disk").mkdir()
    build = [*program.COMMAND, "build", "--case=ferry", "--lang=en", DAY, "-q", "--out=disk"]
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", SMALL_DISK, "sh", *build],
        cwd=small,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(program.ROOT)},
    )
    if done.returncode in {77, 127} or "unshare" in done.stderr:
        pytest.skip(f"no disk can be made here: {done.stderr}")
    assert done.returncode == 6, done.stderr
    told = f"disk/ferry: The files cannot be put in their place: No space left on device. {ROOM}"
    assert lines(done.stderr) == [told, AS_IT_WAS]
    assert delivered(small / "second") == delivered(small / "first")


def test_the_renderer_has_no_room_for_its_passing_files(campaign: Path, before: dict[str, bytes]) -> None:
    """Not the place of the case is full, but that of temporary files: exit code 5, no traceback.

    In a process of its own: in that of the tests the renderer may have its files from before.
    """
    with largest_file(20_000):
        said = ("build", "--case=ferry", "--lang=en", program.DAY, "--no-store")
        done = program.run(*said, cwd=campaign, **program.UNMEASURED)  # coverage's own file has no room, either
    assert done.returncode == 5, done.stderr
    assert "File too large" in lines(done.stderr)[-2]
    assert delivered(campaign / "out/ferry") == before


def test_a_folder_that_is_not_ours_is_not_swapped_away(small: Path) -> None:
    """`--out content/cases` would put the delivery in the place of the case's own sources."""
    cases = small / "content/cases"
    untouched = snapshot(cases / "ferry")
    what = "This is in the way: packbuilder did not make it, and would put the case in its place."
    remedy = "Move it away, or choose another folder with --out."
    refused(program.build(small, "--out", cases), cases / "ferry", what, remedy)
    assert snapshot(cases / "ferry") == untouched
    (small / "out").mkdir()
    (small / "out/ferry").write_text("a file of that name", "utf-8")
    refused(program.build(small), small / "out/ferry", what, remedy)
    assert (small / "out/ferry").read_text("utf-8") == "a file of that name"


def test_an_empty_folder_is_in_nobodys_way(small: Path) -> None:
    """Somebody made the folder beforehand."""
    (small / "out/ferry").mkdir(parents=True)
    program.built(small, "--only=leaflet")
    assert delivered(small / "out/ferry").keys() == {"en/leaflet.pdf", "manifest.json"}


def test_a_link_in_the_place_of_a_delivery_is_replaced_not_followed(campaign: Path, tmp_path: Path) -> None:
    """What the link leads to stays as it was; the delivery is a folder again, and nothing is left aside."""
    shutil.move(campaign / "out/ferry", tmp_path / "elsewhere")
    (campaign / "out/ferry").symlink_to(tmp_path / "elsewhere")
    untouched = snapshot(tmp_path / "elsewhere")
    for _ in range(2):
        program.built(campaign, "--only=leaflet")
        assert not (campaign / "out/ferry").is_symlink()
        assert len(delivered(campaign / "out/ferry")) == 23
    assert snapshot(tmp_path / "elsewhere") == untouched
    assert {path.name for path in (campaign / "out/.packbuilder").iterdir()} - {"editions"} == {"ferry.lock"}
