"""Saves are heard and made, problems told as they come and go; nothing that people do to their files ends it."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from tests import program
from tests.watch.watched import PATIENCE_S, watching

HEADLINE = "content/cases/ferry/en/headline.md"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and groups of processes")


def test_a_save_is_made_problems_come_and_go_and_it_ends_with_ctrl_c(small: Path) -> None:
    """One process from the first build to its end."""
    (small / "content/cases/ferry/ru/headline.md").unlink()  # else a translation is behind after each save
    headline, campaign = small / HEADLINE, small / "content/campaign.yaml"
    with watching(small) as watched:
        assert [line for line in watched.until() if line.startswith("made: ")] == [
            f"made: {small}/out/ferry: en/leaflet.pdf"
        ]
        before = watched.leaflet()
        assert "Zebra" not in before

        # Several saves, as editors make them: one build.
        headline.write_text("# Half of it", "utf-8")
        headline.with_name("headline.md.new").write_text("# Zebra ferry\n", "utf-8")
        headline.with_name("headline.md.new").replace(headline)
        said = watched.until()
        assert f"made: {small}/out/ferry: en/leaflet.pdf" in said
        assert "Zebra" in watched.leaflet()

        # What is no save.
        for name in (".headline.md.swp", "headline.md~", ".#headline.md", "#headline.md#", "4913"):
            headline.with_name(name).write_text("x", "utf-8")
        (small / ".git").mkdir()
        (small / ".git/index").write_text("x", "utf-8")
        (small / "out/notes.txt").write_text("x", "utf-8")
        assert watched.silent(1.5)

        # A text is broken, then the campaign: what was made stays, and nothing is mended that nobody has looked at.
        headline.write_text("# Zebra\n\n# Again\n", "utf-8")
        broken = watched.until()
        assert any(line.startswith(f"{HEADLINE}:3: ") for line in broken), broken
        whole = campaign.read_text("utf-8")
        campaign.write_text(whole + "languages: [", "utf-8")
        broken = watched.until()
        assert any(line.startswith("content/campaign.yaml:") for line in broken), broken
        assert not any(line.startswith("mended: ") for line in broken), broken
        assert int(broken[-1].split()[0]) > sum(line.startswith("content/") for line in broken), broken
        assert "Zebra" in watched.leaflet()
        campaign.write_text(whole, "utf-8")
        mended = watched.until()
        assert {line.split(":")[1].strip() for line in mended if line.startswith("mended: ")} == {
            "content/campaign.yaml"
        }
        headline.write_text("# Giraffe ferry\n", "utf-8")
        mended = watched.until()
        assert any(line.startswith(f"mended: {HEADLINE}:3: ") for line in mended), mended
        assert "Giraffe" in watched.leaflet()

        code, said = watched.end(signal.SIGINT)
    assert (code, said) == (0, ["Watching has ended."])
    program.built(small, "--only=leaflet")  # nothing holds the case


def test_folders_may_go_and_come_back_and_new_ones_come(small: Path) -> None:
    """As when somebody goes to another branch of git and back, or begins a case, or a layout of their own."""
    shutil.rmtree(small / "content/cases/ferry/ru")
    layouts = shutil.move(small / "layouts", small.parent / "layouts")
    with watching(small, only=("--lang=en", "--only=placard")) as watched:
        watched.until()
        shutil.move(small / "content", small / "elsewhere")
        gone = watched.until()
        assert any("There is no content/campaign.yaml" in line for line in gone), gone
        shutil.move(small / "elsewhere", small / "content")
        back = watched.until()
        assert any(line.startswith("mended: --root: ") for line in back), back
        assert "made: " in "".join(back)

        shutil.move(layouts, small / "layouts")
        assert any("placard" in line for line in watched.until() if line.startswith("made: "))
        program.change(small / "content/cases/ferry/en/slogans.md", "boats:", "boats: Zebra")
        assert any("placard" in line for line in watched.until() if line.startswith("made: "))

        code, said = watched.end(signal.SIGTERM)
    assert code == 128 + signal.SIGTERM
    assert "Traceback" not in "".join(said)


def test_a_command_that_cannot_be_done_is_not_watched(small: Path) -> None:
    """A case that is not there; but one that is faulty is, and waits for its mending."""
    done = program.run("watch", "--case=x", program.DAY, cwd=small)
    assert done.returncode == 2
    assert "`x` is not there" in done.stderr


def shown(terminal: int) -> bytes:
    """What has come to a terminal, which takes its time, until nothing more comes."""
    seen = b""
    while select.select([terminal], [], [], 1)[0]:
        seen += os.read(terminal, 65536)
    return seen


def test_on_a_terminal_progress_moves_for_each_build(small: Path) -> None:
    """It goes when all is told, and comes again with the next save."""
    master, slave = pty.openpty()
    with watching(small, errors=slave) as watched:
        os.close(slave)
        watched.until()
        first = shown(master)
        program.change(small / HEADLINE, "# ", "# Zebra ")
        watched.until()
        second = shown(master)
        watched.end(signal.SIGINT)
    os.close(master)
    for seen in (first, second):
        assert b"loading and checking" in seen
        assert b"ferry/en: leaflet" in seen
        assert set(re.findall(rb"./1", seen)) == {b"0/1", b"1/1"}
        assert seen.count(b"\x1b[?25l") == seen.count(b"\x1b[?25h")  # the cursor


@pytest.mark.skipif(sys.platform != "linux", reason="its workers are counted in /proc")
def test_workers_are_warm_before_the_first_save(small: Path) -> None:
    """Also where nothing had to be made, as all is in the store."""
    program.built(small, "--only=leaflet")
    with watching(small) as watched:
        assert any("nothing on paper has changed" in line for line in watched.until())
        children = Path(f"/proc/{watched.process.pid}/task/{watched.process.pid}/children")
        until = time.monotonic() + PATIENCE_S
        while len(workers := children.read_text().split()) < (os.cpu_count() or 1) and time.monotonic() < until:
            time.sleep(0.05)
        assert len(workers) == (os.cpu_count() or 1)
        program.change(small / HEADLINE, "# ", "# Zebra ")
        watched.until()
        assert children.read_text().split() == workers
