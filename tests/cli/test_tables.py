"""Tables and lines that move: in every script, on terminals and off them."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from packbuilder.cli.tables import aligned
from tests import program
from tests.program import DAY

NAMES = [
    "harbour", "қалалық", "шахтёр", "سلام", "سَلَام", "東京都", "한국어", "नमस्ते", "cafe\u0301", "и\u0306", "[bold]x[/]",
]  # fmt: skip
PRINTED = """
import sys
from packbuilder.cli.progress import aside, counting
with counting("letters") as step:
    for done in range(1, 4):
        step("ferry [en]", done, 3)
        if done == 2:
            aside("The server is slow.")
"""


def cells(words: str) -> int:
    """How many cells of a terminal some words take: none for marks, two for wide characters, one for all else."""
    marks = {"Mn", "Me", "Cf"}
    return sum(
        0 if unicodedata.category(char) in marks else 1 + (unicodedata.east_asian_width(char) in "WF") for char in words
    )


@pytest.mark.parametrize("name", NAMES)
def test_columns_stand_below_each_other_in_every_script(name: str) -> None:
    """As many cells before the second column, whatever stands in the first; and it stands there as it is."""
    lines = aligned([["case", "state"], [name, "!"], ["a longer one than all", "!"]]).split("\n")
    assert lines[1].startswith(name)
    assert {cells(line.partition(mark)[0]) for line, mark in zip(lines, ("state", "!", "!"), strict=True)} == {23}


def test_long_lines_are_not_broken() -> None:
    """What stands in a file is to be searched."""
    long = "word " * 100 + "end"
    assert aligned([["head", "other"], [long, "x"]]).split("\n")[1] == f"{long}  x"


def on_a_terminal(arguments: list[str], cwd: Path, **environment: str) -> str:
    """What a process says on a terminal of 80 columns."""
    ours, its = pty.openpty()
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=cwd, stdin=its, stdout=its, stderr=its,
        env={"PYTHONPATH": str(program.ROOT), "PATH": os.environ["PATH"], "TERM": "xterm", **environment},
    ) as process:  # fmt: skip
        os.close(its)
        said = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # so Linux says that the other end is closed
                break
            if not part:
                break
            said += part
    os.close(ours)
    assert process.returncode == 0, said
    return said.decode("utf-8")


def test_a_terminal_gets_a_bold_head_and_a_file_none(small: Path) -> None:
    """No code for any terminal stands in a file or a pipe; and NO_COLOR leaves no colour on a terminal."""
    arguments = ["-m", "packbuilder", "list", "--root", str(small), DAY]
    for environment in ({}, {"NO_COLOR": "1"}):
        said = on_a_terminal(arguments, small, **environment)
        assert "\x1b[1m" in said
        assert not re.search(r"\x1b\[[0-9;]*(3[0-7]|4[0-7]|38|48)[0-9;]*m", said)
    done = program.run("list", "--root", small, DAY)
    assert "ferry" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr


def test_a_line_counts_on_a_terminal_and_what_is_said_stands_above_it(tmp_path: Path) -> None:
    """The last one stays, with all of them done."""
    said = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", on_a_terminal(["-c", PRINTED], tmp_path)).replace("\r", "\n")
    *_, last = said.rstrip().split("\n")
    assert last.startswith("ferry [en]: letters")
    assert last.rstrip().endswith("3/3")
    assert "The server is slow." in [line.strip() for line in said.split("\n")]


def test_off_a_terminal_nothing_moves(tmp_path: Path) -> None:
    """What is said meanwhile is said."""
    done = subprocess.run(
        [sys.executable, "-c", PRINTED], cwd=tmp_path, check=True, capture_output=True, text=True,
        env={"PYTHONPATH": str(program.ROOT), "PATH": ""},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("", "The server is slow.\n")
