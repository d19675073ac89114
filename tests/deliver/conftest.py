"""The small campaign with a delivery in both languages, built once a worker and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import program

STORY = "content/cases/ferry/en/story.md"


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small campaign after a first build. Only to be copied."""
    root = tmp_path_factory.mktemp("ready")
    shutil.copytree(program.ROOT / "tests/faults/base", root, dirs_exist_ok=True)
    shutil.copytree(program.ROOT / "tests/small", root, dirs_exist_ok=True)
    done = program.run("build", "--case=ferry", program.DAY, cwd=root)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def campaign(ready: Path, tmp_path: Path) -> Path:
    """The small campaign with the delivery of a first build; its English texts have changed since."""
    root = Path(shutil.copytree(ready, tmp_path / "campaign"))
    program.change(root / STORY, "ninety", "a hundred")
    return root


@pytest.fixture
def before(campaign: Path) -> dict[str, bytes]:
    """What the first build delivered."""
    return program.delivered(campaign / "out/ferry")
