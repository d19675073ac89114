"""Read the files of a campaign: confined to their folder, limited in size, decoded, with line ends made alike."""

from __future__ import annotations

import stat
from hashlib import sha256
from pathlib import Path

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.language import controls

TEXT_LIMIT = 256 * 1024
BOM = b"\xef\xbb\xbf"

EMPTY = ("The file is empty.", "Fill it, or delete it.")


class _UnreadableError(Exception):
    """A file that is not read. Why: its message has no place yet; the one caller that knows it adds it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def shown(path: Path, root: Path) -> str:
    """A path as messages name it: relative to `root`, forward slashes, printable whatever its bytes."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return name.encode("utf-8", "replace").decode("utf-8")


def confined(root: Path, path: Path) -> bool:
    """Whether a path, links followed, stays inside `root`."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name with a zero byte
        return False


def content(root: Path, path: Path, problems: ErrorCollector, limit: int = TEXT_LIMIT) -> bytes | None:
    """The bytes of a regular file inside `root` of at most `limit` bytes; None after a problem."""
    try:
        return _bytes(root, path, limit)
    except _UnreadableError as refused:
        problems.add(Problem.at(shown(path, root), refused.what, refused.remedy))
        return None


def _bytes(root: Path, path: Path, limit: int) -> bytes:
    if not confined(root, path):
        raise _UnreadableError("The file lies outside the folder it belongs to.", "Copy the file itself there.")
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise _UnreadableError("This is no regular file.", "Put a file in its place.")
        if facts.st_size > limit:
            what = f"The file has {facts.st_size / 1000:,.0f} kB; at most {limit / 1000:,.0f} kB are read."
            raise _UnreadableError(what, "Make it smaller, or check that it is the right file.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise _UnreadableError("The file is missing.", "Add it.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not allowed"
        what = f"The file cannot be read: {reason}."
        raise _UnreadableError(what, "Check its permissions and its name.") from None
    if not data:
        raise _UnreadableError(*EMPTY)
    return data


def listed(root: Path, folder: Path, problems: ErrorCollector) -> list[Path]:
    """What a folder holds, sorted, without what begins with `_` or is an editor's own; nothing after a problem."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        what = f"The folder cannot be read: {error.strerror}."
        problems.add(Problem.at(shown(folder, root), what, "Check that it is there and its permissions."))
        return []
    return [path for path in paths if path.name[0] != "_" and not editors_own(path.name)]


def editors_own(name: str) -> bool:
    """Whether this is no file of a person's: hidden, a copy of before, or what an editor keeps while it is open.

    `.story.md.swp`, `story.md~`, `.#story.md`, `#story.md#`; and 4913, by which Vim tries whether it may write.
    """
    return name[0] == "." or name[-1] == "~" or name == "4913" or (name[0] == name[-1] == "#")


def text(root: Path, path: Path, problems: ErrorCollector) -> str | None:
    """The text of a UTF-8 file, without byte order mark, lines ended by a line feed; None after a problem."""
    data = content(root, path, problems)
    return None if data is None else decoded(data, shown(path, root), problems)


def decoded(data: bytes, file: str, problems: ErrorCollector) -> str | None:
    """UTF-8 bytes as text, or None after a problem that says where they are none."""
    data = data.removeprefix(BOM)
    try:
        words = _newlines(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = _newlines(data[: error.start].decode("utf-8")).count("\n") + 1
        what = f"The file is not UTF-8: byte {data[error.start]:#04x} at offset {error.start}."
        problems.add(Problem.at(file, what, "Save it as UTF-8.", line=line))
        return None
    if not words.strip():
        problems.add(Problem.at(file, EMPTY[0], EMPTY[1]))
        return None
    wrong = controls.faults(words)
    problems.extend(Problem.at(file, one.what, one.remedy, line=words.count("\n", 0, one.at) + 1) for one in wrong)
    return None if wrong else words


def digest(*parts: tuple[str, bytes]) -> str:
    """SHA-256 over named parts, each with its length, so that nothing can move from one to the next unseen."""
    total = sha256()
    for name, data in parts:
        total.update(f"{name}\n{len(data)}\n".encode("utf-8", "surrogateescape"))
        total.update(data)
    return total.hexdigest()


def _newlines(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n")
