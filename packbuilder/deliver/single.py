"""One finished file put where it was asked for, whole or not at all."""

from __future__ import annotations

import glob
import os
import shutil
import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from packbuilder.deliver.lock import WORK
from packbuilder.errors import DeliveryError, Problem
from packbuilder.placed import brought


def put(path: Path, data: bytes, *, folders: bool = False, own: bool = False) -> None:
    """Write the file beside its place and move it there, over an earlier one; DeliveryError if that cannot be done.

    With `folders`, those that it is to lie in are made. `own` is for the person alone: nobody else may read it, and
    it is no part of what is delivered.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    told = nullcontext() if own or WORK in path.parts else brought(path)
    try:
        if folders:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _clear(path)
            with open(aside, "xb", opener=partial(os.open, mode=0o600 if own else 0o666)) as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            with told:
                aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        what = f"The file cannot be written: {error.strerror or error}."
        remedy = "See that the disk has room and that the folder is there and yours to write in."
        raise DeliveryError(Problem.at(str(path), what, remedy)) from error


def _clear(path: Path) -> None:
    """Remove what runs that were killed left beside the file."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.new"):
        number = left.suffixes[-2].removeprefix(".") if len(left.suffixes) > 1 else ""
        if number.isdecimal() and not runs(int(number)):
            left.unlink(missing_ok=True)


def runs(process: int) -> bool:
    """Whether a process of that number runs on this machine, as far as can be told."""
    if sys.platform == "win32":  # there, asking would end it
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True  # somebody else's
    return True


def drop(folder: Path) -> None:
    """Remove a folder that was kept for a run which has ended; nothing, where it is not there."""
    shutil.rmtree(folder, ignore_errors=True)
