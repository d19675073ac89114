"""out/<case>/ swapped in whole: built aside, exchanged in one step, whatever happens in between.

Beside the cases, out/.packbuilder/ holds what must outlive a build that was killed: the lock of each case, and the
folder that was being filled. The next build of the case clears that away.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from filelock import FileLock, Timeout

from packbuilder.errors import DeliveryError, Problem

MANIFEST = "manifest.json"
_WAIT_S = 600
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # macOS, sys/stdio.h


class Shelf:
    """The place of one case below `out`. A context: entering waits for another build of the case to finish.

    Files are `put` aside; `deliver` brings them into place, the manifest last. Leaving without it changes nothing.
    """

    def __init__(self, out: Path, case: str) -> None:
        self.place = out / case
        self._work = out / ".packbuilder"
        self._aside = self._work / f"{case}.new"
        self._lock = FileLock(self._work / f"{case}.lock")

    def __enter__(self) -> Self:
        try:
            self._work.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=_WAIT_S)
            self._clear()
            self._aside.mkdir()
        except Timeout:
            raise self._refusal("Another build of this case has held it for ten minutes.") from None
        except OSError as error:
            raise self._refusal(f"The folder cannot be written: {error.strerror}.") from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._clear()
        self._lock.release()

    def previous(self) -> dict[str, Any]:
        """The manifest that lies there now; empty if there is none, or none that can be read."""
        try:
            found = json.loads((self.place / MANIFEST).read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def keep(self, path: str) -> None:
        """Take a file over from the previous delivery."""
        try:
            (self._aside / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.place / path, self._aside / path)
        except OSError as error:
            raise self._refusal(f"{path} cannot be kept: {error.strerror}.") from error

    def deliver(self, files: Mapping[str, bytes], manifest: bytes) -> None:
        """Write the files aside, the manifest last, and exchange the folders; DeliveryError if that cannot be done."""
        try:
            for path, data in [*files.items(), (MANIFEST, manifest)]:
                (self._aside / path).parent.mkdir(parents=True, exist_ok=True)
                _write(self._aside / path, data)
            if self.place.exists():
                _exchange(self._aside, self.place)
            else:
                self._aside.rename(self.place)
        except OSError as error:
            raise self._refusal(f"The files cannot be put in their place: {error.strerror}.") from error

    def _clear(self) -> None:
        shutil.rmtree(self._aside, ignore_errors=True)
        old = self._aside.with_suffix(".old")
        if old.exists() and not self.place.exists():
            old.rename(self.place)  # killed between the two renames of a system that cannot exchange folders
        shutil.rmtree(old, ignore_errors=True)

    def _refusal(self, what: str) -> DeliveryError:
        return DeliveryError(
            Problem(str(self.place), 0, "", what, "See that the disk has room and that the folder is yours to write in.")
        )


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _exchange(new: Path, place: Path) -> None:
    """Swap two folders in one step where the system can; else by two renames, which `_clear` can finish."""
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform in {"linux", "darwin"} else None
    a, b = os.fsencode(new), os.fsencode(place)
    if sys.platform == "linux" and hasattr(libc, "renameat2"):
        done = libc.renameat2(_AT_FDCWD, a, _AT_FDCWD, b, _RENAME_EXCHANGE)  # type: ignore[union-attr]
    elif sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        done = libc.renamex_np(a, b, _RENAME_SWAP)
    else:
        done = -1
    if done != 0:
        old = new.with_suffix(".old")
        place.rename(old)
        new.rename(place)
