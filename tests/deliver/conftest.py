"""The small campaign with a delivery in both languages, copied for each test."""

from __future__ import annotations

import ctypes
import shutil
from pathlib import Path

import pytest

from tests import program

STORY = "content/cases/ferry/en/story.md"
CAPABILITY_BOUNDING_SET_DROP, MAY_WRITE_ANYWHERE = 24, 1  # linux/prctl.h, linux/capability.h


def unprivileged() -> None:
    """Give up root's right to write anywhere, in a process that is about to run a program."""
    ctypes.CDLL(None).prctl(CAPABILITY_BOUNDING_SET_DROP, MAY_WRITE_ANYWHERE, 0, 0, 0)


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
