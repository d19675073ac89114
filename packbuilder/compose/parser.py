"""The Markdown of texts as it is printed: lines to write on, what an update changed, days, quotes and apostrophes."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml

from packbuilder.compose import apostrophes
from packbuilder.language import orthography
from packbuilder.load import verbatim
from packbuilder.load.customs import marks
from packbuilder.load.dialect import read

if TYPE_CHECKING:
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict

# What `___` on a line of its own prints: lines for one's own words.
_OWN_WORDS = '<div class="own-words">' + '<span class="write-in"></span>' * 3 + "</div>\n"

_TYPED = "typed"  # the class of what is there to be typed
_CLOSES = re.compile(r"(?<!\s)==(?!\w)")


def parser(quotes: str, lang: str, *, rtl: bool = False) -> MarkdownIt:
    """What reads the texts of a language: `quotes` are its outer and inner pairs, `rtl` says which way it is read."""
    markdown = MarkdownIt("commonmark", {"typographer": True, "quotes": marks(quotes), "html": False})
    markdown.add_render_rule("hr", _write_in)
    markdown.add_render_rule("link_open", _link)
    markdown.add_render_rule(verbatim.TYPE, _plainly if rtl else _typed)
    markdown.inline.ruler.before("emphasis", "mark", _marked)
    read(markdown.enable(["smartquotes"]), lang)
    return apostrophes.told_from_quotes(markdown, orthography.of(lang).elided)


def _write_in(*_rule: object) -> str:
    return _OWN_WORDS


def _plainly(_renderer: RendererHTML, tokens: Sequence[Token], at: int, *_rule: object) -> str:
    return escapeHtml(tokens[at].content)


def _typed(renderer: RendererHTML, tokens: Sequence[Token], at: int, *_rule: object) -> str:
    """An address, which is not hyphenated. A link to it says so itself, as nothing but text stands in a link.

    Nor does any element where the page is read from right to left: there the renderer would put it in another place.
    """
    words = _plainly(renderer, tokens, at)
    return words if at and tokens[at - 1].type == "link_open" else f'<span class="{_TYPED}">{words}</span>'


def _link(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:  # fmt: skip
    if tokens[at + 1].type == verbatim.TYPE:
        tokens[at].attrSet("class", _TYPED)
    return renderer.renderToken(tokens, at, options, env)


def _marked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    """`==changed==`: what an update changed in a text. Pages show it as they please, most of them not at all."""
    start, last, src = state.pos + 2, state.posMax, state.src
    if not src.startswith("==", state.pos) or src[state.pos - 1 : state.pos].isalnum():  # if a==b
        return False
    found = _CLOSES.search(src, start + 1, last)
    if found is None or src[start].isspace():
        return False
    if not silent:
        state.push("mark_open", "mark", 1)
        state.pos, state.posMax = start, found.start()
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
    state.pos, state.posMax = found.end(), last
    return True
