"""Lists that nobody meant: CommonMark makes one of a line that begins with a number and a full stop, or with a sign."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

Report = Callable[[int, str, str], None]

_NUMBER = re.compile(r"\s*(\d+)([.)])\s*(.{0,30})")
_SIGNED = re.compile(r"\s*([-+*>])\s*([\d.,]+)")


def read(tokens: list[Token], lines: list[str], report: Report, *, plain: bool) -> None:
    """Tell of lists of one numbered item, of numbers that do not follow one another, and of signs before numbers.

    `report` takes line, what and remedy. A `plain` text is printed without any lists.
    """
    for at, token in enumerate(tokens):
        if token.type == "ordered_list_open":
            _ordered(_items(tokens, at), lines, report)
        if token.type in {"bullet_list_open", "blockquote_open"}:
            _sign(token, lines, report)
        if plain and token.type in {"ordered_list_open", "bullet_list_open"}:
            report(_line(token), "A list stands here, where only paragraphs are printed.", "Write it as a sentence.")


def _ordered(items: list[Token], lines: list[str], report: Report) -> None:
    typed = [(item, found) for item in items if (found := _NUMBER.match(lines[_line(item) - 1].lstrip(" >-*+")))]
    if len(items) == 1 and typed:
        _, found = typed[0]
        what = f"`{found[1]}{found[2]} {found[3]}` is read as a list of one item."
        report(_line(items[0]), what, f"Write `{found[1]}\\{found[2]} …` if a day or a number begins the line.")
    numbers = [int(found[1]) for _, found in typed]
    if len(set(numbers)) > 1:
        for (item, _), (before, number) in zip(typed[1:], pairwise(numbers), strict=True):
            if number != before + 1:
                what = f"The number {number} does not follow {before}; {before + 1} would be printed."
                report(_line(item), what, f"Number the items one after another, or write `{number}\\.` for a day.")
                return


def _sign(token: Token, lines: list[str], report: Report) -> None:
    """A minus or a sign of comparison before a number, at the beginning of a line."""
    line = _line(token)
    found = _SIGNED.match(lines[line - 1])
    above = lines[line - 2].strip() if line > 1 else ""
    if found and (token.type == "blockquote_open" or above):
        meant = "a quotation" if token.type == "blockquote_open" else "an item of a list"
        what = f"`{found[1]}` makes {meant} of `{found[2]}`."
        report(line, what, f"Write `\\{found[1]}` for the sign, or leave a line empty above the list.")


def _items(tokens: list[Token], at: int) -> list[Token]:
    """The items of the list that begins with a token, without those of lists inside."""
    level, found = tokens[at].level, []
    for token in tokens[at + 1 :]:
        if token.level == level:
            break
        if token.type == "list_item_open" and token.level == level + 1:
            found.append(token)
    return found


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
