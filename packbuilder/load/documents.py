"""A YAML file as model and source, and the rules that no model can tell, on the data as it stands.

The rules look at raw data: they hold whether or not the rest of the file is in order, so all problems show at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from packbuilder.errors import ErrorCollector, Problem, Severity
from packbuilder.language import controls
from packbuilder.load import files, links, models, tree
from packbuilder.load.mailboxes import is_mailbox
from packbuilder.model.base import FIRST_YEAR
from packbuilder.model.loaded import Source

M = TypeVar("M", bound=BaseModel)


def read(root: Path, path: Path, problems: ErrorCollector) -> tuple[tree.Tree, Source] | None:
    """The data of a YAML file that holds keys, and its source; None after a problem."""
    words = files.text(root, path, problems)
    file = files.shown(path, root)
    parsed = None if words is None else tree.parse(words, file, problems)
    if words is None or parsed is None:
        return None
    if not isinstance(parsed.data, dict):
        problems.add(Problem.at(file, "The file holds no keys.", "Write one `key: value` per line.", line=1))
        return None
    source = Source(file, parsed.lines, fingerprint(parsed.data))
    rules = Rules(parsed, source, problems)
    rules.days()
    rules.seen()
    return parsed, source


def fingerprint(data: object) -> str:
    """The SHA-256 of what YAML data says; comments and the order of keys do not count."""
    return files.digest(("", json.dumps(_ordered(data), ensure_ascii=False, default=repr).encode()))


def _ordered(data: object) -> object:
    """Mappings as their sorted pairs: YAML has keys of any type, which neither JSON nor sorting takes."""
    if isinstance(data, dict):
        return [
            "map",
            sorted(([repr(key), _ordered(value)] for key, value in data.items()), key=lambda pair: str(pair[0])),
        ]
    return [_ordered(item) for item in data] if isinstance(data, list) else data


class Rules:
    """Rules over the raw data of one file; each adds its problems with file, line and key."""

    def __init__(self, parsed: tree.Tree, source: Source, problems: ErrorCollector) -> None:
        self.data, self.source, self.problems = parsed.data, source, problems

    def problem(self, path: tree.Path, what: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        """Add a problem at a path of the data."""
        key = models.name(path, self.data)
        self.problems.add(self.source.problem(path, what, remedy, key=key, severity=severity))

    def at(self, *path: str | int) -> tree.Data:
        """What stands at a path; None where nothing does."""
        node = self.data
        for part in path:
            if isinstance(node, dict):
                node = node.get(part)
            elif isinstance(node, list) and isinstance(part, int) and part < len(node):
                node = node[part]
            else:
                return None
        return node

    def items(self, *path: str | int) -> Iterator[tuple[tree.Path, Any]]:
        """Each value of a mapping or list, with its path."""
        node = self.at(*path)
        pairs: Iterable[tuple[Any, Any]] = ()
        if isinstance(node, dict):
            pairs = node.items()
        elif isinstance(node, list):
            pairs = enumerate(node)
        for part, value in pairs:
            yield (*path, part), value

    def web(self, *path: str | int, may_be_open: bool = False) -> None:
        """A web address that may be printed and coded; `open` only where a line to write it in can be printed."""
        value = self.at(*path)
        if value == "open":
            if not may_be_open:
                self.problem(path, "`open` cannot stand here: it is coded.", "Write an address that holds.")
        elif isinstance(value, str) and value:
            for what, remedy in links.faults(value.strip()):
                self.problem(path, what, remedy)

    def mailbox(self, *path: str | int) -> None:
        """An e-mail address, or a list of several, each once."""
        value, listed = self.at(*path), isinstance(self.at(*path), list)
        for here, one in self.items(*path) if listed else [(path, value)]:
            if isinstance(one, str) and (listed or one != "open") and not is_mailbox(one):
                self.problem(here, f"`{one}` is no e-mail address.", "Write an address like office@example.org.")
        self.once(*path)

    def days(self, *path: str | int) -> None:
        """No day of a year that somebody mistyped, wherever in the file it stands."""
        for here, value in self.items(*path):
            if isinstance(value, date) and value.year < FIRST_YEAR:
                self.problem(here, f"`{value.isoformat()}` is a day of the year {value.year}.", "Put the year right.")
            self.days(*here)

    def seen(self, *path: str | int) -> None:
        """No characters that nobody sees and that turn others round, written as escapes of YAML."""
        for here, value in self.items(*path):
            for words in (value, here[-1]):
                for fault in controls.faults(words) if isinstance(words, str) else ():
                    self.problem(here, fault.what, fault.remedy)
            self.seen(*here)

    def once(self, *path: str | int, field: str = "") -> None:
        """The items of a list, or their field of that name, differ from one another."""
        first: dict[str, int] = {}
        for here, value in self.items(*path):
            if isinstance(word := value.get(field) if field and isinstance(value, dict) else value, str):
                line = self.source.line(*here)
                if word in first:
                    self.problem(here, f"`{word}` already stands on line {first[word]}.", "Keep one of them.")
                first.setdefault(word, line)

    def in_order(self, earlier: str, later: str) -> None:
        """Of two days, where both are known, the earlier is not after the later."""
        first, second = self.at(earlier), self.at(later)
        if isinstance(first, date) and isinstance(second, date) and first > second:
            what = f"{second.isoformat()} is before `{earlier}`, {first.isoformat()}."
            self.problem((later,), what, "Put the two dates right.")
