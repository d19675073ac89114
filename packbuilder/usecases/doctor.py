"""Whether this machine has what packbuilder needs, and what to do where it has not.

It runs on a machine that lacks anything but Python: whatever may be missing is imported where it is looked at.
"""

from __future__ import annotations

import importlib
import platform
import re
import shutil
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib import metadata
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from packbuilder import system_libraries
from packbuilder.errors import ErrorCollector
from packbuilder.workspace import locations

if TYPE_CHECKING:
    from packbuilder.model.fonts import Fonts

OLDEST_PYTHON = (3, 11)
OLDEST_PANGO = (1, 44)
FREE_MB = 200

_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+) *(;?)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was found, what is wanted and, unless all is well, what to do."""

    name: str
    found: str
    wanted: str
    ok: bool
    remedy: str = ""


def report(fonts: Sequence[Path], work: Path = Path(), languages: Sequence[str] = ()) -> list[Finding]:
    """Look at Python, the system's libraries, the packages, the fonts in folders, the disk of `work`, the store.

    `languages` are those that the fonts should have the letters of.
    """
    loads = _weasyprint()  # first: on Windows, it is WeasyPrint that finds the libraries
    return [_python(), *_libraries(), *_packages(), loads, *_fonts(fonts, languages), _disk(work), _store()]


def remedy() -> str:
    """How this system installs what packbuilder needs from it."""
    names = {"darwin": "macos", "win32": "windows"}.get(sys.platform, "")
    if not names:
        try:
            release = platform.freedesktop_os_release()
        except OSError:
            release = {}
        names = f"{release.get('ID', '')} {release.get('ID_LIKE', '')}"
    lines = Path(__file__).with_name("systems.txt").read_text("utf-8").splitlines()
    known = [line.split(": ", 1) for line in lines if not line.startswith("#")]
    return next(command for system, command in known if system in [*names.split(), "other"])


def _python() -> Finding:
    wanted = ".".join(map(str, OLDEST_PYTHON))
    ok = sys.version_info >= OLDEST_PYTHON
    return _finding(
        "Python", platform.python_version(), f"{wanted} or newer", f"Install a newer one: {remedy()}", ok=ok
    )


def _libraries() -> Iterator[Finding]:
    advice = f"Install it: {remedy()}"
    pango = system_libraries.pango()
    wanted = ".".join(map(str, OLDEST_PANGO))
    yield _finding("Pango", pango, f"{wanted} or newer", advice, ok=_numbers(pango) >= OLDEST_PANGO)
    for name, library in (("Pango for FreeType", "libpangoft2-1.0"), ("HarfBuzz's subsetter", "libharfbuzz-subset")):
        yield _finding(name, found := system_libraries.library_version(library), "present", advice, ok=bool(found))
    harfbuzz = system_libraries.harfbuzz()
    yield _finding("HarfBuzz", harfbuzz, "present", advice, ok=bool(harfbuzz))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _packages() -> Iterator[Finding]:
    lock = locations.shipped() / "requirements.lock"
    locked = _LOCKED.findall(lock.read_text("utf-8")) if lock.is_file() else []
    if not locked:
        yield Finding("packages", "no list of them", lock.name, ok=False, remedy="Install packbuilder anew.")
    for name, wanted, condition in locked:
        found = _installed(name)
        if found or not condition:  # a package with a condition belongs to other systems, unless it is here
            advice = f"Run ./pack again in a checkout; elsewhere: pip install {name}=={wanted}"
            yield _finding(name, found, wanted, advice, ok=found == wanted)


def _installed(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _weasyprint() -> Finding:
    try:
        with redirect_stdout(StringIO()), warnings.catch_warnings(action="ignore"):  # what matters is looked at here
            importlib.import_module("weasyprint")
    except OSError:  # it speaks of dlopen and of a page on the web; what it wants to say is that Pango is missing
        return Finding("WeasyPrint loads", "no", "yes", ok=False, remedy=f"Install what it needs: {remedy()}")
    except ImportError as error:
        return Finding("WeasyPrint loads", f"no: {error}", "yes", ok=False, remedy="Install the packages named above.")
    return Finding("WeasyPrint loads", "yes", "yes", ok=True)


def _fonts(folders: Sequence[Path], languages: Sequence[str]) -> Iterator[Finding]:
    try:
        from packbuilder.load.font_families import fonts
    except ImportError as error:
        yield Finding("fonts", f"not read: {error}", "verified", ok=False, remedy="Install the packages named above.")
        return
    problems = ErrorCollector()
    listed = fonts(folders, problems)
    for problem in problems:
        yield Finding("fonts", str(problem), "verified", ok=False, remedy=problem.remedy)
    for family in listed.families if listed else ():
        yield Finding(f"{family.name} ({family.original} {family.version})", "verified", "verified", ok=True)
    if listed:
        yield from _scripts(listed, languages)


def _scripts(fonts: Fonts, languages: Sequence[str]) -> Iterator[Finding]:
    """The scripts of the languages that the house fonts do not have."""
    from packbuilder.check.glyphs import lacking
    from packbuilder.load.script_listing import scripts

    known = scripts(fonts.folders, ErrorCollector())
    for writing, lang in lacking(fonts, known, languages):
        remedy = known.remedy(writing)
        advice = f"{remedy[0].upper()}{remedy[1:]}."
        yield Finding(f"fonts for {writing.name} ({lang})", "none", "a text family", ok=False, remedy=advice)


def _disk(work: Path) -> Finding:
    free = shutil.disk_usage(work).free // 1_000_000
    advice = f"Free some in {work.resolve()}."
    return _finding("free disk", f"{free} MB", f"{FREE_MB} MB or more", advice, ok=free >= FREE_MB)


def _store() -> Finding:
    """How much is kept of earlier builds; that nothing can be kept is no fault, but that the folder is not ours is."""
    from packbuilder.store import MOST_BYTES, VARIABLE, NoStore, opened

    wanted = f"{MOST_BYTES // 1_000_000} MB or less"
    try:
        kept = opened()
    except ImportError as error:
        return Finding("store", f"not read: {error}", wanted, ok=False, remedy="Install the packages named above.")
    if isinstance(kept, NoStore):
        return Finding("store", "none: the system has no place for it", wanted, ok=True)
    found = kept.contents()
    if found.fault:
        advice = f"{found.fault} Move it away, or name another folder in {VARIABLE}."
        return Finding("store", str(found.folder), "yours alone", ok=False, remedy=advice)
    return Finding("store", f"{found.size / 1e6:.0f} MB in {found.folder}", wanted, ok=True)


def _finding(name: str, found: str, wanted: str, advice: str, *, ok: bool) -> Finding:
    return Finding(name, found or "none", wanted, ok, "" if ok else advice)
