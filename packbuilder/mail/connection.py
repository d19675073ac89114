"""Transports and the connections that messages go through: opened when needed, again where closed, given up in vain."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from packbuilder.errors import DeliveryError, Problem
from packbuilder.mail.delivery_status import DeliveryOutcome, TransmissionResult
from packbuilder.mail.replies import ReplyTopic, topic_of

Tell = Callable[[str], None]
# A server that refuses message after message refuses us, not the people.
_REFUSED_IN_A_ROW = 10
# A server that takes message after message and is gone before it answers would leave a whole list unknown.
_UNKNOWN_IN_A_ROW = 3
_PAUSES = (0.0, 1.0, 4.0)  # s before each try to reach a server that says that it has no time now


class UnreachableError(Exception):
    """The server is not to be had now; it may be later. `answered` says that it said so itself."""

    def __init__(self, why: str, *, answered: bool = False) -> None:
        super().__init__(why)
        self.answered = answered


class Connection(Protocol):
    """What messages go through, one after another."""

    def carry(self, sender: str, to: str, data: bytes, before: Callable[[], None], /) -> TransmissionResult:
        """Take a message. `before` is called at the last moment at which it can still be dropped."""

    def close(self) -> None:
        """Say good-bye, as far as anybody still listens."""

    def drop(self) -> None:
        """Break off, without the end of what was begun."""


class Transport(Protocol):
    """Where messages go to."""

    @property
    def place(self) -> str:
        """What messages call it."""

    def connect(self, tell: Tell, /) -> Connection:
        """What they go through; `tell` gets a sentence on whatever takes long.

        UnreachableError where it may be tried again; DeliveryError where that would come to the same.
        """


@dataclass
class ConnectionManager:
    """A transport and the connection to it. `wait` bounds the pauses between tries, in s; `tell` hears of waits."""

    transport: Transport
    wait: float
    tell: Callable[[str], None]
    _connection: Connection | None = None
    _was_there: bool = False

    def connection(self) -> Connection:
        """The connection, or a new one, after a while where the server says that it has no time; else UnreachableError.

        DeliveryError where it was not to be reached in all of this run, and did not say so itself: then it is another.
        """
        for seconds in _PAUSES:
            if self._connection is not None:
                break
            time.sleep(min(seconds, self.wait))
            self._connection = self._opened(is_last=seconds == _PAUSES[-1])
        if self._connection is None:  # cannot be: the last try raises
            raise UnreachableError("")
        return self._connection

    def _opened(self, *, is_last: bool) -> Connection | None:
        """A new connection; None where it may be tried again soon."""
        try:
            connection = self.transport.connect(self.tell)
        except UnreachableError as error:
            if error.answered and not is_last:
                return None
            if self._was_there or error.answered:
                raise
            what = f"The server cannot be reached: {str(error).rstrip('.')}."
            remedy = "See that there is a network, and that --smtp-host and --smtp-port are right: 587, or 465 for tls."
            raise DeliveryError(Problem.at(self.transport.place, what, remedy)) from error
        self._was_there = True
        return connection

    def drop(self) -> None:
        """Break off, without the end of what was begun."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.drop()

    def close(self) -> None:
        """Say good-bye, as far as the server still listens."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


@dataclass
class CircuitBreaker:
    """Ends a run whose messages all meet the same: the next ones are spared it. `place` is what messages call where."""

    place: str
    _refused: int = 0
    _unknown: int = 0

    def count(self, outcome: DeliveryOutcome, said: str) -> None:
        """DeliveryError where the server does the same to message after message: the next ones are spared it."""
        self._refused = self._refused + 1 if outcome is DeliveryOutcome.REFUSED else 0
        self._unknown = self._unknown + 1 if outcome is DeliveryOutcome.UNKNOWN else 0
        if self._unknown == _UNKNOWN_IN_A_ROW:
            what = (
                f"Of {self._unknown} messages in a row nobody knows whether they arrived, of the last because {said}."
            )
            remedy = "See what the server or the line to it has. The others are still to be written to."
            raise self.failure(what, remedy)
        if self._refused == _REFUSED_IN_A_ROW:
            what = f"The server has refused {self._refused} messages in a row, the last with: {said}."
            remedy = "See what it has against them; say the same again for the others, and --only-failed for these."
            raise self.failure(what, remedy)

    def refusal(self, said: str) -> DeliveryError:
        """What refuses everybody, by what it is about."""
        if topic_of(said) is ReplyTopic.LOGIN:
            return self.failure(f"The server wants a login: {said}.", "Set PACKBUILDER_SMTP_USER.")
        if said[:1].isdigit():
            return self.failure(f"The server refuses the sender: {said}.", "See that --from may send there.")
        return self.failure(f"Nothing can be sent: {said}.", "See its settings, and that --from may send by it.")

    def failure(self, what: str, remedy: str) -> DeliveryError:
        """What ends the run."""
        return DeliveryError(Problem.at(self.place, what, remedy))
