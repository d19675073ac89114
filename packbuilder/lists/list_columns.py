"""Which column of a list is what. What is in none of them is told of; what seems to be meant for one is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from packbuilder.errors import Problem, Severity, UsageError
from packbuilder.lists import column_headers
from packbuilder.lists.person_names import NameColumns
from packbuilder.load.spelling import nearest, suggestion

_NEAR = 0.75  # how much of a header must be as in a known one, for it to be taken for a misspelt one
_SHORTEST = 5  # letters: shorter words are near to too many others
# What may stand in several columns, and which those are.
JOINED: Mapping[str, Sequence[str]] = {"name": column_headers.OF_NAMES, "address": column_headers.OF_ADDRESSES}
_HALVES = ("given", "middle", "family")


@dataclass
class Columns:
    """The columns of a list, by the places of their headers, which stand on `line` of `file`.

    `wanted` are asked for, and the first one must be there. `mapped` are headers of somebody's own, each with the
    column that it is of; several of a name or an address in the order in which they are joined.
    """

    headers: Sequence[str]
    line: int
    file: str
    wanted: Sequence[str]
    mapped: Mapping[str, str]
    found: dict[str, list[int]] = field(default_factory=dict)
    unused: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look at each header; UsageError for columns that lack or are misspelt, and for parts of names left over."""
        own = {column_headers.folded(header): name for header, name in self.mapped.items() if name in self.wanted}
        free = tuple(self._free(set(own.values())))
        for n, header in enumerate(self.headers):
            name = own.get(column_headers.folded(header), "") or column_headers.known(header, free)
            if name and (name not in self.found or (name in JOINED and name in own.values())):
                self.found.setdefault(name, []).append(n)
            elif header.strip():
                self.unused.append(n)
        if "whole" in self.found:  # whatever `Name` beside it may be
            self.unused = sorted([*self.unused, *self.found.pop("name", [])])
        said = list(own)
        for name in self.found.keys() & JOINED.keys() & set(own.values()):
            self.found[name].sort(key=lambda n: said.index(column_headers.folded(self.headers[n])))
        if faults := [*self._missing(), *self._misspelt(), *self._halves()]:
            raise UsageError(*faults)

    @cached_property
    def naming(self) -> NameColumns:
        """Which of the columns hold names."""
        one = {name: self._header(places[0]) for name, places in self.found.items()}
        if "name" in self.mapped.values():
            return NameColumns(said=tuple(map(self._header, self.found.get("name", ()))))
        parts = {part: one[part] for part in column_headers.PARTS if part in one}
        return NameColumns(whole=one.get("whole", ""), loose=one.get("name", ""), parts=parts)

    def warnings(self) -> Iterator[Problem]:
        """What to look at: columns that are not used, and names that are put together by guessing."""
        if self.unused:
            named = ", ".join(f"`{self._header(n)}`" for n in self.unused)
            one = len(self.unused) == 1
            what = f"The column {named} is not used." if one else f"The columns {named} are not used."
            yield self._problem("", what, "It may stay." if one else "They may stay.", Severity.WARNING)

    def _free(self, said: set[str]) -> Iterator[str]:
        for name in self.wanted:
            if name not in said:
                yield from (name, *JOINED.get(name, ()))

    def _header(self, place: int) -> str:
        return self.headers[place].strip()

    def _problem(self, key: str, what: str, remedy: str, severity: Severity = Severity.ERROR) -> Problem:
        return Problem.at(self.file, what, remedy, line=self.line, key=key, severity=severity)

    def _missing(self) -> Iterator[Problem]:
        there = {column_headers.folded(header): header.strip() for header in self.headers if header.strip()}
        lacking = {header: name for header, name in self.mapped.items() if column_headers.folded(header) not in there}
        first = self.wanted[0]
        named = first in self.found or (first == "name" and (self.naming.columns or any(self._parts_over())))
        if not named and first not in lacking.values():
            lacking[first] = first
        for header, name in lacking.items():
            if name in self.wanted:
                remedy = suggestion(header, there.values(), f"Name one of them `{name}`.")
                what = f"No column is named `{header}`."
                yield self._problem(name, what, f"{remedy} Or say --column {name}=HEADER.")

    def _misspelt(self) -> Iterator[Problem]:
        """What seems to be meant is not read, and would be missing in every mail or letter."""
        absent = [name for name in self.wanted if name not in self.found]
        if self.naming.columns and "name" in absent:
            absent.remove("name")
        meant = {word: name for name in absent for word in {name, *column_headers.words(name)} if _tells(word, name)}
        for header in self._left():
            if (
                not column_headers.names_somebody(header)
                and not column_headers.known(header, column_headers.column_names())
                and (near := nearest(column_headers.folded(header), meant, _NEAR))
            ):
                what = f"The column `{header}` is none that is read. Did you mean `{meant[near]}`?"
                remedy = f"Name it so, or say --column {meant[near]}={header}; `_{header}` is left alone."
                yield self._problem(meant[near], what, remedy)

    def _halves(self) -> Iterator[Problem]:
        """Parts of names that would be left out: nobody is signed or greeted with half a name."""
        if "name" not in self.wanted:
            return
        naming = self.naming
        if fault := naming.faults():
            header = naming.columns[0]
            remedy = f"Add it; or say --column name={header} if it holds whole names. `_{header}` is left alone."
            yield self._problem("name", fault, remedy)
        over = list(self._parts_over())
        said = " ".join(f'--column name{"+" if n else ""}="{one}"' for n, one in enumerate([*naming.columns, *over]))
        for header in over:
            what = f"The column `{header}` looks like a part of a name, and is not used."
            yield self._problem("name", what, f"Say {said}; `_{header}` is left alone.")

    def _parts_over(self) -> Iterator[str]:
        """The headers that look like parts of names and are not used, nor needed: the whole is there without them."""
        naming = self.naming
        sure = naming.whole or {"given", "family"} <= (naming.parts or {}).keys()
        said_whole = any(column_headers.known(header, ("whole",)) for header in naming.said)
        for header in self._left():
            part = column_headers.known(header, _HALVES)
            name = column_headers.known(header, ("name", "whole")) or column_headers.names_somebody(header)
            if (part or (name and not sure)) and not said_whole and not (part == "middle" and len(naming.said) > 1):
                yield header

    def _left(self) -> Iterator[str]:
        """The headers that are not used, but for those that are known to be none of ours."""
        for n in self.unused:
            if not (header := self._header(n)).startswith("_") and not column_headers.is_other(header):
                yield header


def _tells(word: str, name: str) -> bool:
    """Whether a word is long enough for what is near to it to be meant for it."""
    return len(word) >= _SHORTEST or word == name
