"""What users see of a change is a file in changelog.d/: none is lost, and CHANGELOG.md changes with releases alone."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "changelog.d"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["towncrier"]
NAME = re.compile(rf"\+[a-z0-9-]+\.({'|'.join(kind['directory'] for kind in SETTINGS['type'])})\.md")
FRAGMENTS = sorted(file for file in FOLDER.iterdir() if file.name not in SETTINGS["ignore"])


def towncrier(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "towncrier", "build", "--dir", str(place), "--version=9.9.9", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with what towncrier needs of this one, and no repository around it."""
    shutil.copytree(FOLDER, tmp_path / FOLDER.name)
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / FOLDER.name / "+of-a-test.fixed.md").write_text("- One.\n- Another.\n", "utf-8")
    return tmp_path


def test_fragments_are_lists() -> None:
    """Of one entry or more, each a bullet with lines that hang under it; that there is none is so after a release."""
    assert {"README.md", "template.jinja"} == set(SETTINGS["ignore"]) <= {file.name for file in FOLDER.iterdir()}
    for file in FRAGMENTS:
        assert NAME.fullmatch(file.name), file.name
        lines = file.read_text("utf-8").splitlines()
        assert lines[0].startswith("- "), file.name
        assert [line for line in lines if not re.fullmatch(r"(- |  )\S.*", line)] == [], file.name


def test_the_next_release_has_every_entry(place: Path) -> None:
    done = towncrier(place, "--draft")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("## [9.9.9] – 20")
    fixed = done.stdout.partition("### Fixed\n")[2].partition("\n### ")[0]
    assert {"- One.", "- Another."} <= set(fixed.splitlines())
    for file in FRAGMENTS:
        assert file.read_text("utf-8").strip() in done.stdout, file.name


def test_a_release_moves_them_to_the_changelog(place: Path) -> None:
    before = (place / "CHANGELOG.md").read_text("utf-8")
    done = towncrier(place, "--keep")
    after = (place / "CHANGELOG.md").read_text("utf-8")
    head, marker, released = before.partition("<!-- towncrier release notes start -->\n")
    assert marker, done.stderr
    assert after.startswith(f"{head}{marker}\n## [9.9.9] – 20")
    assert after.endswith(released)
    assert "- Another.\n" in after


def test_a_file_that_is_no_fragment_is_an_error(place: Path) -> None:
    (place / FOLDER.name / "+of-a-test.mended.md").write_text("- One.\n", "utf-8")
    assert "Invalid news fragment name" in towncrier(place, "--draft").stderr


def test_nobody_writes_to_the_changelog() -> None:
    """Under the marker stand releases alone."""
    _, marker, released = (
        (ROOT / "CHANGELOG.md").read_text("utf-8").partition("<!-- towncrier release notes start -->\n")
    )
    assert marker
    assert not released.strip() or released.lstrip().startswith("## [")
