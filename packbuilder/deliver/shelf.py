"""out/<case>/ swapped in whole: built aside, exchanged in one step, whatever happens in between.

Beside the cases, out/.packbuilder/ holds what must outlive a build that was killed: the lock of each case, and the
folder that was being filled. The next build of the case clears that away.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from packbuilder.deliver import manifest
from packbuilder.deliver.exchange import exchange
from packbuilder.deliver.manifest import Entry, Manifest
from packbuilder.errors import DeliveryError, Problem

# Folders in that of a case which are no part of a delivery: letters that were signed, mails that were written.
BESIDE = ("letters", "mail")
_WAIT_S = 600
_ROOM = "See that the disk has room and that the folder is yours to write in."


class Shelf:
    """The place of one case below `out`. A context: entering waits for another build of the case to finish.

    Files are written aside; `deliver` brings them into place, the manifest last. Leaving without it changes nothing.
    Everything here raises DeliveryError for what cannot be read or written, and for a place that holds anything but
    an earlier delivery.
    """

    def __init__(self, out: Path, case: str) -> None:
        self.place = out / case
        self._work = out / ".packbuilder"
        self._aside = self._work / f"{case}.new"
        self._old = self._work / f"{case}.old"
        self._lock = FileLock(self._work / f"{case}.lock")

    def __enter__(self) -> Self:
        with self._refusing("The folder cannot be written"):
            self._work.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire(timeout=_WAIT_S)
            except Timeout:
                raise self._refusal("Another build of this case has held it for ten minutes.", "Wait for it.") from None
        try:
            self._begin()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._clear()
        self._lock.release()

    def keep(self, stays: Callable[[Entry], bool]) -> list[Entry]:
        """Take over those files of the previous delivery that are to stay; returns their entries.

        A file that is no longer as the manifest says is left behind: nothing could be said of it.
        """
        kept = []
        for entry in manifest.entries(self._previous() or {"files": []}):
            path = str(entry["path"])
            if not (stays(entry) and (self.place / path).is_file()):
                continue
            with self._refusing(f"{path} cannot be kept"):
                data = (self.place / path).read_bytes()
                if manifest.digest(data) == entry["sha256"]:
                    self._write(path, data)
                    kept.append(entry)
        return kept

    def deliver(self, files: Mapping[str, bytes], told: Manifest) -> None:
        """Write the files aside, the manifest last, and exchange the folders."""
        with self._refusing("The files cannot be put in their place"):
            for path, data in [*files.items(), (manifest.NAME, told.data())]:
                self._write(path, data)
            self._keep_beside()
            if self.place.exists():
                exchange(self._aside, self.place, self._old)
            else:
                self._aside.rename(self.place)

    def _keep_beside(self) -> None:
        """Take over what other commands put into the folder of the case: linked, or copied where it must be."""
        for name in BESIDE:
            for path in (self.place / name).rglob("*") if (self.place / name).is_dir() else ():
                aside = self._aside / path.relative_to(self.place)
                if path.is_file() and not aside.exists():
                    aside.parent.mkdir(parents=True, exist_ok=True)
                    try:
                        os.link(path, aside)
                    except OSError:  # not every system links files
                        shutil.copy2(path, aside)

    def _begin(self) -> None:
        self._clear()
        if os.path.lexists(self.place) and self._previous() is None and not _empty(self.place):
            what = "This is in the way: packbuilder did not make it, and would put the case in its place."
            raise self._refusal(what, "Move it away, or choose another folder with --out.")
        with self._refusing("The folder cannot be written"):
            self._aside.mkdir()

    def _previous(self) -> dict[str, object] | None:
        """The manifest that lies there now; None if there is none of ours."""
        try:
            return manifest.parsed((self.place / manifest.NAME).read_bytes())
        except OSError:
            return None

    def _write(self, path: str, data: bytes) -> None:
        file = self._aside / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())

    def _clear(self) -> None:
        """Remove what a build left aside, this one or one that was killed."""
        _remove(self._aside)
        if os.path.lexists(self._old) and not os.path.lexists(self.place):
            self._old.rename(self.place)  # killed between the two renames of a system that cannot exchange folders
        _remove(self._old)

    @contextmanager
    def _refusing(self, what: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._refusal(f"{what}: {error.strerror or error}.", _ROOM) from error

    def _refusal(self, what: str, remedy: str) -> DeliveryError:
        return DeliveryError(Problem(str(self.place), 0, "", what, remedy))


def _empty(place: Path) -> bool:
    """Whether nothing lies there but what other commands made: letters may come before the first build."""
    return place.is_dir() and not place.is_symlink() and all(path.name in BESIDE for path in place.iterdir())


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink(missing_ok=True)
    shutil.rmtree(path, ignore_errors=True)
