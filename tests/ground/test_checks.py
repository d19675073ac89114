"""Who checks what: ./test, the hooks before a commit and continuous integration, which cannot be run here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
HOOKS, WORKFLOW = ROOT / ".pre-commit-config.yaml", ROOT / ".github/workflows/checks.yml"
CHECKS = dict(re.findall(r'^check (\w+) "\$python" (.+)$', (ROOT / "test").read_text("utf-8"), re.MULTILINE))
SLOW = {"benches", "tests"}


def parsed(file: Path) -> dict[str, Any]:
    held: dict[str, Any] = YAML(typ="safe", pure=True).load(file.read_text("utf-8"))
    return held


def runs(job: dict[str, Any]) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


def test_hooks_are_the_quick_checks_by_the_own_environment() -> None:
    [own] = parsed(HOOKS)["repos"]
    assert own["repo"] == "local"
    entries = {hook["id"]: hook["entry"] for hook in own["hooks"]}
    assert CHECKS.keys() > SLOW
    assert entries == {name: f".venv/bin/python {words}" for name, words in CHECKS.items() if name not in SLOW}
    assert {(hook["language"], hook["pass_filenames"]) for hook in own["hooks"]} == {("system", False)}


def test_each_system_has_its_job() -> None:
    jobs = parsed(WORKFLOW)["jobs"]
    systems = {name: job["runs-on"].split("-")[0] for name, job in jobs.items()}
    assert systems == {"linux": "ubuntu", "macos": "macos", "windows": "windows"}
    assert runs(jobs["linux"]) == [".ci/run"]
    assert any(run.startswith("./test ") for run in runs(jobs["macos"]))
    assert any(run.startswith("python -m pytest ") for run in runs(jobs["windows"]))


def test_what_the_workflow_names_is_there() -> None:
    words = " ".join(run for job in parsed(WORKFLOW)["jobs"].values() for run in runs(job)).split()
    files = {word for word in words if re.match(r"(\./|\.ci/|tests/|requirements)", word)}
    assert len(files) > 10
    assert {file for file in files if not (ROOT / file).exists()} == set()


def test_no_address_stands_in_them() -> None:
    for file in (HOOKS, WORKFLOW):
        assert "://" not in file.read_text("utf-8")
        assert "index" not in file.read_text("utf-8")


GROUP = """
import os, pathlib, pytest, time

@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("n", range(6))
def test_who(n):
    time.sleep(0.1)
    pathlib.Path(os.environ["PYTEST_XDIST_WORKER"]).touch()
"""


def test_tests_of_a_group_go_to_one_worker(tmp_path: Path) -> None:
    """What they share is made once for all of them: by their names the plugin tells who is of which."""
    (tmp_path / "test_group.py").write_text(GROUP, "utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--numprocesses=2",
        *re.findall(r"--dist|(?<=--dist )\w+", CHECKS["tests"]),
    ]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert "6 passed" in done.stdout, done.stdout + done.stderr
    assert len(list(tmp_path.glob("gw*"))) == 1
