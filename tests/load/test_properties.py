"""Whatever stands in the files, loading ends, and what it tells can be acted upon."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load import documents, files, markdown, models, tree
from packbuilder.load.wording import EXPECTED
from packbuilder.model.campaign import AddressFile, CampaignFile
from packbuilder.model.case import CaseFile
from packbuilder.model.layout import LayoutFile
from packbuilder.model.loaded import Source
from packbuilder.model.text import ENTRIES, HEADING_ONLY, NO_HEADING, Text

BASE = Path(__file__).parent.parent / "faults" / "base"
FILES = sorted(str(path.relative_to(BASE)) for path in BASE.rglob("*") if path.is_file())
MARKDOWN = [(BASE / name).read_text("utf-8") for name in FILES if name.endswith(".md")]
NAMES = sorted(ENTRIES.keys() | HEADING_ONLY | NO_HEADING | {"story", "letter"})
# Words that pydantic would use and no person should read.
FOREIGN = ("Input should", "valid", "validation", "instance", "dictionary", "constrained", "literal", "another value")

Told = Callable[[Path], tuple[list[Problem], list[Problem]]]
SIGNS = st.sampled_from(
    ["\n", "\n\n", "# ", "## ", "- ", "1. ", "key: ", ": ", "<b>", "<!--", "![x](y)", "[a](b)", "](", "```\n", "    ",
     "---\n", "___\n", "===\n", "> ", "&a ", "*a ", "{", "}", "[", "]", "'", '"', "\t", "\r", "\0", "\u2028", "Ж"]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """A text with a few stretches of it deleted, doubled or replaced by signs that mean something."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        new = draw(st.just("") | st.just(text[start:end] * 2) | SIGNS | st.text(max_size=6))
        text = text[:start] + new + text[end:]
    return text


def sound(problems: ErrorCollector, lines: int) -> bool:
    return all(
        0 <= p.line <= lines and p.what.endswith((".", "…")) and p.remedy and "\n" not in str(p) for p in problems
    )


@settings(max_examples=200)
@given(st.sampled_from(MARKDOWN).flatmap(mutated) | st.text(max_size=60), st.sampled_from(NAMES))
def test_no_markdown_makes_it_crash(words: str, name: str) -> None:
    problems = ErrorCollector()
    decoded = files.decoded(words.encode("utf-8", "replace"), "x.md", problems)
    if decoded is None:
        assert problems
        return
    lines = decoded.count("\n") + 1
    text = markdown.text(decoded, Text(name, "en", "x.md", "", 0, "", 0, reviewed=True), problems)
    assert sound(problems, lines)
    assert 0 <= text.heading_line <= lines
    assert text.body_line <= lines
    assert all(1 <= entry.line <= lines for entry in text.entries)
    if not problems:
        assert text.heading or name in NO_HEADING
        assert all(entry.key and entry.words for entry in text.entries)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_file_makes_it_crash(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory, told: Told) -> None:
    root = tmp_path_factory.getbasetemp() / "mutated"
    if not root.exists():
        shutil.copytree(BASE, root)
    path = root / data.draw(st.sampled_from(FILES))
    whole = path.read_bytes()
    try:
        path.write_bytes(data.draw(mutated(whole.decode("latin-1"))).encode("latin-1", "replace"))
        loaded, checked = told(root)
        for problem in loaded + checked:
            file = root / problem.file
            lines = file.read_bytes().count(b"\n") + file.read_bytes().count(b"\r") + 1 if file.is_file() else 0
            assert sound(ErrorCollector([problem]), lines)
    finally:
        path.write_bytes(whole)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5000) | st.floats(allow_nan=False) | st.dates() | st.text(max_size=5)
    | st.sampled_from(["open", "urgent", "2013-02-30", "2013-06", "x" * 300, "two\nlines", "#12", "crew"]),
    lambda inner: st.lists(inner, max_size=8)
    | st.dictionaries(st.sampled_from(["en", "EN", "key", "name", "value", "Pay cut"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
KINDS: list[tuple[type[BaseModel], Path]] = [
    (CaseFile, BASE / "content/cases/ferry/case.yaml"),
    (CampaignFile, BASE / "content/campaign.yaml"),
    (AddressFile, BASE / "content/addresses.yaml"),
    (LayoutFile, BASE.parent / "layouts/handout/layout.yaml"),
]


@settings(max_examples=300)
@given(st.data())
def test_every_complaint_of_the_models_is_put_in_plain_english(data: st.DataObject) -> None:
    model, path = data.draw(st.sampled_from(KINDS))
    parsed = tree.parse(path.read_text("utf-8"), "x.yaml", ErrorCollector())
    assert parsed is not None
    place = data.draw(st.sampled_from(sorted(parsed.lines, key=str)))
    node = parsed.data
    for part in place[:-1]:
        node = node[part]
    node[place[-1]] = data.draw(VALUES)
    problems = ErrorCollector()
    made = models.made(model, parsed, Source("x.yaml", parsed.lines, ""), problems)
    assert (made is None) <= bool(problems)
    assert sound(problems, max(parsed.lines.values()))
    assert not [p for p in problems for word in FOREIGN if word in f"{p.what} {p.remedy}"]


def test_every_kind_of_complaint_has_its_words() -> None:
    context = {
        "pattern": "^x$",
        "max_length": 2,
        "min_length": 1,
        "expected": "'a' or 'b'",
        "gt": 0,
        "ge": 1,
        "lt": 2,
        "le": 3,
    }
    assert len({phrase(context) for phrase in EXPECTED.values()}) >= len(EXPECTED) - 2
    assert all("'" not in phrase(context) for phrase in EXPECTED.values())


def test_rules_hold_on_data_of_any_form() -> None:
    for words in (
        "appeal: 1",
        "appeal: {url: [a, 2]}",
        "actions: {a: {url: 3}}",
        "figures: [1, {key: [2]}, {}]",
        "slogans: x",
    ):
        parsed = tree.parse(words, "x.yaml", ErrorCollector())
        assert parsed is not None
        problems = ErrorCollector()
        rules = documents.Rules(parsed, Source("x.yaml", parsed.lines, ""), problems)
        rules.once("figures", field="key")
        rules.once("slogans")
        for place, _ in [*rules.items("appeal", "url"), *rules.items("actions")]:
            rules.web(*place)
            rules.web(*place, "url")
        assert sound(problems, 1)
