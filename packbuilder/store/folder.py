"""The folder of a store: where it is, whose it is, and what in it is ours.

What lies there may be for members alone, and whatever is found there goes into packs unread. So the folder and its
files are for the person alone; one that belongs to somebody else, is a link, or holds other things is not used at all,
and nothing is ever removed there but what bears a name of ours.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "PACKBUILDER_STORE"
ASIDE = ".new-"  # begins the name of a file that is being written
RESULT, HINT = ".kept", ".hint"
_TAG = "CACHEDIR.TAG"  # by which programs that make backups leave a folder out: bford.info/cachedir
_TAGGED = b"""Signature: 8a477f597d28d172789f06886806bc55
# What packbuilder has made, kept so that it need not be made again. `packbuilder store --clear` removes it.
"""
_OURS = re.compile(rf"[0-9a-f]{{64}}(?:{re.escape(RESULT)}|{re.escape(HINT)})|{re.escape(ASIDE)}\w+")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class File:
    """A file of ours: its path, its bytes, and when it was used last, in seconds since 1970."""

    path: Path
    size: int
    used: float


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a store: its files, newest first, hints among them; `fault` is why it is not used, empty if it is."""

    folder: Path
    files: tuple[File, ...]
    fault: str = ""

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(one.size for one in self.files)

    @property
    def results(self) -> tuple[File, ...]:
        """The finished results, newest first."""
        return tuple(one for one in self.files if one.path.name.endswith(RESULT))


def place() -> Path:
    """Where the person's store is: what the environment says, or the cache folder of the system.

    It is no absolute path where the system knows of no home.
    """
    if given := os.environ.get(VARIABLE):
        return Path(given).absolute()
    from platformdirs import user_cache_path

    return user_cache_path("packbuilder", appauthor=False) / "store"


def contents(folder: Path) -> Contents:
    """What lies in a folder; nothing is made or changed there."""
    if fault := _fault(folder):
        return Contents(folder, (), fault)
    return Contents(folder, tuple(sorted(files(folder), key=lambda one: one.used, reverse=True)))


def files(folder: Path) -> Iterator[File]:
    """The files of ours in a folder, as far as it can be read."""
    with suppress(OSError), os.scandir(folder) as found:
        for one in found:
            if _OURS.fullmatch(one.name):
                with suppress(OSError):  # it has just been removed
                    told = one.stat(follow_symlinks=False)
                    yield File(Path(one.path), told.st_size, told.st_mtime)


def made(folder: Path) -> bool:
    """Have the folder, for the person alone; False where it cannot be had, or is not to be trusted.

    One that others could write in is emptied: who knows whose it is, what lies there.
    """
    try:
        folder.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
        if not folder.is_absolute() or _fault(folder):
            return False
        mode = folder.lstat().st_mode
        if os.name == "posix" and mode & _OTHERS:
            folder.chmod(stat.S_IRWXU)
            for one in files(folder) if mode & _OTHERS_WRITE else ():
                one.path.unlink()
        if not (folder / _TAG).exists():
            (folder / _TAG).write_bytes(_TAGGED)
    except OSError:
        return False
    return True


def own(told: os.stat_result) -> bool:
    """Whether a file is one, the person's, and nobody else's to read; Windows says that of folders alone."""
    if os.name != "posix":
        return stat.S_ISREG(told.st_mode)
    return stat.S_ISREG(told.st_mode) and told.st_uid == os.getuid() and not told.st_mode & _OTHERS


def _fault(folder: Path) -> str:
    """Why a folder is not to be used as a store; empty if it may be, or is not there."""
    try:
        told = folder.lstat()
        if not stat.S_ISDIR(told.st_mode):
            return "It is no folder, but a file or a link."
        if os.name == "posix" and told.st_uid != os.getuid():
            return "It belongs to somebody else."
        tagged = (folder / _TAG).exists() and (folder / _TAG).read_bytes() == _TAGGED
        names = [] if tagged else [one.name for one in folder.iterdir() if one.name != _TAG]
        foreign = [name for name in names if not _OURS.fullmatch(name)]
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"It cannot be read: {error.strerror or error}."
    return f"It holds other things, such as {min(foreign)}." if foreign else ""
