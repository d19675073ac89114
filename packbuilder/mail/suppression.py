"""Who is never written to: addresses, ids of messages, lists of either, and digests that another machine exported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from packbuilder import lists
from packbuilder.deliver.private import ID, Known, Private
from packbuilder.errors import ErrorCollector, Problem, UsageError
from packbuilder.load.mailboxes import mailbox


def digests(
    said: Sequence[str], private: Private, mapped: Mapping[str, str], why: str, problems: ErrorCollector
) -> dict[str, str]:
    """The digests of what was said, each an address, the id of a message or a file, with the reason.

    A file is a list with a column of addresses, lines with an address or an id each (as a web server notes who followed
    a link), or what was exported. What is wrong with rows is added to `problems`; UsageError for anything else.
    """
    known = private.known()
    made: dict[str, str] = {}
    for one in said:
        file = Path(one)
        if file.is_file() and private.exported(words := file.read_text("utf-8", errors="replace")):
            made |= private.told(file, words)
        elif file.is_file():
            made |= dict.fromkeys(map(private.who, _listed(file, mapped, known, problems)), why)
        else:
            try:
                made[private.who(_address(one, known))] = why
            except ValueError as error:
                what = f"`{one}` is neither a file nor an id that is known, nor an address: {error}"
                raise UsageError(Problem.at("--never", what, "Name a list, an id or an address.")) from None
    return made


def _address(words: str, known: Mapping[str, Known]) -> str:
    """The address that is meant, also by the id of a message; ValueError for none."""
    return next((known[one].address for one in ID.findall(words) if one in known), "") or mailbox(words)


def _listed(
    file: Path, mapped: Mapping[str, str], known: Mapping[str, Known], problems: ErrorCollector
) -> Iterator[str]:
    """The addresses of a list."""
    lines = file.read_bytes().decode("utf-8-sig", "replace").splitlines()
    first = next((line for line in lines if line.strip()), "")
    if "@" in first or ID.search(first):
        rows = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    else:
        rows = [(row.line, row["email"]) for row in lists.read(file, ("email",), mapped, problems)]
    for number, words in rows:
        try:
            yield _address(words, known)
        except ValueError as error:
            problems.add(
                Problem.at(file.name, f"`{words}` is no address: {error}", "Put it right.", line=number, key="email")
            )
