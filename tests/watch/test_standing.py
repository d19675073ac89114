"""What is new, what is mended, and what nobody has looked at."""

from __future__ import annotations

from packbuilder.errors import Problem, Severity
from packbuilder.watch.standing import Standing

TEXT = Problem.at("content/cases/ferry/en/story.md", "It is empty.", "Fill it.", line=1)
CASE = Problem.at("content/cases/ferry/case.yaml", "This is not YAML.", "Check it.", line=3)
OTHER = Problem.at("content/cases/bus/en/story.md", "It is empty.", "Fill it.", line=1)
CAMPAIGN = Problem.at("content/campaign.yaml", "This is not YAML.", "Check it.", line=9)
BEHIND = Problem.at("content/cases/ferry/ru/story.md", "It is behind.", "See to it.", severity=Severity.WARNING)


def test_each_is_told_once_and_once_when_it_is_mended() -> None:
    """By place in the list of those that stand, whatever the order in which they were found."""
    standing = Standing()
    assert standing.found([TEXT, BEHIND], made=True) == ((TEXT, BEHIND), ())
    assert standing.found([BEHIND, TEXT], made=True) == ((), ())
    assert standing.problems == (TEXT, BEHIND)
    assert standing.found([BEHIND], made=True) == ((), (TEXT,))
    assert standing.found([], made=True) == ((), (BEHIND,))
    assert not standing.problems


def test_a_problem_that_moves_is_the_same_one() -> None:
    """A line was put in above it."""
    moved = Problem.at(TEXT.file, TEXT.what, TEXT.remedy, line=7)
    standing = Standing()
    standing.found([TEXT], made=True)
    assert standing.found([moved], made=True) == ((), ())
    assert standing.problems == (moved,)


def test_what_nobody_has_looked_at_is_not_mended() -> None:
    """Neither behind a campaign or a case that cannot be read, nor where nothing was made."""
    standing = Standing()
    standing.found([TEXT, OTHER], made=False)
    assert standing.found([CASE, OTHER], made=False) == ((CASE,), ())
    assert standing.found([CAMPAIGN], made=False) == ((CAMPAIGN,), ())
    assert standing.problems == tuple(sorted([TEXT, OTHER, CASE, CAMPAIGN]))
    assert standing.found([OTHER], made=False) == ((), tuple(sorted([TEXT, CASE, CAMPAIGN])))


def test_what_making_found_stands_until_something_is_made() -> None:
    """A text that does not fit is not mended by an error elsewhere."""
    standing = Standing()
    standing.found([TEXT], made=True)
    assert standing.found([OTHER], made=False) == ((OTHER,), ())
    assert standing.found([], made=True) == ((), (OTHER, TEXT))
