"""Slogans of too many words: eight are read in passing, nine are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from packbuilder.errors import Problem, Severity
from tests import program

EIGHT = "No boats no town no jobs no future"
FILE = "content/cases/ferry/{}/slogans.md"


@pytest.fixture
def said(base: Path, told: Callable[[Path], tuple[list[Problem], list[Problem]]]) -> Callable[..., list[Problem]]:
    """What checking says of slogans that are put in the place of the first one, by language."""

    def of(**slogans: str) -> list[Problem]:
        for lang, words in slogans.items():
            file = base / FILE.format(lang)
            lines = file.read_text("utf-8").splitlines()
            first = next(n for n, line in enumerate(lines) if line.startswith("- boats:"))
            lines[first] = f"- boats: {words}"
            file.write_text("\n".join(lines) + "\n", "utf-8")
        program.translated(base)
        loading, checking = told(base)
        assert loading == []
        return checking

    return of


def test_eight_words_are_read_in_passing(said: Callable[..., list[Problem]]) -> None:
    assert len(EIGHT.split()) == 8
    assert said(en=EIGHT, ru="раз два три четыре пять шесть семь восемь") == []


def test_nine_are_not(said: Callable[..., list[Problem]]) -> None:
    """The warning counts them and says where they stand; it holds nothing up."""
    assert said(en=f"{EIGHT} here") == [
        Problem.at(
            FILE.format("en"),
            "The slogan has 9 words, and 8 are the most that are read in passing.",
            "Leave out what the leaflet says, or make two slogans of it.",
            line=3,
            key="boats",
            severity=Severity.WARNING,
        )
    ]


def test_every_language_is_counted(said: Callable[..., list[Problem]]) -> None:
    """A translation may need more words than the original."""
    told = said(en=EIGHT, ru="раз два три четыре пять шесть семь восемь девять десять")
    assert [(problem.file, problem.severity) for problem in told] == [(FILE.format("ru"), Severity.WARNING)]
    assert "has 10 words" in told[0].what


def test_words_joined_by_a_hyphen_are_one(said: Callable[..., list[Problem]]) -> None:
    assert said(en="Ferry-workers' no-strike clause: out with it today now") == []


def test_a_build_warns_and_goes_on_unless_it_is_strict(small: Path) -> None:
    """With the message of the check, once; strictly nothing is made."""
    program.change(small / FILE.format("en"), "No boats, no town", f"{EIGHT} here")
    done = program.build(small, "--only=leaflet")
    assert done.exit_code == 0
    assert done.stderr.count("The slogan has 9 words") == 1
    assert (small / "out/ferry/en/leaflet.pdf").exists()
    strict = program.build(small, "--only=leaflet", "--strict")
    assert strict.exit_code == 3
    assert "The slogan has 9 words" in strict.stderr
