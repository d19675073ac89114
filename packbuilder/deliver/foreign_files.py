"""What people put into a folder of ours, or changed there: it is theirs, and outlives every build."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from packbuilder.deliver import manifest
from packbuilder.deliver.artifact import sha256_of


def below(folder: Path) -> Iterator[Path]:
    """All paths below a folder, relative to it and sorted, links not followed; OSError for what cannot be read.

    Of folders only those that are empty: the others come with what is in them.
    """
    for name, folders, files in os.walk(folder, onerror=_raise):
        here = Path(name)
        folders.sort()
        links = [one for one in folders if (here / one).is_symlink()]
        yield from ((here / one).relative_to(folder) for one in sorted([*files, *links]))
        if not (files or folders) and here != folder:
            yield here.relative_to(folder)


def _raise(error: OSError) -> None:
    raise error


def owned(folder: Path, listed: Mapping[str, str]) -> Iterator[Path]:
    """What in a folder its manifest does not list, or lists with other bytes; `listed` are SHA-256 by path."""
    for path in below(folder):
        file, digest = folder / path, listed.get(path.as_posix())
        ours = digest is not None and file.is_file() and not file.is_symlink()
        if path.as_posix() != manifest.NAME and not (ours and sha256_of(file.read_bytes()) == digest):
            yield path


def carried(paths: Iterator[Path], source: Path, target: Path) -> list[tuple[Path, Path]]:
    """Have people's own paths of one folder in another one, too; returns each with the path that it has there.

    A file is linked, so that whoever has it open goes on writing into the same one, or copied where that cannot be.
    Where something else stands in its place, it gets a name of its own beside it: `leaflet (yours).pdf`.
    """
    carried_, crowded = [], []
    for path in paths:
        if _free(target, path):
            _carry(source / path, target / path)
            carried_.append((path, path))
        elif not _same(source / path, target / path):
            crowded.append(path)
    for path in crowded:
        new = beside(target, path)
        _carry(source / path, target / new)
        carried_.append((path, new))
    return carried_


def _free(target: Path, path: Path) -> bool:
    """Whether nothing is there, and nothing but folders above it."""
    above = [target / folder for folder in path.parents]
    return not os.path.lexists(target / path) and all(one.is_dir() or not os.path.lexists(one) for one in above)


def _same(one: Path, other: Path) -> bool:
    if one.is_dir() and not one.is_symlink():
        return other.is_dir()
    if not (one.is_file() and other.is_file()) or one.is_symlink() or other.is_symlink():
        return False
    return one.samefile(other) or one.read_bytes() == other.read_bytes()


def beside(target: Path, path: Path) -> Path:
    """The path with `(yours)` behind the name that is taken: its own, or that of a folder it lies in."""
    above = [one for one in reversed(path.parents) if one.parts]
    taken = next((one for one in (*above, path) if not _free(target, one) and not (target / one).is_dir()), path)
    for number in range(1, 1000):
        mark = "yours" if number == 1 else f"yours {number}"
        new = taken.with_name(f"{taken.stem} ({mark}){taken.suffix}") / path.relative_to(taken)
        if _free(target, new):
            return new
    raise FileExistsError(0, "there are too many of that name", str(path))


def _carry(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_symlink():
        target.symlink_to(source.readlink())
    elif source.is_dir():
        target.mkdir()
    else:
        try:
            os.link(source, target)
        except OSError:  # not every system links files
            shutil.copy2(source, target)
