"""The small campaign with a delivery in both languages, copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import program

STORY = "content/cases/ferry/en/story.md"


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
