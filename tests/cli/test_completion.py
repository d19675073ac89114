"""The Tab key: commands, options, and what is in the campaign that one stands in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from packbuilder.cli import main
from tests import program
from tests.program import lines

COMMANDS = sorted(main.commands)


@pytest.fixture
def console(tmp_path: Path) -> Path:
    """The command `packbuilder` as an installer makes it."""
    script = tmp_path / "bin" / "packbuilder"
    script.parent.mkdir()
    script.write_text(f"#!{sys.executable}\nimport sys\nfrom packbuilder.cli import main\nsys.exit(main())\n", "utf-8")
    script.chmod(0o755)
    return script


def completed(console: Path, words: str, cwd: Path) -> list[str]:
    """What the Tab key offers for the last of some words."""
    environment = {
        "PYTHONPATH": str(program.ROOT),
        "_PACKBUILDER_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    done = subprocess.run([console], cwd=cwd, env=os.environ | environment, check=True, capture_output=True, text=True)
    return [line.partition(",")[2] for line in lines(done.stdout)]


def test_the_shell_gets_what_completes(console: Path) -> None:
    """`_PACKBUILDER_COMPLETE=bash_source packbuilder` prints what the shell is to run, and it is sound bash."""
    environment = os.environ | {"PYTHONPATH": str(program.ROOT), "_PACKBUILDER_COMPLETE": "bash_source"}
    done = subprocess.run([console], env=environment, check=True, capture_output=True, text=True)
    assert "complete -o nosort -F _packbuilder_completion packbuilder" in done.stdout
    subprocess.run(["bash", "-n"], input=done.stdout, check=True, text=True)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("packbuilder ch", ["check"]),
        ("packbuilder ", COMMANDS),
        ("packbuilder new ", ["branch", "case", "language"]),
        ("packbuilder new la", ["language"]),
        ("packbuilder build --dr", ["--draft"]),
        ("packbuilder build --case f", ["ferry"]),
        ("packbuilder build --case x", []),
        ("packbuilder build --lang ", ["en", "ru"]),
        ("packbuilder build --only p", ["pack", "placard"]),
    ],
)
def test_tab_completes_commands_options_cases_languages_and_layouts(
    console: Path, small: Path, words: str, offered: list[str]
) -> None:
    """From anywhere in a campaign, what is in that campaign."""
    assert completed(console, words, small / "content") == offered
