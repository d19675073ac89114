"""Saves: what changes below the folders that a campaign is made from, several in quick succession as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self

from watchfiles import Change, watch

from packbuilder.load.files import editors_own
from packbuilder.placed import unbroken
from packbuilder.workspace import locations

_QUIET_MS = 75  # nothing more is saved for so long: then it is told
_MOST_MS = 1000  # after so long it is told all the same
_LOOK_MS = 250  # so often it is looked whether a folder has come or gone
_SIGNAL_S = 5  # that a signal waits at most for the library to let go of it

_Folders = tuple[tuple[Path, int], ...]


def folders(root: Path) -> Sequence[Path]:
    """What a campaign is made from: its own content, layouts and fonts, and those of the program."""
    return [root / "content", *locations.layouts_folders(root), *locations.fonts_folders(root)]


class Saves:
    """The saves below the folders of a campaign from now on; `out` is not listened to, should it lie among them.

    A context manager. What editors keep for themselves beside a file is no save. Folders may come, go and come back.
    """

    def __init__(self, root: Path, out: Path) -> None:
        self._root, self._out = root, out.resolve()
        self._there: _Folders = ()
        self._stop = Event()
        self._heard: Iterator[set[tuple[Change, str]]] = iter(())
        self._early: frozenset[Path] = frozenset()

    def __enter__(self) -> Self:
        self._listen(_there(self._root))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go()

    def wait(self) -> frozenset[Path]:
        """The next paths that were saved, also while nobody waited; it takes until there are some."""
        while True:
            heard, self._early = self._early | self._next(), frozenset()
            now = _there(self._root)
            if now != self._there:
                heard |= {path for path, _ in set(now) ^ set(self._there)}
                self._listen(now)
            if heard:
                return heard

    def _listen(self, there: _Folders) -> None:
        """Listen to these folders from now on."""
        self._let_go()
        self._there = there
        try:
            self._begin(polling=None)
        except OSError:  # the system hears of no more files, or not of these
            self._begin(polling=True)

    def _begin(self, *, polling: bool | None) -> None:
        """Begin to listen: the library does when it is first asked what it has heard."""
        self._heard = watch(
            *(path for path, _ in self._there),
            watch_filter=self._is_save,
            debounce=_MOST_MS,
            step=_QUIET_MS,
            stop_event=self._stop,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            force_polling=polling,
            ignore_permission_denied=True,
        )
        self._early |= self._next()

    def _let_go(self) -> None:
        if close := getattr(self._heard, "close", None):
            close()

    def _next(self) -> frozenset[Path]:
        """What was saved meanwhile, perhaps nothing; signals come when the library has let go, which loses them."""
        with unbroken(_SIGNAL_S, self._stop.set):
            return frozenset(Path(path) for _, path in next(self._heard, ()))

    def _is_save(self, _: Change, path: str) -> bool:
        place = Path(path)
        if place.is_relative_to(self._out):
            return False
        below = next((place.relative_to(folder) for folder, _ in self._there if place.is_relative_to(folder)), place)
        return not any(map(editors_own, below.parts))


def _there(root: Path) -> _Folders:
    """The folders that are there, each with its number: one that went and came back is another."""
    found = []
    for folder in folders(root):
        try:
            found.append((folder, folder.stat().st_ino))
        except OSError:
            continue
    return tuple(found)
