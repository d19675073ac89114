"""./pack and ./test make their environment once, one at a time, and never trust half of one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from packbuilder import __version__
from packbuilder.usecases import doctor

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ["pack", "test", "tools/setup.sh", "tools/lock", "bench/bare", ".ci/run"]
SHELLS = [
    pytest.param(shell, marks=pytest.mark.skipif(not shutil.which(shell[0]), reason="not installed"), id=shell[0])
    for shell in (["sh"], ["dash"], ["busybox", "sh"], ["bash", "--posix"])
]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE_"))}


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """A fresh checkout whose path holds what paths can hold; it may be set up."""
    folder = tmp_path / "решётка & co"
    shutil.copytree(ROOT / "packbuilder", folder / "packbuilder", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pack", "test", "tools", "fonts", "layouts", "requirements.lock", "requirements-dev.lock"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    yield folder
    shutil.rmtree(folder / ".venv", ignore_errors=True)


def shell(checkout: Path, code: str, *interpreter: str) -> subprocess.CompletedProcess[str]:
    """What a script does that has sourced tools/setup.sh."""
    script = f'set -eu\ncheckout=$1\n. "$checkout/tools/setup.sh"\n{code}'
    return subprocess.run(
        [*(interpreter or ("sh",)), "-c", script, "sh", str(checkout)],
        env=ENVIRONMENT,
        check=False,
        capture_output=True,
        text=True,
    )


def pack(checkout: Path, *arguments: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    command = [str(checkout / "pack"), *(arguments or ("--version",))]
    return subprocess.Popen(
        command, cwd=checkout.parent, env=ENVIRONMENT, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    )


@pytest.mark.parametrize("interpreter", SHELLS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_script_is_plain_shell(script: str, interpreter: list[str]) -> None:
    subprocess.run([*interpreter, "-n", str(ROOT / script)], check=True)
    assert os.access(ROOT / script, os.X_OK) == (script != "tools/setup.sh")


@pytest.mark.parametrize("interpreter", SHELLS)
def test_system_lacks_something(interpreter: list[str]) -> None:
    done = shell(ROOT, "base=python3\nmissing=libpango-1.0-0\nexplain\necho unreached", *interpreter)
    assert (done.returncode, done.stdout) == (7, "")
    assert "missing from the system: libpango-1.0-0" in done.stderr
    assert f"\n    {doctor.remedy()}\n" in done.stderr, "the doctor and the scripts differ"


def test_system_lacks_python() -> None:
    done = shell(ROOT, "base=\nexplain")
    assert (done.returncode, done.stdout) == (7, "")
    assert "Python 3.11 or newer with venv is needed; found: " in done.stderr


def test_this_system_lacks_nothing() -> None:
    done = shell(ROOT, 'find_missing\necho "$base:$missing"')
    assert done.stdout.endswith(":\n")
    assert len(done.stdout) > 2


@pytest.mark.parametrize("interpreter", SHELLS)
def test_set_up_goes_on_without_ghostscript(interpreter: list[str]) -> None:
    """Only tests look at PDFs with it: a machine that neither has it nor may install it is told what is left out."""
    done = shell(ROOT, "PATH=/nowhere\nprovide_ghostscript\necho on", *interpreter)
    assert (done.returncode, done.stdout) == (0, "on\n")
    assert done.stderr == "packbuilder: without Ghostscript (gs), the tests of ink on paper are left out.\n"


def test_every_system_is_told_a_command() -> None:
    lines = (ROOT / "packbuilder/usecases/systems.txt").read_text("utf-8").splitlines()
    advice = dict(line.split(": ", 1) for line in lines if not line.startswith("#"))
    assert {"debian", "fedora", "arch", "macos", "windows", "other"} <= advice.keys()
    assert list(advice)[-1] == "other"
    assert all(advice.values())


def test_many_take_turns_also_after_one_that_died(checkout: Path) -> None:
    dead = subprocess.Popen(["true"])
    dead.wait()
    (checkout / ".venv.lock").mkdir()
    (checkout / ".venv.lock/pid").write_text(f"{dead.pid}\n")
    (checkout / "count").write_text("0\n")
    code = 'take_turn; read -r n <"$checkout/count"; sleep 0.2; echo $((n + 1)) >"$checkout/count"; give_turn'
    script = f'checkout=$1\n. "$checkout/tools/setup.sh"\n{code}'
    crowd = [subprocess.Popen(["sh", "-euc", script, "sh", str(checkout)]) for _ in range(6)]
    assert [one.wait(60) for one in crowd] == [0] * 6
    assert (checkout / "count").read_text() == "6\n"
    assert not list(checkout.glob(".venv.lock*"))


def test_turn_is_given_up_when_the_set_up_fails(checkout: Path) -> None:
    assert shell(checkout, "take_turn\nrefuse no").returncode == 7
    assert shell(checkout, "take_turn\nkill -TERM $$\nsleep 5").returncode == 143
    assert not list(checkout.glob(".venv.lock*"))


def test_help_needs_no_set_up(checkout: Path) -> None:
    done = subprocess.run([checkout / "test", "--help"], check=True, capture_output=True, text=True)
    assert "Usage: ./test" in done.stdout
    assert not (checkout / ".venv").exists()


@pytest.mark.network
@pytest.mark.timeout(600)
def test_life_of_an_environment(checkout: Path) -> None:
    # Killed on its way, with no chance to tidy up.
    killed = pack(checkout)
    while not (checkout / ".venv/bin/python").exists():
        assert killed.poll() is None
        time.sleep(0.02)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert (checkout / ".venv.lock").exists()
    assert not list(checkout.glob(".venv/stamp-*"))

    # Two at once: one makes it, the other waits and uses it.
    both = [pack(checkout), pack(checkout)]
    told = [one.communicate() for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    assert all(__version__ in out for out, _ in told)
    assert sum("setting up" in error for _, error in told) == 1
    assert not list(checkout.glob(".venv.lock*"))

    # Nothing changed: nothing is told, nothing is touched, also by way of a link from elsewhere.
    stamp = checkout / ".venv/stamp-run"
    before = stamp.stat().st_mtime_ns
    link = checkout.parent / "link"
    link.symlink_to("решётка & co/pack")
    began = time.monotonic()
    done = subprocess.run([link, "--version"], env=ENVIRONMENT, check=True, capture_output=True, text=True)
    assert time.monotonic() - began < 3, "it should take a fraction of a second"
    assert __version__ in done.stdout
    assert done.stderr == ""
    assert stamp.stat().st_mtime_ns == before

    # It is ready, but neither for the tests, nor under another name, nor for other packages, nor without its Python.
    assert shell(checkout, "is_ready run").returncode == 0
    assert shell(checkout, "is_ready dev").returncode == 1
    moved = checkout.rename(checkout.parent / "moved")
    assert shell(moved, "is_ready run").returncode == 1
    moved.rename(checkout)
    assert shell(checkout, "is_ready run").returncode == 0
    lock = checkout / "requirements.lock"
    pinned = lock.read_bytes()
    lock.write_bytes(pinned + b"# changed\n")
    assert shell(checkout, "is_ready run").returncode == 1
    lock.write_bytes(pinned)
    assert shell(checkout, "is_ready run").returncode == 0
    (checkout / ".venv/bin/python").unlink()
    assert shell(checkout, "is_ready run").returncode == 1
