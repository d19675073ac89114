"""One finished file put where it was asked for, whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from packbuilder.errors import DeliveryError, Problem


def put(path: Path, data: bytes, *, folders: bool = False) -> None:
    """Write the file beside its place and move it there, over an earlier one; DeliveryError if that cannot be done.

    With `folders`, those that it is to lie in are made.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if folders:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with aside.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        what = f"The file cannot be written: {error.strerror or error}."
        remedy = "See that the disk has room and that the folder is there and yours to write in."
        raise DeliveryError(Problem(str(path), 0, "", what, remedy)) from error


def drop(folder: Path) -> None:
    """Remove a folder that was kept for a run which has ended; nothing, where it is not there."""
    shutil.rmtree(folder, ignore_errors=True)
