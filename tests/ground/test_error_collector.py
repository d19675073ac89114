"""What is wrong is gathered while work goes on, and told at once."""

from __future__ import annotations

import pytest

from packbuilder.errors import ContentError, ErrorCollector, PackError, Problem, RenderError, Severity, UsageError
from packbuilder.model.loaded import Source

GAP = Problem.at("case.yaml", "It is missing.", "Write it.", severity=Severity.GAP)
ERROR = Problem.at("--case", "There is none.", "Say one.")


def test_each_problem_is_kept_once_in_the_order_of_finding() -> None:
    problems = ErrorCollector([GAP])
    problems.add(ERROR, GAP)
    problems.extend(one for one in (GAP, ERROR))
    assert list(problems) == [GAP, ERROR]
    assert problems.errors == (ERROR,)
    assert GAP in problems
    assert len(problems) == len(list(problems))


def test_nothing_is_raised_of_nothing() -> None:
    problems = ErrorCollector()
    problems.raise_if_any(ContentError)
    assert not problems


@pytest.mark.parametrize(("own", "raised"), [(UsageError, RenderError), (PackError, RenderError)])
def test_work_goes_on_past_what_is_refused_and_the_gravest_is_raised(
    own: type[PackError], raised: type[PackError]
) -> None:
    problems = ErrorCollector()
    for refusal in (RenderError(ERROR), ContentError(GAP, ERROR)):
        with problems:
            raise refusal
    with pytest.raises(raised) as caught:
        problems.raise_if_any(own)
    assert caught.value.problems == (ERROR, GAP)


def test_the_kind_that_is_asked_for_holds_where_it_is_graver() -> None:
    problems = ErrorCollector()
    problems.refuse(UsageError(ERROR))
    with pytest.raises(ContentError):
        problems.raise_if_any(ContentError)


def test_a_bug_is_no_refusal() -> None:
    with pytest.raises(ZeroDivisionError), ErrorCollector():
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("path", "line", "key"),
    [
        ("name", 3, "name"),
        (("addresses", "embassy", "postal"), 7, "addresses.embassy.postal"),
        (("languages", 1), 4, "languages"),
        ((), 0, ""),
    ],
)
def test_a_source_knows_the_place_of_its_problems(path: str | tuple[str | int, ...], line: int, key: str) -> None:
    """The line is that of the nearest parent that has one; numbers in lists are no part of the key."""
    source = Source("x.yaml", {("name",): 3, ("languages",): 4, ("addresses", "embassy"): 7}, "")
    problem = source.problem(path, "It is wrong.", "Put it right.")
    assert (problem.file, problem.line, problem.key) == ("x.yaml", line, key)
