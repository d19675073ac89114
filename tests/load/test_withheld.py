"""Withheld blocks: whoever may not read one reads no line of it, and every line keeps its number."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load import files, withheld
from packbuilder.model.base import Audience, Consent
from packbuilder.model.secrets import Withheld, cleared

AUDIENCES: tuple[Audience, ...] = ("public", "members", "press")
MAY_READ: dict[Consent, set[str]] = {
    "public": {"public", "members", "press"},
    "members": {"members"},
    "press": {"press"},
    "none": set(),
}


@dataclass(frozen=True)
class Part:
    """Lines of a text that are for everybody (`public`), or stand in a block."""

    consent: Consent
    lines: tuple[str, ...]

    def written(self, blank: str) -> list[str]:
        who = "" if self.consent == "none" else f" {self.consent}"
        block = [f"{blank}:::withheld{who}{blank}", *self.lines, f":::{blank}"]
        return list(self.lines) if self.consent == "public" else block


# Three colons, however they are parted or escaped, are a fence or a fault.
FENCE = re.compile(r":[\s\\]*:[\s\\]*:")
LINES = st.lists(
    st.text(alphabet="ab é:#-*_>`\t\\", max_size=12).filter(lambda line: not FENCE.search(line)), max_size=4
)
PARTS = st.lists(st.builds(Part, st.sampled_from(["public", "members", "press", "none"]), LINES.map(tuple)), max_size=6)


def blocks(words: str) -> tuple[tuple[Withheld, ...], list[Problem]]:
    problems = ErrorCollector()
    return withheld.blocks(words, "story.md", "en", problems), list(problems)


@given(PARTS, st.sampled_from(["", " ", "\t"]), st.sampled_from(AUDIENCES))
@example([Part("members", ()), Part("press", ("a",))], "", "public")
def test_no_line_of_a_block_survives_for_whom_it_is_not_cleared(parts: list[Part], blank: str, who: Audience) -> None:
    """What is left stands on the line where it stood; lines of blocks and of fences are empty."""
    numbered = [f"{n}.{m} {line}" for n, part in enumerate(parts) for m, line in enumerate(part.lines)]
    told = iter(numbered)
    parts = [Part(part.consent, tuple(next(told) for _ in part.lines)) for part in parts]
    lines = [line for part in parts for line in part.written(blank)]
    made, found = blocks("\n".join(lines))
    assert found == []
    left = withheld.without("\n".join(lines), made, who).split("\n")
    shown = {line for part in parts if who in MAY_READ[part.consent] for line in part.lines}
    assert left == [line if line in shown else "" for line in lines] or lines == []
    whole = withheld.without("\n".join(lines), made, None).split("\n")
    assert whole == [line if line in numbered else "" for line in lines] or lines == []


ANY = st.text(alphabet="a:\n withheldmbrsp \r\t>-", max_size=120) | st.lists(
    st.sampled_from([":::withheld", ":::withheld press", ":::", ":::withheld x", ":::x", "words", ""]), max_size=9
).map("\n".join)


@given(ANY)
def test_of_any_text_each_line_is_left_as_it_is_or_empty(words: str) -> None:
    """Whatever is wrong with the marks: told where, and never more words for fewer people."""
    made, found = blocks(words)
    lines = words.split("\n")
    assert all(1 <= problem.line <= len(lines) and problem.what and problem.remedy for problem in found)
    assert all(1 <= block.line <= block.end for block in made)
    for who in (*AUDIENCES, None):
        left = withheld.without(words, made, who).split("\n")
        assert len(left) == len(lines)
        assert all(now in {"", before} for now, before in zip(left, lines, strict=True))
    for block in made:
        for who in AUDIENCES:
            if not cleared(block.consent, who):
                left = withheld.without(words, made, who).split("\n")
                assert not any(left[block.line - 1 : block.end])


@given(ANY)
def test_a_mark_is_a_fence_or_a_fault(words: str) -> None:
    """Nothing that looks like one stays in the text unsaid, for then what it was to hide would be printed."""
    made, found = blocks(words)
    left = withheld.without(words, made, None)
    if re.search(":::", left):
        assert found


def test_a_block_of_a_file_with_other_line_ends_is_one() -> None:
    """As an editor of another system writes them."""
    words = files.decoded(
        b"# A town\r\n\r\n:::withheld\r\nThe crew meets.\r\n:::\r\nIt sails.\r\n", "story.md", ErrorCollector()
    )
    assert words is not None
    made, found = blocks(words)
    assert [(block.line, block.end, block.words) for block in made] == [(3, 5, "The crew meets.")]
    assert found == []
    assert "meets" not in withheld.without(words, made, "public")


@pytest.mark.parametrize(
    "line",
    [
        "> :::withheld", "- :::withheld", "The crew. :::withheld", ":::withheld: members", ":::Withheld",
        "::withheld", ":: withheld", "\\:::withheld", "\uff1a\uff1a\uff1awithheld", "<!-- :::withheld -->",
        ":::withheld members press",
    ],
)  # fmt: skip
def test_what_is_meant_as_a_mark_and_is_none_is_refused(line: str) -> None:
    _, found = blocks(f"# A town\n\n{line}\nThe crew meets.\n")
    assert found[0].line == 3


@pytest.mark.parametrize("line", ["At 12:30: one", "a::b", "withheld", "Wages: withheld", "- Withheld"])
def test_other_colons_are_words(line: str) -> None:
    assert blocks(f"# A town\n\n{line}\n") == ((), [])
