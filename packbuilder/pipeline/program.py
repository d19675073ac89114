"""The program by what is in it: results are those of one program, its libraries, and the system's."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packbuilder import __version__, system_libraries

# What draws, writes, enlarges and reads; those that only check a campaign's files change no document.
_LIBRARIES = (
    "babel", "fonttools", "icalendar", "jinja2", "markdown-it-py", "pikepdf", "pillow", "pydyf", "pypdf", "pypdfium2",
    "pyphen", "qrcode", "tinycss2", "tinyhtml5", "uharfbuzz", "weasyprint", "zxing-cpp",
)  # fmt: skip
# Where Linux notes which shared libraries there are: written anew whenever one of them is installed.
_SHARED_LIBRARIES = Path("/etc/ld.so.cache")


@cache
def program() -> str:
    """The digest of the program's files, the versions of its libraries, and when the system's were installed.

    To be known without loading any of them.
    """
    total = sha256(_own_files().encode())
    total.update("\n".join(f"{name} {_version(name)}" for name in _LIBRARIES).encode())
    if _SHARED_LIBRARIES.exists():
        total.update(str(_SHARED_LIBRARIES.stat().st_mtime_ns).encode())
    return total.hexdigest()


@cache
def versions() -> Mapping[str, str]:
    """What has to be the same on two machines that make the same bytes: each thing with its version."""
    python = ".".join(map(str, sys.version_info[:2]))
    own = {"packbuilder": f"{__version__} ({_own_files()[:7]})", "Python": python, "zlib": zlib.ZLIB_RUNTIME_VERSION}
    system = {"Pango": system_libraries.pango(), "HarfBuzz": system_libraries.harfbuzz()}
    return own | system | {name: _version(name) for name in _LIBRARIES}


def _own_files() -> str:
    """The digest of the program's files."""
    total = sha256()
    home = Path(__file__).parents[1]
    for file in sorted(home.rglob("*.py")):
        data = file.read_bytes()
        total.update(f"{file.relative_to(home).as_posix()} {len(data)}\n".encode())
        total.update(data)
    return total.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
