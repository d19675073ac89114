"""Texts that are read from right to left, where the renderer would print words in another order.

It puts the words of one text in their right order, and the pieces of a line (what stands between two marks like ** or
*) one after another from the right. So two Latin words that stand in two pieces, side by side, change places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from packbuilder import bidi
from packbuilder.errors import Problem
from packbuilder.model.loaded import Case

if TYPE_CHECKING:
    from markdown_it.token import Token

# Read against the line by themselves: letters. A number is only after those.
_FIRST, _AFTER = "L", "LN"
_SHOWN = 25  # letters of each side that a message quotes


def pieces(cases: Sequence[Case]) -> Iterator[Problem]:
    """A problem for each place at which two pieces of a line meet in words that are both read from left to right."""
    for case in cases:
        for lang, texts in case.texts.items():
            if rtl(lang):
                for text in texts.values():
                    yield from _of(text.file, text.heading_line, text.heading)
                    if not text.entries:
                        yield from _of(text.file, text.body_line, text.body)
                    for entry in text.entries:
                        yield from _of(text.file, entry.line, entry.words)


def rtl(lang: str) -> bool:
    """Whether a language is written from right to left."""
    from babel import Locale, UnknownLocaleError  # slow to import

    try:
        return Locale.parse(lang, sep="-").text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return False


def _of(file: str, line: int, markdown: str) -> Iterator[Problem]:
    from markdown_it import MarkdownIt  # slow to import

    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "inline":
            start = line + (token.map[0] if token.map else 0)
            for before, after, further in _turned(token.children or ()):
                what = f"“{before}” and “{after}” would be printed in reverse order."
                remedy = "Put a word of the language between them, or mark both or neither with asterisks."
                yield Problem(file, start + further, "", what, remedy)


def _turned(children: Sequence[Token]) -> Iterator[tuple[str, str, int]]:
    """The ends of pieces that meet in words read against the line, and how many lines further down that is."""
    lines, before = 0, ""
    for piece in _joined(children):
        if _meets(before, piece):
            yield before.strip()[-_SHOWN:], piece.strip()[:_SHOWN], lines + _blank(piece)
        lines += piece.count("\n")
        before = piece if bidi.classes(piece).strip("ncT") else before + piece


def _joined(children: Sequence[Token]) -> Iterator[str]:
    """The pieces of a line: texts with nothing between them are one, line breaks are spaces."""
    piece = ""
    for child in children:
        if child.type in {"text", "code_inline"}:
            piece += child.content
        elif child.type in {"softbreak", "hardbreak"}:
            piece += "\n"
        else:
            yield piece
            piece = ""
    yield piece


def _meets(before: str, after: str) -> bool:
    """Whether the last word of one piece and the first of the next are both read from left to right."""
    last = bidi.classes(before).rstrip("ncTm")
    first = bidi.classes(after).lstrip("ncTm")
    if last.endswith("N"):  # a number is read with the letters that it follows
        last = last.rstrip("NncT")
    return last[-1:] in tuple(_FIRST) and first[:1] in tuple(_AFTER)


def _blank(piece: str) -> int:
    """How many lines a piece leaves empty before it begins."""
    return piece[: len(piece) - len(piece.lstrip())].count("\n")
