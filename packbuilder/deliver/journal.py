"""The journal of a case's mails: JSON lines, each on the disk before the program goes on, and never changed again.

It lies beside the drafts, in out/<case>/mail/. While it is open, nobody else builds or mails the case.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from packbuilder.deliver.lock import held
from packbuilder.errors import DeliveryError, Problem

NAME = "journal.jsonl"
_ROOM = "See that the disk has room and that the folder is yours to write in; then say the same again."


def read(path: Path) -> list[dict[str, Any]]:
    """The records of a journal, the oldest first; none where there is none. DeliveryError for what cannot be read.

    A line that a killed program left half written is passed over: what it would have told had not been begun, or is
    told by the line before it.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    except OSError as error:
        what = f"The journal cannot be read: {error.strerror or error}."
        raise DeliveryError(Problem(str(path), 0, "", what, "Nothing is sent without it.")) from error
    return [record for line in lines if (record := _record(line)) is not None]


def _record(line: bytes) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


class Journal:
    """The journal of a case below `out`. A context: DeliveryError if somebody else builds or mails the case."""

    def __init__(self, out: Path, case: str, folder: Path) -> None:
        self.path = folder / NAME
        self._held = held(out, case, wait_s=0)  # what a build puts there meanwhile would not be what is mailed
        self._stack = ExitStack()
        self._file = -1

    def __enter__(self) -> Self:
        self._stack.enter_context(self._held)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file >= 0:
            os.close(self._file)
        self._stack.close()

    def records(self) -> list[dict[str, Any]]:
        """What has been written so far."""
        return read(self.path)

    def write(self, record: Mapping[str, object]) -> None:
        """Add a record; it is on the disk when this returns. Else DeliveryError, with the journal as it was."""
        line = json.dumps(record, ensure_ascii=False, sort_keys=True).encode() + b"\n"
        size = -1
        try:
            if self._file < 0:
                self._open()
            size = os.fstat(self._file).st_size
            while line:  # what remains of half a write is refused with its reason
                line = line[os.write(self._file, line) :]
            os.fsync(self._file)
        except OSError as error:
            self._take_back(size)
            raise self._refusal(error) from error

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        self._file = os.open(self.path, flags, 0o600)
        size = os.fstat(self._file).st_size
        torn = size and os.lseek(self._file, -1, os.SEEK_END) >= 0 and os.read(self._file, 1) != b"\n"
        if torn:
            os.write(self._file, b"\n")
        if hasattr(os, "O_DIRECTORY"):  # a new file is there for good only with its folder
            folder = os.open(self.path.parent, os.O_DIRECTORY)
            os.fsync(folder)
            os.close(folder)

    def _take_back(self, size: int) -> None:
        """Half a record is none."""
        try:
            if size >= 0:
                os.ftruncate(self._file, size)
        except OSError:
            return  # then the next run passes over it

    def _refusal(self, error: OSError) -> DeliveryError:
        what = f"The journal cannot be written: {error.strerror or error}."
        return DeliveryError(Problem(str(self.path), 0, "", what, _ROOM))
