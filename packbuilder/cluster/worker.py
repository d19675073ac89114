"""What a worker does with a parcel. Dask calls it in a thread; the work is done in a process of the worker's own.

Why: renderers must not share fonts between threads, and only a process can be held to limits of time and memory.
"""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock

from packbuilder.cluster.parcels import unpacked
from packbuilder.errors import Problem, UsageError
from packbuilder.pipeline.program import versions
from packbuilder.pipeline.workers import LocalCrew
from packbuilder.production.work import Outcome

# The files of a set of fonts, by their paths below the folder of fonts, with the digests of what is in them.
Faces = tuple[tuple[str, str], ...]


def done(work: bytes, wanted: Mapping[str, str], faces: Faces, digests: tuple[str, ...], *shared: bytes) -> bytes:
    """The outcome of a piece of work, pickled; `shared` is what it and its fonts are made of, `digests` of which each.

    UsageError where this worker has other versions than the machine that asks. Raises BrokenProcessPool where the
    process is ended from outside: Dask tries it again, perhaps elsewhere.
    """
    from distributed import get_worker

    worker = get_worker()
    refuse_other_versions({worker.address: versions()}, wanted)
    parts = dict(zip(digests, shared, strict=True))
    with _turn:  # Dask gives a worker as many threads as its machine has processors, unless it is told otherwise
        workshop = _workshop(worker.local_directory, worker.state.nthreads)
        future = workshop.crew.submit(unpacked(work, parts, workshop.fonts(faces, parts)))
    return pickle.dumps(future.result(), pickle.HIGHEST_PROTOCOL)


def kept(data: bytes) -> bytes:
    """What several pieces of work are made of, as Dask keeps it where it is needed, and brings it to who lacks it."""
    return data


def refuse_other_versions(workers: Mapping[str, Mapping[str, str]], wanted: Mapping[str, str]) -> None:
    """UsageError for workers with which the bytes of files might be others; both versions are named."""
    differing = [
        _differs(name, one, found.get(one, ""), wanted[one])
        for name, found in sorted(workers.items())
        for one in wanted
        if found.get(one, "") != wanted[one]
    ]
    if differing:
        raise UsageError(*differing)


def _differs(worker: str, thing: str, there: str, here: str) -> Problem:
    what = f"The worker {worker} has {thing} {there or '(none)'}, this machine {here or '(none)'}."
    remedy = "Files would not be the same: install the same version on both, and start the worker again."
    return Problem.at("--scheduler", what, remedy)


@dataclass(frozen=True, slots=True)
class _Workshop:
    """What a worker keeps from one piece of work to the next: a process for each thread, and the fonts it was sent."""

    folder: Path
    crew: LocalCrew

    def fonts(self, faces: Faces, parts: Mapping[str, bytes]) -> Path:
        """The folder with these faces, each file written once."""
        folder = self.folder / "fonts" / sha256(repr(faces).encode()).hexdigest()
        for name, digest in faces:
            if not (file := folder / name).exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(parts[digest])
        return folder


_turn = Lock()


@cache
def _workshop(folder: str, threads: int) -> _Workshop:
    # Dask starts workers as processes that may have none of their own, lest these be left over. Ours end with it.
    multiprocessing.current_process().daemon = False
    return _Workshop(Path(folder), LocalCrew(threads, "spawn"))


def outcome(told: bytes) -> Outcome:
    """What a worker told."""
    found: Outcome = pickle.loads(told)  # noqa: S301 - who sends work to a cluster trusts its workers
    return found
