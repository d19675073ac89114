"""What people put into out/<case>/ or changed there is theirs: it outlives every build, and they are told."""

from __future__ import annotations

import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from packbuilder.deliver import Artifact, AtomicOutput, EditionKey, Manifest
from packbuilder.model.variant import HOME
from tests import program
from tests.deliver.conftest import unprivileged
from tests.program import delivered

OLD, NEW = b"%PDF-1.7 as it was made", b"%PDF-1.7 as it is made now"


def manifest(*made: tuple[str, bytes]) -> Manifest:
    """A manifest of files as little as a manifest may say of them."""
    known = Artifact("x", "leaflet", "calendar", EditionKey("en", None, "public", "A4", "", HOME), b"", "").entry()
    entries = [known | {"path": p, "bytes": len(data), "sha256": sha256(data).hexdigest()} for p, data in made]
    return Manifest("ferry", "2013-07-01", tuple(entries), ())


def build(out: Path, *files: str, data: bytes = NEW) -> AtomicOutput:
    """Deliver some files, all of the same bytes; what was told is with the output."""
    with AtomicOutput(out, "ferry") as output:
        output.deliver(dict.fromkeys(files, data), manifest(*((path, data) for path in files)))
    return output


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A delivery of two files."""
    build(tmp_path, "en/leaflet.pdf", "en/letter.pdf", data=OLD)
    return tmp_path


# What somebody does (a path, its bytes), and where that is after a build which makes the leaflet, and no letter.
CASES = {
    "a note": ("NOTES.txt", "NOTES.txt"),
    "a note beside": ("en/notes/to do.txt", "en/notes/to do.txt"),
    "a hidden file": (".sync", ".sync"),
    "a changed file that is made again": ("en/leaflet.pdf", "en/leaflet (yours).pdf"),
    "a changed file that is made no more": ("en/letter.pdf", "en/letter.pdf"),
    "a file where a folder comes": ("ru", "ru (yours)"),
    "a folder where a file comes": ("en/poster.pdf/mine.txt", "en/poster (yours).pdf/mine.txt"),
    "a second one": ("en/leaflet (yours).pdf", "en/leaflet (yours).pdf"),
}


@pytest.mark.parametrize(("put", "found"), CASES.values(), ids=CASES.keys())
def test_it_is_kept_and_told(out: Path, put: str, found: str) -> None:
    """Whatever it is and wherever; and once more by the build after that."""
    own = out / "ferry" / put
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(b"mine")
    told = build(out, "en/leaflet.pdf", "en/poster.pdf", "ru/leaflet.pdf").told
    assert delivered(out / "ferry", found)[found] == b"mine"
    shown = not Path(put).name.startswith(".")
    assert [Path(problem.file) for problem in told] == [out / "ferry" / found] * shown
    build(out, "en/leaflet.pdf", "en/poster.pdf", "ru/leaflet.pdf", data=OLD)
    assert delivered(out / "ferry", found)[found] == b"mine"


def test_two_changed_ones_both_stay(out: Path) -> None:
    """Changed, built, changed again, built again."""
    for mark in (b"first", b"second"):
        (out / "ferry/en/leaflet.pdf").write_bytes(mark)
        build(out, "en/leaflet.pdf")
    there = delivered(out / "ferry", "en/leaflet (yours).pdf", "en/leaflet (yours 2).pdf")
    assert [there["en/leaflet (yours).pdf"], there["en/leaflet (yours 2).pdf"]] == [b"first", b"second"]


def test_links_empty_folders_and_open_files_stay(out: Path) -> None:
    """A link is not followed; who has a file open goes on writing into the one that is there."""
    (out / "ferry/latest.pdf").symlink_to("en/leaflet.pdf")
    (out / "ferry/empty").mkdir()
    with (out / "ferry/log.txt").open("w", encoding="utf-8") as log:
        build(out, "en/leaflet.pdf")
        log.write("written after the build")
    assert (out / "ferry/latest.pdf").readlink() == Path("en/leaflet.pdf")
    assert (out / "ferry/empty").is_dir()
    assert (out / "ferry/log.txt").read_text("utf-8") == "written after the build"


def test_what_is_put_there_while_folders_are_exchanged_is_fetched_back(out: Path) -> None:
    """It lies in the folder that has just been moved aside, by a build that was killed then."""
    left = out / ".packbuilder/ferry.new"
    shutil.copytree(out / "ferry", left)
    (left / "late.txt").write_text("mine", "utf-8")
    build(out, "en/leaflet.pdf")
    assert delivered(out / "ferry", "late.txt")["late.txt"] == b"mine"
    assert not left.exists()


def test_half_a_build_that_was_killed_is_nobodys(out: Path) -> None:
    """A folder without a manifest, never exchanged."""
    left = out / ".packbuilder/ferry.new/en"
    left.mkdir(parents=True)
    (left / "leaflet.pdf").write_bytes(NEW)
    build(out, "en/leaflet.pdf")
    assert delivered(out / "ferry").keys() == {"en/leaflet.pdf", "manifest.json"}
    assert not left.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="root must give up the right to write anywhere")
def test_a_folder_that_may_not_be_written_is_named(out: Path) -> None:
    """With what to do; and when it may be, the next build works. Also for root, without its privilege."""
    (out / "ferry/en").chmod(0o500)
    entering = "packbuilder.deliver as d; d.AtomicOutput(pathlib.Path(sys.argv[1]), 'ferry').__enter__()"
    script = f"import sys, pathlib, {entering}"
    done = subprocess.run(
        [sys.executable, "-c", script, out],
        cwd=program.ROOT,
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=unprivileged,
    )
    told = f"{out}/ferry/en: This folder may not be read or written, and a build puts another one in its place."
    assert f"{told} Make it yours to write in (chmod u+rwx '{out}/ferry/en'), and build again." in done.stderr
    (out / "ferry/en").chmod(0o700)
    build(out, "en/leaflet.pdf")
    assert delivered(out / "ferry")["en/leaflet.pdf"] == NEW
