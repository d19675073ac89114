"""The private folder of a campaign, private/: what knows people, and goes nowhere with packs, journals or git.

`mail.key` is made once. With it people are told apart in journals and in the list of those who are never written to
(`never.txt`), as keyed digests: nobody without the key can try a guessed address. `recipients.jsonl` leads the id of a
message back to the address. That is kept in plain letters: the lists themselves lie on the same machine, and a cipher
whose key lies beside it would hide nothing from whoever has the folder.
"""

from __future__ import annotations

import hmac
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from packbuilder.deliver.single import put
from packbuilder.errors import DeliveryError, Problem

FOLDER = "private"
_KEY, _NEVER, _BOOK = "mail.key", "never.txt", "recipients.jsonl"
_BYTES = 32  # of the key, as many as the digest has
_LENGTH = 32  # hexadecimal digits of what is shown of a digest
ID = re.compile(rf"(?<![0-9a-f])[0-9a-f]{{{_LENGTH}}}(?![0-9a-f])")  # what a message is known by
_HEAD = "packbuilder never, key "
_LINE = re.compile(rf"([0-9a-f]{{{_LENGTH}}}) (\d{{4}}-\d\d-\d\d) (\S.*)")
_ROOM = "See that the disk has room and that the folder is yours to write in."
_BACKUP = "Put it back from a backup, or from the machine that mails were sent from."


@dataclass(frozen=True, slots=True)
class Known:
    """Whom an id stands for: the address, the case, the journal that its message is in, and the day it was made."""

    id: str
    address: str
    case: str
    journal: str
    when: str


class Private:
    """The private folder of the campaign in `home`. Everything here raises DeliveryError for what cannot be used.

    With `make`, the folder and its key are made where there are none; else a key that is forgotten stands in for it.
    """

    def __init__(self, home: Path, *, make: bool = True) -> None:
        self.folder = home / FOLDER
        self._make = make

    @cached_property
    def _key(self) -> bytes:
        file = self.folder / _KEY
        if not file.exists():
            if not self._make:
                return os.urandom(_BYTES)
            with self._refusing(file), self._locked():
                if not file.exists():
                    put(file, os.urandom(_BYTES).hex().encode() + b"\n", own=True)
        with self._refusing(file):
            words = file.read_bytes().strip()
        with suppress(ValueError):
            if len(key := bytes.fromhex(words.decode("ascii", "replace"))) == _BYTES:
                return key
        raise DeliveryError(Problem.at(str(file), "This is no key.", _BACKUP))

    @property
    def keyed(self) -> bool:
        """Whether there is a key that will be the same tomorrow."""
        return self._make or (self.folder / _KEY).exists()

    @cached_property
    def mark(self) -> str:
        """What the key is known by: what was made with another one is of no use."""
        return sha256(b"mark\n" + self._key).hexdigest()[:8]

    def digest(self, *words: str) -> str:
        """A keyed digest of some words: hexadecimal digits, of which nothing can be told without the key."""
        return hmac.new(self._key, "\n".join(words).encode(), sha256).hexdigest()[:_LENGTH]

    def who(self, address: str) -> str:
        """What somebody is known by in journals, and among those who are never written to."""
        return self.digest("who", address.casefold())

    def known(self) -> dict[str, Known]:
        """Whom ids stand for."""
        file = self.folder / _BOOK
        with self._refusing(file):
            lines = file.read_bytes().splitlines() if file.exists() else []
        found: dict[str, Known] = {}
        for line in lines:
            with suppress(ValueError, TypeError):  # half a line of a run that was killed
                one = Known(**json.loads(line))
                found[one.id] = one
        return found

    def remember(self, people: Iterable[Known]) -> None:
        """Write down whom ids stand for, but those that are known; it is on the disk when this returns."""
        known = self.known()
        new = [one for one in people if one.id not in known]
        if not new:
            return
        told = [{name: getattr(one, name) for name in Known.__slots__} for one in new]
        words = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in told).encode()
        file = self.folder / _BOOK
        with self._refusing(file), self._locked():
            number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(number, "ab") as stream:
                stream.write(b"\n" + words)  # behind half a line there may be
                stream.flush()
                os.fsync(stream.fileno())

    def never(self) -> dict[str, str]:
        """Who is never written to, as digests, with the day and the reason."""
        file = self.folder / _NEVER
        with self._refusing(file):
            words = file.read_text("utf-8", errors="replace") if file.exists() else ""
        return self.told(file, words) if words else {}

    def told(self, file: Path, words: str) -> dict[str, str]:
        """What a file of digests says, ours or one that was exported; it must have been made with this key."""
        lines = words.splitlines()
        if not lines or not lines[0].startswith(_HEAD):
            raise DeliveryError(Problem.at(str(file), "The first line has been changed.", _BACKUP, line=1))
        if lines[0].removeprefix(_HEAD) != self.mark:
            what = f"These digests were made with another key than {self.folder / _KEY}."
            remedy = f"Digests serve with their key alone: bring {_KEY} along from where they were made."
            raise DeliveryError(Problem.at(str(file), what, remedy, line=1))
        found: dict[str, str] = {}
        for number, line in enumerate(lines[1:], 2):
            if (read := _LINE.fullmatch(line)) is None:
                raise DeliveryError(Problem.at(str(file), "The line has been damaged.", _BACKUP, line=number))
            found[read[1]] = f"{read[2]} {read[3]}"
        return found

    @staticmethod
    def exported(words: str) -> bool:
        """Whether a file is one of digests."""
        return words.startswith(_HEAD)

    def add_never(self, digests: dict[str, str]) -> int:
        """Never write to these any more, each with the day and the reason; returns how many are new."""
        with self._refusing(self.folder / _NEVER), self._locked():
            before = self.never()
            whole = digests | before
            if len(whole) > len(before):
                put(self.folder / _NEVER, self._written(whole), own=True)
        return len(whole) - len(before)

    def remove_never(self, digest: str) -> bool:
        """Write to somebody again; whether it had been said that they are never to be."""
        with self._refusing(self.folder / _NEVER), self._locked():
            rest = self.never()
            if rest.pop(digest, None) is None:
                return False
            put(self.folder / _NEVER, self._written(rest), own=True)
        return True

    def export_never(self, file: Path) -> int:
        """Write who is never written to into a file, as digests; returns how many."""
        whole = self.never()
        put(file, self._written(whole), own=True)
        return len(whole)

    def _written(self, digests: dict[str, str]) -> bytes:
        lines = [f"{_HEAD}{self.mark}", *(f"{one} {why}" for one, why in sorted(digests.items()))]
        return ("\n".join(lines) + "\n").encode()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the folder, which is made where it is not there: for its owner alone, and hidden from git."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (ignored := self.folder / ".gitignore").exists():
            put(ignored, b"*\n", own=True)
        with FileLock(self.folder / ".lock"):
            yield

    @contextmanager
    def _refusing(self, file: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = f"The file cannot be read or written: {error.strerror or error}."
            raise DeliveryError(Problem.at(str(file), what, _ROOM)) from error
