"""The store: what was made before is had from it, or is not there. It never fails, and nothing depends on it.

Files are written aside and renamed, so that any number of builds share a folder and a kill at any moment leaves each
file whole or absent. They are not forced to the disk: what a failing machine leaves half written has not its digest.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from packbuilder.store import folder as folders
from packbuilder.store.container import Json, Kept, packed, unpacked
from packbuilder.store.folder import ASIDE, HINT, RESULT, Contents

MOST_BYTES = 500_000_000
_ROOM = 0.9  # of which so much is used after some had to go, so that not every build removes a file or two
_OFTEN = 8  # in that many parts of it, as far as one process writes them
_ASIDE_S = 3600  # after that, whoever was writing a file has been killed
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
# A name that is a pipe must not be waited for, a link not be followed.
_READ = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


class Store:
    """Results in a folder of at most so many bytes; of more, those that were used least recently are removed.

    Whatever the system refuses is as if it had never been kept. A store may be sent to other processes.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self.most_bytes = most_bytes
        self._written = 0

    def __reduce__(self) -> tuple[type[Store], tuple[Path, int]]:
        """In another process, and on another machine, it looks at its folder anew."""
        return Store, (self.folder, self.most_bytes)

    def get(self, fingerprint: str) -> Kept | None:
        """What was made from that, whole and with its digest, or None; ValueError for what is no fingerprint."""
        return self._read(_named(fingerprint))

    def keep(self, fingerprint: str, header: Json, blobs: Mapping[str, bytes]) -> None:
        """Keep what was made, if there is room for it; ValueError or TypeError for a header that is no JSON."""
        self._write(_named(fingerprint), header, blobs)

    def hint(self, name: str) -> Json:
        """What was told under a name last, or None: of no weight for what is made, only for how soon."""
        told = self._read(_hint(name))
        return told.header if told else None

    def tell(self, name: str, hint: Json) -> None:
        """Have a hint for the next time, under a name such as case/lang/layout/subject."""
        self._write(_hint(name), hint, {})

    def prune(self) -> None:
        """Remove what was used least recently, as far as there is too much; and what was being written for an hour.

        To be called once a build, when all is delivered: it looks at every file.
        """
        self._written = 0
        found = self.contents().files
        total = sum(one.size for one in found)
        too_much = total > self.most_bytes
        for one in reversed(found):
            aside = one.path.name.startswith(ASIDE)
            if (aside and time.time() - one.used > _ASIDE_S) or (
                too_much and not aside and total > self.most_bytes * _ROOM
            ):
                _remove(one.path)
                total -= one.size

    def clear(self) -> Contents:
        """Remove everything, and say what there was."""
        there = self.contents()
        for one in there.files:
            _remove(one.path)
        return there

    def contents(self) -> Contents:
        """What there is."""
        return folders.contents(self.folder)

    @cached_property
    def _ready(self) -> bool:
        return folders.made(self.folder)

    def _read(self, name: str) -> Kept | None:
        if not self._ready:
            return None
        path = self.folder / name
        try:
            with os.fdopen(os.open(path, _READ), "rb") as stream:
                data = stream.read() if folders.own(os.fstat(stream.fileno())) else b""
        except FileNotFoundError:
            return None
        except OSError:
            data = b""
        found = unpacked(name, data)
        if found is None:
            _remove(path)
        else:
            with suppress(OSError):
                os.utime(path)
        return found

    def _write(self, name: str, header: Json, blobs: Mapping[str, bytes]) -> None:
        parts = packed(name, header, blobs)
        size = sum(map(len, parts))
        if size > self.most_bytes or not self._ready:
            return
        with suppress(OSError):
            number, aside = tempfile.mkstemp(prefix=ASIDE, dir=self.folder)
            try:
                with os.fdopen(number, "wb") as stream:
                    stream.writelines(parts)
                Path(aside).replace(self.folder / name)
            finally:
                _remove(Path(aside))
        self._written += size
        if self._written * _OFTEN > self.most_bytes:
            self.prune()


class NoStore:
    """What stands for a store where nothing is to be kept, nor taken from what was."""

    def get(self, _: str) -> Kept | None:
        """Nothing."""
        return None

    def keep(self, fingerprint: str, header: Json, blobs: Mapping[str, bytes]) -> None:
        """Forget it."""

    def hint(self, _: str) -> Json:
        """Nothing."""
        return None

    def tell(self, name: str, hint: Json) -> None:
        """Forget it."""

    def prune(self) -> None:
        """There is nothing to remove."""


def opened(*, wanted: bool = True) -> Store | NoStore:
    """The person's store; none where it is not wanted, or where the system has no place for it."""
    place = folders.place()
    return Store(place) if wanted and place.is_absolute() else NoStore()


def _named(fingerprint: str) -> str:
    if not _FINGERPRINT.fullmatch(fingerprint):
        raise ValueError(f"{fingerprint!r} is no fingerprint.")
    return fingerprint + RESULT


def _hint(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest() + HINT


def _remove(path: Path) -> None:
    """Have a file away, if it is there and may go."""
    with suppress(OSError):
        path.unlink()
