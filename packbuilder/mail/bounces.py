"""Delivery reports (RFC 3464) as they come back: whose message it was, why, and whether the address is gone for good.

A report is led back by the address that it came to, which has the id of the message in it, by the id of the envelope,
or by the Message-ID of what is returned. What it says is a stranger's: nothing but ids that are known leads anywhere.
"""

from __future__ import annotations

import mailbox
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from packbuilder.deliver.journal import Journal
from packbuilder.deliver.private import ID as KNOWN
from packbuilder.deliver.private import Known, Private
from packbuilder.mail.delivery_status import DeliveryOutcome, MessageStatus, statuses
from packbuilder.mail.replies import redacted

ID = "{id}"  # stands in the address for mails that come back
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_LARGEST = 2_000_000  # bytes of a report that are read
# The headers in which servers say to which address a mail came.
_CAME_TO = ("X-Original-To", "Delivered-To", "Envelope-To", "To")
# Failures for good that are not about the mailbox, but about its room, a system, a loop, this message, or us (RFC 3463,
# 3.3 to 3.8): another message may well arrive.
_NOT_THE_MAILBOX = ("5.2.2", "5.2.3", "5.3.", "5.4.6", "5.4.7", "5.6.", "5.7.")


@dataclass(frozen=True, slots=True)
class Bounce:
    """A message that came back, by its id, or whose delivery takes long (`failed` is false then).

    `gone` says that nobody is reached at that address any more; `said` is the status with what the server said.
    """

    id: str
    failed: bool
    gone: bool
    said: str


def verp_address(address: str, key: str) -> str:
    """The address that mails come back to, with the id of the message where `{id}` stands, or behind a plus sign."""
    name, _, host = address.rpartition("@")
    return address.replace(ID, key) if ID in address else f"{name}+{key}@{host}"


def mails(place: Path) -> Iterator[bytes]:
    """Every mail in a maildir, in an mbox file, or in a folder of single files; OSError for what cannot be read."""
    if place.is_file():
        box = mailbox.mbox(place, create=False)
        try:
            yield from (box.get_bytes(key)[:_LARGEST] for key in box.iterkeys())
        finally:
            box.close()
        return
    folders = [place / name for name in ("cur", "new") if (place / name).is_dir()] or [place]
    for file in sorted(file for folder in folders for file in folder.iterdir() if file.is_file()):
        with file.open("rb") as stream:
            yield stream.read(_LARGEST)


def bounce(data: bytes, known: Collection[str]) -> Bounce | None:
    """What a mail reports of one of the messages that are `known`; None for anything else."""
    try:
        return _bounce(message_from_bytes(data), known)
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError):  # made to be read by nobody
        return None


def _bounce(whole: Message, known: Collection[str]) -> Bounce | None:
    if whole.get_content_type() != "multipart/report":
        return None
    reports = [part for part in whole.walk() if part.get_content_type() == "message/delivery-status"]
    blocks = [block for part in reports for block in part.get_payload() if isinstance(block, Message)]
    found = next((one for one in _ids(whole, blocks) if one in known), "")
    judged = [_judged(found, block) for block in blocks if block["Action"]]
    reported = [one for one in judged if one is not None]
    if not found or not reported:
        return None
    return max(reported, key=lambda one: (one.failed, one.gone))


def _ids(whole: Message, blocks: list[Message]) -> Iterator[str]:
    """Whatever could be the id of the message, the surest first."""
    yield from KNOWN.findall(" ".join(str(value) for name in _CAME_TO for value in whole.get_all(name, [])))
    yield from KNOWN.findall(" ".join(str(block.get("Original-Envelope-Id", "")) for block in blocks))
    for part in whole.walk():
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            headers = message_from_bytes(payload if isinstance(payload, bytes) else b"")
            yield from KNOWN.findall(str(headers.get("Message-ID", "")))
        elif part is not whole:
            yield from KNOWN.findall(str(part.get("Message-ID", "")))


def _judged(id_: str, block: Message) -> Bounce | None:
    """What the part of a report on one recipient says; None where the message was delivered or passed on."""
    action = str(block["Action"]).strip().casefold()
    if action not in {"failed", "delayed"}:
        return None
    why = " ".join(str(block.get("Diagnostic-Code", "")).partition(";")[2].split())
    status = _STATUS.search(str(block.get("Status", ""))) or _STATUS.search(why)
    code = status[0] if status else ""
    gone = action == "failed" and code.startswith("5.") and not code.startswith(_NOT_THE_MAILBOX)
    return Bounce(id_, action == "failed", gone, (why if code in why else f"{code} {why}").strip() or action)


@dataclass
class BounceReport:
    """What was found: who is gone for good, whose mail came back though they may be there, whose is late.

    `others` counts mails that are no reports on any message of the campaign, `before` those that were noted before.
    """

    gone: list[tuple[Known, str]] = field(default_factory=list)
    back: list[tuple[Known, str]] = field(default_factory=list)
    late: list[tuple[Known, str]] = field(default_factory=list)
    others: int = 0
    before: int = 0


def note_bounces(place: Path, out: Path, private: Private) -> BounceReport:
    """Read delivery reports and note what they say; any number of times comes to the same.

    OSError for a folder that cannot be read; DeliveryError where somebody mails a case at this moment.
    """
    known = private.known()
    done = BounceReport()
    by_journal: defaultdict[tuple[str, str], dict[str, Bounce]] = defaultdict(dict)
    for data in mails(place):
        one = bounce(data, known)
        if one is None:
            done.others += 1
        elif not one.failed:
            done.late.append((known[one.id], redacted(one.said, known[one.id].address)))
        else:
            of = known[one.id]
            same = by_journal[of.case, of.journal].setdefault(one.id, one)
            if one.gone and not same.gone:
                by_journal[of.case, of.journal][one.id] = one
    for (case, journal), some in by_journal.items():
        kept = Journal(out, case, out / journal, private.mark)
        _noted(kept, [(known[key], one) for key, one in some.items()], private, done)
    return done


def _noted(journal: Journal, some: Sequence[tuple[Known, Bounce]], private: Private, done: BounceReport) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with journal as kept:
        before = statuses(kept.records())
        returned = [(of, one, redacted(one.said, of.address)) for of, one in some]
        done.gone += [(of, said) for of, one, said in returned if one.gone]
        done.back += [(of, said) for of, one, said in returned if not one.gone]
        new = [
            (of, one, said)
            for of, one, said in returned
            if before.get(of.id) != MessageStatus(DeliveryOutcome.BOUNCED, said)
        ]
        done.before += len(returned) - len(new)
        # Before the journal has them: then what was broken off is done the next time.
        private.add_never({private.who(of.address): f"{now[:10]} bounced: {said}" for of, one, said in new if one.gone})
        for of, _, said in new:
            record = {"key": of.id, "who": private.who(of.address), "what": str(DeliveryOutcome.BOUNCED), "said": said}
            kept.write(record | {"when": now})
