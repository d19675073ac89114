"""Limits of time and memory for what strangers made: layouts, and PDFs that are none of ours.

Time is that of the processor, so that a busy machine refuses nothing: `within` ends a piece of work in the process that
it runs in, `bounded` runs one in a process of its own that can be ended whatever it does.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any, Literal, TypeVar

from packbuilder.errors import PackError, Problem, RenderError
from packbuilder.placed import end_by_signals, signals_held

# Processor seconds, for a template, or for laying out once: 20 addressees of 12 lines took 2.8 with coverage on, two
# processes beside each other. The search for a size lays out many times, each of them with this limit of its own.
SECONDS = 12
# Bytes a process may ask for beside what it began with: a build of everything takes 220 MB, large pictures more.
MEMORY = 770 << 20
# What a process may go on for until the system ends it, where it does not listen; in seconds of the processor.
_GRACE = 4
_WAIT_S = 240  # by the clock, for a process that waits for something instead of working
_AGAIN_S = 0.5
_END_S = 5  # that a process which has told its outcome has for its end
# Forked processes start with everything imported; elsewhere than on Linux forking is not safe.
StartMethod = Literal["fork", "spawn"]
START: StartMethod = "fork" if sys.platform == "linux" else "spawn"


_Made = TypeVar("_Made")
_Outcome = tuple[Any, Exception | None]  # what a piece of work returned, and what it raised


class TooLongError(BaseException):
    """Raised wherever the work is when its time is over. Why not an Exception: libraries go on past these."""


_running: list[bool] = []  # whether a limit of time is set: one within another is that of the outer


@contextmanager
def within(refusal: Callable[[], PackError], seconds: float = SECONDS) -> Iterator[None]:
    """Runs at most so many seconds of the processor; `refusal()` is raised then. Windows has no such clock.

    Where one limit is set within another, the outer holds.
    """
    if _running or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _over)
    _running.append(True)
    try:
        _ended_by_system(after=seconds + _GRACE)
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN_S)
        yield
    except TooLongError:
        raise refusal() from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        _ended_by_system(after=None)
        _running.clear()


def _over(_: int, __: FrameType | None) -> None:
    raise TooLongError


def hold_memory() -> None:
    """Let this process, a worker, ask for no more than MEMORY, as far as its system counts it."""
    with suppress(ImportError, ValueError, OSError):  # Windows has none of it, macOS not all
        import resource

        own = _begun_with() + MEMORY
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (own if most == resource.RLIM_INFINITY else min(own, most), most))


@contextmanager
def memory_held() -> Iterator[None]:
    """Let this process ask for no more than MEMORY beside what it has, for as long as a template runs in it."""
    try:
        import resource

        before = resource.getrlimit(resource.RLIMIT_DATA)
    except (ImportError, ValueError, OSError):  # Windows has none of it
        yield
        return
    hold_memory()
    try:
        yield
    finally:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, before)


def _begun_with() -> int:
    """Bytes that this process has from the one it was forked from; Linux counts them, and only there it is forked."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text("ascii").splitlines():
            if line.startswith("VmData:"):
                return int(line.split()[1]) << 10
    return 0


def _ended_by_system(*, after: float | None) -> None:
    """Of a worker: have the system end it after so many more seconds of the processor, come what may; None: never."""
    if parent_process() is None:
        return
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        soft = most if after is None else int(used.ru_utime + used.ru_stime + after) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (soft, most))


def bounded(name: str, work: Callable[..., _Made], *arguments: object) -> _Made:
    """What a piece of work returns, or raises, done in a process of its own under these limits.

    RenderError, naming the file, where it takes more than SECONDS or MEMORY, or ends its process.
    """
    context = get_context(START)
    outcome: _Outcome | None
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_serve, args=(theirs, name, work, arguments), daemon=True)  # type: ignore[attr-defined]
    with signals_held():
        worker.start()
    theirs.close()
    try:
        outcome = ours.recv() if ours.poll(_WAIT_S) else None
    except EOFError:
        outcome = None
    finally:
        worker.join(0 if sys.exc_info()[0] else _END_S)
        worker.kill()
        worker.join()
        ours.close()
    if outcome is None:
        raise _refusal(name, "It ends the program that reads it, or takes too long or too much memory to be read")
    returned, raised = outcome
    if raised is not None:
        raise raised
    made: _Made = returned
    return made


def _serve(pipe: Connection, name: str, work: Callable[..., object], arguments: Sequence[object]) -> None:
    """Of the process: do the work, and send what came of it."""
    end_by_signals()
    hold_memory()
    _no_dump()
    outcome: _Outcome
    try:
        with within(lambda: _refusal(name, f"It takes more than {SECONDS} seconds of the processor to be read")):
            outcome = work(*arguments), None
    except MemoryError:
        outcome = None, _refusal(name, f"It takes more than {MEMORY >> 20} MB of memory to be read")
    except PackError as error:
        outcome = None, error
    except Exception as error:  # noqa: BLE001 - a bug: it goes to where it is told, its traceback with it as words
        import traceback

        error.add_note("".join(traceback.format_exception(error)))
        outcome = None, error
    pipe.send(outcome)
    pipe.close()


def _no_dump() -> None:
    """Of the process: what ends it is told by the one that started it; no picture of its memory is left behind."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # libraries write on stderr before they give up


def _refusal(name: str, what: str) -> RenderError:
    remedy = "It is damaged, or made to do harm: get it anew, or print it to a PDF again."
    return RenderError(Problem.at(name, f"{what}.", remedy))
