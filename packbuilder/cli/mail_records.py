"""What `packbuilder mail` keeps of people: who an id stands for, who is never written to, what became of messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from packbuilder.cli.campaign_folder import home_of
from packbuilder.cli.error_handler import tell

Command = Callable[..., None]


@dataclass(frozen=True, slots=True)
class RecordsRequest:
    """What is asked of what is kept, in the place of making mails."""

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
        "--never", multiple=True, metavar="FILE|ADDRESS|ID",
        help="Never write to them again, in no case: an address, an id, a list, or what --never-export wrote.",
    ),
    click.option(
        "--bounces", "returned", type=click.Path(path_type=Path, exists=True), metavar="FOLDER",
        help="Read delivery reports (a maildir, an mbox file, a folder of mails): who is gone is never written to.",
    ),
    click.option("--welcome", multiple=True, metavar="ADDRESS", help="Take back --never for this address."),
    click.option(
        "--never-export", "export", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
        help="Write who is never written to into a file, as keyed digests.",
    ),
)  # fmt: skip


def with_records_options(command: Command) -> Command:
    """Add what is asked of what is kept to a command that makes mails, and answer it in the place of that."""

    @wraps(command)
    def run(**given: Any) -> None:  # noqa: ANN401 - the options of the command
        kept = RecordsRequest(**{name: given.pop(name) for name in RecordsRequest.__slots__})
        if kept.any:
            home = home_of(given["root"])
            _answer(kept, home, given["out"] or home / "out", given["case"] or "", dict(given["columns"]))
            return
        for option, name in (("--case", "case"), ("--to", "list_")):
            if not given[name]:
                raise click.UsageError(f"Missing option '{option}'.")
        command(**given)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


def _answer(kept: RecordsRequest, home: Path, out: Path, case: str, mapped: dict[str, str]) -> None:
    from packbuilder.deliver.private import Private

    private = Private(home, make=bool(kept.never))
    if kept.never:
        _never(kept.never, private, mapped)
    for address in kept.welcome:
        had = private.remove_never(private.who(addressed("--welcome", address)))
        click.echo(f"{address}: {'may be written to again' if had else 'was not among those never written to'}.")
    if kept.export:
        click.echo(f"{private.export_never(kept.export)} digest(s) in {kept.export.as_posix()}. They serve with "
                   f"{private.folder.name}/mail.key alone: take both along.")  # fmt: skip
    if kept.returned:
        _bounces(kept.returned, private, out)
    if kept.who:
        _who(kept.who, private, out)
    if kept.status:
        _status(private, out, case)


def _never(said: Sequence[str], private: Any, mapped: dict[str, str]) -> None:  # noqa: ANN401 - imported late
    """Note who is never written to again; DeliveryError, once the others are noted, for rows that are no addresses."""
    from datetime import UTC, datetime

    from packbuilder.errors import DeliveryError, Problem
    from packbuilder.mail.suppression import digests

    problems: list[Problem] = []
    day = datetime.now(UTC).date().isoformat()
    new = private.add_never(digests(said, private, mapped, f"{day} asked", problems))
    whole = len(private.never())
    click.echo(f"{new} more, {whole} in all, are never written to: no draft, mail or letter of any case.")
    if wrong := [one for one in problems if one.severity == "error"]:
        raise DeliveryError(*wrong)
    tell(problems)


def addressed(option: str, words: str) -> str:
    """An address that is said, as mail servers know it; UsageError for none."""
    from packbuilder.errors import Problem, UsageError
    from packbuilder.lists.mailboxes import mailbox

    try:
        return mailbox(words)
    except ValueError as error:
        raise UsageError(Problem.at(option, f"`{words}` is no address: {error}", "Put it right.")) from None


def _who(said: str, private: Any, out: Path) -> None:  # noqa: ANN401 - imported late
    """Say whom an id stands for; UsageError for one that is not known."""
    from packbuilder.deliver.private import ID
    from packbuilder.errors import Problem, UsageError
    from packbuilder.mail.status import overview

    known = private.known()
    people = [known[one] for one in dict.fromkeys(ID.findall(said.casefold())) if one in known]
    if not people:
        what = f"No message of this campaign has the id `{said}`."
        remedy = f"Give the whole id, or the link that it is in; {private.folder.name}/ must be that of the sender."
        raise UsageError(Problem.at("--who", what, remedy))
    for one in people:
        state = overview(out, one.journal, private.mark).states.get(one.id)
        became = (
            f"{state.outcome}{f', {state.said}' if state.said else ''}" if state else "a draft, or still to be sent"
        )
        click.echo(f"{one.address}: case {one.case}, message of {one.when}: {became}.")


def _bounces(place: Path, private: Any, out: Path) -> None:  # noqa: ANN401 - imported late
    """Note what delivery reports say, and tell it."""
    from packbuilder.mail.bounces import note_bounces

    done = note_bounces(place, out, private)
    for people, told in ((done.gone, "is gone, and never written to again"), (done.back, "came back, not for good"),
                         (done.late, "is late")):  # fmt: skip
        for of, said in people:
            click.echo(f"{of.address}: {told}: {said.rstrip('.')}.")
    known = f", {done.before} of them known before" if done.before else ""
    click.echo(
        f"{len(done.gone)} gone, {len(done.back)} came back{known}, {len(done.late)} late; {done.others} other mail(s)."
    )


def _status(private: Any, out: Path, case: str) -> None:  # noqa: ANN401 - imported late
    """Say how many messages are in each state, and of whom nobody knows whether they got theirs."""
    from packbuilder.mail.status import journals, overview

    known = private.known()
    paths = journals(out, case)
    for path in paths:
        states = overview(out, path, private.mark).states
        counts: dict[str, int] = {}
        for state in states.values():
            counts[str(state.outcome)] = counts.get(str(state.outcome), 0) + 1
        click.echo(f"{path}: {', '.join(f'{n} {name}' for name, n in sorted(counts.items())) or 'nothing'}.")
        for key, state in states.items():
            if state.outcome == "unknown":
                address = known[key].address if key in known else key
                click.echo(f"  unknown: {address}: {state.said.rstrip('.')}.")
    if not paths:
        click.echo("Nothing has been sent.")
