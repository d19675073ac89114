"""The rows of a list, each with what its columns say; what cannot be used in them is told with the line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category, normalize

from packbuilder.errors import ErrorCollector, Problem, Severity
from packbuilder.language import controls
from packbuilder.lists import charsets, column_headers
from packbuilder.lists.list_columns import Columns
from packbuilder.lists.person_names import NameColumns

_DELIMITERS = (";", "\t", ",")
_LONGEST = 200  # letters of a field
_LONGEST_NAME = 40  # letters of the name of a file: systems allow 255 bytes
_APART = re.compile(r"\n| {2,}")  # the lines of an address in one field; Mailchimp has two spaces between them
_LETTER = re.compile(r"[^\W\d_]")


def slug(list_: Path) -> str:
    """A name for what is made of a list, in whatever script its own is; `list` where that has no letter or digit."""
    letters = (char if category(char)[0] in "LMN" else " " for char in normalize("NFC", list_.stem.casefold()))
    return "-".join("".join(letters).split())[:_LONGEST_NAME].strip("-") or "list"


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row by the names of its columns, with one space between words; `line` is where it begins, from 1.

    `refused` are the columns of which something wrong has been said already: they are empty. `cells` are the values by
    header, `naming` says which of them hold a name.
    """

    file: str
    line: int
    values: Mapping[str, str]
    refused: frozenset[str]
    address: tuple[str, ...]
    cells: Mapping[str, str]
    naming: NameColumns

    def __getitem__(self, name: str) -> str:
        """The value of a column; empty where there is none."""
        return self.values.get(name, "")

    def problem(self, column: str, what: str, remedy: str, *, severity: Severity = Severity.ERROR) -> Problem:
        """What is wrong with a column of this row."""
        return Problem.at(self.file, what, remedy, line=self.line, key=column, severity=severity)

    def name(self, lang: str) -> tuple[str, str]:
        """The whole name, in the order of a language, and why there is none where the row has only half of one."""
        return self.naming.name(self.cells, lang)


def read(path: Path, wanted: Sequence[str], mapped: Mapping[str, str], problems: ErrorCollector) -> Iterator[ListRow]:
    """The rows of a list with the columns `wanted`, the first of which it must have.

    `mapped` gives the columns of headers of one's own. What is wrong is added to `problems`, all of a row at once;
    raises UsageError for a file that is no such list.
    """
    rows = _rows(charsets.read(path, problems), path.name, problems)
    line, first = next(rows, (1, []))
    columns = Columns(first, line, path.name, wanted, mapped)
    problems.extend(columns.warnings())
    width = max((n for n, header in enumerate(first, start=1) if header.strip()), default=0)
    looked = not columns.naming.guessed
    for number, cells in rows:
        if _too_long(cells, width, number, path.name, problems):
            continue
        row = _row(cells, columns, number, problems)
        if not looked and (name := row.name("")[0]):
            problems.add(_put_together(columns, name))
            looked = True
        yield row


def _put_together(columns: Columns, name: str) -> Problem:
    named = ", ".join(f"`{one}`" for one in columns.naming.columns)
    what = f"Names are put together from {named}: “{name}”."
    remedy = "If that is not how they are, say --column name=HEADER, and --column name+=HEADER for what follows."
    return Problem.at(columns.file, what, remedy, line=columns.line, key="name", severity=Severity.WARNING)


def _rows(words: str, file: str, problems: ErrorCollector) -> Iterator[tuple[int, list[str]]]:
    """The fields of each row that has any, with the line where it begins; after one that cannot be read, the next."""
    delimiter, begins = _delimiter(words)
    lines = list(io.StringIO(words))
    while begins < len(lines):
        reader = csv.reader(iter(lines[begins:]), delimiter=delimiter, strict=True)
        first, line = begins, begins
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield line + 1, cells
                line = first + reader.line_num
            begins = len(lines)
        except csv.Error as error:
            what = f"The row cannot be read: {error}."
            problems.add(Problem.at(file, what, "Put its quotes right.", line=line + 1))
            begins = line + 1


def _delimiter(words: str) -> tuple[str, int]:
    """The delimiter that stands most often in the line of headers, and how many lines stand before that.

    Excel writes a line `sep=;` there.
    """
    first = words.split("\n", 1)[0]
    if first.casefold().startswith("sep=") and first[4:] in _DELIMITERS:
        return first[4:], 1
    headed = next((line for line in words.split("\n") if line.strip("".join(_DELIMITERS) + " ")), first)
    return max(_DELIMITERS, key=headed.count), 0


def _too_long(cells: Sequence[str], width: int, line: int, file: str, problems: ErrorCollector) -> bool:
    """Whether a row has a field that no column is for: a delimiter in one of its fields has shifted those after it."""
    fields = max((n for n, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    if fields > width:
        what = f"The row has {fields} fields, the list {width} columns."
        remedy = 'Put a field that holds the delimiter in quotes, like "Petrov, Ivan".'
        problems.add(Problem.at(file, what, remedy, line=line))
    return fields > width


def _row(cells: Sequence[str], columns: Columns, line: int, problems: ErrorCollector) -> ListRow:
    values: dict[str, str] = {}
    by_header: dict[str, str] = {}
    lines: list[str] = []
    refused: set[str] = set()
    for name, places in columns.found.items():
        column = name if name not in column_headers.OF_NAMES else "name"
        for n in (n for n in places if n < len(cells)):
            several = name in {"address", "street"}
            if fault := _fault(cells[n], one_line=not several):
                problems.add(Problem.at(columns.file, fault[0], fault[1], line=line, key=column))
                refused.add(column)
                continue
            value = " ".join(normalize("NFC", cells[n]).split())
            values.setdefault(name, value)
            by_header[columns.headers[n].strip()] = value
            if several:
                lines += [" ".join(one.split()) for one in _APART.split(normalize("NFC", cells[n])) if one.strip()]
    return ListRow(columns.file, line, values, frozenset(refused), _addressed(lines, values), by_header, columns.naming)


def _fault(cell: str, *, one_line: bool) -> tuple[str, str] | None:
    """What is wrong with a field, and what to do about it."""
    if controls.faults(cell.strip(), one_line=one_line):
        what = "The field holds a line break, a control character or more marks than letters have."
        return what, "Write it on one line, in plain letters."
    if len(cell.strip()) > _LONGEST:
        return f"The field has {len(cell.strip())} letters; at most {_LONGEST} are taken.", "Shorten it."
    return None


def _addressed(lines: Sequence[str], values: Mapping[str, str]) -> tuple[str, ...]:
    """An address by its lines: the number of the house in that of the street, postal code and town in the last one.

    Codes with letters in them stand behind the town, as in Britain and Canada, those of digits before it (Universal
    Postal Union, addressing of member countries).
    """
    code, place, house = (values.get(name, "") for name in ("postcode", "place", "number"))
    if lines and house and house not in lines[-1].split():
        lines = [*lines[:-1], f"{lines[-1]} {house}"]
    if not lines or not code or any(code in line for line in lines):
        return tuple(lines)
    town = () if any(place in line for line in lines) else (place,)
    pair = (*town, code) if _LETTER.search(code) else (code, *town)
    return (*lines, " ".join(one for one in pair if one))
