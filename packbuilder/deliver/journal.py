"""The journal of a case's mails: JSON lines, each on the disk before the program goes on, and never changed again.

Each line ends in a digest of itself and of the line before, so that none can be damaged or lost in the midst unseen. It
lies beside the drafts, in out/<case>/mail/. While it is open, nobody else builds or mails the case.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from packbuilder.deliver.lock import held
from packbuilder.errors import DeliveryError, Problem

NAME = "journal.jsonl"
_HEAD, _FORM = "journal", 2
_SEED = "packbuilder"  # what the first line is chained to
_ROOM = "See that the disk has room and that the folder is yours to write in; then say the same again."
_LENGTH = 32  # hexadecimal digits of a digest


def read(path: Path, mark: str) -> list[dict[str, Any]]:
    """The records of a journal, the oldest first; none where there is none.

    `mark` is what the key is known by with which people are told apart in it. A last line that a killed program left
    half written is passed over: what it would have told had not been begun, or is told by the line before it.
    DeliveryError for a journal that cannot be read, is damaged, or was kept with another key.
    """
    return _whole(path, mark)[0]


def _whole(path: Path, mark: str) -> tuple[list[dict[str, Any]], str, int]:
    """The records, the digest of the last one, and how many bytes the whole lines have."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return [], _SEED, 0
    except OSError as error:
        what = f"The journal cannot be read: {error.strerror or error}."
        raise DeliveryError(Problem.at(str(path), what, "Nothing is sent without it.")) from error
    whole, end, torn = data.rpartition(b"\n")
    records, chain = [], _SEED
    for number, line in enumerate(whole.split(b"\n") if end else (), 1):
        record = _record(line)
        _usable(path, number, record, mark)
        if record is None or record.pop("chain", "") != (chain := _chained(chain, record)):
            raise _damaged(path, number)
        records.append(record)
    if torn.lstrip(b"{")[:1] not in {b"", b'"'}:  # no line begins so
        raise _damaged(path, len(records) + 1)
    return records[1:], chain, len(whole + end)


def _usable(path: Path, number: int, record: Mapping[str, Any] | None, mark: str) -> None:
    """DeliveryError for a first line of an earlier form, or of a journal that was kept with another key."""
    if number > 1 or record is None:
        return
    if "chain" not in record:
        what = "The journal is of an earlier form, which told people apart by digests without a key."
        remedy = "Move it away; whoever is in it would be written to again: leave them out of the list."
        raise DeliveryError(Problem.at(str(path), what, remedy, line=1))
    if record.get("what") == _HEAD and record.get("key") != mark:
        what = "The journal was kept with another key: nobody in it would be known, and all would be written to again."
        remedy = "Bring private/mail.key along from the machine that it was kept on."
        raise DeliveryError(Problem.at(str(path), what, remedy, line=1))


def _damaged(path: Path, number: int) -> DeliveryError:
    what = "The journal has been damaged or changed here: what it says of who was written to cannot be trusted."
    remedy = (
        "Put it back from a backup made after the last run. If there is none, move it away, ask whoever runs the "
        "server whom mails went to, and leave those out of the list."
    )
    return DeliveryError(Problem.at(str(path), what, remedy, line=number))


def _record(line: bytes) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _chained(before: str, record: Mapping[str, object]) -> str:
    """The digest of a record and of all before it."""
    return sha256(f"{before}\n{_words(record)}".encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def _words(record: Mapping[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True)


class Journal:
    """The journal of a case below `out`, kept with the key of that mark; see `read`.

    A context: DeliveryError if somebody else builds or mails the case.
    """

    def __init__(self, out: Path, case: str, path: Path, mark: str) -> None:
        self.path = path
        self._mark = mark
        self._chain = _SEED
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
        return read(self.path, self._mark)

    def write(self, record: Mapping[str, object]) -> None:
        """Add a record; it is on the disk when this returns. Else DeliveryError, with the journal as it was."""
        try:
            if self._file < 0:
                self._open()
            self._append(record)
        except OSError as error:
            raise self._refusal(error) from error

    def _append(self, record: Mapping[str, object]) -> None:
        chain = _chained(self._chain, record)
        line = _words({**record, "chain": chain}).encode() + b"\n"
        size = os.fstat(self._file).st_size
        try:
            while line:  # what remains of half a write is refused with its reason
                line = line[os.write(self._file, line) :]
            os.fsync(self._file)
        except OSError:
            self._take_back(size)
            raise
        self._chain = chain

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        _, self._chain, size = _whole(self.path, self._mark)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        self._file = os.open(self.path, flags, 0o600)
        os.ftruncate(self._file, size)  # without half a line at its end
        if hasattr(os, "O_DIRECTORY"):  # a new file is there for good only with its folder
            folder = os.open(self.path.parent, os.O_DIRECTORY)
            os.fsync(folder)
            os.close(folder)
        if not size:
            self._append({"what": _HEAD, "form": _FORM, "key": self._mark})

    def _take_back(self, size: int) -> None:
        """Half a record is none."""
        try:
            os.ftruncate(self._file, size)
        except OSError:
            return  # then the next run passes over it

    def _refusal(self, error: OSError) -> DeliveryError:
        what = f"The journal cannot be written: {error.strerror or error}."
        return DeliveryError(Problem.at(str(self.path), what, _ROOM))
