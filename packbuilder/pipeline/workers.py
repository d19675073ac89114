"""Where pieces of work are done: in processes of this machine, as many as it has processors, or in this one.

Processes, never threads: the renderer's libraries corrupt memory when threads share fonts.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.util import Finalize
from threading import Thread
from typing import TYPE_CHECKING, ParamSpec, Protocol, Self, TypeVar

from packbuilder.errors import PackError, Problem, RenderError
from packbuilder.limits import START, StartMethod, hold_memory
from packbuilder.placed import end_by_signals, signals_held
from packbuilder.production.work import Outcome, Work

if TYPE_CHECKING:
    from packbuilder.production.press_room import PressRoom


_P = ParamSpec("_P")
_T = TypeVar("_T")


class Crew(Protocol):
    """Who does pieces of work; `hands` is how many are done at a time."""

    @property
    def hands(self) -> int:
        """How many pieces of work are done at a time."""
        ...

    def submit(self, work: Work) -> Future[Outcome]:
        """Have it done."""
        ...


class InProcess:
    """This process, which does one piece after another."""

    hands = 0

    def submit(self, work: Work) -> Future[Outcome]:
        """Have it done at once."""
        future: Future[Outcome] = Future()
        try:
            future.set_result(done(work))
        except Exception as error:  # noqa: BLE001 - a bug, which whoever asks for the result is told
            future.set_exception(error)
        return future


class LocalCrew:
    """Processes of this machine, which are started when there is something to do.

    A worker can be ended, so even one document has its own; elsewhere than where they are forked that takes long.
    `hands` is how many there are; where `start` is given, even one is a process apart, and is started that way.
    """

    def __init__(self, hands: int | None = None, start: StartMethod | None = None) -> None:
        self.hands = hands or os.cpu_count() or 1
        self._start: StartMethod = start or START
        self._apart = (self.hands > 1 or bool(start) or START == "fork") and _can_wait()
        self._pool: Executor | None = None

    def submit(self, work: Work) -> Future[Outcome]:
        """Have it done by whoever is free."""
        return self._submit(done, work) if self._apart else InProcess().submit(work)

    def prepare(self) -> None:
        """Have the processes started before there is anything to do, so that they are warm when there is."""
        if self._apart:
            self._submit(_nothing)

    def _submit(self, what: Callable[_P, _T], *of: _P.args, **more: _P.kwargs) -> Future[_T]:
        with signals_held():  # this may start processes
            try:
                return self._started().submit(what, *of, **more)
            except BrokenProcessPool:  # of a build before this one
                self._pool = None
                return self._started().submit(what, *of, **more)

    def _started(self) -> Executor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.hands, get_context(self._start), _begin)
        return self._pool

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(self._pool, ProcessPoolExecutor):
            if error is not None:  # Ctrl-C reaches the workers as well; other signals reach this process alone
                for worker in list((self._pool._processes or {}).values()):  # noqa: SLF001 - nothing else names them
                    worker.kill()
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def done(work: Work) -> Outcome:
    """Of a worker: the outcome of a piece of work; what refuses it is an outcome, a bug is raised."""
    try:
        return work.done(_press_room())
    except PackError as error:
        return error


def result(future: Future[Outcome], at_hand: list[str]) -> Outcome:
    """What came of a piece of work; RenderError where a worker was ended from outside, with what they had at hand."""
    try:
        return future.result()
    except BrokenProcessPool:
        named = " or ".join(sorted(at_hand))
        what = f"A worker was ended by the system, perhaps for want of memory, while making {named}."
        remedy = "See that nothing else takes the memory, or build fewer languages at a time (--lang)."
        raise RenderError(Problem.at("build", what, remedy)) from None


_rooms: list[PressRoom] = []


def _press_room() -> PressRoom:
    """The press room of this process."""
    from packbuilder.production.press_room import PressRoom  # brings the renderer, which is slow to start

    if not _rooms:
        room = PressRoom()
        _rooms.append(room)
        Finalize(room, room.close, exitpriority=10)
    return _rooms[0]


def _can_wait() -> bool:
    """Whether processes can wait for each other: not where the system has no shared memory (/dev/shm) to write in."""
    try:
        get_context(START).Lock()
    except (OSError, ImportError):
        return False
    return True


def _nothing() -> None:
    """What is done by a worker that is to be there."""


def _begin() -> None:
    """A worker's first step: signals end it without a word, and so does the end of the program that started it."""
    end_by_signals()
    hold_memory()
    Thread(target=_end_with_parent, daemon=True).start()
    from packbuilder.typeset.warm import warm  # brings the renderer

    warm()


def _end_with_parent() -> None:
    """End with the parent, however that ends. A worker left over would wait for ever, and hold the case's lock."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
