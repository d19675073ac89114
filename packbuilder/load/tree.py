"""YAML 1.2 as plain data with the line of every key.

The data is built here from a parser's events, because only so are duplicate keys, aliases and depth held in check, and
only so does every key know its line. libyaml parses, in an eighth of the time that ruamel takes; ruamel reads what the
two would not read alike, and says what is wrong with whatever is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load.scalars import scalar

if TYPE_CHECKING:
    # The parsers type the parts of their events too loosely for anything narrower.
    Event = Any

Path = tuple[str | int, ...]
Data: TypeAlias = Any  # YAML holds anything
DEPTH = 24
ALIASED = 200
# What libyaml, which has YAML 1.1, reads otherwise than YAML 1.2, or reads where ruamel refuses it: tabs, the line ends
# of YAML 1.1, marks of byte order, directives, tags, comments directly behind the sign of a block, and names of anchors
# with other signs than letters, figures, `_` and `-` in them.
_OTHERWISE = re.compile(
    r"[\t\r\x85\u2028\u2029\ufeff]|^%|(?:^|[\s,:\[{-])(?:!|[&*][A-Za-z0-9_-]*[^A-Za-z0-9_\s,\]}-])|[|>][-+0-9]*#",
    re.MULTILINE,
)
_ADVICE = {
    "mapping values are not allowed": "Put the whole value in quotes if it holds a colon; otherwise check the indent.",
    "cannot start any token": "Indent with spaces, never with tabs, and quote values that begin with a sign.",
    "could not find expected ':'": "Write `key: value`, with a space after the colon.",
    "while scanning a quoted scalar": "Close the quotation mark.",
}


@dataclass(frozen=True, slots=True)
class Tree:
    """The data of a YAML file, and the line (from 1) of each key and list item by its path."""

    data: Any
    lines: dict[Path, int]


class _RefusedError(Exception):
    """The file cannot be read any further. Why: one way out of the recursion, always with a line."""

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.line, self.what, self.remedy = line, what, remedy


def parse(words: str, file: str, problems: ErrorCollector, first: int = 1) -> Tree | None:
    """Parse YAML whose first line is line `first` of `file`. Duplicate keys are reported, the first one counts."""
    last = first + words.rstrip("\n").count("\n")
    return quickly(words, file, problems, (first, last)) or strictly(words, file, problems, (first, last))


def quickly(words: str, file: str, problems: ErrorCollector, lines: tuple[int, int]) -> Tree | None:
    """The data as libyaml reads it; None where anything is refused, or might be read otherwise."""
    if _OTHERWISE.search(words):
        return None
    found = ErrorCollector()
    try:
        from yaml import CSafeLoader, YAMLError, parse  # slow to import
    except ImportError:  # PyYAML that was built without libyaml
        return None
    try:
        builder = _Builder(parse(words, CSafeLoader), file, found, *lines)
        tree = Tree(builder.document(), builder.lines)
    except (_RefusedError, YAMLError, ValueError):
        return None
    problems.extend(found)
    return tree


def strictly(words: str, file: str, problems: ErrorCollector, lines: tuple[int, int]) -> Tree | None:
    """The data as ruamel reads it; None after a problem."""
    from ruamel.yaml import YAML  # slow to import
    from ruamel.yaml.error import YAMLError

    first, last = lines
    try:
        builder = _Builder(YAML(typ="safe", pure=True).parse(words), file, problems, first, last)
        return Tree(builder.document(), builder.lines)
    except _RefusedError as refused:
        problems.add(Problem.at(file, refused.what, refused.remedy, line=refused.line))
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = min(first + mark.line, last) if mark is not None else 0
        problems.add(Problem.at(file, "This is not YAML.", _advice(str(error)), line=line))
    except (ValueError, IndexError, KeyError, AttributeError, AssertionError, TypeError, NotImplementedError):
        # ruamel stumbles over some malformed files in its own code instead of refusing them.
        problems.add(Problem.at(file, "This is not YAML.", _advice("")))
    return None


def _advice(message: str) -> str:
    known = (advice for sign, advice in _ADVICE.items() if sign in message)
    return next(known, "Check the indent, the colons and the quotation marks of this line and of the one before.")


def _tag(tag: object) -> str:
    return str(tag).replace("tag:yaml.org,2002:", "!!")


@dataclass(slots=True)
class _Builder:
    events: Iterator[Event]
    file: str
    problems: ErrorCollector
    first: int
    last: int
    lines: dict[Path, int] = field(default_factory=dict)
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    nodes: int = 0
    aliased: int = 0

    def document(self) -> Data:
        """The data of the one document of the file."""
        self._next("StreamStartEvent")
        start = next(self.events)
        if type(start).__name__ == "StreamEndEvent":
            raise _RefusedError(0, "The file holds nothing but comments.", "Fill it, or delete it.")
        if getattr(start, "version", None) or getattr(start, "tags", None):
            raise _RefusedError(self._line(start), "YAML directives are not allowed.", "Delete the line with `%`.")
        data = self._node(next(self.events), (), 0)
        self._next("DocumentEndEvent")
        if type(end := next(self.events)).__name__ != "StreamEndEvent":
            raise _RefusedError(self._line(end), "A second document begins here.", "Delete the line `---`.")
        return data

    def _next(self, kind: str) -> None:
        if type(event := next(self.events)).__name__ != kind:  # pragma: no cover  the parser's own order
            raise _RefusedError(self._line(event), "This is not YAML.", _advice(""))

    def _line(self, event: Event) -> int:
        return min(self.first + int(event.start_mark.line), self.last)

    def _node(self, event: Event, path: Path, depth: int) -> Data:
        kind = type(event).__name__
        if kind == "AliasEvent":
            return self._alias(event)
        if depth > DEPTH:
            raise _RefusedError(self._line(event), "The nesting is too deep.", f"At most {DEPTH} levels are read.")
        if event.tag is not None:
            raise _RefusedError(self._line(event), f"The tag `{_tag(event.tag)}` is not allowed.", "Delete it.")
        before = self.nodes
        self.nodes += 1
        if kind == "ScalarEvent":
            data = event.value if event.style else scalar(event.value)
        elif kind == "SequenceStartEvent":
            data = self._list(path, depth)
        else:
            data = self._mapping(path, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = (data, self.nodes - before)
        return data

    def _alias(self, event: Event) -> Data:
        if event.anchor not in self.anchors:
            what = f"The alias `*{event.anchor}` stands for nothing that was written before it."
            raise _RefusedError(self._line(event), what, "Write the value itself.")
        data, size = self.anchors[event.anchor]
        self.nodes += size
        self.aliased += size
        if self.aliased > ALIASED:
            what = f"The aliases stand for more than {ALIASED} values."
            raise _RefusedError(self._line(event), what, "Write the values themselves.")
        return data

    def _list(self, path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        while type(event := next(self.events)).__name__ != "SequenceEndEvent":
            here = (*path, len(items))
            self.lines[here] = self._line(event)
            items.append(self._node(event, here, depth + 1))
        return items

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while type(event := next(self.events)).__name__ != "MappingEndEvent":
            if type(event).__name__ != "ScalarEvent":
                raise _RefusedError(self._line(event), "A key must be one word.", "Write `key: value`.")
            key, line = str(event.value), self._line(event)
            here = (*path, key)
            if key in items:
                what = f"The key `{key}` already stands on line {self.lines[here]}."
                self.problems.add(Problem.at(self.file, what, "Keep one of them.", line=line, key=key))
                kept, self.lines = self.lines, {}
                self._node(next(self.events), here, depth + 1)
                self.lines = kept
                continue
            self.lines[here] = line
            items[key] = self._node(next(self.events), here, depth + 1)
        return items
