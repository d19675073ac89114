"""What a process costs: time and memory, as the system itself counts them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

CHECKOUT = Path(__file__).resolve().parent.parent
# Settings of whoever runs this that would slow down Python, or lead it elsewhere, in some of the measurements.
_UNWANTED = {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONUNBUFFERED", "PYTHONPATH", "PYTHONHOME"}
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
_NOTHING = subprocess.DEVNULL
_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes, of ru_maxrss


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall and processor time in seconds, and the memory in MB of the largest among a process and its descendants."""

    wall_s: float = 0
    cpu_s: float = 0
    peak_mb: float = 0

    def __add__(self, other: Cost) -> Cost:
        """The cost of both, one after the other."""
        return Cost(self.wall_s + other.wall_s, self.cpu_s + other.cpu_s, max(self.peak_mb, other.peak_mb))


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each."""
    return Cost(median(c.wall_s for c in costs), median(c.cpu_s for c in costs), median(c.peak_mb for c in costs))


def python(*arguments: str | Path) -> list[str]:
    """A command of the Python that runs this."""
    return [sys.executable, *map(str, arguments)]


def told(command: Sequence[str]) -> str:
    """What a command prints; SystemExit with its complaint if it fails."""
    done = subprocess.run(command, cwd=CHECKOUT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nexited with {done.returncode}:\n{done.stderr}")
    return done.stdout


def cost(command: Sequence[str], folder: Path = CHECKOUT, **environment: str) -> Cost:
    """Run a command to its end in a folder, with more in its environment; SystemExit with its complaint if it fails.

    This process should itself be small: what it holds while it starts another counts as memory of the other.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT | environment, stdin=_NOTHING, stdout=_NOTHING, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    with process.stderr as stream:
        complaint = stream.read().decode(errors="replace")
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)  # it is gone, and must not be waited for again
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nexited with {process.returncode}:\n{complaint}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _UNIT / 1e6)
