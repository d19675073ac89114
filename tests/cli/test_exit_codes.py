"""Every documented exit code from a real cause; no mistake of a person ends in a traceback, and a bug does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import program
from tests.cli.mistakes import MISTAKES
from tests.program import DAY, change, lines


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_its_remedy(small: Path, name: str) -> None:
    """The message first, then how many there are; on stderr alone; no traceback; nothing delivered."""
    mistake, code, message = MISTAKES[name]
    mistake(small)
    done = program.build(small, "--only=leaflet")
    assert done.exit_code == code, done.exception
    assert isinstance(done.exception, SystemExit)
    assert done.stdout == ""
    *told, last = [line for line in lines(done.stderr) if not line.startswith("warning: ")]
    assert re.match(message, told[0]), told
    assert all(line.endswith(".") for line in told)
    assert last.endswith(". Nothing of it was written: what was there before is as it was.")
    assert not (small / "out/ferry").exists()


def test_every_code_has_its_mistakes() -> None:
    """Content, layout, rendering, delivery: usage is tested beside, and bugs below."""
    assert {code for _, code, _ in MISTAKES.values()} == {3, 4, 5, 6}


def test_done_is_0(small: Path) -> None:
    """Nothing on stderr, the table on stdout."""
    done = program.build(small, "--only=leaflet")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "en/leaflet.pdf" in done.stdout


def test_a_process_ends_with_the_code_that_it_tells(small: Path) -> None:
    """What holds within this process holds for one of its own."""
    assert program.run("check", DAY, cwd=small).returncode == 0
    assert program.run("check", "--case=x", DAY, cwd=small).returncode == 2
    (small / "content/cases/ferry/en/story.md").unlink()
    done = program.run("check", DAY, cwd=small)
    assert (done.returncode, done.stdout) == (3, "")
    assert lines(done.stderr) == [
        "content/cases/ferry/en/story.md: The text is missing; it is needed for: booklet, folded, leaflet. Write it.",
        "1 gap.",
    ]


def test_a_bug_keeps_its_traceback_and_is_1(small: Path, tmp_path: Path) -> None:
    """A package that is broken is nobody's mistake in the campaign: everything is said that helps to find it."""
    (tmp_path / "qrcode.py").write_text("raise RuntimeError('a broken package')\n", "utf-8")
    path = f"{tmp_path}:{program.ROOT}"
    done = program.run("build", "--case=ferry", "--lang=en", DAY, cwd=small, PYTHONPATH=path)
    assert done.returncode == 1
    assert "Traceback (most recent call last)" in done.stderr
    assert lines(done.stderr)[-1] == "RuntimeError: a broken package"
    assert not (small / "out/ferry").exists()


def test_a_bug_in_a_worker_keeps_its_traceback_and_is_1(small: Path, tmp_path: Path) -> None:
    """Of several languages, too, and of all the workers none is left over to hold the case."""
    (tmp_path / "zxingcpp.py").write_text("raise RuntimeError('a broken package')\n", "utf-8")
    path = f"{tmp_path}:{program.ROOT}"
    done = program.run("build", "--case=ferry", "--only=leaflet", DAY, cwd=small, PYTHONPATH=path)
    assert done.returncode == 1
    assert "RuntimeError: a broken package" in done.stderr
    program.built(small, "--only=leaflet")


def test_the_gravest_refusal_gives_the_code_and_all_are_told(small: Path) -> None:
    """Documents and languages go on after one is refused, so that everything can be put right at once."""
    change(small / "layouts/leaflet/style.css", "p {", "p { text-shadow: none; ")
    for lang in ("en", "ru"):
        slogans = small / f"content/cases/ferry/{lang}/slogans.md"
        slogans.write_text(slogans.read_text("utf-8").replace("- boats: ", "- boats: " + "Northport" * 30), "utf-8")
    done = program.run("build", "--case=ferry", DAY, cwd=small)
    assert done.returncode == 5
    told = [line.split(": ")[0] for line in lines(done.stderr)[:-1]]
    assert sorted(where for where in told if where != "warning") == [
        "content/cases/ferry/en/slogans.md:3",
        "content/cases/ferry/ru/slogans.md:6",
        "layouts/leaflet/layout.yaml",
        "layouts/leaflet/layout.yaml",
    ]


def test_of_several_cases_one_is_refused_and_the_others_are_delivered(small: Path) -> None:
    """`--all`: the table of what was delivered, then what is refused, with its exit code."""
    cases = small / "content/cases"
    for name in ("aground", "zeebrugge"):
        (cases / name).mkdir()
        for path in (cases / "ferry").rglob("*"):
            target = cases / name / path.relative_to(cases / "ferry")
            target.mkdir(exist_ok=True) if path.is_dir() else target.write_bytes(path.read_bytes())
        change(cases / name / "case.yaml", "slug: ferry", f"slug: {name}")
    (cases / "ferry/en/headline.md").write_text("# " + "Northport" * 30 + "\n", "utf-8")
    done = program.invoke("build", "--root", small, "--all", "--lang=en", "--only=leaflet", DAY)
    assert done.exit_code == 4
    assert [line for line in lines(done.stdout) if "/out/" in line] == [
        f"{small}/out/aground",
        f"{small}/out/zeebrugge",
    ]
    assert lines(done.stderr)[-2].startswith("content/cases/ferry/en/headline.md:1: headline: ")
    assert sorted(path.name for path in (small / "out").iterdir()) == [".packbuilder", "aground", "zeebrugge"]
