"""The Markdown of texts as it is printed: lines to write on, what an update changed, days, quotes and apostrophes."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml

from packbuilder.compose import apostrophes
from packbuilder.language import orthography
from packbuilder.load.typographic_customs import marks
from packbuilder.markup import dialect, verbatim

if TYPE_CHECKING:
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict

# What `___` on a line of its own prints: lines for one's own words.
_OWN_WORDS = '<div class="own-words">' + '<span class="write-in"></span>' * 3 + "</div>\n"

_TYPED = "typed"  # the class of what is there to be typed


def parser(quotes: str, lang: str, *, rtl: bool = False) -> MarkdownIt:
    """What reads the texts of a language: `quotes` are its outer and inner pairs, `rtl` says which way it is read."""
    markdown = dialect.parser(lang, typographer=True, quotes=marks(quotes), html=False).enable(["smartquotes"])
    markdown.add_render_rule("hr", _write_in)
    markdown.add_render_rule("link_open", _link)
    markdown.add_render_rule(verbatim.TYPE, _plainly if rtl else _typed)
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
) -> str:
    if tokens[at + 1].type == verbatim.TYPE:
        tokens[at].attrSet("class", _TYPED)
    return renderer.renderToken(tokens, at, options, env)
