"""Every benchmark once, at its smallest, on one small campaign that is built for all: whether it still runs.

A benchmark is a script in this folder, or a module of it that can be run. A module says how it is run at its smallest:
`SMALLEST` are its arguments, {root} being the campaign, {measured} what names it, its case and its day; `RUN_BY` is the
benchmark that runs it as a part of itself. A script is left out with the reason, and so is what needs programs
(`NEEDED`) that are not installed.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.campaign import DAY, SMALL_CASE, small
from bench.cost import CHECKOUT, ENVIRONMENT, python

FOLDER = Path(__file__).parent
SCRIPTS = {"bare": "installs a whole Debian from a mirror, as root"}
_MOST_S = 600  # of one of them, which takes some seconds on a machine that has nothing else to do


@dataclass(frozen=True, slots=True)
class Ran:
    """How a benchmark went: its name, the seconds that it took, what went wrong, or why it did not run."""

    name: str
    seconds: float = 0
    wrong: str = ""
    left_out: str = ""

    def line(self) -> str:
        """As it is told."""
        if self.left_out:
            return f"{self.name:16}   left out: {self.left_out}"
        return f"{self.name:16}{self.seconds:6.1f} s  {'FAILED' if self.wrong else 'ok'}"


def benchmarks(folder: Path = FOLDER) -> dict[str, Mapping[str, Any]]:
    """What each says of itself, by name; SystemExit if there is none, or if one does not say how it is run."""
    modules = {file.stem: ast.parse(file.read_bytes()) for file in sorted(folder.glob("*.py"))}
    found = {f"bench.{name}": _said(tree) for name, tree in modules.items() if _runs(tree)}
    scripts = [file.name for file in sorted(folder.iterdir()) if file.is_file() and file.read_bytes()[:2] == b"#!"]
    silent = [name for name, said in found.items() if not said.keys() & {"SMALLEST", "RUN_BY"}]
    silent += [name for name in scripts if name not in SCRIPTS]
    if silent:
        raise SystemExit(f"bench: {', '.join(silent)}: no word of how it is run at its smallest. See bench/smoke.py.")
    if not found:
        raise SystemExit(f"bench: there is no benchmark in {folder}.")
    return {**found, **{name: {"LEFT_OUT": SCRIPTS[name]} for name in scripts}}


def _runs(tree: ast.Module) -> bool:
    """Whether a module does something when it is run."""
    return any(isinstance(node, ast.If) and "__main__" in ast.unparse(node.test) for node in tree.body)


def _said(tree: ast.Module) -> dict[str, Any]:
    """Its constants, without an import: some bring the renderer."""
    return {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id in {"SMALLEST", "RUN_BY", "NEEDED"}
    }


def run(name: str, said: Mapping[str, Any], root: Path) -> Ran:
    """Run one of them, or say why not."""
    if by := said.get("RUN_BY"):
        return Ran(name, left_out=f"{by} runs it")
    if reason := said.get("LEFT_OUT"):
        return Ran(name, left_out=reason)
    if absent := [command for command in said.get("NEEDED", ()) if not shutil.which(command)]:
        return Ran(name, left_out=f"not installed: {', '.join(absent)}")
    began = time.monotonic()
    wrong = _run(python("-m", name, *_filled(said["SMALLEST"], root)))
    return Ran(name, time.monotonic() - began, wrong)


def _filled(arguments: Sequence[str], root: Path) -> list[str]:
    measured = [f"--root={root}", f"--case={SMALL_CASE}", DAY]
    words = (measured if given == "{measured}" else [given.format(root=root)] for given in arguments)
    return [word for some in words for word in some]


def _run(command: list[str]) -> str:
    """What went wrong; empty if nothing did, and something was told."""
    try:
        done = subprocess.run(
            command, cwd=CHECKOUT, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=_MOST_S
        )
    except subprocess.TimeoutExpired:
        return f"{' '.join(command)}\nwas not done after {_MOST_S} s"
    if done.returncode:
        return f"{' '.join(command)}\nexited with {done.returncode}:\n{done.stderr[-3000:]}"
    return "" if done.stdout.strip() else f"{' '.join(command)}\ntold nothing"


def main() -> None:
    """Run all, as many at once as there are processors; SystemExit if one of them failed."""
    found = benchmarks()
    with tempfile.TemporaryDirectory(prefix="packbuilder-bench-") as name:
        root = small(Path(name).resolve() / "campaign")
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            ran = list(pool.map(lambda one: run(one[0], one[1], root), found.items()))
    print(*(one.line() for one in ran), sep="\n")
    failed = [one for one in ran if one.wrong]
    left_out = sum(bool(one.left_out) for one in ran)
    print(f"{len(ran)} benchmarks: {len(ran) - left_out - len(failed)} ok, {len(failed)} failed, {left_out} not run")
    if failed:
        raise SystemExit("\n\n".join(one.wrong for one in failed))
