"""What is told of mails: what would go where, the drafts that are there, and what became of each message."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from packbuilder.cli.error_handler import interrupted
from packbuilder.cli.messages import count, instead, print_problems, rows_to_look_at
from packbuilder.cli.progress import aside, counting
from packbuilder.cli.tables import aligned
from packbuilder.errors import DeliveryError, Problem
from packbuilder.job import Job
from packbuilder.mail import attachments, delivery
from packbuilder.mail.attachments import MB
from packbuilder.mail.connection import Transport
from packbuilder.mail.delivery import Selection, SendingReport, drafted, history_of
from packbuilder.mail.delivery_status import MessageStatus
from packbuilder.mail.rate_limiter import SendingPolicy
from packbuilder.mail.replies import ReplyTopic, topic_of
from packbuilder.mail.sending import SendingSetup

if TYPE_CHECKING:
    from packbuilder.mail.mailing import Mailing, OutgoingMail

_SHOWN = 12  # drafts that are named; of more, the folder is known by then
_EARLIER = "sent an earlier edition (--again sends them this one)"
_TOLD = {
    "refused": ("The server refuses it: {}.", "Put the address right; --only-failed tries it again."),
    "deferred": ("It could not be delivered yet: {}.", "Say the same again later."),
    "bounced": ("It came back: {}.", "Put the address right; --only-failed tries it again."),
    "unknown": (
        "Nobody knows whether it arrived: {}.",
        "It is not sent again unless you say --unknown. Ask the recipient, or whoever runs the server.",
    ),
}


def show(mailing: Mailing, selection: Selection, *, sending: bool) -> None:
    """Say what would go where."""
    before = history_of(mailing)
    states, earlier = before.states, before.written
    due = {mail.key for mail in (selection.of(mailing.mails, before) if sending else drafted(mailing, selection))}
    table = [["line", "to", "language", "branch", "what", "MB", "Message-ID", ""]]
    for mail in mailing.mails:
        to, state = mail.recipient, states.get(mail.key)
        then = ("would be sent" if sending else f"draft {mail.path}") if mail.key in due else "not now"
        key = mail.key if mailing.private.keyed else "not yet"  # there is no key before the first real run
        what = ", ".join(file.path for file in mail.pack.files)
        size = "link" if mailing.link else f"{mail.pack.size / MB:.2f}"
        if mail.key not in due and (state or mail.who in earlier):
            then = f"{state.outcome} before" if state else f"sent something on {earlier[mail.who]}"
        table.append([f"{to.line}", to.address, to.lang, to.branch or "—", what, size, key, then])
    click.echo(aligned(table))
    click.echo(
        f"{len(due)} of {len(mailing.mails)} mails{rows_to_look_at(mailing.problems)}. Nothing was written or sent."
    )


def write(job: Job, mailing: Mailing, selection: Selection) -> None:
    """Write the drafts and say where they are."""
    mails = delivery.drafted(mailing, selection)
    with counting("drafts") as step:
        for done in delivery.write(job.out, mailing, mails):
            step(mailing.case, len(done.files), len(mails))
    files = done.files
    print_problems(done.problems)
    for file in files[:_SHOWN]:
        click.echo(file.as_posix())
    if files and not mailing.sender:
        click.echo("No sender is named (--from): your mail program puts in its own.", err=True)
    if had := len(mailing.mails) - len(delivery.drafted(mailing, replace(selection, limit=0))):
        click.echo(f"{had} of the list have been sent something of this case: --again makes drafts for them, too.")
    past = instead(done.replaced, done.removed)
    click.echo(f"{len(files)} draft(s){past}{rows_to_look_at(mailing.problems)}. Nothing was sent.")


def send(job: Job, mailing: Mailing, selection: Selection, transport: Transport, policy: SendingPolicy) -> None:
    """Send, and say what became of each; SystemExit with 6 unless all is well, with 130 where Ctrl-C ended it."""
    _twice(mailing, selection)
    with counting("mails") as shown:

        def step(done: int, whole: int) -> None:
            shown(mailing.case, done, whole)

        report = delivery.send(job.out, mailing, selection, SendingSetup(transport, policy, step, aside))
    failed = [*_failures(report), *report.problems]
    print_problems(failed)
    click.echo(_summary(report))
    if report.interrupted:
        what, code = interrupted(report.interrupted)
        click.echo(f"{what} Nobody is written to twice: {_next(report)}", err=True)
        sys.exit(code)
    if failed:
        click.echo(f"{count(failed)}. What was sent is in the journal: {_next(report)}", err=True)
        sys.exit(6)


def trial(mailing: Mailing, address: str, transport: Transport) -> None:
    """Send the first message to oneself, as a trial; DeliveryError where it is not taken."""
    result = delivery.send_trial(mailing, address, transport, aside)
    if result.outcome != "sent":
        what = f"The trial was not sent: {result.said.rstrip('.')}."
        raise DeliveryError(Problem.at(transport.place, what, "Nobody else was written to, and nothing is noted."))
    to = mailing.mails[0].recipient
    click.echo(f"[TEST] as for line {to.line} ({to.lang}) sent to {address}. It is in no journal.")


def _twice(mailing: Mailing, selection: Selection) -> None:
    """Before anything is sent: how many may get it twice."""
    if selection.unknown and (number := len(selection.of(mailing.mails, history_of(mailing)))):
        click.echo(f"warning: {number} of the list may get it twice: nobody knows what became of theirs.", err=True)


def _failures(report: SendingReport) -> list[Problem]:
    """Whoever has not got it for sure, but those whose turn has not come."""
    found = []
    for mail in report.mailing.mails:
        state = report.after.get(mail.key)
        if state is not None and state.outcome in _TOLD:
            what, remedy = _told(mail, state)
            told = f"{mail.recipient.address}: {what.format(state.said.rstrip('.'))}"
            found.append(Problem.at(report.mailing.list, told, remedy, line=mail.recipient.line))
    return found


def _told(mail: OutgoingMail, state: MessageStatus) -> tuple[str, str]:
    """What became of a message, and what to do: not every refusal is an address's fault."""
    what, remedy = _TOLD[state.outcome]
    why = topic_of(state.said) if state.outcome == "refused" else ReplyTopic.ELSE
    if why is ReplyTopic.SIZE:
        return what.replace("refuses it", "says that the message is too large"), attachments.size_remedy(
            mail.pack, mail.pack.size - 1
        )
    if why is ReplyTopic.FULL:
        return what.replace("refuses it", "says that the mailbox is full"), "--only-failed tries it again."
    return what, remedy


