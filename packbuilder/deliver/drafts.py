"""Drafts of messages: those of a list take the place of those that the same list had before."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from packbuilder.deliver.single import put
from packbuilder.errors import DeliveryError, Problem

Draft = tuple[str, Callable[[], bytes]]


def lay(mails: Path, drafts: Iterable[Draft], need: int, name: str) -> Iterator[Path]:
    """Write drafts (their paths, and what makes their bytes) into a folder of that name; yields each as it is there.

    `need` is how many bytes they take: DeliveryError, before anything is written, where the disk has not that much.
    Drafts of an earlier run of the same list that are none of these are removed last.
    """
    folder = mails / name
    room = shutil.disk_usage(next(path for path in (folder, *folder.parents) if path.is_dir())).free
    if need > room:
        what = f"The drafts take {need // 10**6 + 1} MB, and the disk has {room // 10**6} MB left."
        raise DeliveryError(Problem(str(folder), 0, "", what, "Make them by parts (--limit), or with --link."))
    written = set()
    for place, made in drafts:
        path = folder / place
        put(path, made(), folders=True)
        written.add(path)
        yield path
    for path in folder.glob("*/[0-9]*.eml"):
        if path not in written and not path.is_symlink():
            path.unlink(missing_ok=True)
