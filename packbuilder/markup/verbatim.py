"""What of a text is printed letter for letter: addresses and mailboxes, and asterisks that are signs.

Both parsers, that of the checks and that of the pages, have it from here. No typography changes what is found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

TYPE = "verbatim"  # of the tokens

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# What an address goes on with: neither brackets of links nor quotation marks or entities, unless they are escaped.
_ON = rf"(?:{_ESCAPE.pattern.replace('(', '(?:')}|[^\s<>\[\]\"“”«»\\&]|&(?!\#?\w+;))"
_ADDRESS = re.compile(
    rf"""
    (?<![^\W_]) (?<![^\W_]_) (?<![.@-])
    (?: [a-z][a-z\d+.-]{{0,15}}\\?:\\?/\\?/{_ON}+
      | (?:mailto|tel)\\?:{_ON}+
      | www\.{_ON}+
      | [^\W_](?:[\w.+'-]|\\[_+]){{0,63}}\\?@[^\W_][\w-]{{0,62}}(?:\.[^\W_][\w-]{{0,62}}){{1,8}}
      | (?:[^\W_][\w-]{{0,62}}\.){{1,8}}(?:xn--[a-z\d-]{{1,59}}|[^\W\d_]{{2,63}}(?![\w@]))
        (?:\\?:\d+)?(?:\\?[/?\#]{_ON}*)?
      | xn--[a-z\d-]+
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_AFTER = ".,;:!?'’*_…\\"  # ends the sentence or the emphasis, and no address
_MARK = "=="  # what an update changed stands between two of them


def kept(markdown: MarkdownIt) -> MarkdownIt:
    """The parser, which now has a token of its own for each address, and takes `2*3*4` as it stands."""
    markdown.inline.ruler.at("text", _text)
    markdown.inline.ruler.before("emphasis", "sign", _sign)
    markdown.core.ruler.after("inline", TYPE, _linked)
    return markdown


@lru_cache(16)
def _addresses(words: str) -> tuple[Sequence[int], Sequence[int]]:
    """Where the addresses in a line of Markdown begin, and where each ends."""
    found = [(one.start(), end) for one in _ADDRESS.finditer(words) if (end := _end(one)) > one.start()]
    return [start for start, _ in found], [end for _, end in found]


def _end(found: re.Match[str]) -> int:
    """Where an address ends: before the full stop of its sentence, a bracket around it, and whatever marks it."""
    address, marked = found[0], found.string[: found.start()].endswith(_MARK)
    if marked:
        address = address.partition(_MARK)[0]
    while address[-1:] in {*_AFTER, ")"} and address:
        if address.endswith(")") and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return found.start() + len(address)


def _text(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    """Text up to the next address or sign that may mean something; or an address."""
    start, (starts, ends) = state.pos, _addresses(state.src)
    at = bisect_left(starts, start)
    following = starts[at] if at < len(starts) else state.posMax
    if following == start:
        end = min(ends[at], state.posMax)
        if not silent:
            state.push(TYPE, "", 0).content = _ESCAPE.sub(r"\1", state.src[start:end])
    else:
        sign = state.md.inline.terminator_re.search(state.src, start, state.posMax)
        end = min(sign.start() if sign else state.posMax, following)
        if not silent:
            state.append_pending(state.src[start:end])
    state.pos = end
    return end > start


def _sign(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    """Asterisks beside a figure (`2*3`), or one between letters (`Kolleg*innen`): they mean no emphasis."""
    start = end = state.pos
    while state.src[end : end + 1] == "*":
        end += 1
    before, after = state.src[:start][-1:], state.src[end : end + 1]
    if not (before.isalnum() and after.isalnum()) or start == end or _wide(before) or _wide(after):
        return False
    if end - start > 1 and not (before.isdigit() or after.isdigit()):
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content = token.markup = state.src[start:end]
        token.info = "sign"
    state.pos = end
    return True


def _wide(letter: str) -> bool:
    """Whether a letter is of a script that puts no spaces between words: there, emphasis stands within them."""
    return east_asian_width(letter) in {"W", "F"}


def _linked(state: StateCore) -> None:
    """Addresses in angle brackets, which the parser makes links of, are addresses as well."""
    for token in state.tokens:
        children = token.children or []
        for at, child in enumerate(children):
            if child.type == "link_open" and child.markup == "autolink":
                children[at + 1].type = TYPE
