"""What a list makes (letters, drafts), laid below out/<case>/: all of it or nothing, and no more than it makes now.

A record beside says which files were made of which list, with which bytes. So a list has its own name there, what an
earlier run of it made goes where the new one makes no such file, and what people changed is theirs, and stays.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from packbuilder.deliver.artifact import Entry, sha256_of
from packbuilder.deliver.foreign_files import beside
from packbuilder.deliver.lock import WORK
from packbuilder.deliver.single import drop, put
from packbuilder.errors import DeliveryError, Problem, Severity
from packbuilder.placed import brought

Item = tuple[str, Callable[[], bytes]]  # a path, and what makes its bytes
_ROOM = "See that the disk has room and that the folder is yours to write in."


@dataclass
class Batch:
    """What is made of a list below out/<case>/<kind>/. The lock of the case must be held.

    `source` is the list, `name` what its file is called there, as long as no other list is; `group` sets runs apart of
    which none takes the place of another, like those of two branches. `editions` are the codes of files, by path.
    `told`, `replaced` and `removed` say what became of what was there before. Everything raises DeliveryError for what
    cannot be written.
    """

    out: Path
    case: str
    kind: str
    source: Path
    name: str
    group: str = ""
    editions: dict[str, str] = field(default_factory=dict)
    told: list[Problem] = field(default_factory=list)
    replaced: int = 0
    removed: int = 0

    def __post_init__(self) -> None:
        """Give it a name of its own: with a digest of where it lies, where another list of that name was here first."""
        records = self._records()
        other = [one for key, one in records.items() if key.rpartition("/")[2] == self.name]
        if any(one.get("list") != self._where for one in other):
            self.name = f"{self.name}-{sha256(self._where.encode()).hexdigest()[:6]}"

    @property
    def folder(self) -> Path:
        """Where the files come to lie."""
        return self.out / self.case / self.kind

    def lay(self, items: Iterable[Item], need: int = 0) -> Iterator[Path]:
        """Make the files aside, which may take `need` bytes; yields each as it is made. Then put all in place."""
        self._room(need)
        aside = self.out / WORK / f"{self.case}.{self.kind}"
        drop(aside)
        made: dict[str, str] = {}
        try:
            for path, make in items:
                data = make()
                put(aside / path, data, folders=True)
                made[path] = sha256_of(data)
                yield self.folder / path
            with self._refusing():
                self._place(aside, made)
        finally:
            drop(aside)

    def _place(self, aside: Path, made: dict[str, str]) -> None:
        records, key = self._records(), f"{self.group}{self.name}"
        before: dict[str, list[str]] = records.get(key, {}).get("files", {})
        known = {path: [*before.get(path, []), *filter(None, [made.get(path)])] for path in {*before, *made}}
        editions = {path: code for path, code in self.editions.items() if path in made}
        record = {"list": self._where, "editions": editions}
        self._record(records | {key: record | {"files": known}})  # first: whatever comes then is ours
        for path, digest in made.items():
            self._bring(aside / path, self.folder / path, before.get(path, []), digest)
        for path in before.keys() - made.keys():
            self._take_away(self.folder / path, before[path])
        self._record(records | {key: record | {"files": {path: [one] for path, one in made.items()}}})

    def _bring(self, new: Path, place: Path, ours: list[str], digest: str) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(place):
            there = _digest(place)
            self.replaced += there in ours and there != digest
            if there not in {*ours, digest}:
                yours = self.folder / beside(self.folder, place.relative_to(self.folder))
                with brought(yours):
                    place.rename(yours)
                what = f"This was `{place.name}`, and is not as packbuilder made it: it is kept under this name."
                self._tell(yours, what, "A new one has taken its place.")
        with brought(place):
            new.replace(place)

    def _take_away(self, place: Path, ours: list[str]) -> None:
        """Remove what the list makes no more; what has been changed stays."""
        if _digest(place) in ours:
            place.unlink()
            self.removed += 1
            for folder in place.parents:
                if folder == self.folder or any(folder.iterdir()):
                    break
                folder.rmdir()
        elif os.path.lexists(place):
            self._tell(place, "The list makes no such file any more; it has been changed, and is kept.", "Look at it.")

    def _tell(self, place: Path, what: str, remedy: str) -> None:
        self.told.append(Problem.at(str(place), what, remedy, severity=Severity.WARNING))

    @property
    def _where(self) -> str:
        """Where the list lies, as seen from out/: a campaign that moves takes both along."""
        try:
            return Path(os.path.relpath(self.source.resolve(), self.out.resolve())).as_posix()
        except ValueError:  # on another drive
            return self.source.resolve().as_posix()

    @property
    def _file(self) -> Path:
        return self.out / WORK / self.kind / f"{self.case}.json"

    def _records(self) -> dict[str, dict[str, Any]]:
        with self._refusing():
            return _records(self._file)

    def _record(self, records: dict[str, dict[str, Any]]) -> None:
        words = json.dumps(records, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        put(self._file, words.encode(), folders=True)

    def _room(self, need: int) -> None:
        """DeliveryError, before anything is written, where the disk has not that much."""
        with self._refusing():
            room = shutil.disk_usage(next(path for path in (self.folder, *self.folder.parents) if path.is_dir())).free
        if need > room:
            what = (
                f"The {self.kind} of this list takes {need // 10**6 + 1} MB, and the disk has {room // 10**6} MB left."
            )
            raise DeliveryError(Problem.at(str(self.folder), what, "Make it by parts (--limit), or with --link."))

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = f"The files cannot be put in their place: {error.strerror or error}."
            place = str(error.filename or self.folder)
            raise DeliveryError(Problem.at(place, what, _ROOM)) from error


def listed(out: Path) -> Iterator[Entry]:
    """The files that lists have made below a folder, as far as they carry an edition: that, and their digest."""
    for file in sorted((out / WORK).glob("*/*.json")):
        for record in _records(file).values():
            for path, edition in record.get("editions", {}).items():
                yield from ({"edition": edition, "sha256": digest} for digest in record["files"].get(path, ()))


def _records(file: Path) -> dict[str, dict[str, Any]]:
    """The records of a file, by their keys; nothing where there are none that can be read."""
    try:
        records = json.loads(file.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    there = records.items() if isinstance(records, dict) else ()
    return {key: one for key, one in there if isinstance(one, dict) and isinstance(one.get("files"), dict)}


def _digest(place: Path) -> str:
    """The SHA-256 of a file; empty for anything else, and for nothing."""
    return sha256_of(place.read_bytes()) if place.is_file() and not place.is_symlink() else ""
