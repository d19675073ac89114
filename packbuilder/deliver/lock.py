"""One lock for all that writes below out/<case>/: builds, letters, mails. Whoever comes second waits, and is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from packbuilder.errors import DeliveryError, Problem

WORK = ".packbuilder"
_TOLD_S = 1
_WAIT_S = 600
_ROOM = "See that the disk has room and that the folder is yours to write in."

# Hears for which case a run waits, once that has taken a second.
Waits = Callable[[str], None]


def unheard(_: str) -> None:
    """What a run tells that waits where nobody listens."""


@contextmanager
def held(out: Path, case: str, waits: Waits = unheard, wait_s: float = _WAIT_S) -> Iterator[None]:
    """Hold the lock of a case below `out`; DeliveryError if another run still has it after `wait_s` seconds."""
    place, work = out / case, out / WORK
    lock = FileLock(work / f"{case}.lock")
    try:
        work.mkdir(parents=True, exist_ok=True)
        _acquire(lock, case, waits, wait_s)
    except Timeout:
        what = "This case is being built or mailed at this moment."
        raise DeliveryError(Problem.at(str(place), what, "Wait until that has ended.")) from None
    except OSError as error:
        what = f"The folder cannot be written: {error.strerror or error}."
        raise DeliveryError(Problem.at(str(place), what, _ROOM)) from error
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, case: str, waits: Waits, wait_s: float) -> None:
    first = min(_TOLD_S, wait_s)
    try:
        lock.acquire(timeout=first)
    except Timeout:
        if wait_s <= first:
            raise
        waits(case)
        lock.acquire(timeout=wait_s - first)
