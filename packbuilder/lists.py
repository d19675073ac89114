"""Lists of people as spreadsheets save them: CSV in UTF-8, whatever its delimiter, headers in several languages.

Bad rows are told with their lines, and the good ones go on. What a field holds is text and nothing else: formulas, line
breaks and control characters in it do nothing, or are refused.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category, normalize

from packbuilder import controls
from packbuilder.errors import Problem, Severity, UsageError
from packbuilder.load.spelling import nearest, suggestion

# What people call the columns, without spaces, hyphens and case.
HEADERS: Mapping[str, frozenset[str]] = {
    "email": frozenset({
        "email", "mail", "emailaddress", "emailadresse", "mailadresse", "courriel", "почта", "элпочта", "эпочта",
        "электроннаяпочта", "электронныйадрес", "адресэлпочты", "адресэлектроннойпочты",
        "поштасы", "эпошта", "электрондықпошта", "البريد",
        "البريدالإلكتروني",
    }),
    "name": frozenset({
        "name", "fullname", "имя", "фио", "имяифамилия", "полноеимя", "подписант", "подписавший", "аты", "атыжөні",
        "vorname", "nom", "الاسم",
    }),
    "organisation": frozenset({
        "organisation", "organization", "org", "union", "организация", "ұйым", "ұйымы", "verband", "المنظمة",
    }),
    "members": frozenset({
        "members", "representing", "членов", "члены", "числочленов", "количествочленов",
        "мүшелер", "мүшесаны", "mitglieder", "الأعضاء",
    }),
    "place": frozenset({
        "place", "town", "city", "город", "место", "қала", "қаласы", "ort", "stadt", "ville", "المدينة",
    }),
    "opening": frozenset({"opening", "начало", "бастауы", "anfang", "المقدمة"}),
    "date": frozenset({"date", "дата", "күні", "datum", "التاريخ"}),
    "language": frozenset({"language", "lang", "язык", "тіл", "тілі", "sprache", "langue", "اللغة"}),
    "branch": frozenset({"branch", "group", "отделение", "группа", "бөлімше", "gruppe", "الفرع"}),
}  # fmt: skip
_SQUASHED = re.compile(r"[\W_]+")
_DELIMITERS = (";", "\t", ",")
_LONGEST = 200  # letters of a field
_LONGEST_NAME = 40  # letters of the name of a file: systems allow 255 bytes


def slug(list_: Path) -> str:
    """A name for what is made of a list, in whatever script its own is; `list` where that has no letter or digit."""
    letters = (char if category(char)[0] in "LMN" else " " for char in normalize("NFC", list_.stem.casefold()))
    return "-".join("".join(letters).split())[:_LONGEST_NAME].strip("-") or "list"


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the names of its columns, values without spaces around them; `line` is where it begins, from 1."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """The value of a column; empty where there is none."""
        return self.values.get(name, "")


def read(path: Path, wanted: Sequence[str], mapped: Mapping[str, str], found: list[Problem]) -> Iterator[Row]:
    """The usable rows of a list with the columns `wanted`, the first of which it must have.

    `mapped` gives headers of one's own by the name of the column. Rows that cannot be used are added to `found`; raises
    UsageError for a file that is no such list.
    """
    rows = _rows(_words(path), path, found)
    headers = next(rows, (1, []))[1]
    columns = _columns(headers, path, wanted, mapped, found)
    width = max((n for n, header in enumerate(headers, start=1) if header.strip()), default=0)
    for line, cells in rows:
        if not any(cell.strip() for cell in cells) or _too_long(cells, width, line, path, found):
            continue
        if (row := _row(cells, columns, line, path, found)) is not None:
            yield row


def _rows(words: str, path: Path, found: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The fields of each row with the line on which it begins; after a row that cannot be read, the next line's."""
    delimiter, begins = _delimiter(words)
    lines = list(io.StringIO(words))
    while begins < len(lines):
        reader = csv.reader(iter(lines[begins:]), delimiter=delimiter, strict=True)
        first, line = begins, begins
        try:
            for cells in reader:
                yield line + 1, cells
                line = first + reader.line_num
            begins = len(lines)
        except csv.Error as error:
            what = f"The row cannot be read: {error}."
            found.append(Problem(path.name, line + 1, "", what, "Put its quotes right."))
            begins = line + 1


