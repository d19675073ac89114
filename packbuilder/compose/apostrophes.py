"""Which strokes of a typewriter are apostrophes, which stand at a measure, and which are quotation marks.

The Markdown parser pairs quotation marks, and takes a stroke within a word for an apostrophe. What begins a word and
has no other to end a quotation is one, too; what begins a word of which the language leaves something out (’tis, ’s
avonds), or a year (’90s), is one wherever the next stroke stands. After a figure (5' 10") strokes stay as they were
typed: not every face has primes, and curly quotation marks would be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_APOSTROPHE = "’"
# Strokes that the parser is not to see, until it is done. They are no characters, and so stand in no text.
_HIDDEN = {"'": "\ufdd0", '"': "\ufdd1"}
_SHOWN = str.maketrans({hidden: stroke for stroke, hidden in _HIDDEN.items()})
_YEAR = re.compile(r"(?<!\w)'(?=\d\ds?\b(?!'))")
_ALONE = re.compile(r"(?<!\w)'(?=\w)")
_STROKE = re.compile(r"['\"]")
_OPENERS = " \n\u00a0([{«‹„“‚‘—–'\""  # what a quotation may begin after


def told_from_quotes(markdown: MarkdownIt, elided: Sequence[str]) -> MarkdownIt:
    """The parser, which now tells apostrophes from quotation marks; `elided` are words that begin with one."""
    words = [re.escape(word).replace(_APOSTROPHE, "'") for word in sorted(elided, key=len, reverse=True)]
    begun = re.compile(rf"(?<!\w)(?:{'|'.join(words) or '(?!)'})(?!['\w])", re.IGNORECASE)

    def before(state: StateCore) -> None:
        for texts in _texts(state.tokens):
            measured = partial(_measured, opened=dict.fromkeys(_HIDDEN, 0))
            for token in texts:
                text = _YEAR.sub(_APOSTROPHE, token.content)
                text = begun.sub(lambda word: word[0].replace("'", _APOSTROPHE), text)
                token.content = _STROKE.sub(measured, text)

    def after(state: StateCore) -> None:
        for texts in _texts(state.tokens):
            for token in texts:
                token.content = _ALONE.sub(_APOSTROPHE, token.content).translate(_SHOWN)

    markdown.core.ruler.before("smartquotes", "elided", before)
    markdown.core.ruler.after("smartquotes", "apostrophes", after)
    return markdown


def _measured(found: re.Match[str], opened: dict[str, int]) -> str:
    """A stroke, hidden where it stands after a figure, unless it may end one of the quotations that are open."""
    stroke, before, following = found[0], found.string[: found.start()][-1:], found.string[found.end() :][:1]
    if not before or before in _OPENERS:
        opened[stroke] += 1
    elif before.isdigit() and following.isdigit():  # 5'10
        return _HIDDEN[stroke]
    elif not following.isalnum():
        if before.isdigit() and not opened[stroke]:
            return _HIDDEN[stroke]
        opened[stroke] = max(0, opened[stroke] - 1)
    return stroke


def _texts(tokens: Sequence[Token]) -> list[list[Token]]:
    return [[child for child in token.children or () if child.type == "text"] for token in tokens]