def _next(report: SendingReport) -> str:
    """What to say next: the same again does nothing for those of whom nobody knows."""
    unknown = sum(state.outcome == "unknown" for state in report.after.values())
    asked = f" {unknown} unknown: --status lists them, --unknown sends to them again." if unknown else ""
    return f"say the same again to go on.{asked}"


def _summary(report: SendingReport) -> str:
    """How many in each state."""
    due = {mail.key for mail in report.due}
    counts = Counter(_now(mail, report, due) for mail in report.mailing.mails)
    names = ("sent", "sent before", _EARLIER, "refused", "bounced", "deferred", "unknown", "still to be written to")
    told = ", ".join(f"{counts[name]} {name}" for name in names if counts[name] or name == "sent")
    mailing = report.mailing
    name = f"{mailing.case} ({mailing.name})" if mailing.name else mailing.case
    return f"{name}: {told}{rows_to_look_at(mailing.problems)}. Journal: {mailing.journal.as_posix()}"


def _now(mail: OutgoingMail, report: SendingReport, due: Collection[str]) -> str:
    state, before = report.after.get(mail.key), report.before.states.get(mail.key)
    if state is None:
        return _EARLIER if mail.who in report.before.written and mail.key not in due else "still to be written to"
    return "sent before" if before is not None and before.outcome == state.outcome == "sent" else str(state.outcome)
