"""What the options of `build` do: strictness, drafts, days, and how much is said."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from tests import program
from tests.e2e.delivery import Delivery
from tests.program import DAY, change, delivered, invoke, lines

CASE = Path("content/cases/ferry")
NEVER_OF_IT = "Nothing of it was written: what was there before is as it was."
EXPIRED = "content/cases/ferry/case.yaml:7: act_until: "


@pytest.fixture
def unreviewed(small: Path) -> Path:
    """The small campaign with a text that waits for review: a warning, and no more."""
    story = small / CASE / "en/story.md"
    story.write_text("---\nreviewed: false\n---\n\n" + story.read_text("utf-8"), "utf-8")
    return small


@pytest.fixture
def gap(small: Path) -> Path:
    """The small campaign without one of the texts that it needs."""
    (small / CASE / "en/story.md").unlink()
    return small


def test_warnings_are_told_and_kept_in_the_manifest(unreviewed: Path) -> None:
    """On stderr, each marked as a warning; in the manifest, word for word."""
    done = program.build(unreviewed, "--only=leaflet")
    assert done.exit_code == 0
    told = lines(done.stderr)
    assert len(told) == 1
    assert told[0].startswith("warning: content/cases/ferry/en: reviewed: 1 of ")
    problems = program.manifest(unreviewed / "out/ferry")["problems"]
    assert [f"warning: {problem}" for problem in problems] == told


def test_strict_refuses_for_a_warning(unreviewed: Path) -> None:
    """`--strict`: exit code 3, and nothing is built; `check` says the same."""
    for done, last in (
        (program.build(unreviewed, "--only=leaflet", "--strict"), f"1 warning. {NEVER_OF_IT}"),
        (invoke("check", "--root", unreviewed, DAY, "--strict"), "1 warning."),
    ):
        assert done.exit_code == 3
        assert lines(done.stderr)[-1] == last
    assert not (unreviewed / "out").exists()


def test_strict_builds_what_has_no_warning(small: Path) -> None:
    """Strictness asks for no more than that."""
    done = program.build(small, "--only=leaflet", "--strict")
    assert (done.exit_code, done.stderr) == (0, "")


def test_a_gap_is_refused_in_earnest_and_printed_in_a_draft(gap: Path) -> None:
    """The draft names the missing text in its place, says DRAFT, and still tells what is missing."""
    done = program.build(gap, "--only=leaflet")
    assert done.exit_code == 3
    assert lines(done.stderr)[-1] == f"1 gap. {NEVER_OF_IT}"
    done = program.build(gap, "--only=leaflet", "--draft")
    assert done.exit_code == 0
    assert lines(done.stderr) == [
        "content/cases/ferry/en/story.md: The text is missing; it is needed for: booklet, folded, leaflet. Write it."
    ]
    (text,) = Delivery(gap / "out/ferry").files["en/leaflet.pdf"].texts
    assert "DRAFT" in text
    assert "[story]" in text


def test_a_draft_is_no_excuse_for_an_error(gap: Path) -> None:
    """Gaps pass, errors do not."""
    (gap / "content/addresses.yaml").unlink()
    assert program.build(gap, "--draft").exit_code == 3


@pytest.mark.timeout(300)
def test_every_page_of_a_draft_says_so(base: Path) -> None:
    """In the layouts of the house: on each page of each document and of the pack, in letters that can be seen."""
    done = program.build(base, "--draft")
    assert done.exit_code == 0, done.stderr
    draft = Delivery(base / "out/ferry")
    own = [entry for entry in draft.manifest["files"] if entry["form"] in {"page", "pack"}]
    pages = [text for entry in own for text in draft.files[entry["path"]].texts]
    assert len(pages) == sum(entry["pages"] for entry in own) > 15
    assert all("DRAFT" in text for text in pages)
    assert draft.manifest["draft"] is True
    program.built(base, "--only=leaflet")
    earnest = Delivery(base / "out/ferry").files["en/leaflet.pdf"]
    assert not any("DRAFT" in text for text in earnest.texts)


def test_the_edition_of_a_draft_is_another_one(small: Path) -> None:
    """A page of a draft is not taken for one of the finished edition, not even by its code."""
    codes = []
    for options in ([], ["--draft"]):
        program.built(small, "--only=leaflet", *options)
        codes += [edition["code"] for edition in program.manifest(small / "out/ferry")["editions"]]
    assert len(set(codes)) == 2


def test_an_appeal_that_has_expired_is_refused(small: Path) -> None:
    """On its last day it builds, on the day after it does not; nor does it today. What does not urge goes on."""
    assert invoke("check", "--root", small, "--today=2013-07-31").exit_code == 0
    for options in (["--today=2013-08-01"], []):
        done = invoke("build", "--root", small, "--case=ferry", "--lang=en", "--only=appeal", *options)
        assert done.exit_code == 3
        assert [line for line in lines(done.stderr) if line.startswith(EXPIRED)]
        assert invoke("check", "--root", small, *options).exit_code == 3
    leaflet = invoke("build", "--root", small, "--case=ferry", "--lang=en", "--only=leaflet", "--today=2013-08-01")
    assert (leaflet.exit_code, leaflet.stderr) == (0, "")


def test_an_archived_case_builds_on_any_day(small: Path) -> None:
    """It says of itself that it is an archive."""
    change(small / CASE / "case.yaml", "status: open", "status: archived")
    done = invoke("build", "--root", small, "--case=ferry", "--lang=en", "--only=leaflet", "--today=2030-01-01")
    assert (done.exit_code, done.stderr) == (0, "")


def test_quiet_says_nothing_at_all(unreviewed: Path) -> None:
    """Neither table nor warnings: of a build that went well there is nothing to read."""
    done = program.build(unreviewed, "--only=leaflet", "-q")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert delivered(unreviewed / "out/ferry")


def test_quiet_still_says_why_it_refuses(gap: Path) -> None:
    """Silence would be taken for success."""
    done = program.build(gap, "-q")
    assert done.exit_code == 3
    assert "story.md" in done.stderr


def test_verbose_says_every_document_as_it_is_begun(small: Path) -> None:
    """Each document of each language on a line of its own, the longest first; then the pack, and that all is done."""
    done = program.run("build", "--case=ferry", DAY, "-v", cwd=small)
    assert done.returncode == 0
    documents = [
        "leaflet",
        "folded",
        "placard-1-boats",
        "placard-2-hands-off",
        "appeal",
        "letter-ministry",
        "letter-ferry-line",
        "booklet",
    ]
    for lang in ("en", "ru"):
        said = [re.split(r": | \(", line)[1] for line in lines(done.stderr) if line.startswith(f"ferry/{lang}: ")]
        assert sorted(said[:-2]) == sorted(documents)
        assert said[-2:] == ["pack", "done"]
    assert len([line for line in lines(done.stderr) if line.startswith("ferry/")]) == 20
    alone = program.build(small, "--only=leaflet", "-v", "--no-store")
    assert lines(alone.stderr) == ["ferry/en: leaflet (0 of 1)", "ferry/en: done (1 of 1)"]


def test_the_table_says_what_was_made(small: Path) -> None:
    """File, sheet, pages, kilobytes, codes read, size of text and of capitals, in columns."""
    done = program.build(small)
    assert done.exit_code == 0
    place, head, *rows = lines(done.stdout)
    assert place == str(small / "out/ferry")
    columns = ["file", "sheet (mm)", "pages", "kB", "codes read", "text (pt)", "capitals (mm)", "read from (m)"]
    assert re.split(r"  +", head) == columns
    cells = [re.split(r"  +", row) for row in rows]
    assert ["en/letter-ministry.pdf", "148 × 210", "1"] in [row[:3] for row in cells]
    assert ["en/pack.pdf", "148 × 210", "17"] in [row[:3] for row in cells]
    assert {row[4] for row in cells} == {"1 of 1", "9 of 9"}
    assert len(cells) == 11


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no pseudo-terminals")
def test_on_a_terminal_progress_moves_and_goes(small: Path) -> None:
    """What is being made can be watched, of how many and for how long, and leaves the terminal clean for the table."""
    master, slave = pty.openpty()
    options = ["build", "--case=ferry", "--lang=en", "--only=leaflet", "--only=letter", DAY]
    environment = os.environ | {"PYTHONPATH": str(program.ROOT), "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(
        [*program.COMMAND, *options], cwd=small, env=environment, stdout=subprocess.PIPE, stderr=slave
    )
    os.close(slave)
    seen = b""
    with suppress(OSError):  # the terminal is gone with the process
        while part := os.read(master, 4096):
            seen += part
    os.close(master)
    out, _ = process.communicate()
    assert process.returncode == 0
    assert b"loading and checking" in seen
    assert b"ferry/en: leaflet" in seen
    counts = [int(count) for count in re.findall(rb"(\d)/3", seen)]
    assert counts == sorted(counts)
    assert {*counts} == {0, 1, 2, 3}
    assert re.search(rb"\d:\d\d left", seen)
    assert seen.endswith((b"\x1b[2K", b"\x1b[?25h", b"\r"))
    assert b"en/leaflet.pdf" in out
    assert b"\x1b" not in out
