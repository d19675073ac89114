"""Layouts, fonts and profiles are found: in a checkout, in a campaign of one's own, and by an installed program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from packbuilder import __version__
from packbuilder.workspace import locations

ROOT = Path(__file__).resolve().parents[2]


def test_checkout_is_listed_once() -> None:
    assert locations.layouts_folders(ROOT) == [ROOT / "layouts"]
    assert locations.fonts_folders(ROOT) == [ROOT / "fonts"]
    assert locations.checkout() == ROOT


def test_campaign_comes_first_and_the_program_second(tmp_path: Path) -> None:
    assert locations.layouts_folders(tmp_path) == [ROOT / "layouts"]
    (tmp_path / "layouts").mkdir()
    assert locations.layouts_folders(tmp_path) == [tmp_path / "layouts", ROOT / "layouts"]


def test_fonts_of_the_campaign_count_once_they_are_listed(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    assert locations.fonts_folders(tmp_path) == [ROOT / "fonts"]
    (tmp_path / "fonts/fonts.yaml").write_text("families: []\n")
    assert locations.fonts_folders(tmp_path) == [tmp_path / "fonts", ROOT / "fonts"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the source distribution of this checkout, as `python -m build` makes both, without an index."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder], cwd=ROOT, check=True)
    (source,) = folder.glob("*.tar.gz")
    options = ["--no-build-isolation", "--no-deps", "--no-index", "--quiet", "--wheel-dir", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(source)], check=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """A folder of packages that holds the wheel, installed."""
    folder = wheel.parent / "packages"
    options = ["--no-deps", "--no-index", "--quiet", "--target", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(wheel)], check=True)
    return folder


def run(installed: Path, folder: Path, *arguments: str) -> str:
    """What the installed program prints when it is started in a folder."""
    environment = os.environ | {"PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-P", *arguments], cwd=folder, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.xdist_group("wheel")
def test_wheel_carries_layouts_fonts_and_licences(wheel: Path) -> None:
    inside = set(ZipFile(wheel).namelist())
    for folder in ("layouts", "fonts", "profiles"):
        tracked = subprocess.run(["git", "ls-files", folder], cwd=ROOT, check=True, capture_output=True, text=True)
        files = tracked.stdout.split()
        assert files
        assert {f"packbuilder/_shipped/{name}" for name in files if (ROOT / name).exists()} <= inside
    assert "packbuilder/_shipped/requirements.lock" in inside
    assert {"packbuilder/usecases/systems.txt", "packbuilder/language/orthography.toml"} <= set(inside)
    licences = {name.split("/licenses/")[1] for name in inside if "/licenses/" in name}
    texts = [*ROOT.glob("fonts/*/OFL.txt"), ROOT / "profiles/LICENSE.txt", ROOT / "layouts/_language/LICENSE.txt"]
    assert licences == {"LICENSE", *(path.relative_to(ROOT).as_posix() for path in texts)}
    assert not [name for name in inside if name.startswith(("tests/", "content/", "bench/", "tools/"))]
    assert wheel.name == f"packbuilder-{__version__}-py3-none-any.whl"


@pytest.mark.xdist_group("wheel")
def test_installed_program_brings_its_own(installed: Path, tmp_path: Path) -> None:
    code = """
from pathlib import Path
from packbuilder.workspace import locations
found = *locations.fonts_folders(Path()), locations.profile("a"), locations.checkout()
print(*locations.layouts_folders(Path()), *found, sep="\\n")
"""
    shipped = installed / "packbuilder/_shipped"
    assert run(installed, tmp_path, "-c", code).splitlines() == [
        str(shipped / "layouts"),
        str(shipped / "fonts"),
        str(shipped / "profiles/a"),
        "None",
    ]


@pytest.mark.xdist_group("wheel")
def test_installed_program_is_sound(installed: Path, tmp_path: Path) -> None:
    code = """
from pathlib import Path
from packbuilder.usecases import doctor
from packbuilder.workspace import locations
findings = doctor.report(locations.fonts_folders(Path()))
print(len(findings), [finding for finding in findings if not finding.ok])
"""
    number, wrong = run(installed, tmp_path, "-c", code).strip().split(" ", 1)
    assert int(number) > 20
    assert wrong == "[]"


@pytest.mark.xdist_group("wheel")
def test_installed_command_runs(installed: Path, tmp_path: Path) -> None:
    assert __version__ in run(installed, tmp_path, str(installed / "bin/packbuilder"), "--version")
