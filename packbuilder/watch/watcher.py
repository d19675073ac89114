"""The watcher: one process that stays warm, makes a job at once, and again after each save, until it is ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic

from packbuilder.deliver.lock import Waits
from packbuilder.deliver.manifest import NAME, listed, parsed
from packbuilder.errors import PackError, Problem, UsageError
from packbuilder.job import Job
from packbuilder.pipeline import Built, Happened, LocalCrew, Step, build
from packbuilder.watch.events import (
    BuildBegun,
    BuildEnded,
    CaseDelivered,
    Event,
    ProblemsFound,
    ProblemsMended,
)
from packbuilder.watch.saves import Saves
from packbuilder.watch.standing import Standing


class Watcher:
    """Makes what is asked for whenever something that it is made from is saved.

    `jobs` gives the job anew for each build: what it depends on, today's date among it, changes while one watches.
    `tell` hears every event, in the thread that builds; `waits` of a case that another run writes to. `refusal` turns
    what the system refuses into a PackError, or gives None for what is a bug. Build and renderer want the main thread
    of a process that has no other.
    """

    def __init__(
        self,
        jobs: Callable[[], Job],
        tell: Callable[[Event], None],
        waits: Waits,
        refusal: Callable[[OSError | MemoryError], PackError | None],
    ) -> None:
        self._jobs, self._tell, self._waits, self._refusal = jobs, tell, waits, refusal
        self._standing = Standing()
        self._known: dict[str, Mapping[str, str]] = {}  # by case, the digest of each of its files by path
        self._making = False
        self._crew: LocalCrew | None = None

    def run(self) -> None:
        """Build, and again after each save; ends by a signal alone. UsageError if the first job names what is not."""
        job = self._jobs()
        self._known = {file.parent.name: _digests(file) for file in job.out.glob(f"*/{NAME}")}
        with LocalCrew() as self._crew, Saves(job.root, job.out) as saves:
            self._round((), at_first=True)
            self._crew.prepare()  # where nothing had to be made, the first save need not wait for the renderer
            while True:
                self._round(_named(saves.wait(), job.root))

    def _round(self, saved: tuple[str, ...], *, at_first: bool = False) -> None:
        began = monotonic()
        self._making = False
        self._tell(BuildBegun(saved))
        problems: list[Problem] = []
        try:
            job = self._jobs()
            for built in build(job, self._stepped, self._waits, self._crew):
                self._making = True
                problems += [one for one in built.warnings if one.concerns(job.langs)]
                self._delivered(built)
        except PackError as error:
            if at_first and isinstance(error, UsageError):
                raise
            problems += error.problems
        except (OSError, MemoryError) as error:
            if (refused := self._refusal(error)) is None:
                raise
            problems += refused.problems
        new, mended = self._standing.found(problems, made=self._making)
        if mended:
            self._tell(ProblemsMended(mended))
        if new:
            self._tell(ProblemsFound(new))
        self._tell(BuildEnded(monotonic() - began, self._standing.problems))

    def _stepped(self, step: Step) -> None:
        self._making |= step.happened is not Happened.COUNTED
        self._tell(step)

    def _delivered(self, built: Built) -> None:
        """Tell a case with what has changed of it."""
        now = {str(entry["path"]): str(entry["sha256"]) for entry in built.files}
        before = self._known.get(built.case, {})
        self._known[built.case] = {**before, **now}
        self._tell(CaseDelivered(built, tuple(sorted(path for path in now if now[path] != before.get(path)))))


def _digests(manifest: Path) -> Mapping[str, str]:
    """What a manifest of before lists; nothing if it cannot be read."""
    with suppress(OSError):
        return listed(parsed(manifest.read_bytes()))
    return {}


def _named(saved: Iterable[Path], root: Path) -> tuple[str, ...]:
    return tuple(sorted(one.relative_to(root).as_posix() if one.is_relative_to(root) else str(one) for one in saved))
