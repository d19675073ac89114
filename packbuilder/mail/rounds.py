"""Sending many messages: one after another, not too fast, and what could not be delivered again later."""

from __future__ import annotations

import smtplib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from packbuilder.deliver.placed import unbroken
from packbuilder.errors import DeliveryError, Problem
from packbuilder.mail.history import SENDING, State
from packbuilder.mail.server import Server, UnreachableError
from packbuilder.mail.transmit import Outcome, Result, transmit
from packbuilder.mail.unnamed import unnamed

Write = Callable[[Mapping[str, object]], None]
Step = Callable[[int, int], None]
Tell = Callable[[str], None]
# How long a message in flight may take when the program is to end, in s.
_FINISH_S = 15
_FINISHING = f"The message in flight may finish, for at most {_FINISH_S} s; a second signal ends it at once."
# A server that refuses message after message refuses us, not the people.
_REFUSED_IN_A_ROW = 10
# A server that takes message after message and is gone before it answers would leave a whole list unknown.
_UNKNOWN_IN_A_ROW = 3
# A line that breaks so often in a row, before anything was delivered, is left alone until the next round.
_BROKEN_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Post:
    """A message to send: what it and its recipient are known by, its line in the list, its address, its bytes.

    `back` is where it returns to if it cannot be delivered, where that is not the sender.
    """

    key: str
    who: str
    line: int
    edition: str
    to: str
    data: Callable[[], bytes]
    back: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast: messages a minute; how often at most, and how long to wait before the second time, in s.

    Each further time takes twice as long.
    """

    per_minute: float = 30
    tries: int = 4
    wait: float = 30


@dataclass
class Sender:
    """Sends. `write` puts a record into the journal, `address` is the sender's, `done` gathers what became of each.

    `tell` hears what takes time when the program is to end.
    """

    server: Server
    address: str
    pace: Pace
    write: Write
    step: Step
    tell: Tell
    done: dict[str, State] = field(default_factory=dict)
    _line: smtplib.SMTP | None = None
    _next: float = 0.0
    _refused: int = 0
    _unknown: int = 0
    _back: bool | None = None  # whether the server lets mails return elsewhere, once that is known

    def send(self, posts: Sequence[Post]) -> None:
        """Send all; what could not be delivered is tried again in rounds, later and later.

        DeliveryError where nothing can be delivered at all: certificate, login, sender, a full disk. Whom nothing is
        known of in `done` was not written to.
        """
        try:
            waiting = list(posts)
            for round_ in range(self.pace.tries):
                if round_:
                    time.sleep(self.pace.wait * 2 ** (round_ - 1))
                waiting = self._round(waiting, len(posts))
                if not waiting:
                    return
        finally:
            self.close()

    def close(self) -> None:
        """Say good-bye, as far as the server still listens."""
        line, self._line = self._line, None
        if line is not None:
            with suppress(OSError, smtplib.SMTPException):
                line.quit()
            line.close()

    def _round(self, posts: Iterable[Post], whole: int) -> list[Post]:
        """One attempt for each; those that are to be tried again."""
        again, gone, broken = [], "", 0
        for post in posts:
            if not gone:
                try:
                    result = self._sent(post)
                except UnreachableError as error:
                    gone = f"the server cannot be reached: {error}"
            if gone:  # the next ones would not reach it either
                result = Result(Outcome.DEFERRED, gone)
                self._note(post, result, begun=False)
            if result.outcome is Outcome.DEFERRED:
                again.append(post)
            broken = broken + 1 if result.closed and result.outcome is Outcome.DEFERRED else 0
            gone = gone or (
                f"the line has broken {broken} times in a row: {result.said}" if broken == _BROKEN_IN_A_ROW else ""
            )
            self.step(len(self.done) - len(again), whole)
        return again

    def _sent(self, post: Post) -> Result:
        data = post.data()
        time.sleep(max(0.0, self._next - time.monotonic()))
        self._next = time.monotonic() + 60 / self.pace.per_minute
        line = self._line or self.server.connected()
        self._line = line
        with unbroken(_FINISH_S, lambda: self.tell(_FINISHING)):
            return self._carried(line, post, data)

    def _carried(self, line: smtplib.SMTP, post: Post, data: bytes) -> Result:
        try:
            result = self._transmitted(line, post, data)
        except BaseException:
            self._line = None
            line.close()  # without the full stop that ends the message
            raise
        if result.closed:
            self._line = None
            line.close()
        self._note(post, result, begun=True)
        return result

    def _transmitted(self, line: smtplib.SMTP, post: Post, data: bytes) -> Result:
        """Send a message; from the sender where the server refuses it from the address that it would return to."""
        own = post.back if post.back and self._back is not False else self.address

        def before() -> None:
            self._write(post, SENDING)

        result = transmit(line, own, post.to, data, before)
        if own == self.address or self._back or result.outcome not in {Outcome.SENT, Outcome.REFUSED}:
            return result
        if result.outcome is Outcome.SENT:
            self._back = True
        elif (
            not result.closed and (plain := transmit(line, self.address, post.to, data, before)).outcome is Outcome.SENT
        ):
            self._back, result = False, plain
            self.tell("The server takes mails from the sender alone: what cannot be delivered returns there.")
        return result

    def _note(self, post: Post, result: Result, *, begun: bool) -> None:
        said = unnamed(result.said, post.to)
        if result.everybody and result.outcome is Outcome.REFUSED:
            what, remedy = f"The server refuses the sender: {said}.", "See that --from may send there."
            raise DeliveryError(Problem(self.server.place, 0, "", what, remedy))
        self.done[post.key] = State(result.outcome, said)
        if begun:
            self._write(post, result.outcome, said)
        self._count(result.outcome, said)

    def _count(self, outcome: Outcome, said: str) -> None:
        """DeliveryError where the server does the same to message after message: the next ones are spared it."""
        self._refused = self._refused + 1 if outcome is Outcome.REFUSED else 0
        self._unknown = self._unknown + 1 if outcome is Outcome.UNKNOWN else 0
        if self._unknown == _UNKNOWN_IN_A_ROW:
            what = (
                f"Of {self._unknown} messages in a row nobody knows whether they arrived, of the last because {said}."
            )
            remedy = "See what the server or the line to it has. The others are still to be written to."
            raise DeliveryError(Problem(self.server.place, 0, "", what, remedy))
        if self._refused == _REFUSED_IN_A_ROW:
            what = f"The server has refused {self._refused} messages in a row, the last with: {said}."
            remedy = "See what it has against them; say the same again for the others, and --only-failed for these."
            raise DeliveryError(Problem(self.server.place, 0, "", what, remedy))

    def _write(self, post: Post, what: str, said: str = "") -> None:
        self.write({
            "key": post.key, "who": post.who, "line": post.line, "edition": post.edition, "what": str(what),
            "said": said, "when": datetime.now(UTC).isoformat(timespec="seconds"),
        })  # fmt: skip
