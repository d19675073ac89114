"""out/<case>/ swapped in whole: built aside, exchanged in one step, whatever happens in between.

What people put there or changed there is theirs: it is carried over, and told. Beside the cases, out/.packbuilder/
holds what must outlive a build that was killed: the lock of each case, and the folder that was being filled, or that
was in place before. The next build of the case clears that away, but for what is in it of people's own.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from packbuilder.deliver import manifest
from packbuilder.deliver.artifact import Entry, sha256_of
from packbuilder.deliver.exchange import exchange
from packbuilder.deliver.foreign_files import carried, owned
from packbuilder.deliver.lock import WORK, Waits, held, unheard
from packbuilder.deliver.manifest import Manifest
from packbuilder.errors import DeliveryError, Problem, Severity
from packbuilder.placed import brought

# Folders in that of a case which are no part of a delivery: letters that were signed, mails that were written.
BESIDE = ("letters", "mail")
_ROOM = "See that the disk has room and that the folder is yours to write in."
_YOURS = "packbuilder did not make this, or it has been changed since: it is kept as it is."


class AtomicOutput:
    """The place of one case below `out`. A context: entering waits for another run that writes there to finish.

    Files are written aside; `deliver` brings them into place, the manifest last. Leaving without it changes nothing.
    `told` is what of people's own was found and kept. Everything here raises DeliveryError for what cannot be read or
    written, and for a place that holds anything but an earlier delivery.
    """

    def __init__(self, out: Path, case: str, waits: Waits = unheard) -> None:
        self.place = out / case
        self.told: list[Problem] = []
        self._work = out / WORK
        self._aside = self._work / f"{case}.new"
        self._old = self._work / f"{case}.old"
        self._held = held(out, case, waits)
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self._held)
            stack.callback(self._clear)
            self._begin()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def keep(self, stays: Callable[[Entry], bool]) -> list[Entry]:
        """Take over those files of the previous delivery that are to stay; returns their entries.

        A file that is no longer as the manifest says is not listed any more: nothing could be said of it.
        """
        kept = []
        for entry in manifest.entries(self._previous() or {"files": []}):
            path = str(entry["path"])
            if not (stays(entry) and (self.place / path).is_file()):
                continue
            with self._refusing(f"{path} cannot be kept"):
                data = (self.place / path).read_bytes()
                if sha256_of(data) == entry["sha256"]:
                    self._write(path, data)
                    kept.append(entry)
        return kept

    def refused(self, stays: Callable[[Entry], bool]) -> list[Entry]:
        """What the previous build refused, as far as it is to be said again."""
        return [entry for entry in manifest.refused(self._previous() or {}) if stays(entry)]

    def deliver(self, files: Mapping[str, bytes], told: Manifest) -> None:
        """Write the files aside, the manifest last, carry over what is people's own, and exchange the folders."""
        with self._refusing("The files cannot be put in their place"):
            for path, data in [*files.items(), (manifest.NAME, told.data())]:
                self._write(path, data)
            self.told += self._carry_over()
            with brought(self.place):
                if os.path.lexists(self.place):
                    exchange(self._aside, self.place, self._old)
                else:
                    self._aside.rename(self.place)

    def _carry_over(self) -> Iterator[Problem]:
        """Have people's own in the new folder; yields what is to be said of it."""
        if not self.place.is_dir():
            return
        for path, now in carried(owned(self.place, manifest.listed(self._previous())), self.place, self._aside):
            if path.parts[0] in BESIDE or path.name.startswith("."):
                continue
            what, remedy = _YOURS, "Move it elsewhere, if it is not to lie here."
            if now != path:
                what = f"This was `{path.as_posix()}`, and is not as packbuilder made it: it is kept under this name."
                remedy = "A new one has taken its place."
            yield Problem.at(str(self.place / now), what, remedy, severity=Severity.WARNING)

    def _begin(self) -> None:
        self._clear()
        if os.path.lexists(self._aside):
            what = "This is left of an earlier build, and cannot be removed."
            raise DeliveryError(Problem.at(str(self._aside), what, "Remove it, or have whoever may remove it."))
        if os.path.lexists(self.place) and self._previous() is None and not _empty(self.place):
            what = "This is in the way: packbuilder did not make it, and would put the case in its place."
            raise self._refusal(what, "Move it away, or choose another folder with --out.")
        self._open_to_us()
        with self._refusing("The folder cannot be written"):
            self._aside.mkdir()

    def _open_to_us(self) -> None:
        """DeliveryError for folders that may not be read or written: what is in them could not be kept."""
        shut = [one for one in _folders(self.place) if not os.access(one, os.R_OK | os.W_OK | os.X_OK)]
        if shut:
            what = "This folder may not be read or written, and a build puts another one in its place."
            raise DeliveryError(*[
                Problem.at(str(one), what, f"Make it yours to write in (chmod u+rwx '{one}'), and build again.")
                for one in shut
            ])  # fmt: skip

    def _previous(self) -> dict[str, object] | None:
        """The manifest that lies there now; None if there is none of ours."""
        with self._refusing(f"{manifest.NAME} cannot be read"):
            return _manifest(self.place)

    def _write(self, path: str, data: bytes) -> None:
        file = self._aside / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())

    def _clear(self) -> None:
        """Remove what a build left aside, this one or one that was killed, but for what is people's own."""
        if os.path.lexists(self._old) and not os.path.lexists(self.place):
            self._old.rename(self.place)  # killed between the two renames of a system that cannot exchange folders
        for left in (self._aside, self._old):
            self._rescue(left)
            _remove(left)

    def _rescue(self, left: Path) -> None:
        """What people put into the earlier folder while it was exchanged; half a new one holds nothing of theirs."""
        with self._refusing("What is left of an earlier build cannot be kept"):
            listed = _manifest(left)
            if listed is not None and not left.is_symlink() and self.place.is_dir():
                lost = [path for path in owned(left, manifest.listed(listed)) if not (left / path).is_dir()]
                if lost:
                    there = {sha256_of(file.read_bytes()) for file in _files(self.place)}
                    carried((one for one in lost if _digest(left / one) not in there), left, self.place)

    @contextmanager
    def _refusing(self, what: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._refusal(f"{what}: {error.strerror or error}.", _ROOM) from error

    def _refusal(self, what: str, remedy: str) -> DeliveryError:
        return DeliveryError(Problem.at(str(self.place), what, remedy))


def _empty(place: Path) -> bool:
    """Whether nothing lies there but what other commands made: letters may come before the first build."""
    return place.is_dir() and not place.is_symlink() and all(path.name in BESIDE for path in place.iterdir())


def _manifest(folder: Path) -> dict[str, object] | None:
    try:
        return manifest.parsed((folder / manifest.NAME).read_bytes())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _files(place: Path) -> Iterator[Path]:
    return (file for file in place.rglob("*") if file.is_file())


def _digest(file: Path) -> str:
    return sha256_of(file.read_bytes()) if file.is_file() else ""


def _folders(place: Path) -> Iterator[Path]:
    """A folder and all below it, as far as they can be looked into."""
    if place.is_dir() and not place.is_symlink():
        yield from (Path(name) for name, _, _ in os.walk(place))


def _remove(path: Path) -> None:
    """Remove a file, a link or a whole folder, as far as that can be done; also of what may not be written."""
    if path.is_symlink() or path.is_file():
        path.unlink(missing_ok=True)
    for folder in _folders(path):
        try:
            folder.chmod(stat.S_IRWXU)
        except OSError:
            continue  # somebody else's
    shutil.rmtree(path, ignore_errors=True)
