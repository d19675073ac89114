"""The Markdown of all texts: CommonMark, where a day at the beginning of a line is a day and no item of a list.

Addresses in it are no Markdown at all (`verbatim.py`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from packbuilder.load import verbatim

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.[ \t]+([^\W\d_]+)")


def read(markdown: MarkdownIt, lang: str) -> MarkdownIt:
    """The parser, which now reads texts of the language as they are meant, wherever they are read."""
    return _days_kept(verbatim.kept(markdown), lang)


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
