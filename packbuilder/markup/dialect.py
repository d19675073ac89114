"""The Markdown of all texts: CommonMark, and `==changed==`; a day at the beginning of a line is no item of a list.

Addresses in it are no Markdown at all (`verbatim.py`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from packbuilder.markup import verbatim

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_CLOSES = re.compile(r"(?<!\s)==(?!\w)")
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.[ \t]+([^\W\d_]+)")


def parser(lang: str, **options: object) -> MarkdownIt:
    """What reads the texts of a language, wherever they are read; options are those of markdown-it."""
    from markdown_it import MarkdownIt  # slow to import

    markdown = MarkdownIt("commonmark", dict(options))
    markdown.inline.ruler.before("emphasis", "mark", _marked)
    return _days_kept(verbatim.kept(markdown), lang)


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


def _days_kept(markdown: MarkdownIt, lang: str) -> MarkdownIt:
    """The parser, which now reads `8. March` as it stands: a number of the month before its name in the language."""
    from markdown_it.rules_block import list_block

    names = months(lang)

    def listed(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
        line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
        return not is_day(line, names) and list_block(state, start, end, silent)

    markdown.block.ruler.at("list", listed, {"alt": ["paragraph", "reference", "blockquote"]})
    return markdown


def is_day(line: str, names: frozenset[str]) -> bool:
    """Whether a line begins with a day: its number, a full stop and the name of a month."""
    found = _DAY.match(line)
    return found is not None and found[1].casefold() in names


@cache
def months(lang: str) -> frozenset[str]:
    """The names of the months in a language, in every form that CLDR has: alone, in a date, short."""
    from babel import Locale, UnknownLocaleError  # slow to import

    try:
        forms = Locale.parse(lang, sep="-").months
    except (UnknownLocaleError, ValueError):
        return frozenset()
    named = (name for widths in forms.values() for width in ("wide", "abbreviated") for name in widths[width].values())
    return frozenset(name.casefold().rstrip(".") for name in named if len(name) > 1)
