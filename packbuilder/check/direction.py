"""Texts that are read from right to left, where the renderer would print words in another order.

It puts the words of one text in their right order, and the pieces of a line (what stands between two marks like ** or
*) one after another from the right. So two Latin words that stand in two pieces, side by side, change places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from packbuilder.errors import Problem
from packbuilder.language import bidi
from packbuilder.markup import dialect, verbatim
from packbuilder.model.loaded import Case

if TYPE_CHECKING:
    from markdown_it.token import Token

    from packbuilder.model.text import Text

_BETWEEN = "ncTm"  # what has no direction of its own (see bidi.classes)
_SHOWN = 25  # letters of each side that a message quotes


def turned(case: Case) -> Iterator[Problem]:
    """A problem for each place where two pieces of a line meet in words that are both read from left to right."""
    for lang, texts in case.texts.items():
        if rtl(lang):
            for text in (one for one in texts.values() if not one.todo):  # that stands there in another language
                for line, tokens in _lines(text):
                    yield from _met(text.file, line, tokens)


def rtl(lang: str) -> bool:
    """Whether a language is written from right to left."""
    from babel import Locale, UnknownLocaleError  # slow to import

    try:
        return Locale.parse(lang, sep="-").text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return False


def _lines(text: Text) -> Iterator[tuple[int, Sequence[Token]]]:
    """Headings, paragraphs and entries as pieces, each with the line of the file on which it begins."""
    markdown = dialect.parser(text.lang)
    prose = () if text.entries else markdown.parse(text.body)
    for token in prose:
        if token.type == "inline":
            yield text.body_line + (token.map[0] if token.map else 0), token.children or ()
    lines = [(text.heading_line, text.heading)]
    lines += [(group.line, group.words) for group in text.groups]
    lines += [(entry.line, entry.words) for entry in text.entries]
    for line, words in lines:
        for token in markdown.parseInline(words):
            yield line, token.children or ()


def _met(file: str, line: int, tokens: Sequence[Token]) -> Iterator[Problem]:
    before = ""
    for piece in _pieces(tokens):
        if _against(before) and bidi.classes(piece).lstrip(_BETWEEN)[:1] in {"L", "N"}:
            here = line + before.count("\n") + piece[: len(piece) - len(piece.lstrip())].count("\n")
            last, first = " ".join(before.split())[-_SHOWN:], " ".join(piece.split())[:_SHOWN]
            what = f"“{last}” and “{first}” would be printed in reverse order."
            remedy = "Put a word of the language between them, or the asterisks around both or neither."
            yield Problem.at(file, what, remedy, line=here)
        before += piece


def _pieces(tokens: Sequence[Token]) -> Iterator[str]:
    """What stands between two marks: the renderer sets each by itself."""
    piece = ""
    for token in tokens:
        if token.type in {"text", "code_inline", verbatim.TYPE}:
            piece += token.content
        elif token.type in {"softbreak", "hardbreak"}:
            piece += "\n"
        elif piece:
            yield piece
            piece = ""
    if piece:
        yield piece


def _against(words: str) -> bool:
    """Whether the last of some words is read from left to right: letters, or a number that follows them."""
    return bidi.classes(words).rstrip(f"{_BETWEEN}N").endswith("L")
