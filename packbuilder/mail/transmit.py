"""One message through a line to a server, and what exactly became of it.

A server has a message from the moment that it has read the full stop which ends it, and not before (RFC 5321, 4.1.1.4
and 4.2.5). So all but the full stop is sent first, then the journal is written, then the full stop is sent: whatever
breaks before it, the message was not delivered; between it and the answer, nobody can know.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from select import select

from packbuilder.mail.server import said

_LINE_OF_STOPS = re.compile(rb"(?m)^\.")
_GOES_ON, _CLOSING = 354, 421
_GOOD, _TEMPORARY, _FINAL = 2, 4, 5  # the first digits of answers
# How much longer a server may think about a message than about a command (RFC 5321, 4.5.3.2: 10 minutes).
_PATIENCE = 10


class Outcome(StrEnum):
    """What became of a message. `deferred`: not delivered, later perhaps; `refused`: never; `unknown`: nobody knows.

    `bounced`: taken, and returned later.
    """

    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome, and what the server said or what happened to the line.

    `everybody` says that the server refuses all of it, whoever it is for; `closed` that the line is to be thrown away.
    """

    outcome: Outcome
    said: str
    everybody: bool = False
    closed: bool = False


def transmit(line: smtplib.SMTP, sender: str, to: str, data: bytes, before: Callable[[], None]) -> Result:
    """Send a message. `before` is called at the last moment at which it can still be dropped; what it raises drops it.

    `data` has CRLF between its lines.
    """
    try:
        options = [f"size={len(data)}"] if line.has_extn("size") else []
        if result := _judged(line, *line.mail(sender, options), everybody=True):
            return result
        if result := _judged(line, *line.rcpt(to)):
            return result
        code, words = line.docmd("DATA")
        if code != _GOES_ON:
            return _judged(line, code, words) or _broken("the server answered DATA with a success")
        line.send(_quoted(data))
        if _speaks(line):  # what a server says here is that it takes no more, or nothing at all and it is gone
            return _broken("the server broke off in the midst of the message")
    except (OSError, smtplib.SMTPException) as error:
        return _broken(_told(error))
    before()
    return _ended(line)


def _speaks(line: smtplib.SMTP) -> bool:
    """Whether there is something to be read, be it the end of the line."""
    return line.sock is None or bool(select([line.sock], [], [], 0)[0])


def _ended(line: smtplib.SMTP) -> Result:
    """Send the full stop and hear the answer. Where the stop did not leave whole, the server cannot have it."""
    if _speaks(line):  # it may have gone while the journal was written
        return _broken("the server broke off before the end of the message")
    timeout = line.sock.gettimeout() if line.sock is not None else None
    try:
        if line.sock is not None and timeout:
            line.sock.settimeout(timeout * _PATIENCE)
        line.send(b".\r\n")
    except (OSError, smtplib.SMTPException) as error:  # half an encrypted record is none
        return _broken(f"the end of the message could not be sent: {_told(error)}")
    try:
        code, words = line.getreply()
        if line.sock is not None:
            line.sock.settimeout(timeout)
    except (OSError, smtplib.SMTPException) as error:
        what = f"the line broke after the whole message was sent: {_told(error)}"
        return Result(Outcome.UNKNOWN, what, closed=True)
    if code // 100 not in {_GOOD, _TEMPORARY, _FINAL}:
        what = f"the server answered the message with {said(code, words)}"
        return Result(Outcome.UNKNOWN, what, closed=True)
    return _judged(line, code, words) or Result(Outcome.SENT, said(code, words))


def _judged(line: smtplib.SMTP, code: int, words: bytes, *, everybody: bool = False) -> Result | None:
    """What an answer means; None for a good one. After another one, the line is made ready for the next message."""
    if code // 100 == _GOOD:
        return None
    if code // 100 not in {_TEMPORARY, _FINAL}:
        return _broken(f"the server answers {said(code, words)}")
    closed = code == _CLOSING or not _reset(line)
    if code // 100 == _TEMPORARY:
        return Result(Outcome.DEFERRED, said(code, words), closed=closed)
    return Result(Outcome.REFUSED, said(code, words), everybody, closed)


def _reset(line: smtplib.SMTP) -> bool:
    try:
        return line.rset()[0] // 100 == _GOOD
    except (OSError, smtplib.SMTPException):
        return False


def _broken(what: str) -> Result:
    return Result(Outcome.DEFERRED, what, closed=True)


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__


def _quoted(data: bytes) -> bytes:
    """The lines of a message, each full stop at the beginning of one doubled, with an end to the last one."""
    return _LINE_OF_STOPS.sub(b"..", data if data.endswith(b"\r\n") else data + b"\r\n")
