"""Recipients: the rows of a list as mails need them, each checked by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packbuilder import lists
from packbuilder.errors import ErrorCollector, Severity
from packbuilder.lists import ListRow
from packbuilder.load.mailboxes import mailbox
from packbuilder.load.spelling import nearest

COLUMNS = ("email", "name", "language", "branch")
ENCODED = "=?"  # how headers begin words of other scripts: what follows would be read as another text


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who gets a mail: `address` as mail servers know it, in ASCII; `branch` is empty for none."""

    line: int
    address: str
    name: str
    lang: str
    branch: str


@dataclass(frozen=True, slots=True)
class OfferedLanguages:
    """The languages in which there can be a mail: by the id of a branch (empty for none), and what rows get by default.

    `lang` and `branch` are those of rows that name none; `lang` empty for the first of the branch.
    """

    languages: Mapping[str, Sequence[str]]
    lang: str = ""
    branch: str = ""


def recipients(
    path: Path, mapped: Mapping[str, str], spoken: OfferedLanguages, problems: ErrorCollector
) -> list[Recipient]:
    """The recipients of a list, each once; what is wrong with a row is added to `problems`, and the row left out."""
    made: dict[str, Recipient] = {}
    for row in lists.read(path, COLUMNS, mapped, problems):
        if (one := _recipient(row, spoken, problems)) is None:
            continue
        if (same := made.setdefault(one.address.casefold(), one)) is not one:
            what = f"The same address stands on line {same.line}."
            problems.add(row.problem("email", what, "One mail goes to both.", severity=Severity.WARNING))
    return list(made.values())


def _recipient(row: ListRow, spoken: OfferedLanguages, problems: ErrorCollector) -> Recipient | None:
    before = len(problems)
    address = _address(row, problems)
    branch = _branch(row, spoken, problems)
    lang = "" if branch is None else _language(row, spoken, branch, problems)
    name, half = row.name(lang)
    if ENCODED in name:
        what = "The name holds what mail programs would read as another name (`=?`)."
        problems.add(row.problem("name", what, "Write it in plain letters."))
    if address is None or branch is None or row.refused or len(problems) > before:
        return None
    if half:
        remedy = "The mail greets nobody by name; write the whole one to have it."
        problems.add(row.problem("name", half, remedy, severity=Severity.WARNING))
    return Recipient(row.line, address, name, lang, branch)


def _address(row: ListRow, problems: ErrorCollector) -> str | None:
    if "email" in row.refused:
        return None
    try:
        return mailbox(lists.several(row["email"])[0])
    except ValueError as error:
        what = f"`{row['email'] or 'nothing'}` is no address: {error}"
        problems.add(row.problem("email", what, "Put it right."))
        return None


def _branch(row: ListRow, spoken: OfferedLanguages, problems: ErrorCollector) -> str | None:
    branch = row["branch"].casefold() or spoken.branch
    if branch in spoken.languages:
        return branch
    there = [name for name in spoken.languages if name]
    near = nearest(branch, there)
    named = ", ".join(there) or "none yet"
    remedy = f"Did you mean `{near}`?" if near else f"Leave it empty, or write one of: {named}."
    problems.add(row.problem("branch", f"There is no branch `{row['branch']}`.", remedy))
    return None


def _language(row: ListRow, spoken: OfferedLanguages, branch: str, problems: ErrorCollector) -> str:
    """The language of a row: the one it names, however that is written, or that of rows that name none."""
    there = spoken.languages[branch]
    if not (said := row["language"]):
        return spoken.lang if spoken.lang in there else next(iter(there), "")
    if lang := lists.spoken(said, there):
        return lang
    what = f"There is no pack in `{row['language']}`{f' for {branch}' if branch else ''}."
    problems.add(row.problem("language", what, f"Write one of: {', '.join(there) or 'none yet'}."))
    return ""
