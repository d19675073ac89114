"""What became of messages: outcomes, what the journal of a case tells of each, and who is written to now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from packbuilder.deliver.journal import read

FOLDER = "mail"  # below out/<case>/
SENDING = "sending"  # written before the last moment; without a line after it, nobody knows
_KILLED = "the program was ended between the message and the answer of the server"


class DeliveryOutcome(StrEnum):
    """What became of a message. `deferred`: not delivered, later perhaps; `refused`: never; `unknown`: nobody knows.

    `bounced`: taken, and returned later.
    """

    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True)
class TransmissionResult:
    """The outcome, and what the server said or what happened to the line.

    `everybody` says that the server refuses all of it, whoever it is for; `closed` that the line is to be thrown away.
    `excess` says how many times as large as the server takes it is, at least 1; 0 where it is not too large.
    """

    outcome: DeliveryOutcome
    said: str
    everybody: bool = False
    closed: bool = False
    excess: float = 0


_OUTCOMES = frozenset(DeliveryOutcome)


@dataclass(frozen=True, slots=True)
class MessageStatus:
    """What became of a message, and what was said of that."""

    outcome: DeliveryOutcome
    said: str


def statuses(records: Iterable[Mapping[str, Any]]) -> dict[str, MessageStatus]:
    """The last state of each message by its key."""
    found: dict[str, MessageStatus] = {}
    for record in records:
        key, what = str(record.get("key", "")), record.get("what")
        if what == SENDING:
            found[key] = MessageStatus(DeliveryOutcome.UNKNOWN, _KILLED)
        elif what in _OUTCOMES:
            found[key] = MessageStatus(DeliveryOutcome(what), str(record.get("said", "")))
    return found


@dataclass(frozen=True, slots=True)
class MailHistory:
    """What the journal of a case tells: the state of each message by its key, and what people had before.

    People go by what the journal knows them by. `written` says on which day somebody was last sent something of the
    case, or may have been, whatever edition it was; `unsure` are those of whom nobody knows whether they got anything.
    """

    states: Mapping[str, MessageStatus]
    written: Mapping[str, str]
    unsure: frozenset[str]


def history(records: Sequence[Mapping[str, Any]]) -> MailHistory:
    """What records tell, the oldest first."""
    known = statuses(records)
    written: dict[str, str] = {}
    outcomes: dict[str, set[DeliveryOutcome]] = {}
    for record in records:
        state, who = known.get(str(record.get("key", ""))), str(record.get("who", ""))
        if who and state and state.outcome in {DeliveryOutcome.SENT, DeliveryOutcome.UNKNOWN}:
            written[who] = str(record.get("when", ""))[:10]
            outcomes.setdefault(who, set()).add(state.outcome)
    return MailHistory(
        known, written, frozenset(who for who, some in outcomes.items() if some == {DeliveryOutcome.UNKNOWN})
    )


def is_due(state: MessageStatus | None, *, only_failed: bool) -> bool:
    """Whether somebody is written to now: who was never, or whom it could not be delivered to.

    Whom the server refused, or whose mail came back, is tried again only where that is asked for. What is sent or
    unknown, never.
    """
    if only_failed:
        return state is not None and state.outcome in {
            DeliveryOutcome.DEFERRED,
            DeliveryOutcome.REFUSED,
            DeliveryOutcome.BOUNCED,
        }
    return state is None or state.outcome is DeliveryOutcome.DEFERRED


def is_unknown(state: MessageStatus | None, *, unsure: bool) -> bool:
    """Whether it is somebody of whom nobody knows whether they got this edition, or (`unsure`) any before it."""
    if state is None or state.outcome is DeliveryOutcome.DEFERRED:
        return unsure
    return state.outcome is DeliveryOutcome.UNKNOWN


def journals(out: Path, case: str) -> list[str]:
    """The journals of a case, or of all where it is empty, as paths below `out`."""
    return sorted(one.relative_to(out).as_posix() for one in out.glob(f"{case or '*'}/{FOLDER}/*.jsonl"))


def overview(out: Path, journal: str, mark: str) -> MailHistory:
    """What a journal tells; DeliveryError for one that cannot be read."""
    return history(read(out / journal, mark))
