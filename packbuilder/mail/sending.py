"""Sending many messages: one after another, not too fast, and what could not be delivered again later."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from packbuilder.deliver.progress import unbroken
from packbuilder.errors import DeliveryError, Problem
from packbuilder.mail.connection import Connection, ConnectionManager, Transport, UnreachableError
from packbuilder.mail.rate_limiter import RateLimiter, SendingPolicy, pause
from packbuilder.mail.replies import ReplyTopic, redacted, topic_of
from packbuilder.mail.status import SENDING, DeliveryOutcome, MessageStatus, TransmissionResult

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
class QueuedMessage:
    """A message to send: what it and its recipient are known by, its line in the list, its address, its bytes.

    `back` is where it returns to if it cannot be delivered; empty for the sender.
    """

    key: str
    who: str
    line: int
    edition: str
    to: str
    data: Callable[[], bytes]
    back: str = ""


@dataclass
class SendQueue:
    """Sends. `write` puts a record into the journal, `address` is the sender's, `done` gathers what became of each.

    `tell` hears of what takes long. `too_large` has what was not sent of an edition because the server takes none so
    large.
    """

    transport: Transport
    address: str
    pace: SendingPolicy
    write: Write
    step: Step
    tell: Tell
    done: dict[str, MessageStatus] = field(default_factory=dict)
    too_large: dict[str, TransmissionResult] = field(default_factory=dict)
    _turns: RateLimiter = field(init=False)
    _reach: ConnectionManager = field(init=False)
    _gone: str = ""
    _refused: int = 0
    _unknown: int = 0
    _back: bool | None = None  # whether the server lets mails return elsewhere, once that is known

    def __post_init__(self) -> None:
        self._turns = RateLimiter(self.pace, self.tell)
        self._reach = ConnectionManager(self.transport, self.pace.wait, self.tell)

    def send(self, posts: Sequence[QueuedMessage]) -> None:
        """Send all; what could not be delivered is tried again in rounds, later and later.

        DeliveryError where nothing can be delivered at all: certificate, login, sender, a full disk, a server that is
        not there. Whom nothing is known of in `done` was not written to.
        """
        try:
            waiting = list(posts)
            for round_ in range(self.pace.tries):
                if round_:
                    pause(self.pace.wait * 2 ** (round_ - 1), self.tell, f"{len(waiting)} mail(s) are tried again")
                waiting = self._round(waiting, len(posts))
                if not waiting:
                    return
        finally:
            self._reach.close()
        if self._gone:  # one line for all of them
            remedy = "Say the same again later: what was sent is not sent twice."
            raise self._failure(f"The server is gone: {self._gone.rstrip('.')}.", remedy)

    def _round(self, posts: Sequence[QueuedMessage], whole: int) -> list[QueuedMessage]:
        """One attempt for each; those that are to be tried again, and those whose turn did not come."""
        again: dict[str, QueuedMessage] = {post.key: post for post in posts}
        broken, self._gone = 0, ""
        for post in self._turns.of(posts):
            if post.edition not in self.too_large:
                try:
                    result = self._delivered(post)
                except UnreachableError as error:
                    self._gone = str(error)
                    break
                is_deferred = result.outcome is DeliveryOutcome.DEFERRED
                broken = broken + 1 if result.closed and is_deferred else 0
                if broken == _BROKEN_IN_A_ROW:
                    self._gone = f"the line has broken {broken} times in a row: {result.said}"
                    break
                if not is_deferred:
                    del again[post.key]
            else:
                del again[post.key]
            self.step(whole - len(again), whole)
        return list(again.values())

    def _delivered(self, post: QueuedMessage) -> TransmissionResult:
        """Send a message; where the line broke before its end, or had been idle for too long, at once on a new one."""
        result = self._sent(post)
        if result.closed and result.outcome is DeliveryOutcome.DEFERRED:
            result = self._sent(post)
        return result

    def _sent(self, post: QueuedMessage) -> TransmissionResult:
        line, data = self._reach.line(), post.data()
        self._turns.take(post)
        with unbroken(_FINISH_S, lambda: self.tell(_FINISHING)):
            return self._carried(line, post, data)

    def _carried(self, line: Connection, post: QueuedMessage, data: bytes) -> TransmissionResult:
        """Send a message, and note what became of it."""
        begun = False

        def before() -> None:
            nonlocal begun
            self._write(post, SENDING)
            begun = True

        try:
            result = self._transmitted(line, post, data, before)
        except BaseException:
            self._reach.drop()
            raise
        if result.closed:
            self._reach.drop()
        self._note(post, result, begun=begun)
        return result

    def _transmitted(
        self, line: Connection, post: QueuedMessage, data: bytes, before: Callable[[], None]
    ) -> TransmissionResult:
        """Send a message; from the sender where the server refuses it from the address that it would return to."""
        own = post.back if post.back and self._back is not False else self.address
        result = line.carry(own, post.to, data, before)
        if own == self.address or self._back or result.excess:
            return result
        if result.outcome is DeliveryOutcome.SENT:
            self._back = True
        elif (
            result.outcome is DeliveryOutcome.REFUSED
            and not result.closed
            and (plain := line.carry(self.address, post.to, data, before)).outcome is DeliveryOutcome.SENT
        ):
            self._back, result = False, plain
            self.tell("The server takes mails from the sender alone: what cannot be delivered returns there.")
        return result

    def _note(self, post: QueuedMessage, result: TransmissionResult, *, begun: bool) -> None:
        said = redacted(result.said, post.to)
        if result.everybody and result.outcome is DeliveryOutcome.REFUSED:
            if begun:  # by a program, which took nothing: it is none of the recipient's doing
                self._write(post, DeliveryOutcome.DEFERRED, said)
            raise self._refusal(said)
        if result.excess:
            self.too_large.setdefault(post.edition, result)
            if not begun:  # what is left out makes it another message, which may go to all of them
                return
        self.done[post.key] = MessageStatus(result.outcome, said)
        self._write(post, result.outcome, said)
        self._count(result.outcome, said)

    def _count(self, outcome: DeliveryOutcome, said: str) -> None:
        """DeliveryError where the server does the same to message after message: the next ones are spared it."""
        self._refused = self._refused + 1 if outcome is DeliveryOutcome.REFUSED else 0
        self._unknown = self._unknown + 1 if outcome is DeliveryOutcome.UNKNOWN else 0
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
        if topic_of(said) is ReplyTopic.LOGIN:
            return self._failure(f"The server wants a login: {said}.", "Set PACKBUILDER_SMTP_USER.")
        if said[:1].isdigit():
            return self._failure(f"The server refuses the sender: {said}.", "See that --from may send there.")
        return self._failure(f"Nothing can be sent: {said}.", "See its settings, and that --from may send by it.")

    def _failure(self, what: str, remedy: str) -> DeliveryError:
        return DeliveryError(Problem.at(self.transport.place, what, remedy))

    def _write(self, post: QueuedMessage, what: str, said: str = "") -> None:
        self.write({
            "key": post.key, "who": post.who, "line": post.line, "edition": post.edition, "what": str(what),
            "said": said, "when": datetime.now(UTC).isoformat(timespec="seconds"),
        })  # fmt: skip
