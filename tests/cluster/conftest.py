"""A real cluster on loopback: a scheduler and its workers, each a process of its own, started as people start them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.program import ROOT

_DASK = (sys.executable, "-m", "dask")
_BEGIN_S = 60


@dataclass
class Cluster:
    """A scheduler, and workers that may be added and killed; `place` is where they run, which holds no campaign."""

    place: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    protocol: str = "tcp"
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the scheduler is; it is started, if it was not."""
        told = self.place / "scheduler.json"
        if not self._running:
            own = ("--host=127.0.0.1", "--port=0", f"--protocol={self.protocol}")
            self._start("scheduler", *own, f"--scheduler-file={told}")
            until(told.exists)
        return str(json.loads(told.read_text("utf-8"))["address"])

    def worker(self, *options: str, program: Path = ROOT) -> subprocess.Popen[bytes]:
        """Start a worker, which has the program from a folder."""
        own = (self.address, "--host=127.0.0.1", "--nthreads=1", f"--local-directory={self.place}")
        return self._start("worker", *own, *options, path=program)

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """End a process at once, without a word to anybody, and all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        """End all."""
        for process in reversed(self._running):
            self.kill(process)

    def _start(self, what: str, *options: str, path: Path = ROOT) -> subprocess.Popen[bytes]:
        unmeasured = {"COVERAGE_PROCESS_START": "", "COVERAGE_PROCESS_CONFIG": ""}
        environment = os.environ | self.settings | unmeasured | {"PYTHONPATH": str(path)}
        with (self.place / "log").open("ab") as log:
            process = subprocess.Popen(
                [*_DASK, what, "--no-dashboard", *options],
                cwd=self.place,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._running.append(process)
        return process


def until(there: Callable[[], object]) -> None:
    """Wait for something; fails where it does not come."""
    end = monotonic() + _BEGIN_S
    while not there():
        assert monotonic() < end, "it does not come"
        sleep(0.05)


@pytest.fixture
def clusters(tmp_path: Path) -> Iterator[Callable[..., Cluster]]:
    """Makes clusters without workers, with settings and a protocol of Dask's; all end with the test."""
    made: list[Cluster] = []

    def make(settings: Mapping[str, str] | None = None, protocol: str = "tcp") -> Cluster:
        place = tmp_path / f"cluster-{len(made)}"
        place.mkdir()
        made.append(Cluster(place, settings or {}, protocol))
        return made[-1]

    yield make
    for one in made:
        one.end()
