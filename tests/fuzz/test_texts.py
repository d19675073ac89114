"""Whatever is typed into a text is printed, word for word and in order, or refused with its line."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from packbuilder.compose.typography import Typography
from packbuilder.errors import ErrorCollector
from packbuilder.load import files, markdown
from packbuilder.model.text import Text

TYPOGRAPHIES = [Typography("“”‘’", 1, lang="en"), Typography("„“‚‘", 0, lang="de"), Typography("«»„“", 3, lang="ru")]
WORD = re.compile(r"[a-zа-я]{2,}\d+")
# Signs that mean something, to Markdown, to its other dialects, to typography or to nobody.
SIGNS = [
    " ", " ", " ", "\n", "\n\n", "  \n", "\\\n", "\n- ", "\n  - ", "\n    - ", "\n1. ", "\n2) ", "\n+ ", "\n* ", "\n> ",
    "\n>> ", "\n## ", "\n# ", " #\n", "\n---\n", "\n===\n", "\n***\n", "\n___\n", "\n```\n", "\n    ", "\t", "\n: ",
    "\n| ", " | ", "\n|---|---|\n", "\n[", "]: ", "](", ")", "[", "]", "[^", "][", '"', ' "', "'", " '", "*", "**",
    "_", "__", "~~", "==", "`", "``", "<", ">", "<!--", "-->", "<b>", "</b>", "&", "&amp;", "&nbsp;", "&#147;",
    "&#x41;", "&shy;", "\\", "\\*", "\\[", "--", "---", "...", "(c)", "+-", "://", "https://a.example/", "www.", "@",
    ".example", " (a.example/", "!", "![", "{", "}", "$", "^", "?", ";", ",", ".", "/", "-", "=", "\u00ad",
    "\u200b", "ﬁ", "İ",
]  # fmt: skip


@st.composite
def written(draw: st.DrawFn) -> str:
    """Words, each of them once, with signs between them."""
    count = draw(st.integers(1, 8))
    signs = [draw(st.just([" "]) | st.lists(st.sampled_from(SIGNS), min_size=1, max_size=2)) for _ in range(count)]
    names = [draw(st.sampled_from(["crew", "boats", "паром", "town"])) for _ in range(count)]
    return "".join(f"{''.join(one)}{name}{n}" for n, (one, name) in enumerate(zip(signs, names, strict=True)))


@settings(max_examples=300, deadline=None)
@given(written(), st.sampled_from(TYPOGRAPHIES))
def test_every_word_of_a_text_is_printed_or_refused(words: str, typography: Typography) -> None:
    problems = ErrorCollector()
    text = f"# Boats\n\nOnce {words}\n"
    decoded = files.decoded(text.encode(), "story.md", problems)
    if decoded is None:
        assert problems
        return
    read = markdown.text(decoded, Text("story", typography.lang, "story.md", "", 0, "", 0, reviewed=True), problems)
    if problems:
        return
    printed = unescape(re.sub(r"<[^>]*>", "", typography.block(read.body)))
    assert WORD.findall(printed.replace("\u00ad", "").replace("\u200b", "")) == _typed(text)


def _typed(text: str) -> list[str]:
    """The words of a text but those that a link leads to, which are checked to be an address."""
    shown = re.sub(r"\]\(\s*<?https?://[^\s)]*\s*\)", "]", text)
    return WORD.findall(shown.replace("\u00ad", "").replace("\u200b", "").replace("&shy;", ""))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["(c)", "(r)", "+-", "2*3*4", "a==b", "c...d", "x_y_z", "1,000", "5'10", "No.7", "§", "50%", "#1", "B--2"]
        ),
        min_size=1,
    ),
    st.sampled_from(TYPOGRAPHIES),
)
def test_signs_numbers_and_codes_are_printed_as_they_are_typed(pieces: list[str], typography: Typography) -> None:
    typed = " ".join(("We", *pieces, "say"))
    assert typography.plain(typed).replace("\u00a0", " ") == typed
