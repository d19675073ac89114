"""Transports and the connections that messages go through: opened when needed, again where closed, given up in vain."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from packbuilder.errors import DeliveryError, Problem
from packbuilder.mail.status import TransmissionResult

Tell = Callable[[str], None]
_PAUSES = (0.0, 1.0, 4.0)  # s before each try to reach a server that says that it has no time now


class UnreachableError(Exception):
    """The server is not to be had now; it may be later. `answered` says that it said so itself."""

    def __init__(self, why: str, *, answered: bool = False) -> None:
        super().__init__(why)
        self.answered = answered


class Connection(Protocol):
    """What messages go through, one after another."""

    def carry(self, sender: str, to: str, data: bytes, before: Callable[[], None]) -> TransmissionResult:
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

    def connected(self, tell: Tell) -> Connection:
        """What they go through; `tell` gets a sentence on whatever takes long.

        UnreachableError where it may be tried again; DeliveryError where that would come to the same.
        """


@dataclass
class ConnectionManager:
    """A transport and the line to it. `wait` bounds the pauses between tries, in s; `tell` hears of waits."""

    transport: Transport
    wait: float
    tell: Callable[[str], None]
    _line: Connection | None = None
    _was_there: bool = False

    def line(self) -> Connection:
        """The line, or a new one, after a while where the server says that it has no time; else UnreachableError.

        DeliveryError where it was not to be reached in all of this run, and did not say so itself: then it is another.
        """
        for seconds in _PAUSES:
            if self._line is not None:
                break
            time.sleep(min(seconds, self.wait))
            self._line = self._opened(is_last=seconds == _PAUSES[-1])
        if self._line is None:  # cannot be: the last try raises
            raise UnreachableError("")
        return self._line

    def _opened(self, *, is_last: bool) -> Connection | None:
        """A new line; None where it may be tried again soon."""
        try:
            line = self.transport.connected(self.tell)
        except UnreachableError as error:
            if error.answered and not is_last:
                return None
            if self._was_there or error.answered:
                raise
            what = f"The server cannot be reached: {str(error).rstrip('.')}."
            remedy = "See that there is a network, and that --smtp-host and --smtp-port are right: 587, or 465 for tls."
            raise DeliveryError(Problem.at(self.transport.place, what, remedy)) from error
        self._was_there = True
        return line

    def drop(self) -> None:
        """Break off, without the end of what was begun."""
        line, self._line = self._line, None
        if line is not None:
            line.drop()

    def close(self) -> None:
        """Say good-bye, as far as the server still listens."""
        line, self._line = self._line, None
        if line is not None:
            line.close()
