"""Signers: the rows of a list as letters need them, each checked by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from time import strptime

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


@dataclass(frozen=True, slots=True)
class SignerRules:
    """What rows are held against.

    `langs` are the languages of the case, `lang` that of rows that name none; `openings` what a row may ask for;
    `covered` tells of a letter whether the house fonts have it, `suppressed` of an address whether whoever has it wants
    to be left alone.
    """

    langs: Collection[str]
    lang: str
    openings: Sequence[str]
    covered: Callable[[str], bool]
    suppressed: Callable[[str], bool]
    today: date


def signers(path: Path, mapped: Mapping[str, str], rules: SignerRules, problems: ErrorCollector) -> list[Signer]:
    """The signers of a list, each once; what is wrong with a row is added to `problems`, and the row left out."""
    made: dict[tuple[str, ...], Signer] = {}
    for row in lists.read(path, COLUMNS, mapped, problems):
        if row["email"] and any(map(rules.suppressed, lists.several(row["email"]))):
            what, remedy = "Whoever has this address wants to be left alone (mail --never).", "The row is left out."
            problems.add(row.problem("email", what, remedy, severity=Severity.WARNING))
            continue
        signer = _signer(row, rules, problems)
        if signer is None:
            continue
        said = (signer.name, signer.organisation, signer.place)
        same = (*(without_case(one, signer.lang) for one in said), signer.lang)
        if same in made:
            what = f"The same signer stands on line {made[same].line}."
            problems.add(row.problem("name", what, "One letter is made for both."))
        made.setdefault(same, signer)
    return list(made.values())


def _signer(row: ListRow, rules: SignerRules, problems: ErrorCollector) -> Signer | None:
    before = len(problems)
    spoken = lists.spoken(row["language"], rules.langs) if row["language"] else rules.lang
    if not spoken:
        what = f"The case has no texts in `{row['language']}`."
        problems.add(row.problem("language", what, f"Write one of {', '.join(rules.langs)}."))
    name, half = row.name(spoken or rules.lang)
    if not name and "name" not in row.refused:
        what, remedy = (half, "Write the whole name.") if half else ("Nobody is named.", "Write the signer's name.")
        problems.add(row.problem("name", what, remedy))
    members = _members(row, problems)
    day = _day(row, rules.today, problems)
    if row["opening"] and row["opening"] not in rules.openings:
        remedy = suggestion(row["opening"], rules.openings, "Leave it empty: the case has no openings.")
        problems.add(row.problem("opening", f"There is no opening `{row['opening']}`.", remedy))
    printed = {"name": name, "address": " ".join(row.address)} | {key: row[key] for key in ("organisation", "place")}
    problems.extend(_unprintable(row, printed, rules.covered))
    if row.refused or len(problems) > before:
        return None
    opening = row["opening"]
    return Signer(row.line, name, row["organisation"], members, row["place"], day, spoken, opening, row.address)


def _members(row: ListRow, problems: ErrorCollector) -> int | None:
    """How many the signer represents: digits, in groups of three or in none."""
    if not (words := row["members"]):
        return None
    digits = "".join(char for char in words if char.isdecimal())
    if _COUNT.fullmatch(words) and 0 < int(digits) <= _MOST_MEMBERS:
        return int(digits)
    problems.add(row.problem("members", f"`{words}` is no number of members.", "Write digits, like 1200."))
    return None


def _day(row: ListRow, today: date, problems: ErrorCollector) -> date | None:
    if not (words := row["date"]):
        return None
    if (day := _read_day(words)) is None:
        what, remedy = f"`{words}` is no date.", "Write it like 2011-07-24 or 24.07.2011."
    elif day.year < today.year - _OLDEST:
        what, remedy = f"`{words}` is long past.", "Put the year right."
    elif day > today + timedelta(days=1):
        what, remedy = f"`{words}` has not come yet.", "Write the day on which the letter is signed."
    else:
        return day
    problems.add(row.problem("date", what, remedy))
    return None


def _read_day(words: str) -> date | None:
    for form in _FORMS:
        with suppress(ValueError):
            return date(*strptime(words, form)[:3])
    return None


def _unprintable(row: ListRow, printed: Mapping[str, str], covered: Callable[[str], bool]) -> Iterator[Problem]:
    """What of a row the house fonts have not every letter for."""
    for name, words in printed.items():
        if missing := sorted({char for char in words if not char.isspace() and not covered(char)}):
            yield row.problem(name, f"The house fonts have no `{missing[0]}`.", "Write it in other letters.")
