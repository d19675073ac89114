"""Lists of people: a row is what its columns say, or is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from packbuilder import lists
from packbuilder.errors import Problem

COLUMNS = ("name", "organisation", "place")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Petrov, Ivan,Union of Miners,Leeds", "The row has 4 fields, the list 3 columns."),
        ('"Petrov, Ivan",Union of Miners,Leeds', ""),
        ("Ann,Union,Leeds,,", ""),  # as spreadsheets end rows
        ("Ann", ""),
        ("Ann,Union,Le\u202eeds", "The field holds a line break, a control character"),
        ("Ann,Union,Le" + 6 * "\u0301" + "eds", "more marks than letters have."),
        ("Ann,Union,Le&#x202e;eds", "a control character"),
    ],
)
def test_a_row_that_has_shifted_or_hides_something_is_told_with_its_line(row: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(f"name,organisation,place,,\nBob,Union,York\n{row}\n", "utf-8")
    found: list[Problem] = []
    rows = list(lists.read(tmp_path / "list.csv", COLUMNS, {}, found))
    assert len(rows) == (1 if told else 2)
    assert [(problem.line, told in problem.what) for problem in found] == ([(3, True)] if told else [])
