"""Sending many messages: one after another, not too fast, and what could not be delivered again later."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

from packbuilder.errors import DeliveryError, Problem
from packbuilder.mail.answers import About, about
from packbuilder.mail.history import SENDING, State
from packbuilder.mail.pace import Pace, Turns, pause
from packbuilder.mail.server import UnreachableError
from packbuilder.mail.transmit import Outcome, Result
from packbuilder.mail.transports import Connection, Transport

Write = Callable[[Mapping[str, object]], None]
Step = Callable[[int, int], None]
Tell = Callable[[str], None]
# A server that refuses message after message refuses us, not the people.
_REFUSED_IN_A_ROW = 10
# Where the answer fails to come message after message, the next ones would only become unknown as well.
_UNKNOWN_IN_A_ROW = 3
# A line that breaks message after message breaks for the others, too: they wait for the next round.
_BROKEN_IN_A_ROW = 3
_PAUSES = (0.0, 1.0, 4.0)  # s before each try to reach a server that says that it has no time now


@dataclass(frozen=True, slots=True)
class Post:
    """A message to send: what it and its recipient are known by, its line in the list, its address, its bytes."""

    key: str
    who: str
    line: int
    edition: str
    to: str
    data: Callable[[], bytes]


@dataclass
class Sender:
    """Sends. `write` puts a record into the journal, `address` is the sender's, `done` gathers what became of each.

    `tell` hears of long waits. `too_large` has what was not sent of an edition because the server takes none so large.
    """

    transport: Transport
    address: str
    pace: Pace
    write: Write
    step: Step
    tell: Tell
    done: dict[str, State] = field(default_factory=dict)
    too_large: dict[str, Result] = field(default_factory=dict)
    _turns: Turns = field(init=False)
    _line: Connection | None = None
    _was_there: bool = False
    _gone: str = ""
    _refused: int = 0
    _unknown: int = 0

    def __post_init__(self) -> None:
        self._turns = Turns(self.pace, self.tell)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Say good-bye, as far as the server still listens."""
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def send(self, posts: Sequence[Post]) -> None:
        """Send all; what could not be delivered is tried again in rounds, later and later.

        DeliveryError where nothing can be delivered at all: certificate, login, sender, a full disk, a server that is
        not there. Whom nothing is known of in `done` was not written to.
        """
        with self:
            waiting = list(posts)
            for round_ in range(self.pace.tries):
                if round_:
                    pause(self.pace.wait * 2 ** (round_ - 1), self.tell, f"{len(waiting)} mails are tried again")
                waiting = self._round(waiting, len(posts))
                if not waiting:
                    return
        if self._gone:  # one line for all of them
            remedy = "Say the same again later: what was sent is not sent twice."
            raise self._failure(f"The server is gone: {self._gone.rstrip('.')}.", remedy)

    def _round(self, posts: Sequence[Post], whole: int) -> list[Post]:
        """One attempt for each; those that are to be tried again, and those whose turn did not come."""
        again: dict[str, Post] = {post.key: post for post in posts}
        broken, self._gone = 0, ""
        for post in self._turns.of(posts):
            if post.edition not in self.too_large:
                try:
                    result = self._delivered(post)
                except UnreachableError as error:
                    self._gone = str(error)
                    break
                if result.outcome is not Outcome.DEFERRED:
                    del again[post.key]
                broken = broken + 1 if result.closed and result.outcome is Outcome.DEFERRED else 0
                if broken == _BROKEN_IN_A_ROW:
                    self._gone = f"the line has broken {broken} times in a row: {result.said}"
                    break
            else:
                del again[post.key]
            self.step(whole - len(again), whole)
        return list(again.values())

    def _delivered(self, post: Post) -> Result:
        """Send a message, and note what became of it; where the line broke before its end, at once on a new one."""
        result = self._sent(post)
        if result.closed and result.outcome is Outcome.DEFERRED:  # 421, or it had been idle for too long
            result = self._sent(post)
        return result

    def _sent(self, post: Post) -> Result:
        line = self._line = self._line or self._connected()
        begun = False

        def before() -> None:
            nonlocal begun
            self._write(post, SENDING)
            begun = True

        try:
            data = post.data()
            self._turns.take(post)
            result = line.carry(self.address, post.to, data, before)
        except BaseException:
            self._line = None
            line.drop()
            raise
        if result.closed:
            self._line = None
            line.drop()
        self._note(post, result, begun=begun)
        return result

    def _connected(self) -> Connection:
        """A line, after a while where the server says that it has no time; else UnreachableError.

        DeliveryError where it was not to be reached in all of this run, and did not say so itself: then it is another.
        """
        for seconds in _PAUSES:
            time.sleep(min(seconds, self.pace.wait))
            try:
                line = self.transport.connected(self.tell)
            except UnreachableError as error:
                last = error
                if not error.answered:
                    break
            else:
                self._was_there = True
                return line
        if self._was_there or last.answered:
            raise last
        what = f"The server cannot be reached: {str(last).rstrip('.')}."
        remedy = "See that there is a network, and that --smtp-host and --smtp-port are right: 587, or 465 for tls."
        raise self._failure(what, remedy) from last

    def _note(self, post: Post, result: Result, *, begun: bool) -> None:
        said = result.said.replace(post.to, "<recipient>")
        if result.everybody and result.outcome is Outcome.REFUSED:
            raise self._refusal(said)
        if result.excess:
            self.too_large.setdefault(post.edition, result)
            if not begun:  # what is left out makes it another message, which may go to all of them
                return
        self.done[post.key] = State(result.outcome, said)
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
            raise self._failure(what, remedy)
        if self._refused == _REFUSED_IN_A_ROW:
            what = f"The server has refused {self._refused} messages in a row, the last with: {said}."
            remedy = "See what it has against them; say the same again for the others, and --only-failed for these."
            raise self._failure(what, remedy)

    def _refusal(self, said: str) -> DeliveryError:
        """What refuses everybody, by what it is about."""
        if about(said) is About.LOGIN:
            return self._failure(f"The server wants a login: {said}.", "Set PACKBUILDER_SMTP_USER.")
        if said[:1].isdigit():
            return self._failure(f"The server refuses the sender: {said}.", "See that --from may send there.")
        return self._failure(f"Nothing can be sent: {said}.", "See its settings, and that --from may send by it.")

    def _failure(self, what: str, remedy: str) -> DeliveryError:
        return DeliveryError(Problem(self.transport.place, 0, "", what, remedy))

    def _write(self, post: Post, what: str, said: str = "") -> None:
        self.write({
            "key": post.key, "who": post.who, "line": post.line, "edition": post.edition, "what": str(what),
            "said": said, "when": datetime.now(UTC).isoformat(timespec="seconds"),
        })  # fmt: skip
