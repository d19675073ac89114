"""Nothing is left in the folder for temporary files when a build has ended, not by its workers either."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import program

pytestmark = pytest.mark.from_nothing


def test_builds_leave_no_temporary_files(small: Path, tmp_path: Path) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    done = program.run("build", "--root", small, "--case", "ferry", program.DAY, TMPDIR=str(place))
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (small / "out" / "ferry").iterdir()} == {"en", "ru", "manifest.json"}
    assert list(place.iterdir()) == []
