"""One message through a session with a server, and what exactly became of it.

A server has a message from the moment that it has read the full stop which ends it, and not before (RFC 5321, 4.1.1.4
and 4.2.5). So all but the full stop is sent first, then the journal is written, then the full stop is sent: whatever
breaks before it, the message was not delivered; between it and the answer, nobody can know.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from select import select

from packbuilder.mail import replies
from packbuilder.mail.delivery_status import DeliveryOutcome, TransmissionResult
from packbuilder.mail.replies import ReplyTopic, reply_text
from packbuilder.mail.smtp_socket import CLOSING, BoundedSMTP

_GOES_ON = 354
_GOOD, _TEMPORARY, _FINAL = 2, 4, 5  # the first digits of answers
# How much longer a server may think about a message than about a command (RFC 5321, 4.5.3.2: 10 minutes).
_PATIENCE = 10
_SLICE = 262_144  # bytes that are sent at a time: each has the server's whole time


@dataclass(frozen=True, slots=True)
class SmtpSession:
    """A connection that is greeted and logged in to, for one message after another."""

    smtp: BoundedSMTP

    def carry(self, sender: str, to: str, data: bytes, before: Callable[[], None]) -> TransmissionResult:
        """Send a message."""
        return transmit(self.smtp, sender, to, data, before)

    def close(self) -> None:
        """Say good-bye, as far as the server still listens."""
        with suppress(OSError, smtplib.SMTPException):
            self.smtp.quit()
        self.smtp.close()

    def drop(self) -> None:
        """Break off, without the full stop that ends a message."""
        self.smtp.close()


def transmit(smtp: BoundedSMTP, sender: str, to: str, data: bytes, before: Callable[[], None]) -> TransmissionResult:
    """Send a message. `before` is called at the last moment at which it can still be dropped; what it raises drops it.

    `data` has CRLF between its lines.
    """
    try:
        result = _offered(smtp, sender, to, data)
    except (OSError, smtplib.SMTPException) as error:
        return _broken(_described(error))
    if result is not None:
        return result
    before()
    return _ended(smtp)


def _offered(smtp: BoundedSMTP, sender: str, to: str, data: bytes) -> TransmissionResult | None:
    """Send all but the end of a message; what became of it where it was not wanted."""
    largest = _announced(smtp)
    if largest and len(data) > largest:
        what = f"it takes messages of {largest} bytes, and this one has {len(data)}"
        return TransmissionResult(DeliveryOutcome.REFUSED, what, excess=len(data) / largest)
    options = [f"size={len(data)}"] if smtp.has_extn("size") else []
    if result := _judged(smtp, *smtp.mail(sender, options), everybody=True) or _judged(smtp, *smtp.rcpt(to)):
        return result
    code, words = smtp.docmd("DATA")
    if code != _GOES_ON:
        return _judged(smtp, code, words) or _broken("the server answered DATA with a success")
    quoted = memoryview(_quoted(data))
    for at in range(0, len(quoted), _SLICE):
        smtp.send(quoted[at : at + _SLICE])
    if _speaks(smtp):  # what a server says here is that it takes no more, or nothing at all and it is gone
        return _broken("the server broke off in the midst of the message")
    return None


def _announced(smtp: BoundedSMTP) -> int:
    """How many bytes a message may have, as the server said when it was greeted (RFC 1870); 0 where it did not."""
    size = smtp.esmtp_features.get("size", "")
    return int(size) if size.isdecimal() else 0


def _speaks(smtp: BoundedSMTP) -> bool:
    """Whether there is something to be read, be it the end of the line."""
    return smtp.sock is None or bool(select([smtp.sock], [], [], 0)[0])


def _ended(smtp: BoundedSMTP) -> TransmissionResult:
    """Send the full stop and hear the answer. Where the stop did not leave whole, the server cannot have it."""
    if _speaks(smtp):  # it may have gone while the journal was written
        return _broken("the server broke off before the end of the message")
    try:
        smtp.send(b".\r\n")
    except (OSError, smtplib.SMTPException) as error:  # half an encrypted record is none
        return _broken(f"the end of the message could not be sent: {_described(error)}")
    patience = smtp.patience
    try:
        smtp.patience = patience * _PATIENCE
        code, words = smtp.getreply()
        smtp.patience = patience
    except (OSError, smtplib.SMTPException) as error:
        what = f"the line broke after the whole message was sent: {_described(error)}"
        return TransmissionResult(DeliveryOutcome.UNKNOWN, what, closed=True)
    if code // 100 not in {_GOOD, _TEMPORARY, _FINAL}:
        what = f"the server answered the message with {reply_text(code, words)}"
        return TransmissionResult(DeliveryOutcome.UNKNOWN, what, closed=True)
    return _judged(smtp, code, words) or TransmissionResult(DeliveryOutcome.SENT, reply_text(code, words))


def _judged(smtp: BoundedSMTP, code: int, words: bytes, *, everybody: bool = False) -> TransmissionResult | None:
    """What an answer means; None for a good one. After another one, the session is made ready for the next message."""
    if code // 100 == _GOOD:
        return None
    if code // 100 not in {_TEMPORARY, _FINAL}:
        return _broken(f"the server answers {reply_text(code, words)}")
    closed = code == CLOSING or not _reset(smtp)
    reply = reply_text(code, words)
    if code // 100 == _TEMPORARY:
        return TransmissionResult(DeliveryOutcome.DEFERRED, reply, closed=closed)
    if (
        replies.topic_of(reply) is ReplyTopic.SIZE
    ):  # the sender is not to blame, nor is an address that others can be sent to
        return TransmissionResult(
            DeliveryOutcome.REFUSED, reply, closed=closed, excess=0 if replies.is_of_one_mailbox(reply) else 1
        )
    return TransmissionResult(DeliveryOutcome.REFUSED, reply, everybody, closed)


def _reset(smtp: BoundedSMTP) -> bool:
    try:
        return smtp.rset()[0] // 100 == _GOOD
    except (OSError, smtplib.SMTPException):
        return False


def _broken(what: str) -> TransmissionResult:
    return TransmissionResult(DeliveryOutcome.DEFERRED, what, closed=True)


def _described(error: Exception) -> str:
    return str(error) or type(error).__name__


def _quoted(data: bytes) -> bytes:
    """The lines of a message, each full stop at the beginning of one doubled, with an end to the last one."""
    whole = data if data.endswith(b"\r\n") else data + b"\r\n"
    return (b"." if whole.startswith(b".") else b"") + whole.replace(b"\r\n.", b"\r\n..")
