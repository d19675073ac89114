"""Every step at which a delivery can end, and every way: what is said is true of what is there, and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import program

NOTHING = "Nothing of it was written: what was there before is as it was."
CODES = {"SIGKILL": {-9, 0}, "SIGINT": {130, 0}, "SIGTERM": {143, 0}, "refused": {6, 0}}
OWN = "NOTES.txt"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")


def tried(command: str, place: Path) -> list[dict[str, Any]]:
    """What came of a command at each step and way."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.deliver.edges", command, place],
        cwd=program.ROOT,
        env=os.environ | program.UNMEASURED,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    assert len(found) > 60, "the steps were not seen"
    return found


def well(one: dict[str, Any]) -> None:
    """The documented code, no traceback, the note still there; and the run after it works and clears up."""
    assert one["code"] in CODES[one["way"]], one
    assert "Traceback" not in one["said"], one
    assert one["there"][OWN] == one["then"][OWN] == "a", one
    assert (one["then code"], one["left"]) == (0, []), one
    assert set(one["then"].values()) - {"{\n"} == {"new", "a"}, one  # of the manifest, how it begins


def test_a_build_is_there_whole_or_not_at_all_and_says_which(tmp_path: Path) -> None:
    """Killed, interrupted, ended or refused by the system before every single step; no printed code is unknown."""
    for one in tried("build", tmp_path):
        well(one)
        files = {one["there"][path] for path in ("en/leaflet.pdf", "en/letter.pdf")}
        assert files in ({"old"}, {"new"}), one
        if one["code"] != 0 and one["way"] != "SIGKILL":
            assert (NOTHING in one["said"]) is (files == {"old"}), one
            assert ("In their place" in one["said"]) is (files == {"new"}), one
        assert files <= set(one["records"]), one
        assert one["there"].keys() == {OWN, "manifest.json", "en/leaflet.pdf", "en/letter.pdf"}, one


def test_letters_name_what_is_in_its_place(tmp_path: Path) -> None:
    """Each file is whole, and said to be there exactly if it is."""
    for one in tried("letters", tmp_path):
        well(one)
        new = {path for path in one["there"] if one["there"][path] == "new"}
        if one["code"] != 0 and one["way"] != "SIGKILL":
            assert (NOTHING in one["said"]) is (not new), one
            assert all(path in one["said"] for path in new), one
        assert one["there"].keys() == {OWN, "letters/en/one.pdf", "letters/en/two.pdf"}, one
