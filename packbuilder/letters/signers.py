"""Signers: the rows of a list as letters need them, each checked by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from packbuilder import lists
from packbuilder.errors import ErrorCollector, Problem, Severity
from packbuilder.language.capitals import without_case
from packbuilder.lists import ListRow
from packbuilder.load.spelling import suggestion

COLUMNS = ("name", "organisation", "members", "place", "address", "date", "language", "opening", "email")
# No 11/12/2026: it is one day in London and another in New York.
_FORMS = ("%Y-%m-%d", "%d.%m.%Y")
_COUNT = re.compile(r"\d+|\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+")
_MOST_MEMBERS = 100_000_000
_OLDEST = 100  # years: nobody signed before


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs. `members` is None where nobody is represented, `day` None where it is written by hand.

    `opening` is the key of the one that the list asks for, empty where the choice is left to us. `address` is the
    signer's own, by lines.
    """

    line: int
    name: str
    organisation: str
    members: int | None
    place: str
    day: date | None
    lang: str
    opening: str = ""
    address: tuple[str, ...] = ()

    def chosen(self, count: int, address: str) -> int:
        """Which of so many alternatives this signer's letter to an address begins with: the same one every time."""
        known = f"{self.name}\n{self.organisation}\n{self.place}\n{address}"
        return int.from_bytes(sha256(known.encode()).digest()[:8], "big") % count


def signers(  # noqa: PLR0913, PLR0917 - what a list is read with
    path: Path, mapped: Mapping[str, str], langs: Collection[str], lang: str, openings: Sequence[str],
    covered: Callable[[str], bool], unwanted: Callable[[str], bool], today: date, problems: ErrorCollector,
) -> list[Signer]:  # fmt: skip
    """The signers of a list, each once; what is wrong with a row is added to `problems`, and the row left out.

    `langs` are the languages of the case, `lang` that of rows that name none; `openings` what a row may ask for;
    `covered` tells of a letter whether the house fonts have it, `unwanted` of an address whether whoever has it wants
    to be left alone.
    """
    made: dict[tuple[str, ...], Signer] = {}
    for row in lists.read(path, COLUMNS, mapped, problems):
        if row["email"] and any(map(unwanted, lists.several(row["email"]))):
            what, remedy = "Whoever has this address wants to be left alone (mail --never).", "The row is left out."
            problems.add(Problem.at(path.name, what, remedy, line=row.line, key="email", severity=Severity.WARNING))
            continue
        signer = _signer(row, path.name, langs, lang, openings, covered, today, problems)
        if signer is None:
            continue
        said = (signer.name, signer.organisation, signer.place)
        same = (*(without_case(one, signer.lang) for one in said), signer.lang)
        if same in made:
            what = f"The same signer stands on line {made[same].line}."
            problems.add(Problem.at(path.name, what, "One letter is made for both.", line=row.line, key="name"))
        made.setdefault(same, signer)
    return list(made.values())


def _signer(  # noqa: PLR0913, PLR0917 - what a row is read with
    row: ListRow, file: str, langs: Collection[str], lang: str, openings: Sequence[str], covered: Callable[[str], bool],
    today: date, problems: ErrorCollector,
) -> Signer | None:  # fmt: skip
    before = len(problems)
    if not (spoken := lists.spoken(row["language"], langs) if row["language"] else lang):
        what = f"The case has no texts in `{row['language']}`."
        problems.add(Problem.at(file, what, f"Write one of {', '.join(langs)}.", line=row.line, key="language"))
    name, half = row.name(spoken or lang)
    if not name and "name" not in row.told:
        what, remedy = (half, "Write the whole name.") if half else ("Nobody is named.", "Write the signer's name.")
        problems.add(Problem.at(file, what, remedy, line=row.line, key="name"))
    members = _members(row, file, problems)
    day = _day(row, file, today, problems)
    if row["opening"] and row["opening"] not in openings:
        remedy = suggestion(row["opening"], openings, "Leave it empty: the case has no openings.")
        problems.add(Problem.at(file, f"There is no opening `{row['opening']}`.", remedy, line=row.line, key="opening"))
    printed = {"name": name, "address": " ".join(row.address)} | {key: row[key] for key in ("organisation", "place")}
    problems.extend(_unprintable(printed, row.line, file, covered))
    if row.told or len(problems) > before:
        return None
    opening = row["opening"]
    return Signer(row.line, name, row["organisation"], members, row["place"], day, spoken, opening, row.address)


def _members(row: ListRow, file: str, problems: ErrorCollector) -> int | None:
    """How many the signer represents: digits, in groups of three or in none."""
    if not (words := row["members"]):
        return None
    digits = "".join(char for char in words if char.isdecimal())
    if _COUNT.fullmatch(words) and 0 < int(digits) <= _MOST_MEMBERS:
        return int(digits)
    problems.add(
        Problem.at(
            file, f"`{words}` is no number of members.", "Write digits, like 1200.", line=row.line, key="members"
        )
    )
    return None


def _day(row: ListRow, file: str, today: date, problems: ErrorCollector) -> date | None:
    from datetime import datetime

    if not (words := row["date"]):
        return None
    for form in _FORMS:
        try:
            day = datetime.strptime(words, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if day.year < today.year - _OLDEST:
            problems.add(Problem.at(file, f"`{words}` is long past.", "Put the year right.", line=row.line, key="date"))
            return None
        if day <= today + timedelta(days=1):
            return day
        what = f"`{words}` has not come yet."
        problems.add(Problem.at(file, what, "Write the day on which the letter is signed.", line=row.line, key="date"))
        return None
    problems.add(
        Problem.at(file, f"`{words}` is no date.", "Write it like 2011-07-24 or 24.07.2011.", line=row.line, key="date")
    )
    return None


def _unprintable(printed: Mapping[str, str], line: int, file: str, covered: Callable[[str], bool]) -> Iterator[Problem]:
    """What of a row the house fonts have not every letter for."""
    for name, words in printed.items():
        if missing := sorted({char for char in words if not char.isspace() and not covered(char)}):
            what = f"The house fonts have no `{missing[0]}`."
            yield Problem.at(file, what, "Write it in other letters.", line=line, key=name)
