"""The real case from another folder, on another machine: the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import program
from tests.e2e.delivery import Delivery

pytestmark = pytest.mark.timeout(900)


def test_a_leaflet_of_another_machine_is_the_same(real: Delivery, tmp_path: Path) -> None:
    """The Kazakh leaflet and its sheet, from a copy of the content, with another seed, locale and time zone."""
    shutil.copytree(program.ROOT / "content", tmp_path / "copy/content")
    elsewhere = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Almaty", "HOME": str(tmp_path)}
    options = ("--case=zhezkazgan", "--lang=kk", "--only=leaflet", "-q")
    done = program.run("build", *options, cwd=tmp_path / "copy", **elsewhere)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    made = program.delivered(tmp_path / "copy/out/zhezkazgan")
    files = {"kk/leaflet.pdf", "kk/sheets/leaflet-2-up-a4.pdf"}
    assert made.keys() == {*files, "manifest.json"}
    assert all(made[path] == real.files[path].data for path in files)