def _words(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        what, remedy = "The file is not UTF-8.", "Save it from the spreadsheet as “CSV UTF-8”."
        raise UsageError(Problem(path.name, 0, "", what, remedy)) from None
    except OSError as error:
        what = f"The file cannot be read: {error.strerror or error}."
        raise UsageError(Problem(str(path), 0, "", what, "Name a CSV file.")) from None


def _delimiter(words: str) -> tuple[str, int]:
    """The delimiter that stands most often in the line of headers, and how many lines stand before that.

    Excel writes a line `sep=;` there.
    """
    first = words.split("\n", 1)[0]
    if first.casefold().startswith("sep=") and first[4:] in _DELIMITERS:
        return first[4:], 1
    return max(_DELIMITERS, key=first.count), 0


def _columns(
    headers: Sequence[str], path: Path, wanted: Sequence[str], mapped: Mapping[str, str], found: list[Problem]
) -> Mapping[int, str]:
    """The names of the columns by their places. What is in none of them is told of, and not used."""
    own = {_squashed(header): name for name, header in mapped.items()}
    known = {header: name for name in wanted if name not in mapped for header in (*HEADERS[name], name)} | own
    columns: dict[int, str] = {}
    unused: list[tuple[str, str]] = []
    for n, header in enumerate(headers):
        name = known.get(_squashed(header), "")
        if name and name not in columns.values():
            columns[n] = name
        elif header.strip():
            unused.append((header.strip(), name))
    absent = [name for name in wanted if name not in columns.values()]
    misspelt = [
        _misspelt(header, near, path)
        for header, name in unused
        if not (name or header.startswith("_")) and (near := nearest(header, absent))
    ]
    if misspelt:
        raise UsageError(*misspelt)
    found += [_unused(header, name, path) for header, name in unused]
    there = [header.strip() for header in headers if header.strip()]
    missing = [name for name in mapped if name in wanted and name not in columns.values()]
    for name in [wanted[0], *missing]:
        if name not in columns.values():
            what = f"No column is named `{mapped.get(name, name)}`."
            remedy = suggestion(mapped.get(name, name), there, f"Name one of them `{name}`.")
            raise UsageError(Problem(path.name, 1, name, what, f"{remedy} Or say --column {name}=HEADER."))
    return columns


def _misspelt(header: str, near: str, path: Path) -> Problem:
    """What seems to be meant is not read, and would be missing in every mail or letter."""
    what = f"The column `{header}` is none that is read. Did you mean `{near}`?"
    remedy = f"Name it so, or say --column {near}={header}; `_{header}` is left alone."
    return Problem(path.name, 1, near, what, remedy)


def _unused(header: str, name: str, path: Path) -> Problem:
    what = f"The column `{header}` is {f'a second `{name}`: it is ' if name else ''}not used."
    return Problem(path.name, 1, "", what, "It may stay.", Severity.WARNING)


def _squashed(header: str) -> str:
    return _SQUASHED.sub("", normalize("NFC", header)).casefold()


def _too_long(cells: Sequence[str], width: int, line: int, path: Path, found: list[Problem]) -> bool:
    """Whether a row has a field that no column is for: a delimiter in one of its fields has shifted those after it."""
    fields = max((n for n, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    if fields > width:
        what = f"The row has {fields} fields, the list {width} columns."
        remedy = 'Put a field that holds the delimiter in quotes, like "Petrov, Ivan".'
        found.append(Problem(path.name, line, "", what, remedy))
    return fields > width


def _row(cells: Sequence[str], columns: Mapping[int, str], line: int, path: Path, found: list[Problem]) -> Row | None:
    values = {name: normalize("NFC", cells[n]).strip() for n, name in columns.items() if n < len(cells)}
    for name, value in values.items():
        if controls.faults(value, one_line=True):
            what = "The field holds a line break, a control character or more marks than letters have."
            found.append(Problem(path.name, line, name, what, "Write it on one line, in plain letters."))
            return None
        if len(value) > _LONGEST:
            what = f"The field has {len(value)} letters; at most {_LONGEST} are taken."
            found.append(Problem(path.name, line, name, what, "Shorten it."))
            return None
    return Row(line, values)
