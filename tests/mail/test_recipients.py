"""Lists as spreadsheets save them: what is read, what is told with its line, what is mapped."""

from __future__ import annotations

from pathlib import Path

import pytest

from packbuilder.errors import ErrorCollector, Problem, UsageError
from packbuilder.mail.recipients import OfferedLanguages, Recipient, recipients

SPOKEN = OfferedLanguages({"": ["en", "ru"], "leeds": ["en"], "minsk": ["ru"]})


def read(
    tmp_path: Path, data: str | bytes, mapped: dict[str, str] | None = None
) -> tuple[list[Recipient], list[Problem]]:
    """The recipients of a list and what is wrong with it."""
    file = tmp_path / "list.csv"
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    problems = ErrorCollector()
    return recipients(file, mapped or {}, SPOKEN, problems), list(problems)


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
def test_as_spreadsheets_save_them(tmp_path: Path, delimiter: str, end: str, mark: bytes) -> None:
    """Each delimiter, each line end, with a byte order mark or without."""
    rows = [["E-mail", "Имя", "Язык", "Отделение"], ["a@x.example", '"Петрова; Анна, ""А"""', "RU", ""]]
    listed, found = read(tmp_path, mark + end.join(delimiter.join(row) for row in rows).encode())
    assert (listed, found) == ([Recipient(2, "a@x.example", 'Петрова; Анна, "А"', "ru", "")], [])


@pytest.mark.parametrize(
    "headers",
    [
        "email;name;language;branch",
        "E-Mail;Name;Lang;Group",
        "Эл. почта;ФИО;язык;группа",
        "Электрондық пошта;Аты-жөні;тілі;бөлімше",
        "E-Mail-Adresse;Name;Sprache;Gruppe",
        "البريد الإلكتروني;الاسم;اللغة;الفرع",
        "name;language;EMAIL;branch",
    ],
)
def test_headers_in_several_languages(tmp_path: Path, headers: str) -> None:
    """In any order."""
    fields = {"n": "Anna", "l": "ru", "e": "a@x.example", "b": "minsk"}
    order = "nleb" if headers.startswith("name") else "enlb"
    listed, found = read(tmp_path, f"{headers}\n{';'.join(fields[one] for one in order)}\n")
    assert (listed, found) == ([Recipient(2, "a@x.example", "Anna", "ru", "minsk")], [])


def test_headers_of_ones_own(tmp_path: Path) -> None:
    """By mapping, Cyrillic or not; without the address it is no list."""
    listed, _ = read(tmp_path, "Куда писать;Кому\na@x.example;Анна\n", {"куда  писать": "email", "КОМУ": "name"})
    assert listed == [Recipient(2, "a@x.example", "Анна", "en", "")]
    with pytest.raises(UsageError, match="No column is named `email`"):
        read(tmp_path, "Куда писать;Кому\na@x.example;Анна\n")
    with pytest.raises(UsageError, match="not UTF-8"):
        read(tmp_path, "email\nа@x.example\n".encode("cp1251"))


def test_columns_that_are_not_used_are_told(tmp_path: Path) -> None:
    """In one message; of two with one meaning the first holds, or the one that was named."""
    rows = "email;_Bransch;phone;Full name;ФИО\na@x.example;1;2;Anna;Анна\n"
    listed, found = read(tmp_path, rows)
    assert [one.name for one in listed] == ["Anna"]
    told = [(one.severity.value, one.line, one.what) for one in found]
    assert told == [("warning", 1, "The columns `_Bransch`, `phone`, `ФИО` are not used.")]
    listed, _ = read(tmp_path, rows, {"ФИО": "name"})
    assert [one.name for one in listed] == ["Анна"]
    with pytest.raises(UsageError, match="No column is named `Отдел`"):
        read(tmp_path, rows, {"Отдел": "branch"})


def test_a_misspelt_column_is_refused_and_not_left_out(tmp_path: Path) -> None:
    """Everybody would get the wrong language."""
    with pytest.raises(UsageError) as refused:
        read(tmp_path, "email;Bransch;Lnaguage\na@x.example;Vera;ru\n")
    told = [str(one) for one in refused.value.problems]
    assert told[0] == (
        "list.csv:1: branch: The column `Bransch` is none that is read. Did you mean `branch`? "
        "Name it so, or say --column branch=Bransch; `_Bransch` is left alone."
    )
    assert [one.key for one in refused.value.problems] == ["branch", "language"]


def test_bad_rows_are_told_and_the_others_go_on(tmp_path: Path) -> None:
    """Each with its line, also after quotes that nobody closed."""
    rows = ["e-mail;name;language;branch", "no address;;;", ";;;", ";Nobody;;", "a@x.example;;de;",
            "b@x.example;;;leds", "c@x.example;;ru;leeds", '"d@x.example;;;', 'e@x.example;"E" x;;',
            "ok@x.example;;en-GB;leeds", "Ok@x.example;;;", "боб@x.example;;;", "me@localhost;;;",
            "x@y..example;;;", "last@ае.example;;;minsk"]  # fmt: skip
    listed, found = read(tmp_path, "\n".join(rows))
    assert listed == [
        Recipient(10, "ok@x.example", "", "en", "leeds"),
        Recipient(15, "last@xn--80ak.example", "", "ru", "minsk"),
    ]
    assert [(one.line, one.key) for one in sorted(found, key=lambda one: one.line)] == [
        (2, "email"), (4, "email"), (5, "language"), (6, "branch"), (7, "language"), (8, ""), (9, ""), (11, "email"),
        (12, "email"), (13, "email"), (14, "email"),
    ]  # fmt: skip
    assert "Did you mean `leeds`?" in [one.remedy for one in found]


def test_nobody_is_greeted_with_half_a_name(tmp_path: Path) -> None:
    """Whoever has no whole name gets the mail all the same, and it is told."""
    rows = [
        "E-mail 1 - Value,First Name,Last Name",
        "a@x.example ::: b@x.example,Anna,Schmidt",
        "c@x.example,Bob,",
        "d@x.example,,",
    ]
    listed, found = read(tmp_path, "\n".join(rows))
    assert [(one.address, one.name) for one in listed] == [
        ("a@x.example", "Anna Schmidt"),
        ("c@x.example", ""),
        ("d@x.example", ""),
    ]
    assert [(one.severity.value, one.line, one.what[:22]) for one in found] == [
        ("warning", 3, "`Bob` is half a name: ")
    ]
    with pytest.raises(UsageError, match="`Vorname` is a part of a name, and no column has the rest of it"):
        read(tmp_path, "email,Vorname\na@x.example,Anna")


def test_a_row_inside_a_field_is_no_row(tmp_path: Path) -> None:
    """Whoever writes a line break and an address into a name is not written to."""
    listed, found = read(tmp_path, 'email;name\na@x.example;"Anna\neve@evil.example;Eve"\nb@x.example;Bob\n')
    assert [one.address for one in listed] == ["b@x.example"]
    assert [(one.line, one.key) for one in found] == [(2, "name")]


def test_the_line_that_excel_puts_first(tmp_path: Path) -> None:
    """`sep=;` says which the delimiter is."""
    listed, _ = read(tmp_path, "sep=;\nemail;notes, own\na@x.example;x\n")
    assert [(one.line, one.address) for one in listed] == [(3, "a@x.example")]
