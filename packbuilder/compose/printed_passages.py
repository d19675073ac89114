"""What a document prints of its texts, word for word, as their files have it: what the proof looks for on its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

from packbuilder.compose.composed import ComposedDocument
from packbuilder.load import markdown
from packbuilder.markup.verbatim import TYPE
from packbuilder.model.passage import Passage, Prose, letters
from packbuilder.model.text import ENTRIES, HEADING_ONLY, Text

if TYPE_CHECKING:
    from markdown_it.token import Token

_HEAD, _TAG = re.compile(r"<head>.*?</head>", re.DOTALL), re.compile(r"<[^>]*>")
_BEGUN = 24  # letters, by which a paragraph is known
_WORDS, _BREAKS = {"text", "text_special", TYPE}, {"softbreak", "hardbreak"}


def printed(texts: Mapping[str, Text], composed: ComposedDocument) -> tuple[Prose, ...]:
    """What a page that was composed of these texts is to show of them, each in its order.

    Prose that it needs is there whole as soon as a paragraph of it begins there, unless it may do without; other prose
    as soon as half of it is there; of headings, entries and groups those that are.
    """
    said = letters(unescape(_TAG.sub("", _HEAD.sub("", composed.html))))
    return tuple(prose for text in texts.values() for prose in _of_text(text, composed, said))


def _of_text(text: Text, composed: ComposedDocument, said: str) -> Iterator[Prose]:
    parts, whole = _passages(text)
    yield from ((part,) for part in parts if letters(part.words) in said)
    needed = text.file in composed.fed_by and text.name not in composed.facts.yields
    length, least = (_BEGUN, 1) if needed else (None, len(whole) / 2)
    if whole and sum(letters(part.words)[:length] in said for part in whole) >= least:
        yield whole


@lru_cache(512)
def _passages(text: Text) -> tuple[Sequence[Passage], Sequence[Passage]]:
    """The passages of a text that may be printed each by itself, and those that are printed all or none."""
    parts = [(text.heading_line, text.heading)]
    parts += [(group.line, group.words) for group in text.groups]
    parts += [(entry.line, entry.words) for entry in text.entries]
    read = markdown.parser(text.lang)
    single = [Passage(text.file, line, _spoken(token)) for line, words in parts for token in read.parseInline(words)]
    if text.name in ENTRIES or text.name in HEADING_ONLY:
        return single, ()
    body = (token for token in read.parse(text.body) if token.type == "inline")
    return single, [Passage(text.file, text.body_line + (one.map or [0])[0], _spoken(one)) for one in body]


def _spoken(token: Token) -> str:
    children = token.children or ()
    return "".join(one.content if one.type in _WORDS else " " if one.type in _BREAKS else "" for one in children)
