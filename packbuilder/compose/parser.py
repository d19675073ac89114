"""The Markdown of texts as it is printed: lines to write on, what an update changed, days, quotes and apostrophes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from packbuilder import orthography
from packbuilder.compose import apostrophes
from packbuilder.load.customs import marks
from packbuilder.load.dialect import days_kept

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

# What `___` on a line of its own prints: lines for one's own words.
_OWN_WORDS = '<div class="own-words">' + '<span class="write-in"></span>' * 3 + "</div>\n"


def parser(quotes: str, lang: str) -> MarkdownIt:
    """What reads the texts of a language: `quotes` are its outer and inner pairs."""
    markdown = MarkdownIt("commonmark", {"typographer": True, "quotes": marks(quotes), "html": False})
    markdown.add_render_rule("hr", _write_in)
    markdown.inline.ruler.before("emphasis", "mark", _marked)
    days_kept(markdown.enable(["smartquotes"]), lang)
    return apostrophes.told_from_quotes(markdown, orthography.of(lang).elided)


def _write_in(*_rule: object) -> str:
    return _OWN_WORDS


def _marked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    """`==changed==`: what an update changed in a text. Pages show it as they please, most of them not at all."""
    start, last = state.pos + 2, state.posMax
    end = state.src.find("==", start, last) if state.src.startswith("==", state.pos) else -1
    if end <= start or state.src[state.pos - 1 : state.pos].isalnum():  # if a==b
        return False
    if not silent:
        state.push("mark_open", "mark", 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
    state.pos, state.posMax = end + 2, last
    return True
