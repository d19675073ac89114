"""What the journal tells: what became of each message, and who is written to now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from packbuilder.mail.transmit import Outcome

SENDING = "sending"  # written before the last moment; without a line after it, nobody knows
_KILLED = "the program was ended between the message and the answer of the server"


@dataclass(frozen=True, slots=True)
class State:
    """What became of a message, and what was said of that."""

    outcome: Outcome
    said: str


def states(records: Iterable[Mapping[str, Any]]) -> dict[str, State]:
    """The last state of each message by its key."""
    found: dict[str, State] = {}
    for record in records:
        key, what = str(record.get("key", "")), record.get("what")
        if what == SENDING:
            found[key] = State(Outcome.UNKNOWN, _KILLED)
        elif what in set(Outcome):
            found[key] = State(Outcome(what), str(record.get("said", "")))
    return found


def written_to(records: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The day on which each person was last sent something of the case, or may have been, whatever edition it was.

    People go by what the journal knows them by.
    """
    got = {key for key, state in states(records).items() if state.outcome in {Outcome.SENT, Outcome.UNKNOWN}}
    return {
        str(record["who"]): str(record.get("when", ""))[:10]
        for record in records
        if record.get("who") and record.get("key") in got
    }


def is_due(state: State | None, *, only_failed: bool) -> bool:
    """Whether somebody is written to now: who was never, or whom it could not be delivered to.

    Whom the server refused is tried again only where that is asked for. What is sent or unknown, never.
    """
    if only_failed:
        return state is not None and state.outcome in {Outcome.DEFERRED, Outcome.REFUSED}
    return state is None or state.outcome is Outcome.DEFERRED
