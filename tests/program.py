"""The program as people run it: within this process, or as a process of its own."""

from __future__ import annotations

import json
import multiprocessing.process
import os
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from coverage.multiproc import original_bootstrap

from packbuilder.cli import main

ROOT = Path(__file__).parents[1]
DAY = "--today=2013-07-05"  # the day of the campaigns of the tests
COMMAND = (sys.executable, "-m", "packbuilder")
# In the environment of a process: coverage, which makes a build take two to three times as long, does not measure it.
UNMEASURED = {"COVERAGE_PROCESS_START": "", "COVERAGE_PROCESS_CONFIG": ""}


def run(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a process and wait for its end."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=_environment(environment),
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def start(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.Popen[str]:
    """Start the program as a process that leads a group of its own."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=_environment(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def invoke(*arguments: str | Path) -> Result:
    """Run the program within this process. A build of one language forks nothing; give it no more than one."""
    return CliRunner().invoke(main, list(map(str, arguments)), prog_name="packbuilder")


def build(campaign: Path, *arguments: str | Path, case: str = "ferry") -> Result:
    """Build a case of a campaign in English within this process, on the day of the tests."""
    return invoke("build", "--root", campaign, "--case", case, "--lang", "en", DAY, *arguments)


def built(campaign: Path, *arguments: str | Path, case: str = "ferry") -> None:
    """Build like `build`, and fail with what the program says unless it succeeds."""
    well(build(campaign, *arguments, case=case))


def well(done: Result) -> None:
    """Fail with what the program said unless it ended well."""
    assert done.exit_code == 0, f"{done.stderr}{done.exception!r}"


def unmeasured(patch: pytest.MonkeyPatch) -> None:
    """Have coverage not measure the processes that are started or forked, as the marker `no_cover` has it in this one.

    For what repeats on a large scale what other tests have measured. The interpreter tells coverage of every line, of
    the renderer's, too, and those are by far the most.
    """
    for name, value in UNMEASURED.items():
        patch.setenv(name, value)
    patch.setattr(multiprocessing.process.BaseProcess, "_bootstrap", original_bootstrap)


def translated(campaign: Path, lang: str = "ru", case: str = "ferry") -> None:
    """Say that the translations of a case are as their source is now."""
    well(invoke("translated", case, lang, "--root", campaign))


def delivered(place: Path, *own: str) -> dict[str, bytes]:
    """Every file of a delivered case by its path, the manifest among them; fails unless it is as the manifest says.

    `own` are the paths of what people put there: nothing else may lie beside what the manifest lists.
    """
    files = {file.relative_to(place).as_posix(): file.read_bytes() for file in place.rglob("*") if file.is_file()}
    entries = manifest(place)["files"]
    assert entries
    assert {entry["path"] for entry in entries} == files.keys() - {"manifest.json", *own}
    assert set(own) <= files.keys()
    for entry in entries:
        data = files[entry["path"]]
        assert (entry["bytes"], entry["sha256"]) == (len(data), sha256(data).hexdigest())
    return files


def manifest(place: Path) -> dict[str, Any]:
    """The manifest of a delivered case."""
    whole: dict[str, Any] = json.loads((place / "manifest.json").read_bytes())
    return whole


def change(file: Path, old: str, new: str) -> None:
    """Put other words into a file in the place of some that are there once."""
    words = file.read_text("utf-8")
    assert words.count(old) == 1, f"{old!r} is {words.count(old)} times in {file}"
    file.write_text(words.replace(old, new), "utf-8")


def _environment(given: dict[str, str]) -> dict[str, str]:
    """That of the tests, with the program to be found whatever the folder, and its output UTF-8 whatever the locale."""
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"} | given


def peak_mb(script: str) -> int:
    """The most memory that a script takes, in a process of its own; fails where the script does.

    Of that process alone: what `getrusage` tells has in it what it was forked from.
    """
    told = "\nprint(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    done = subprocess.run([sys.executable, "-c", script + told], capture_output=True, text=True, check=True, cwd=ROOT)
    return int(done.stdout) >> 10


def lines(words: str) -> Sequence[str]:
    """The lines of what the program said, without the empty ones."""
    return [line for line in words.splitlines() if line.strip()]
