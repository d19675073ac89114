"""What this run has brought into its place: so that what is said of a run that was broken off is true."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread

# What ends a program and can be heard by it: Ctrl-C, `kill`, a terminal that is closed (not on every system).
ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_placed: list[Path] = []


def forget() -> None:
    """Begin a run."""
    _placed.clear()


def so_far() -> tuple[Path, ...]:
    """What has been brought into its place since the run began."""
    return tuple(_placed)


@contextmanager
def brought(place: Path) -> Iterator[None]:
    """Do what brings a path into its place, and note it: a signal that comes meanwhile is heard only afterwards.

    What fails is not noted.
    """
    with _unbroken():
        yield
        _placed.append(place)


@contextmanager
def _unbroken() -> Iterator[None]:
    """Remember signals, and let them come when this ends; also those that another thread would hear."""
    if current_thread() is not main_thread():
        yield
        return
    came: list[int] = []
    handlers = {number: signal.signal(number, lambda heard, _: came.append(heard)) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        for number in came[:1]:
            signal.raise_signal(number)
