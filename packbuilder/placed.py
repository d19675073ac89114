"""What this run has brought into its place: so that what is said of a run that was broken off is true."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

# What ends a program and can be heard by it: Ctrl-C, `kill`, a terminal that is closed (not on every system).
ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_placed: list[Path] = []


def forget() -> None:
    """Begin a run."""
    _placed.clear()


def so_far() -> tuple[Path, ...]:
    """What has been brought into its place since the run began."""
    return tuple(dict.fromkeys(_placed))  # a watcher brings the same ones again and again


@contextmanager
def brought(place: Path) -> Iterator[None]:
    """Do what brings a path into its place, and note it: a signal that comes meanwhile is heard only afterwards.

    What fails is not noted.
    """
    with unbroken():
        yield
        _placed.append(place)


@contextmanager
def unbroken(most_s: float = 0, told: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Remember signals, and let them come when this ends; also those that another thread would hear.

    With `most_s`, a signal waits no longer than so many seconds, and a second one not at all; `told` is called at the
    first. Where the system has no such clock (Windows), it waits until this ends.
    """
    if current_thread() is not main_thread():
        yield
        return
    came: list[int] = []

    def hear(number: int, _: object) -> None:
        came.append(number)
        if most_s and len(came) == 1:
            told()
            if hasattr(signal, "setitimer"):
                handlers[signal.SIGALRM] = signal.signal(signal.SIGALRM, lambda *_: now())
                signal.setitimer(signal.ITIMER_REAL, most_s)
        elif most_s:
            now()

    def now() -> None:
        first = came[0]
        _back(handlers)
        signal.raise_signal(first)

    heard = [number for number in ENDING if signal.getsignal(number) is not signal.SIG_IGN]
    handlers = {number: signal.signal(number, hear) for number in heard}
    try:
        yield
    finally:
        if handlers:
            _back(handlers)
            for number in came[:1]:
                signal.raise_signal(number)


def _back(handlers: dict[int, Any]) -> None:
    """Put handlers of signals back, without a clock that would ring."""
    if hasattr(signal, "SIGALRM") and signal.SIGALRM in handlers:
        signal.setitimer(signal.ITIMER_REAL, 0)
    for number, handler in handlers.items():
        signal.signal(number, signal.SIG_DFL if handler is None else handler)
    handlers.clear()


@contextmanager
def signals_held() -> Iterator[None]:
    """Lets signals wait; a process that is started meanwhile hears them in `end_by_signals`, and ends silently.

    Why: in its first moments it is a copy of this one, which Ctrl-C would make tell where it was. Windows has no such
    masks, nor copies.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_by_signals() -> None:
    """Of a process that was just started: have signals end it without a word, those that waited first of all."""
    for number in ENDING:
        signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
