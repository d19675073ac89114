"""A mailing goes out: as drafts into a folder, or through a server, with a journal of what became of each message."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from packbuilder.deliver.batch import Batch
from packbuilder.deliver.journal import Journal, read
from packbuilder.errors import DeliveryError, PackError, Problem
from packbuilder.lists import slug
from packbuilder.mail import attachments
from packbuilder.mail.connection import Transport, UnreachableError
from packbuilder.mail.delivery_status import (
    FOLDER,
    DeliveryOutcome,
    MailHistory,
    MessageStatus,
    TransmissionResult,
    history,
    is_due,
    is_unknown,
    statuses,
)
from packbuilder.mail.sending import QueuedMessage, SendingSetup, SendQueue, Tell

if TYPE_CHECKING:
    from packbuilder.mail.mailing import Mailing, OutgoingMail  # WeasyPrint comes with it


@dataclass(frozen=True, slots=True)
class Selection:
    """Whom of a list to write to now: at most so many (0 for all), and perhaps only those to whom it failed.

    With `again`, also those who were sent an earlier edition; with `unknown`, only those of whom nobody knows whether
    they got anything.
    """

    limit: int = 0
    only_failed: bool = False
    again: bool = False
    unknown: bool = False

    def of(self, mails: Sequence[OutgoingMail], before: MailHistory) -> list[OutgoingMail]:
        """Those who are due, in the order of the list."""
        history_of = before.states
        if self.unknown:
            due = [mail for mail in mails if is_unknown(history_of.get(mail.key), unsure=mail.who in before.unsure)]
        else:
            due = [mail for mail in mails if is_due(history_of.get(mail.key), only_failed=self.only_failed)]
            due = [mail for mail in due if self.again or mail.who not in before.written]
        return due[: self.limit or None]


@dataclass(frozen=True, slots=True)
class SendingReport:
    """What a run did: what is known of each message after it and was before it, who was due, and what ended it early.

    `interrupted` is what ended it before its time, if anything did.
    """

    mailing: Mailing
    before: MailHistory
    after: Mapping[str, MessageStatus]
    due: tuple[OutgoingMail, ...]
    problems: tuple[Problem, ...] = ()
    interrupted: KeyboardInterrupt | None = None


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of a run: their files, what is to be said of earlier ones, and how many were replaced or removed."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]
    replaced: int
    removed: int


def history_of(mailing: Mailing) -> MailHistory:
    """What the journal tells of a mailing."""
    return history(read(mailing.journal, mailing.private.mark))


def drafted(mailing: Mailing, selection: Selection) -> list[OutgoingMail]:
    """Whom drafts are made for: everybody in the list but those who have been sent something of the case."""
    before = history_of(mailing)
    return [mail for mail in mailing.mails if selection.again or mail.who not in before.written][
        : selection.limit or None
    ]


def write(out: Path, mailing: Mailing, mails: Sequence[OutgoingMail]) -> Iterator[Drafts]:
    """Write drafts; yields what is done after each that is made. All are there when it ends, or none."""
    now = datetime.now(UTC).astimezone()
    files: list[Path] = []

    def maker(mail: OutgoingMail) -> Callable[[], bytes]:
        return lambda: mailing.data(mail, now, unsent=True)

    mailing.remember(mails)
    with Journal(out, mailing.case, mailing.journal, mailing.private.mark):  # no build exchanges the folder meanwhile
        batch = Batch(out, mailing.case, FOLDER, mailing.source, slug(mailing.source))
        items = [(f"{batch.name}/{one.path}", maker(one)) for one in mails]
        for file in batch.lay(items, mailing.size(mails)):
            files.append(file)
            yield Drafts(tuple(files), (), 0, 0)
        yield Drafts(tuple(files), tuple(batch.told), batch.replaced, batch.removed)


def send(out: Path, mailing: Mailing, selection: Selection, setup: SendingSetup) -> SendingReport:
    """Send to all who are due, and say what became of it. DeliveryError where somebody else mails the case."""
    with Journal(out, mailing.case, mailing.journal, mailing.private.mark) as journal:
        before = history(journal.records())
        due = selection.of(mailing.mails, before)
        mailing.remember(due)
        queue = SendQueue(setup, mailing.sender, journal.write)
        problems: tuple[Problem, ...] = ()
        interrupted = None
        try:
            queue.send([_queued(mailing, mail) for mail in due])
        except PackError as error:
            problems = error.problems
        except KeyboardInterrupt as error:
            interrupted = error
        problems += tuple(_too_large(due, queue))
        after = {**statuses(journal.records()), **queue.done}
        return SendingReport(mailing, before, after, tuple(due), problems, interrupted)


def send_trial(mailing: Mailing, address: str, transport: Transport, tell: Tell) -> TransmissionResult:
    """Send the first message to somebody else, as a trial that is noted nowhere; DeliveryError for an empty list."""
    if not mailing.mails:
        raise DeliveryError(Problem.at(mailing.list, "There is nobody in the list.", "Add a row to try it with."))
    try:
        connection = transport.connect(tell)
    except UnreachableError as error:
        return TransmissionResult(DeliveryOutcome.DEFERRED, str(error))
    try:
        data = mailing.trial(address, datetime.now(UTC).astimezone())
        return connection.carry(mailing.sender, address, data, lambda: None)
    finally:
        connection.close()


def _too_large(due: Sequence[OutgoingMail], queue: SendQueue) -> Iterator[Problem]:
    """What is to be said, once an edition, of what the server takes no message of."""
    packs = {mail.pack.code: mail.pack for mail in due}
    for code, result in queue.too_large.items():
        yield attachments.too_large_for_server(packs[code], result.said, result.excess)


def _queued(mailing: Mailing, mail: OutgoingMail) -> QueuedMessage:
    to = mail.recipient

    def data() -> bytes:
        return mailing.data(mail, datetime.now(UTC).astimezone(), unsent=False)

    return QueuedMessage(
        mail.key, mail.who, to.line, mail.pack.code, to.address, data, mailing.identity.return_path(mail.key)
    )
