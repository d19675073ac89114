"""What `packbuilder mail` keeps of people: who an id stands for, who is never written to, what became of messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TypedDict, Unpack

import click

from packbuilder.cli.campaign_folder import home_of
from packbuilder.cli.messages import print_problems
from packbuilder.cli.option_groups import Command, with_options
from packbuilder.deliver.private import ID, Private
from packbuilder.errors import DeliveryError, ErrorCollector, Problem, UsageError
from packbuilder.load.mailboxes import mailbox
from packbuilder.mail.bounces import note_bounces
from packbuilder.mail.delivery_status import journals, overview
from packbuilder.mail.suppression import digests


@dataclass(frozen=True, slots=True)
class RecordsRequest:
    """What is asked of the records, in the place of making mails."""

    who: str = ""
    never: Sequence[str] = ()
    welcome: Sequence[str] = ()
    export: Path | None = None
    returned: Path | None = None
    status: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is."""
        return bool(self.who or self.never or self.welcome or self.export or self.returned or self.status)


_OPTIONS = (
    click.option("--status", is_flag=True, help="What became of the messages of a case, or of all; who is unknown."),
    click.option("--who", default="", metavar="ID", help="Whom the id in a link or a Message-ID stands for."),
    click.option(
        "--never",
        multiple=True,
        metavar="FILE|ADDRESS|ID",
        help="Never write to them again, in no case: an address, an id, a list, or what --never-export wrote.",
    ),
    click.option(
        "--bounces",
        "returned",
        type=click.Path(path_type=Path, exists=True),
        metavar="FOLDER",
        help="Read delivery reports (a maildir, an mbox file, a folder of mails): who is gone is never written to.",
    ),
    click.option("--welcome", multiple=True, metavar="ADDRESS", help="Take back --never for this address."),
    click.option(
        "--never-export",
        "export",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write who is never written to into a file, as keyed digests.",
    ),
)


class _Given(TypedDict):
    """The options that are read here; whatever others the command has come along."""

    root: Path | None
    out: Path | None
    case: str | None
    list_: Path | None
    columns: Sequence[tuple[str, str]]


def with_records_options(command: Command) -> Command:
    """Add what is asked of the records to a command that makes mails, and answer it in the place of that."""

    @wraps(command)
    def run(**given: Unpack[_Given]) -> None:
        request = RecordsRequest(**{name: given.pop(name) for name in RecordsRequest.__slots__})  # type: ignore[misc]
        if request.any:
            home = home_of(given["root"])
            _answer(request, home, given["out"] or home / "out", given["case"] or "", dict(given["columns"]))
            return
        for option, said in (("--case", given["case"]), ("--to", given["list_"])):
            if not said:
                raise click.UsageError(f"Missing option '{option}'.")
        command(**given)

    return with_options(_OPTIONS, run)


def _answer(request: RecordsRequest, home: Path, out: Path, case: str, mapped: dict[str, str]) -> None:
    private = Private(home, make=bool(request.never))
    if request.never:
        _never(request.never, private, mapped)
    for address in request.welcome:
        had = private.remove_never(private.who(addressed("--welcome", address)))
        click.echo(f"{address}: {'may be written to again' if had else 'was not among those never written to'}.")
    if request.export:
        number, key = private.export_never(request.export), f"{private.folder.name}/mail.key"
        click.echo(f"{number} digest(s) in {request.export.as_posix()}. They serve with {key} alone: take both along.")
    if request.returned:
        _bounces(request.returned, private, out)
    if request.who:
        _who(request.who, private, out)
    if request.status:
        _status(private, out, case)


def _never(said: Sequence[str], private: Private, mapped: dict[str, str]) -> None:
    """Note who is never written to again; DeliveryError, once the others are noted, for rows that are no addresses."""
    problems = ErrorCollector()
    day = datetime.now(UTC).date().isoformat()
    new = private.add_never(digests(said, private, mapped, f"{day} asked", problems))
    whole = len(private.never())
    click.echo(f"{new} more, {whole} in all, are never written to: no draft, mail or letter of any case.")
    if wrong := [one for one in problems if one.severity == "error"]:
        raise DeliveryError(*wrong)
    print_problems(problems)


def addressed(option: str, words: str) -> str:
    """An address that is said, as mail servers know it; UsageError for none."""
    try:
        return mailbox(words)
    except ValueError as error:
        raise UsageError(Problem.at(option, f"`{words}` is no address: {error}", "Put it right.")) from None


def _who(said: str, private: Private, out: Path) -> None:
    """Say whom an id stands for; UsageError for one that is not known."""
    known = private.known()
    people = [known[one] for one in dict.fromkeys(ID.findall(said.casefold())) if one in known]
    if not people:
        what = f"No message of this campaign has the id `{said}`."
        remedy = f"Give the whole id, or the link that it is in; {private.folder.name}/ must be that of the sender."
        raise UsageError(Problem.at("--who", what, remedy))
    for one in people:
        status = overview(out, one.journal, private.mark).states.get(one.id)
        became = "a draft, or still to be sent"
        if status:
            became = f"{status.outcome}{f', {status.said}' if status.said else ''}"
        click.echo(f"{one.address}: case {one.case}, message of {one.when}: {became}.")


def _bounces(place: Path, private: Private, out: Path) -> None:
    """Note what delivery reports say, and tell it."""
    done = note_bounces(place, out, private)
    became = {"is gone, and never written to again": done.gone, "came back, not for good": done.back}
    for told, people in (became | {"is late": done.late}).items():
        for of, said in people:
            click.echo(f"{of.address}: {told}: {said.rstrip('.')}.")
    known = f", {done.before} of them known before" if done.before else ""
    click.echo(
        f"{len(done.gone)} gone, {len(done.back)} came back{known}, {len(done.late)} late; {done.others} other mail(s)."
    )


def _status(private: Private, out: Path, case: str) -> None:
    """Say how many messages are in each state, and of whom nobody knows whether they got theirs."""
    known = private.known()
    paths = journals(out, case)
    for path in paths:
        states = overview(out, path, private.mark).states
        counts = Counter(str(status.outcome) for status in states.values())
        click.echo(f"{path}: {', '.join(f'{n} {name}' for name, n in sorted(counts.items())) or 'nothing'}.")
        for key, status in states.items():
            if status.outcome == "unknown":
                address = known[key].address if key in known else key
                click.echo(f"  unknown: {address}: {status.said.rstrip('.')}.")
    if not paths:
        click.echo("Nothing has been sent.")
