"""Sending many messages: one after another, not too fast, and what could not be delivered again later."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from packbuilder.mail.connection import CircuitBreaker, Connection, ConnectionManager, Transport, UnreachableError
from packbuilder.mail.delivery_status import SENDING, DeliveryOutcome, MessageStatus, TransmissionResult
from packbuilder.mail.rate_limiter import RateLimiter, SendingPolicy, pause
from packbuilder.mail.replies import redacted
from packbuilder.placed import unbroken

Write = Callable[[Mapping[str, object]], None]
Step = Callable[[int, int], None]
Tell = Callable[[str], None]
# How long a message in flight may take when the program is to end, in s.
_FINISH_S = 15
_FINISHING = f"The message in flight may finish, for at most {_FINISH_S} s; a second signal ends it at once."
# A line that breaks so often in a row, before anything was delivered, is left alone until the next round.
_BROKEN_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class QueuedMessage:
    """A message to send: what it and its recipient are known by, its line in the list, its address, its bytes.

    `return_path` is where it returns to if it cannot be delivered; empty for the sender.
    """

    key: str
    who: str
    line: int
    edition: str
    to: str
    data: Callable[[], bytes]
    return_path: str = ""

    def record(self) -> dict[str, object]:
        """What the journal says of it, whatever becomes of it."""
        return {"key": self.key, "who": self.who, "line": self.line, "edition": self.edition}


@dataclass(frozen=True, slots=True)
class SendingSetup:
    """How messages go: through what, how fast, and who hears of each (`step`) and of what takes long (`tell`)."""

    transport: Transport
    policy: SendingPolicy
    step: Step
    tell: Tell


@dataclass
class SendQueue:
    """Sends. `write` puts a record into the journal, `address` is the sender's, `done` gathers what became of each.

    `too_large` has what was not sent of an edition because the server takes none so large.
    """

    setup: SendingSetup
    address: str
    write: Write
    done: dict[str, MessageStatus] = field(default_factory=dict)
    too_large: dict[str, TransmissionResult] = field(default_factory=dict)
    _limiter: RateLimiter = field(init=False)
    _connections: ConnectionManager = field(init=False)
    _breaker: CircuitBreaker = field(init=False)
    _gone: str = ""
    _takes_return_paths: bool | None = None  # whether mails may return to another than the sender, once that is known

    def __post_init__(self) -> None:
        setup = self.setup
        self._limiter = RateLimiter(setup.policy, setup.tell)
        self._connections = ConnectionManager(setup.transport, setup.policy.wait, setup.tell)
        self._breaker = CircuitBreaker(setup.transport.place)

    def send(self, messages: Sequence[QueuedMessage]) -> None:
        """Send all; what could not be delivered is tried again in rounds, later and later.

        DeliveryError where nothing can be delivered at all: certificate, login, sender, a full disk, a server that is
        not there. Whom nothing is known of in `done` was not written to.
        """
        try:
            waiting = list(messages)
            for round_ in range(self.setup.policy.tries):
                if round_:
                    pause(
                        self.setup.policy.wait * 2 ** (round_ - 1),
                        self.setup.tell,
                        f"{len(waiting)} mail(s) are tried again",
                    )
                waiting = self._round(waiting, len(messages))
                if not waiting:
                    return
        finally:
            self._connections.close()
        if self._gone:  # one line for all of them
            remedy = "Say the same again later: what was sent is not sent twice."
            raise self._breaker.failure(f"The server is gone: {self._gone.rstrip('.')}.", remedy)

    def _round(self, messages: Sequence[QueuedMessage], whole: int) -> list[QueuedMessage]:
        """One attempt for each; those that are to be tried again, and those whose turn did not come."""
        again: dict[str, QueuedMessage] = {message.key: message for message in messages}
        broken, self._gone = 0, ""
        for message in self._limiter.of(messages):
            if message.edition not in self.too_large:
                try:
                    result = self._delivered(message)
                except UnreachableError as error:
                    self._gone = str(error)
                    break
                is_deferred = result.outcome is DeliveryOutcome.DEFERRED
                broken = broken + 1 if result.closed and is_deferred else 0
                if broken == _BROKEN_IN_A_ROW:
                    self._gone = f"the line has broken {broken} times in a row: {result.said}"
                    break
                if not is_deferred:
                    del again[message.key]
            else:
                del again[message.key]
            self.setup.step(whole - len(again), whole)
        return list(again.values())

    def _delivered(self, message: QueuedMessage) -> TransmissionResult:
        """Send a message; where the line broke before its end, or had been idle for too long, at once on a new one."""
        result = self._sent(message)
        if result.closed and result.outcome is DeliveryOutcome.DEFERRED:
            result = self._sent(message)
        return result

    def _sent(self, message: QueuedMessage) -> TransmissionResult:
        connection, data = self._connections.connection(), message.data()
        self._limiter.take(message)
        with unbroken(_FINISH_S, lambda: self.setup.tell(_FINISHING)):
            return self._carried(connection, message, data)

    def _carried(self, connection: Connection, message: QueuedMessage, data: bytes) -> TransmissionResult:
        """Send a message, and note what became of it."""
        begun = False

        def before() -> None:
            nonlocal begun
            self._write(message, SENDING)
            begun = True

        try:
            result = self._transmitted(connection, message, data, before)
        except BaseException:
            self._connections.drop()
            raise
        if result.closed:
            self._connections.drop()
        self._note(message, result, begun=begun)
        return result

    def _transmitted(
        self, connection: Connection, message: QueuedMessage, data: bytes, before: Callable[[], None]
    ) -> TransmissionResult:
        """Send a message; from the sender where the server refuses it from the address that it would return to."""
        own = message.return_path if message.return_path and self._takes_return_paths is not False else self.address
        result = connection.carry(own, message.to, data, before)
        if own == self.address or self._takes_return_paths or result.excess:
            return result
        if result.outcome is DeliveryOutcome.SENT:
            self._takes_return_paths = True
        elif (
            result.outcome is DeliveryOutcome.REFUSED
            and not result.closed
            and (plain := connection.carry(self.address, message.to, data, before)).outcome is DeliveryOutcome.SENT
        ):
            self._takes_return_paths, result = False, plain
            self.setup.tell("The server takes mails from the sender alone: what cannot be delivered returns there.")
        return result

    def _note(self, message: QueuedMessage, result: TransmissionResult, *, begun: bool) -> None:
        said = redacted(result.said, message.to)
        if result.everybody and result.outcome is DeliveryOutcome.REFUSED:
            if begun:  # by a program, which took nothing: it is none of the recipient's doing
                self._write(message, DeliveryOutcome.DEFERRED, said)
            raise self._breaker.refusal(said)
        if result.excess:
            self.too_large.setdefault(message.edition, result)
            if not begun:  # what is left out makes it another message, which may go to all of them
                return
        self.done[message.key] = MessageStatus(result.outcome, said)
        self._write(message, result.outcome, said)
        self._breaker.count(result.outcome, said)

    def _write(self, message: QueuedMessage, what: str, said: str = "") -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self.write(message.record() | {"what": str(what), "said": said, "when": now})
