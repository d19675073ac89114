"""Editions side by side: a process each, where there are several of them and more than one processor.

Processes, never threads: the renderer's libraries corrupt memory when threads share fonts.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.process import BaseProcess
from multiprocessing.queues import SimpleQueue
from threading import Thread

from packbuilder.errors import ErrorCollector, Problem, RenderError
from packbuilder.limits import START, hold_memory
from packbuilder.pipeline.edition import make
from packbuilder.pipeline.outcome import Outcome
from packbuilder.pipeline.target import Target
from packbuilder.placed import ENDING

# Hears (case, language, document) when work on a document begins; the document is empty where an edition is done.
Progress = Callable[[str, str, str], None]

_LISTEN_S = 0.2
Told = tuple[int, tuple[str, str, str]]  # by which process, and what it begins
_heard: list[SimpleQueue[Told]] = []  # of a worker: where it tells what it begins


def made(targets: Sequence[Target], progress: Progress) -> Outcome:
    """What came of every edition; the PackError of one that cannot be made at all, with the problems of all."""
    workers = min(len(targets), os.cpu_count() or 1)
    # A worker can be ended, so even one edition has its own; elsewhere than where they are forked that takes long.
    apart = (workers > 1 or START == "fork") and _can_wait()
    finished = _side_by_side(targets, workers, progress) if apart else _in_turn(targets, progress)
    outcomes: list[Outcome] = []
    errors = ErrorCollector()
    for outcome in finished:
        with errors:
            outcomes.append(outcome())
    errors.raise_if_any()
    return Outcome.of(outcomes)


def _can_wait() -> bool:
    """Whether processes can wait for each other: not where the system has no shared memory (/dev/shm) to write in."""
    try:
        get_context(START).Lock()
    except (OSError, ImportError):
        return False
    return True


def _in_turn(targets: Sequence[Target], progress: Progress) -> Iterator[Callable[[], Outcome]]:
    for target in targets:
        yield partial(_make, target, progress)


def _side_by_side(targets: Sequence[Target], workers: int, progress: Progress) -> Iterator[Callable[[], Outcome]]:
    context = get_context(START)
    told: SimpleQueue[Told] = context.SimpleQueue()
    at_hand: dict[int, str] = {}
    with ProcessPoolExecutor(workers, context, _begin, (told,)) as pool:
        futures = [pool.submit(_make, target) for target in targets]
        processes = active_children()
        try:
            waiting: set[Future[Outcome]] = set(futures)
            while waiting:
                waiting = wait(waiting, _LISTEN_S).not_done
                while not told.empty():
                    process, words = told.get()
                    at_hand[process] = "/".join(filter(None, words[1:]))
                    progress(*words)
        except BaseException:  # Ctrl-C reaches the workers as well; other signals reach this process alone
            for worker in processes:
                worker.kill()
            raise
    making = _making(processes, at_hand) or [target.name for target in targets]
    yield from (partial(_result, future, making) for future in futures)


def _making(workers: Sequence[BaseProcess], at_hand: Mapping[int, str]) -> list[str]:
    """What those workers had at hand that were ended from outside; of all, where it cannot be told which they were."""
    ended = [one for one in workers if one.exitcode not in {None, 0, -signal.SIGTERM}]  # the pool ends the others
    numbers = [one.pid for one in ended or workers if one.pid is not None]
    return sorted(at_hand[number] for number in numbers if number in at_hand)


def _result(future: Future[Outcome], making: Sequence[str]) -> Outcome:
    """What a worker made; RenderError where one was ended from outside, with what it had at hand."""
    try:
        return future.result()
    except BrokenProcessPool:
        named = " or ".join(making)
        what = f"A worker was ended by the system, perhaps for want of memory, while making {named}."
        remedy = "See that nothing else takes the memory, or build fewer languages at a time (--lang)."
        raise RenderError(Problem.at("build", what, remedy)) from None


def _begin(told: SimpleQueue[Told]) -> None:
    """A worker's first step: signals end it without a word, and so does the end of the program that started it."""
    for number in ENDING:
        signal.signal(number, signal.SIG_DFL)
    hold_memory()
    Thread(target=_end_with_parent, daemon=True).start()
    _heard.append(told)


def _end_with_parent() -> None:
    """End with the parent, however that ends. A worker left over would wait for ever, and hold the case's lock."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _make(target: Target, progress: Progress | None = None) -> Outcome:
    slug, lang = target.edition.case.slug, target.name
    tell = progress or _tell
    outcome = make(target, partial(tell, slug, lang))
    tell(slug, lang, "")
    return outcome


def _tell(case: str, lang: str, document: str) -> None:
    for queue in _heard:
        queue.put((os.getpid(), (case, lang, document)))
