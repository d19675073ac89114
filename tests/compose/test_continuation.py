"""A text in two columns: nothing is lost between them, and a sentence stands in one of them."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from packbuilder.compose.continuation import begun, count, rest

SENTENCE = "The crew <em>of the ferry</em> has not been paid since June, and nobody says why. "
LONG = f"<p>{SENTENCE * 6}Ask Mr. Marin &amp; Co.</p>"
BODY = Markup(f"<p>First.</p>\n{LONG}\n<ul><li>One.</li><li>Two.</li></ul>\n<p>Last.</p>")  # noqa: S704 - markup of its own


def bare(html: str) -> str:
    return re.sub(r"</?p>|\s", "", html)


@pytest.mark.parametrize("pieces", range(count(BODY) + 1))
def test_what_runs_on_is_what_is_left(pieces: int) -> None:
    """Each paragraph and list once, a long paragraph broken between two sentences, no element left open."""
    first, then = begun(BODY, pieces), rest(BODY, pieces)
    assert bare(first + then) == bare(BODY)
    for half in (first, then):
        assert all(half.count(f"<{tag}>") == half.count(f"</{tag}>") for tag in ("p", "em", "ul", "li"))
    assert first.count("<p>") + then.count("<p>") <= BODY.count("<p>") + 1


def test_a_long_paragraph_has_a_piece_a_sentence() -> None:
    assert count(BODY) == 1 + 7 + 1 + 1
    assert begun(BODY, 3) == f"<p>First.</p>\n<p>{(SENTENCE * 2).strip()}</p>"


def test_without_a_number_all_of_it_stands_in_the_first() -> None:
    assert begun(BODY, None) == BODY
    assert rest(BODY, None) == ""
