"""Work that is done once in a run of the tests, whichever of its workers comes first."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock


def shared(factory: pytest.TempPathFactory) -> Path:
    """The folder of this run that all its workers see."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def only(place: Path) -> Iterator[bool]:
    """Take turns at a place; True for the first, who is to do the work there and to say how it ended."""
    with FileLock(place.with_suffix(".lock")):
        yield not _end(place).exists()


def ended(place: Path, done: subprocess.CompletedProcess[str]) -> None:
    """Keep how the work ended, well or not: nobody need try again."""
    _end(place).write_text(json.dumps([done.returncode, done.stdout, done.stderr]), "utf-8")


def well(place: Path) -> str:
    """What the work said on stdout; fails with what it said on stderr unless it ended well."""
    code, out, err = json.loads(_end(place).read_text("utf-8"))
    assert code == 0, err
    return str(out)


def _end(place: Path) -> Path:
    return place.with_suffix(".json")
