"""A language more in campaign.yaml: however the list is written, nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from packbuilder.scaffold.settings import with_language

NAMES = st.lists(st.sampled_from(["en", "ru", "kk", "de", "ar", "pt-BR"]), min_size=1, unique=True)
QUOTES = st.sampled_from(["", "'", '"'])
REMARK = st.sampled_from(["", " # ours", "   # the first, [and] - so on: “more”", " # ends with ]"])
BELOW = st.sampled_from(["", "\n", "# what comes next\n", "\n# [next]\n\n"])
BEFORE = "# yaml-language-server: $schema=schema/campaign.schema.json\nname:   {en: 'A: b', ru: «Б»}\n\n"
AFTER = 'source_language: en\nlook:\n    accent: "#C4122F"   # red\n'


@st.composite
def spelt(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A campaign.yaml, and the languages in it."""
    names = draw(NAMES)
    items = [f"{quote}{name}{quote}" for name in names for quote in [draw(QUOTES)]]
    kind = draw(st.sampled_from(["brackets", "brackets over lines", "list"]))
    if kind == "brackets":
        space, comma = draw(st.sampled_from(["", " "])), draw(st.sampled_from(["", ",", " ,"]))
        written = f"languages:  [{space}{', '.join(items)}{comma}{space}]{draw(REMARK)}\n"
    elif kind == "brackets over lines":
        rows = [f"  {item},{draw(REMARK)}\n" for item in items[:-1]]
        written = f"languages: [\n{''.join(rows)}  {items[-1]}{draw(REMARK)}\n  ]\n"
    else:
        indent, gap = " " * draw(st.integers(0, 4)), " " * draw(st.integers(1, 3))
        rows = [f"{indent}-{gap}{item}{draw(REMARK)}\n" for item in items]
        written = f"languages:{draw(REMARK)}\n{''.join(rows)}"
    words = (
        draw(st.sampled_from(["", "---\n", "\ufeff"]))
        + BEFORE
        + written
        + draw(BELOW)
        + draw(st.sampled_from([AFTER, ""]))
    )
    if draw(st.booleans()):
        words = words.rstrip("\n")
    return draw(st.sampled_from([words, words.replace("\n", "\r\n")])), names


@given(spelt())
def test_a_language_is_put_behind_the_others_and_all_else_stays(case: tuple[str, list[str]]) -> None:
    """Comments, order, quotes, spaces and line ends: what is written is inserted in one place."""
    words, names = case
    after = with_language(words, "fr")
    was, now = YAML(typ="safe").load(words), YAML(typ="safe").load(after)
    assert now.pop("languages") == [*names, "fr"]
    assert was.pop("languages") == names
    assert now == was
    assert any(after.startswith(words[:n]) and after.endswith(words[n:]) for n in range(len(words) + 1))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("languages: []\nsite: x\n", "languages: [fr]\nsite: x\n"),
        ("languages: [ ] # none yet\n", "languages: [fr ] # none yet\n"),
        (
            "languages:\n  - en  # ours\n# the site\nsite: x\n",
            "languages:\n  - en  # ours\n  - fr\n# the site\nsite: x\n",
        ),
        ("languages:\n- en", "languages:\n- en\n- fr"),
        ("site: x\r\nlanguages:\r\n- en\r\n", "site: x\r\nlanguages:\r\n- en\r\n- fr\r\n"),
        ("all: &all [en, ru]\nlanguages: *all\n", "all: &all [en, ru, fr]\nlanguages: *all\n"),
        ("languages:\n  - >-\n    en\n\nsite: x\n", "languages:\n  - >-\n    en\n\n  - fr\nsite: x\n"),
    ],
)
def test_lists_that_are_written_as_few_do(before: str, after: str) -> None:
    """Empty ones, names of lists, texts over lines; a file without an end to its last line."""
    assert with_language(before, "fr") == after
