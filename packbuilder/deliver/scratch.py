"""A folder of this run for passing files, such as the renderer's copies of fonts: it goes however the run ends.

Whatever asks the system for a temporary file gets it there, in the workers as well. A run that is killed leaves its
folder behind; the next one clears that away, once it is sure that nobody works in it: its process has ended, and the
lock in it is nobody's (the process may run on another machine, or in another container, that shares the folder).
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from packbuilder.deliver.single import runs
from packbuilder.errors import Problem, RenderError

_OURS = re.compile(r"packbuilder-(\d+)-\w+")
_LOCK = "lock"


@contextmanager
def folder() -> Iterator[Path]:
    """Have all temporary files in a new folder until this ends; RenderError where none can be made."""
    before, variable = tempfile.tempdir, os.environ.get("TMPDIR")
    try:
        place = Path(tempfile.gettempdir())
        _sweep(place)
        own = Path(tempfile.mkdtemp(prefix=f"packbuilder-{os.getpid()}-", dir=place))
    except OSError as error:
        what = f"No folder for temporary files can be made: {error.strerror or error}."
        raise RenderError(Problem.at("TMPDIR", what, "Name one with room in it, that is yours to write in.")) from error
    lock = FileLock(own / _LOCK)
    try:
        lock.acquire()
        tempfile.tempdir = os.environ["TMPDIR"] = str(own)
        yield own
    finally:
        tempfile.tempdir = before
        os.environ.pop("TMPDIR")
        if variable is not None:
            os.environ["TMPDIR"] = variable
        lock.release()
        shutil.rmtree(own, ignore_errors=True)


def _sweep(place: Path) -> None:
    """Remove the folders of runs that were killed, as far as they are ours to remove."""
    for one in place.glob("packbuilder-*"):
        named = _OURS.fullmatch(one.name)
        if named is None or one.is_symlink() or not one.is_dir() or not _our_own(one) or runs(int(named[1])):
            continue
        try:
            with FileLock(one / _LOCK, timeout=0):
                pass
        except (Timeout, OSError):
            continue
        shutil.rmtree(one, ignore_errors=True)


def _our_own(path: Path) -> bool:
    return not hasattr(os, "getuid") or path.lstat().st_uid == os.getuid()
