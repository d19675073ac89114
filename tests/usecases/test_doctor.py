"""The doctor finds what is wrong with a machine, says what to do, and falls over nothing that is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from packbuilder import load
from packbuilder.errors import ErrorCollector
from packbuilder.usecases import doctor

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "fonts"
EXAMINE = """
import sys
from pathlib import Path
from packbuilder.usecases import doctor
for f in doctor.report([Path(sys.argv[1])]):
    print(f.name, f.found, "ok" if f.ok else "WRONG", f.remedy, sep="|")
"""


def examined(*options: str, checkout: Path = ROOT, **environment: str) -> dict[str, list[str]]:
    """Name → found, verdict and remedy, as a Python started anew sees them; it prints nothing else."""
    done = subprocess.run(
        [sys.executable, *options, "-P", "-c", EXAMINE, str(FONTS)],
        env=os.environ | {"PYTHONPATH": str(checkout)} | environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return {line.split("|")[0]: line.split("|")[1:] for line in done.stdout.splitlines()}


def test_sound_machine_is_found_sound() -> None:
    findings = doctor.report([FONTS], ROOT)
    assert [finding for finding in findings if not finding.ok] == []
    names = {finding.name for finding in findings}
    locked = re.findall(
        r"^([a-z0-9-]+)(?:\[.+?\])?==[^ ;]+ \\$", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE
    )
    assert len(locked) > 20
    assert set(locked) <= names
    assert {"Python", "Pango", "HarfBuzz", "HarfBuzz's subsetter", "weasyprint", "WeasyPrint loads"} <= names
    families = load.fonts([FONTS], ErrorCollector())
    assert families is not None
    assert sum(name.startswith("Packbuilder ") for name in names) == len(families.families) >= 3
    assert not any(finding.remedy for finding in findings)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems find libraries by other ways")
@pytest.mark.parametrize(
    ("library", "name"),
    [
        ("libpango-1.0.so.0", "Pango"),
        ("libpangoft2-1.0.so.0", "Pango for FreeType"),
        ("libharfbuzz-subset.so.0", "HarfBuzz's subsetter"),
    ],
)
def test_library_that_does_not_load_is_told_with_its_remedy(library: str, name: str, tmp_path: Path) -> None:
    (tmp_path / library).write_bytes(b"")
    findings = examined(LD_LIBRARY_PATH=str(tmp_path))
    assert findings[name] == ["none", "WRONG", f"Install it: {doctor.remedy()}"]
    if name.startswith("Pango"):
        assert findings["WeasyPrint loads"] == ["no", "WRONG", f"Install what it needs: {doctor.remedy()}"]
    assert findings["weasyprint"][1] == "ok"


def test_missing_packages_are_told_each() -> None:
    findings = examined("-S")  # a Python without its packages
    for package in ("weasyprint", "jinja2", "ruamel-yaml", "pydantic"):
        found, verdict, remedy = findings[package]
        assert (found, verdict) == ("none", "WRONG")
        assert f"pip install {package}==" in remedy
    assert findings["WeasyPrint loads"][1] == findings["fonts"][1] == "WRONG"
    assert findings["Python"][1] == findings["Pango"][1] == "ok"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the program, without its content."""
    shutil.copytree(ROOT / "packbuilder", tmp_path / "packbuilder", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    return tmp_path


def test_package_of_another_version_is_told(checkout: Path) -> None:
    lock = checkout / "requirements.lock"
    text = lock.read_text("utf-8")
    assert "\nqrcode==8.2 " in text
    lock.write_text(text.replace("\nqrcode==8.2 ", "\nqrcode==7.4 "), "utf-8")
    findings = examined(checkout=checkout)
    assert findings["qrcode"][:2] == ["8.2", "WRONG"]
    assert "qrcode==7.4" in findings["qrcode"][2]
    assert findings["jinja2"][1] == "ok"


def test_missing_lock_is_told(checkout: Path) -> None:
    (checkout / "requirements.lock").unlink()
    assert examined(checkout=checkout)["packages"][:2] == ["no list of them", "WRONG"]


def test_altered_font_is_told(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(FONTS, tmp_path / "fonts"))
    (copy / "noto-sans/NotoSans_400Regular.ttf").write_bytes(b"no font")
    wrong = [finding for finding in doctor.report([copy]) if not finding.ok]
    assert [finding.name for finding in wrong] == ["fonts"]
    assert "NotoSans_400Regular.ttf is not the file" in wrong[0].found
    assert wrong[0].remedy
