"""A layout that does not print what it says it prints is refused, with the line of the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.program import build, change

PAGE, STORY = "layouts/leaflet/page.html", "content/cases/ferry/en/story.md"
BODY = "{{ texts.story.body }}"
LISTED = "# A town\n\nThe crew said:\n\n- One\n  - two, of which much is said\n    - three, of which nothing is said\n"


@pytest.mark.parametrize(
    "printed",
    ["{{ texts.story.body|replace('crew was told', 'crew told') }}", "{{ texts.story.body|truncate(60)|safe }}"],
    ids=["other words", "the beginning"],
)
def test_a_text_that_is_not_printed_whole_is_refused(small: Path, printed: str) -> None:
    change(small / PAGE, BODY, printed)
    done = build(small, "--only", "leaflet")
    assert done.exit_code == 5, done.stderr
    told = rf"{STORY}:3: words: “.*” is not on the pages of en/leaflet\.pdf, or not in its place\."
    assert re.match(told, done.stderr)


def test_lists_within_lists_are_printed_to_the_last_item(small: Path) -> None:
    """Or refused: never printed without it."""
    (small / STORY).write_text(LISTED, "utf-8")
    change(small / PAGE, BODY, f"<style>li {{ list-style: none }}</style>{BODY}")  # the face has no signs for them
    done = build(small, "--only", "leaflet")
    assert done.exit_code == 0, done.stderr
    change(small / PAGE, "<style>", "<style>li li li { display: none } ")
    done = build(small, "--only", "leaflet")
    assert done.exit_code == 4, done.stderr
    assert "three, of which nothing is said" in done.stderr
