"""Nothing is made twice: what a build had from the store is what it would have made, to the byte."""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packbuilder.job import Job
from packbuilder.pipeline.build import targets
from packbuilder.pipeline.tickets import TicketWriter, composer_of
from packbuilder.preflight.checks import preflight
from tests import program
from tests.load.test_imports import MAKING

AGAIN = """
import sys
from packbuilder.cli import main
try:
    main(["build", "--root", sys.argv[1], "--case", "ferry", "--lang", "en", "--today", "2013-07-05", "-q"])
except SystemExit as ended:
    assert not ended.code, ended.code
print(*sys.modules)
"""
ALONE = """
import pickle, sys
from packbuilder.production.press_room import PressRoom
made = PressRoom().made(pickle.loads(sys.stdin.buffer.read()))
sys.stdout.buffer.write(pickle.dumps({file.path: file.data for file in made.files}))
"""
TEXT = "content/cases/ferry/en/story.md"
# What is changed between builds: a file, words of it, and what takes their place.
EDITS = {
    "a word of a text": (TEXT, "ninety", "eighty-nine"),
    "a text that is longer": (TEXT, "ninety years", "ninety years, and it has never been late by more than an hour"),
    "another language": ("content/cases/ferry/ru/story.md", " ", "  "),
    "the day": ("content/cases/ferry/case.yaml", "act_until: 2013-07-31", "act_until: 2013-08-15"),
    "the imprint": ("content/campaign.yaml", "1 Quay Street", "2 Quay Street"),
    "a style": ("layouts/leaflet/style.css", "{", "{ "),
    "nothing": (TEXT, "ninety", "ninety"),
}


SOME = ("--only=leaflet", "--only=placard")
BUILD = ("build", "--case=ferry", program.DAY, "-q")


def _half(store: Path) -> None:
    for file in sorted(store.iterdir())[::2]:
        file.unlink()


def _damage(store: Path) -> None:
    for file in store.iterdir():
        file.write_bytes(file.read_bytes()[:-1])


# What may have become of the store between two builds.
STORES: dict[str, Callable[[Path], object]] = {
    "all of it": lambda _: None,
    "a half": _half,
    "damaged": _damage,
    "nothing": shutil.rmtree,
}


def files(campaign: Path) -> dict[str, bytes]:
    """All that was built, by its path, with the manifest."""
    place = campaign / "out" / "ferry"
    return {file.relative_to(place).as_posix(): file.read_bytes() for file in place.rglob("*") if file.is_file()}


def test_a_build_in_which_nothing_has_changed_makes_nothing(small: Path) -> None:
    """It brings in nothing that sets, draws or reads pages."""
    program.built(small)
    before = files(small)
    done = subprocess.run([sys.executable, "-c", AGAIN, str(small)], check=True, capture_output=True, text=True)
    imported = set(done.stdout.split())
    assert "packbuilder.pipeline.edition" in imported
    making = imported & {*MAKING, "packbuilder.typeset", "packbuilder.printing", "packbuilder.bind"}
    assert making == {"icu4py", "qrcode"}  # composing knows where words may break, and draws codes
    assert files(small) == before


def test_what_is_damaged_in_the_store_is_made_again(small: Path, own_store: Path) -> None:
    """Without a word, and to the same bytes."""
    program.built(small)
    before = files(small)
    kept = [file for file in own_store.iterdir() if file.suffix != ".TAG"]
    assert len(kept) > 3
    for file in kept:
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    assert program.build(small).stderr == program.build(small, "--no-store").stderr
    assert files(small) == before


def test_a_document_is_made_from_its_ticket_alone(small: Path, tmp_path: Path) -> None:
    """In a process that has read nothing of the campaign, which is no longer there."""
    program.built(small, "--no-store")
    built = files(small)
    job = Job(small, small / "out", date(2013, 7, 5), langs=("en",))
    seen = preflight(job)
    [target] = [one for case in seen.cases for one in targets(job, seen, case) if one.edition.lang == "en"]
    writer = TicketWriter(target, composer_of(target))
    tickets = [writer.ticket(writer.composer.compose(document)) for document in target.documents]
    shutil.rmtree(small / "content")
    made: dict[str, bytes] = {}
    for ticket in tickets:
        data = pickle.dumps(ticket.coded(ticket.code))
        done = subprocess.run([sys.executable, "-c", ALONE], input=data, check=True, capture_output=True, cwd=tmp_path)
        made |= pickle.loads(done.stdout)  # noqa: S301 - of the process above
    assert made == {path: data for path, data in built.items() if path in made}
    assert len(made) > len(tickets) > 2


@pytest.mark.from_nothing
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from([*EDITS]), st.sampled_from([*STORES])), min_size=1, max_size=2))
def test_what_is_built_after_edits_is_what_would_be_built_from_nothing(
    small: Path, own_store: Path, steps: list[tuple[str, str]]
) -> None:
    """Whatever is in the store: all of it, a half, what is damaged, or nothing."""
    work = small.with_name("edited")
    for folder in (work, own_store):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(small, work)
    program.built(work, *SOME)
    for edit, state in steps:
        name, words, others = EDITS[edit]
        file = work / name
        file.write_text(file.read_text("utf-8").replace(words, others, 1), "utf-8")
        STORES[state](own_store)
        program.built(work, *SOME)
    incremental = files(work)
    program.built(work, *SOME, "--no-store")
    assert files(work) == incremental


def test_builds_that_are_killed_or_share_the_store_leave_it_sound(small: Path, ready: Path, own_store: Path) -> None:
    """Killed later each time, so that in the end something is kept; then two at once, which both find what is there."""
    for tenths in (6, 12, 18, 24, 30):
        building = program.start(*BUILD, cwd=small, **program.UNMEASURED)
        with contextlib.suppress(subprocess.TimeoutExpired):
            building.communicate(timeout=tenths / 10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(building.pid, signal.SIGKILL)
        building.communicate()
    assert any(own_store.iterdir()), "nothing was kept before the kill"
    both = [program.start(*BUILD, f"--out={small / name}", cwd=small, **program.UNMEASURED) for name in ("out", "too")]
    assert [(one.communicate()[1], one.returncode) for one in both] == [("", 0), ("", 0)]
    assert program.delivered(small / "out/ferry") == program.delivered(ready / "out/ferry")
    assert program.delivered(small / "too/ferry") == program.delivered(ready / "out/ferry")


def test_what_is_said_of_a_document_that_is_had_from_the_store_is_said_of_it_today(base: Path) -> None:
    """There is no room for the code of the mail; the line of the layout that says so has moved since."""
    shutil.copytree(program.ROOT / "layouts/leaflet", base / "layouts/leaflet")
    layout = base / "layouts/leaflet/layout.yaml"
    program.change(layout, "mail: {size: 32}", "mail: {size: 90}")
    first = program.build(base, "--only=leaflet").stderr
    assert "There is no room for the code that opens a mail" in first
    layout.write_text("# A note\n" + layout.read_text("utf-8"), "utf-8")
    kept = program.build(base, "--only=leaflet").stderr
    assert kept == program.build(base, "--only=leaflet", "--no-store").stderr
    assert kept != first
