"""What the pages tell one to do is done, in the order of each page, in a copy of the program and a small campaign."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import click
import pytest
from distributed.cli import dask_scheduler, dask_worker

from packbuilder.cli import main
from packbuilder.cli.lazy import LazyCommand
from tests.docs import pages
from tests.docs.pages import PAGES, ROOT, Step

STEPS = {page: pages.steps(page) for page in PAGES}
TOLD = {page: steps for page, steps in STEPS.items() if any(step.language == "sh" for step in steps)}
# These begin in the program's folder; whoever reads the others has a campaign.
BEGINNERS = {"README.md", "organiser.md"}
# The day on which pages were written, for dates that must not grow old: they are today's.
WRITTEN = "2026-11-01"
# How many blocks of commands cannot be run in a test: for want of a mail server, of fonts, of words that people
# write, of other machines.
NOT_RUN = 10
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*[a-z](?![\w-])")


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    """A folder with a copy of the program and of one case beside it, and the campaign that `init` makes."""
    here = tmp_path / "packbuilder"
    for name in ("packbuilder", "layouts"):
        shutil.copytree(ROOT / name, here / name)
    for name in ("fonts", "profiles", "requirements.lock"):
        (here / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "content", here / "content", ignore=_other_cases)
    pack = here / "pack"
    pack.write_text(
        f'#!/bin/sh\nPYTHONPATH={here} PACKBUILDER_COMMAND=$0 exec {sys.executable} -P -m packbuilder "$@"\n'
    )
    pack.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("page", TOLD, ids=[page.stem for page in TOLD])
def test_what_a_page_says_is_done(page: Path, ground: Path) -> None:
    """Files are written, commands end as they should and print what the page shows."""
    here = ground / "packbuilder"
    if page.name not in BEGINNERS:
        here = _campaign(ground)
    for step in TOLD[page]:
        if step.file:
            _written(here, step)
        elif not step.why_not:
            here = _run(here, step)


def test_what_is_not_run_says_why() -> None:
    """Most is run; what is not is counted here, so that nobody leaves out another block in silence."""
    blocks = [step for steps in TOLD.values() for step in steps if step.language == "sh"]
    left_out = [step for step in blocks if step.why_not]
    assert {page.stem for page in TOLD} >= {
        "README",
        "organiser",
        "translator",
        "branch",
        "designer",
        "mail",
        "developer",
    }
    assert len(blocks) - len(left_out) >= 28
    assert len(left_out) == NOT_RUN, [f"{step}: {step.why_not}" for step in left_out]


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_every_block_is_commands_their_output_or_a_file(page: Path) -> None:
    """A block of another language says of which file it is."""
    nameless = [str(step) for step in STEPS[page] if step.language != "sh" and not step.file]
    assert nameless == []


def test_every_command_and_option_is_one_of_the_program() -> None:
    """Also those in sentences and tables."""
    words = {page: page.read_text("utf-8") for page in PAGES}
    commands = {(page.name, one) for page, text in words.items() for one in re.findall(r"\./pack ([a-z]+)", text)}
    options = {(page.name, one) for page, text in words.items() for one in _OPTION.findall(text)}
    assert len(commands) > 20
    assert len(options) > 50
    made = {
        Path(step.file).stem for steps in TOLD.values() for step in steps if step.file.startswith("packbuilder/cli/")
    }
    assert {(page, one) for page, one in commands if one not in made | set(main.commands)} == set()
    styles = set(_OPTION.findall((ROOT / "layouts/_base/style.css").read_text("utf-8")))  # whose own begin likewise
    known = styles.union(*map(_options, (main, dask_scheduler.main, dask_worker.main)))
    assert {(page, one) for page, one in options if one not in known} == set()


def _options(command: click.Command) -> set[str]:
    if isinstance(command, LazyCommand):
        command = command.load()
    own = {name for one in command.params if isinstance(one, click.Option) for name in one.opts} | {"--help"}
    return own.union(*map(_options, command.commands.values())) if isinstance(command, click.Group) else own


def _other_cases(folder: str, names: list[str]) -> set[str]:
    return set(names) - {"zhezkazgan"} if folder.endswith("cases") else set()


def _campaign(ground: Path) -> Path:
    campaign = ground / "our-campaign"
    subprocess.run(["./pack", "init", campaign], cwd=ground / "packbuilder", check=True, capture_output=True)
    (campaign / "pack").symlink_to("../packbuilder/pack")
    return campaign


def _written(here: Path, step: Step) -> None:
    own, program = here / step.file, here.parent / "packbuilder" / step.file
    file = program if step.file.startswith("packbuilder/") or (step.language == "diff" and not own.exists()) else own
    content = step.content.replace(WRITTEN, datetime.now().astimezone().date().isoformat())
    try:
        if step.language == "diff":
            pages.change(file, content)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, "utf-8")
    except (AssertionError, OSError) as error:
        pytest.fail(f"{step}: {error}")


def _run(here: Path, step: Step) -> Path:
    """Run the commands of a block; the folder in which they end."""
    commands = f"exec 2>&1\n{step.content}\npwd >'{here}/.where'"
    done = subprocess.run(["sh", "-eu", "-c", commands], cwd=here, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == step.code, f"{step}: exit code {done.returncode}\n{done.stdout}"
    assert pages.told(step, done.stdout) == [], f"{step}: these lines are not printed, but\n{done.stdout}"
    where = here / ".where"
    return Path(where.read_text().strip()) if where.exists() else here
