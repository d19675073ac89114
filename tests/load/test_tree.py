"""YAML as data with lines: the same data as ruamel's own loader yields, and nothing that can blow up or crash."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from packbuilder.errors import ErrorCollector
from packbuilder.load.scalars import scalar
from packbuilder.load.tree import parse

NEST = """\
# first
one: 1
two:
  three: [a, {b: c}]
  four:
    - d
    - e: f
"""


def test_every_key_and_item_knows_its_line() -> None:
    problems = ErrorCollector()
    tree = parse(NEST, "nest.yaml", problems)
    assert tree is not None
    assert not problems
    assert tree.lines == {
        ("one",): 2,
        ("two",): 3,
        ("two", "three"): 4,
        ("two", "three", 0): 4,
        ("two", "three", 1): 4,
        ("two", "three", 1, "b"): 4,
        ("two", "four"): 5,
        ("two", "four", 0): 6,
        ("two", "four", 1): 7,
        ("two", "four", 1, "e"): 7,
    }


def test_data_is_what_ruamel_makes_of_it(repository: Path) -> None:
    files = [
        file
        for folder in ("content", "layouts", "fonts", "tests/faults/base", "tests/faults/layouts")
        for file in (repository / folder).rglob("*.yaml")
        if "_new" not in file.parts  # skeletons, with blanks that are no YAML
    ]
    assert len(files) >= 5
    for file in files:
        tree = parse(file.read_text("utf-8"), file.name, ErrorCollector())
        assert tree is not None
        assert tree.data == YAML(typ="safe", pure=True).load(file)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("240", 240), ("-3", -3), ("0", 0), ("007", "007"), ("1_000", "1_000"), ("9" * 40, "9" * 40),
        ("0.25", 0.25), (".5", 0.5), ("1e3", 1000.0), ("1e999", "1e999"), (".inf", ".inf"), ("1.2.3", "1.2.3"),
        ("true", True), ("FALSE", False), ("yes", "yes"), ("no", "no"), ("", None), ("~", None), ("null", None),
        ("2013-07-05", date(2013, 7, 5)), ("2013-02-30", "2013-02-30"), ("2013-7-5", "2013-7-5"),
    ],
)  # fmt: skip
def test_scalar(words: str, value: object) -> None:
    assert scalar(words) == value
    assert type(scalar(words)) is type(value)


def test_of_two_keys_the_first_counts_with_its_lines() -> None:
    problems = ErrorCollector()
    tree = parse("a: {b: 1}\nc: 2\na:\n  b: 3\n  d: 4\n", "twice.yaml", problems)
    assert tree is not None
    assert tree.data == {"a": {"b": 1}, "c": 2}
    assert tree.lines == {("a",): 1, ("a", "b"): 1, ("c",): 2}
    assert [(p.line, p.key) for p in problems] == [(3, "a")]


def test_a_few_aliases_are_allowed() -> None:
    tree = parse("one: &x [a, b]\ntwo: *x\n", "alias.yaml", ErrorCollector())
    assert tree is not None
    assert tree.data == {"one": ["a", "b"], "two": ["a", "b"]}


def test_lines_count_from_where_the_yaml_begins() -> None:
    problems = ErrorCollector()
    assert parse("a: b\nc: d: e\n", "front.md", problems, first=2) is None
    assert [p.line for p in problems] == [3]


YAMLISH = st.text(alphabet="ab:- \n\t[]{}&*!|>'\"#%?,~0123.\\@`", max_size=80) | st.text(max_size=80)


@given(YAMLISH)
def test_no_text_makes_it_crash(words: str) -> None:
    problems = ErrorCollector()
    tree = parse(words, "any.yaml", problems)
    lines = words.count("\n") + 1
    assert tree is not None or problems
    assert all(0 <= p.line <= lines and p.what and p.remedy for p in problems)
    assert all(1 <= line <= lines for line in (tree.lines if tree else {}).values())
