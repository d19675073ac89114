"""Who is never written to: addresses, lists of them, and digests that another machine exported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from packbuilder import lists
from packbuilder.deliver.private import Private
from packbuilder.errors import Problem, UsageError
from packbuilder.mailboxes import mailbox


def digests(
    said: Sequence[str], private: Private, mapped: Mapping[str, str], why: str, found: list[Problem]
) -> dict[str, str]:
    """The digests of what was said, each an address or a file, with the reason.

    A file is a list with a column of addresses, bare addresses line by line, or what was exported. What is wrong with
    rows is added to `found`; UsageError for what is neither a file nor an address.
    """
    made: dict[str, str] = {}
    for one in said:
        file = Path(one)
        if file.is_file() and private.exported(words := file.read_text("utf-8", errors="replace")):
            made |= private.told(file, words)
        elif file.is_file():
            made |= dict.fromkeys(map(private.who, _listed(file, mapped, found)), why)
        else:
            try:
                made[private.who(mailbox(one))] = why
            except ValueError as error:
                what = f"`{one}` is neither a file nor an address: {error}"
                raise UsageError(Problem("--never", 0, "", what, "Name a list or an address.")) from None
    return made


def _listed(file: Path, mapped: Mapping[str, str], found: list[Problem]) -> Iterator[str]:
    """The addresses of a list."""
    lines = file.read_bytes().decode("utf-8-sig", "replace").splitlines()
    if "@" in next((line for line in lines if line.strip()), ""):
        rows = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    else:
        rows = [(row.line, row["email"]) for row in lists.read(file, ("email",), mapped, found)]
    for number, words in rows:
        try:
            yield mailbox(words)
        except ValueError as error:
            found.append(Problem(file.name, number, "email", f"`{words}` is no address: {error}", "Put it right."))
