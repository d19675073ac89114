"""YAML that libyaml is let to read has the data, the lines and the problems that ruamel finds in it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load import tree

BASE = Path(__file__).parents[1] / "faults" / "base" / "content"
# What is put into a file of a campaign, or in the place of some of it: all that YAML has a meaning for, and some words.
SIGNS = (
    *"\t\n :#-?\"'{}[],|>%@`\\!&*~=<.", ": ", " #", "- ", "? ", "&a ", "*a", "!!str ", "|-", ">+\n", "|2", "---\n",
    "...\n", "<<: ", "::", ":-", "{a:b}", "a:\n", "\n\n", "\\u12", "\x85", "\u2028", "\ufeff", "\u00a0", "😀", "http://x",
    "null", "1",
)  # fmt: skip

Read = tuple[tree.Tree | None, list[Problem]]


def quickly(words: str) -> Read:
    problems = ErrorCollector()
    return tree.quickly(words, "any.yaml", problems, (1, words.rstrip("\n").count("\n") + 1)), [*problems]


def strictly(words: str) -> Read:
    problems = ErrorCollector()
    return tree.strictly(words, "any.yaml", problems, (1, words.rstrip("\n").count("\n") + 1)), [*problems]


def test_files_in_order_are_read_by_libyaml(repository: Path) -> None:
    """And as ruamel reads them: were they not, every run would wait for ruamel."""
    files = [
        file
        for folder in ("content", "layouts", "fonts", "tests/faults/base")
        for file in (repository / folder).rglob("*.yaml")
        if "_new" not in file.parts  # skeletons, with blanks that are no YAML
    ]
    assert len(files) > 20
    for file in files:
        words = file.read_text("utf-8")
        assert quickly(words)[0] is not None, file
        assert quickly(words) == strictly(words), file


def parts() -> list[str]:
    """Some lines of each file of the smallest campaign."""
    files = sorted(BASE.rglob("*.yaml"))
    assert files
    lines = [line for file in files for line in file.read_text("utf-8").splitlines(keepends=True)]
    return ["".join(lines[at : at + 6]) for at in range(0, len(lines), 3)]


@st.composite
def changed(draw: st.DrawFn) -> str:
    """Lines of a campaign with up to four slips of the pen in them."""
    words = draw(st.sampled_from(parts()))
    for _ in range(draw(st.integers(0, 4))):
        at, gone = draw(st.integers(0, len(words))), draw(st.integers(0, 3))
        words = words[:at] + draw(st.sampled_from(("", *SIGNS))) + words[at + gone :]
    return words


@settings(max_examples=200)
@given(changed())
@example("&name: value\nother: 1\n")
@example("a: &b? 1\nc: *b?\n")
def test_what_libyaml_reads_ruamel_reads_alike(words: str) -> None:
    quick = quickly(words)
    assert quick[0] is None or quick == strictly(words)
