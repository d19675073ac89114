"""The figures of the house are those of its files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ONE = '''"""A module."""

import json


class Row: ...


class _Line: ...


def read() -> object:
    import packbuilder.near.two

    return packbuilder.near.two, json  # noqa: F000
'''
TWO = '''"""Another."""


class Row: ...


class _Line: ...


words = "# noqa is no comment here"
numbers = [1,2]  # fmt: skip
'''


def figures(checkout: Path) -> dict[str, Any]:
    command = [sys.executable, str(ROOT / "tools/house.py"), str(checkout), "--json"]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told


def test_figures_of_a_small_house(tmp_path: Path) -> None:
    for name, text in {"one.py": ONE, "near/two.py": TWO, "near/three.py": "x = 1\n" * 201, "__init__.py": ""}.items():
        file = tmp_path / "packbuilder" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    told = figures(tmp_path)
    totals = {name: count["total"] for name, count in told.items()}
    assert totals == {
        "modules": 4,
        "lines": 227,
        "median module": 13,
        "largest module": 201,
        "modules over 200": 1,
        "functions": 1,
        "median function": 4,
        "largest function": 4,
        "functions over 25": 0,
        "functions over 30": 0,
        "rooms": 2,
        "loose modules": 1,
        "arrows between rooms": 1,
        "class names shared": 1,
        "imports inside functions": 1,
        "# fmt: skip": 1,
        "# noqa": 1,
    }
    assert told["class names shared"]["of"] == {"Row": ["packbuilder/near/two.py", "packbuilder/one.py"]}


def test_figures_of_this_house() -> None:
    command = [sys.executable, str(ROOT / "tools/house.py")]
    table = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    totals = {name: count["total"] for name, count in figures(ROOT).items()}
    assert len(totals) > 10
    for name, total in totals.items():
        assert f"\n{name:<26}{total:>7}\n" in f"\n{table}", name
    assert totals["modules"] > totals["rooms"] > totals["loose modules"]


def test_a_folder_without_the_program_is_an_error(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools/house.py"), str(tmp_path)], check=False, capture_output=True
    )
    assert done.returncode == 1
    assert b"no modules" in done.stderr
