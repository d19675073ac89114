"""The program by what is in it: results are those of one program, its libraries, and the system's."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# What draws, writes, enlarges and reads; those that only check a campaign's files change no document.
_LIBRARIES = (
    "babel", "fonttools", "icalendar", "jinja2", "markdown-it-py", "pikepdf", "pillow", "pydyf", "pypdf", "pypdfium2",
    "pyphen", "qrcode", "tinycss2", "tinyhtml5", "uharfbuzz", "weasyprint", "zxing-cpp",
)  # fmt: skip
# Where Linux notes which shared libraries there are: written anew whenever one of them is installed.
_SHARED_LIBRARIES = Path("/etc/ld.so.cache")


@cache
def program() -> str:
    """The digest of the program's files, the versions of its libraries, and when the system's were installed."""
    total = sha256()
    home = Path(__file__).parents[1]
    for file in sorted(home.rglob("*.py")):
        data = file.read_bytes()
        total.update(f"{file.relative_to(home).as_posix()} {len(data)}\n".encode())
        total.update(data)
    total.update("\n".join(f"{name} {_version(name)}" for name in _LIBRARIES).encode())
    if _SHARED_LIBRARIES.exists():
        total.update(str(_SHARED_LIBRARIES.stat().st_mtime_ns).encode())
    return total.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
