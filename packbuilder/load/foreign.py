"""Markdown of other dialects, and its signs without a partner: they would be lost, or printed as they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from packbuilder.markup import verbatim

if TYPE_CHECKING:
    from markdown_it.token import Token

Report = Callable[[int, str, str], None]

_DEEPEST = 3  # levels of lists that layouts indent
_CLOSING = re.compile(r"\s#+\s*$")  # of a heading
_FOOTNOTE = re.compile(r"(?<!\\)\[\^[^\]\s]+\]")
_RULER = re.compile(r"\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?\s*$|\s*\|\s*:?-{3,}:?\s*\|\s*$")
# What is left of emphasis whose other end is missing, and of strike-through, which is none of the dialect.
_LEFT = re.compile(r"\*{1,3}(?=\w)|(?<=\w)\*{1,3}|(?<!\w)_{1,2}(?=[^\W_])|(?<=[^\W_])_{1,2}(?!\w)|~~+")
_ESCAPED, _ESCAPE = re.compile(r"(.)"), r"\\\1"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE)


def read(tokens: Sequence[Token], lines: Sequence[str], first: int, defined: Sequence[int], report: Report) -> None:
    """Tell of all of it; `lines` are those of the file, of which the text begins with line `first`, from 1.

    `defined` are the lines, from 1, of which the parser has taken words for the definition of an address.
    """
    for number in defined:
        what = "`[…]:` at the beginning of a line defines an address, and is not printed."
        report(number, what, "Write `\\[` for the sign.")
    for number, line in enumerate(lines[first - 1 :], start=first):
        for what, remedy in _of_line(line):
            report(number, what, remedy)
    depth = {"list": 0, "blockquote": 0}
    for token in tokens:
        _nested(token, depth, report)
        if token.type == "hr" and not token.markup.startswith("_"):
            report(
                _line(token), f"`{token.markup}` makes a rule, which no page shows.", "Delete it; `___` prints lines."
            )
        elif token.type == "heading_open" and token.markup[0] == "#" and _CLOSING.search(lines[_line(token) - 1]):
            report(
                _line(token), "`#` at the end of a heading is not printed.", "Delete it, or write `\\#` for the sign."
            )
        elif token.type == "inline":
            _inline(token, report)


def _of_line(line: str) -> Iterator[tuple[str, str]]:
    if found := _FOOTNOTE.search(line):
        yield f"`{found[0]}` is a footnote, and pages have none.", "Say it in the text, or write `\\[` for the sign."
    if _RULER.match(line):
        yield "A table stands here, and texts have none.", "Write a list, or sentences."


def _nested(token: Token, depth: dict[str, int], report: Report) -> None:
    kind, _, end = token.type.rpartition("_")
    kind = "list" if kind in {"bullet_list", "ordered_list"} else kind
    if kind not in depth or end not in {"open", "close"}:
        return
    depth[kind] += 1 if end == "open" else -1
    if end == "open" and kind == "blockquote" and depth[kind] > 1:
        report(_line(token), "A quotation stands within a quotation.", "Use quotation marks for the inner one.")
    elif end == "open" and kind == "list" and depth[kind] > _DEEPEST:
        report(_line(token), f"Lists go {_DEEPEST} levels deep, and this is one more.", "Write it as a sentence.")


def _inline(token: Token, report: Report) -> None:
    line, children = _line(token), token.children or []
    for at, child in enumerate(children):
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        elif child.type == "text" and (found := _LEFT.search(_between(children, at))):
            what = f"`{found[0]}` at “{_around(found.string, found)}” has no partner, and would be printed."
            report(line, what, f"Write the other one, or `{_ESCAPED.sub(_ESCAPE, found[0])}` for the sign.")
        elif child.type in {"em_open", "strong_open"} and _within_a_word(children, at):
            report(line, f"`{child.markup}` within a word makes emphasis.", f"Write `\\{child.markup}` for the sign.")
        elif child.type == "link_open":
            _disguised(line, child, children[at + 1], report)
            if title := child.attrs.get("title"):
                report(line, f"“{title}” is the title of a link, and is not printed.", "Say it in the text.")


def _between(children: Sequence[Token], at: int) -> str:
    """A text with the letters beside it of addresses, which have tokens of their own."""
    before, after = (
        children[one].content if 0 <= one < len(children) and children[one].type == verbatim.TYPE else ""
        for one in (at - 1, at + 1)
    )
    return before[-1:] + children[at].content + after[:1]


def _within_a_word(children: Sequence[Token], at: int) -> bool:
    before = children[at - 1].content[-1:] if at else ""
    return before.isalnum()


def _disguised(line: int, link: Token, shown: Token, report: Report) -> None:
    """The words of a link that are an address themselves, another one than where it leads."""
    address = str(link.attrs.get("href", ""))
    if _ADDRESS.fullmatch(said := shown.content.strip()) and _plain(said) != _plain(address):
        report(line, f"“{said}” leads to {address}.", "Show the address that it leads to, or words.")


def _plain(address: str) -> str:
    return re.sub(r"^(?:mailto:|https?://)?(?:www\.)?", "", address.casefold()).rstrip("/")


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 12) : found.end() + 12].strip()


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
