"""Entries: a Markdown list whose items begin with the key of the fact that they word."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from packbuilder.model.base import SLUG
from packbuilder.model.text import Entry, Group

if TYPE_CHECKING:
    from markdown_it.token import Token

Report = Callable[[int, str, str], None]

# The texts whose entries stand under headings.
GROUPED = frozenset({"demands"})
_KEYED = re.compile(r"([^\s:*_\[\]`]+):(?:\s+(.*))?", re.DOTALL)
_PLAIN = frozenset({"paragraph_open", "inline", "paragraph_close"})


def read(tokens: list[Token], name: str, report: Report) -> tuple[tuple[Entry, ...], tuple[Group, ...]]:
    """The entries and groups of a text's body. `report` takes line, what and remedy of everything amiss."""
    entries: list[Entry] = []
    groups: list[Group] = []
    at = 0
    while at < len(tokens):
        end = _end(tokens, at)
        token, inner = tokens[at], tokens[at + 1 : end]
        line = token.map[0] + 1 if token.map else 0
        if token.type == "heading_open":
            _group(inner, line, groups, report, grouped=name in GROUPED)
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            _items(inner, groups[-1].key if groups else "", entries, report)
        else:
            report(line, "Words stand outside the list of entries.", "Put them into an item, `- key: words`.")
        at = end + 1
    if not entries:
        report(0, "The text has no entries.", "Write a list of them, `- key: words`.")
    return tuple(entries), tuple(groups)


def _end(tokens: list[Token], at: int) -> int:
    """The index of the token that closes the block opened at `at`."""
    if tokens[at].nesting != 1:
        return at
    level = tokens[at].level
    return next(i for i in range(at + 1, len(tokens)) if tokens[i].level == level and tokens[i].nesting == -1)


def _group(inner: list[Token], line: int, groups: list[Group], report: Report, *, grouped: bool) -> None:
    if not grouped:
        report(line, "These entries have no headings among them.", "Delete the heading.")
        return
    key, words = _split(inner[0].content, line, "The heading", "`## key: words`", report)
    if key in {group.key for group in groups}:
        report(line, f"The heading `{key}` already stands above.", "Keep one of them.")
    groups.append(Group(key, words, line))


def _items(inner: list[Token], group: str, entries: list[Entry], report: Report) -> None:
    at = 0
    while at < len(inner):
        end = _end(inner, at)
        entry = _item(inner[at], inner[at + 1 : end], group, report)
        if entry.key and any(other.key == entry.key for other in entries):
            report(entry.line, f"The entry `{entry.key}` already stands above.", "Keep one of them.")
        else:
            entries.append(entry)
        at = end + 1


def _item(item: Token, inner: list[Token], group: str, report: Report) -> Entry:
    """The entry of an item; after a problem its key may be empty."""
    line = item.map[0] + 1 if item.map else 0
    inlines = [token for token in inner if token.type == "inline"]
    if not inlines:
        report(line, "The entry is empty.", "Write `- key: words`, or delete it.")
        return Entry("", "", line, group)
    if len(inlines) > 1 or any(token.type not in _PLAIN for token in inner):
        report(line, "An entry is one paragraph, without lists or headings inside.", "Shorten it, or make two of it.")
    if any(child.type == "hardbreak" for child in inlines[0].children or []):
        report(line, "An entry has no line breaks of its own.", "Delete the spaces or the `\\` at the line's end.")
    line = inlines[0].map[0] + 1 if inlines[0].map else line
    key, words = _split(inlines[0].content, line, "The entry", "`- key: words`", report)
    return Entry(key, words, line, group)


def _split(content: str, line: int, what: str, form: str, report: Report) -> tuple[str, str]:
    """Key and words of `key: words`; an empty key after a problem."""
    match = _KEYED.fullmatch(content.strip())
    if match is None or not re.match(SLUG, match[1]):
        report(line, f"{what} does not begin with a key.", f"Write {form}, the key as in case.yaml.")
        return "", content
    words = " ".join((match[2] or "").split("\n")).strip()
    if not words:
        report(line, f"{what} `{match[1]}` has no words.", "Write them after the colon.")
    return match[1], words
