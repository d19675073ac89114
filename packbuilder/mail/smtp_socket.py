"""A line to a mail server whose answers have an end, and whose silence is noticed while it lasts.

`smtplib` bounds the lines of an answer, not their number, and a server that sends a letter now and then keeps it
waiting for ever. Here an answer has so many bytes and so many seconds, all in all.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable
from select import select
from time import monotonic
from typing import Any, NoReturn

_CONNECT = 10.0  # s: for the line itself, and its encryption; who is there answers in a fraction of it
# s: until the first word. RFC 5321 (4.5.3.2.1) gives 300, for servers that take mail of strangers; ours takes it of us.
_GREETING = 30.0
_LOOK = 5.0  # s: how often silence is told
_LONGEST = 65_536  # bytes of an answer; RFC 5321 (4.5.3.1.5) has lines of 512
_READ = 8192  # bytes at a time
CLOSING = 421  # the answer to any command of a server that closes the line


class BoundedSMTP(smtplib.SMTP):
    """A line that is opened at once.

    `patience` is how long an answer may take, in s. `silent` is called every five seconds while there is none, with the
    line and how long it has been waited for; what it raises ends the wait, and the line.
    """

    def __init__(
        self,
        host: str,
        port: int,
        name: str,
        timeout: float,
        silent: Callable[[BoundedSMTP, float], None],
        **more: Any,  # noqa: ANN401 - as the class above has it
    ) -> None:
        self.greeted = False
        self.closing = b""  # what the server said when it closed the line
        self.silent = silent
        self.patience = min(timeout, _GREETING)
        self._kept = bytearray()
        self._from: socket.socket | None = None
        super().__init__(host, port, local_hostname=name, timeout=min(timeout, _CONNECT), **more)
        self.patience = timeout
        if self.sock is not None:  # always
            self.sock.settimeout(timeout)

    def getreply(self) -> tuple[int, bytes]:
        """What the server answers: the code, -1 for what is no answer, and its words.

        SMTPServerDisconnected where none comes in time, SMTPException for one without an end; the line is closed then.
        """
        until = monotonic() + self.patience
        words: list[bytes] = []
        left = _LONGEST
        while True:
            line = self._line(until, left)
            left -= len(line)
            words.append(line[4:].strip(b" \t\r\n"))
            code = int(line[:3]) if line[:3].isdigit() else -1
            if code < 0 or line[3:4] != b"-":
                self.greeted = True
                self.closing = b"\n".join(words) if code == CLOSING else b""
                return code, b"\n".join(words)

    def _line(self, until: float, most: int) -> bytes:
        """The next line, with its end."""
        if self._from is not self.sock:  # what came before the encryption is not to be believed after it
            self._kept, self._from = bytearray(), self.sock
        while not (end := self._kept.find(b"\n") + 1) and len(self._kept) <= most:
            self._kept += self._more(until)
        if not 0 < end <= most:
            self._lost(smtplib.SMTPException(f"its answer has no end ({_LONGEST // 1024} kB and more)"))
        line = bytes(self._kept[:end])
        del self._kept[:end]
        return line

    def _more(self, until: float) -> bytes:
        """What has come, once something has."""
        while not self._is_ready(min(_LOOK, until - monotonic())):
            if monotonic() >= until:
                self._lost(smtplib.SMTPServerDisconnected(f"no answer within {self.patience:g} s"))
            try:
                self.silent(self, self.patience - (until - monotonic()))
            except BaseException:
                self.close()
                raise
        try:
            data = self.sock.recv(_READ) if self.sock is not None else b""
        except OSError as error:
            self._lost(smtplib.SMTPServerDisconnected(f"Connection unexpectedly closed: {error}"))
        if not data:
            self._lost(smtplib.SMTPServerDisconnected("Connection unexpectedly closed"))
        return data

    def _is_ready(self, seconds: float) -> bool:
        if isinstance(self.sock, ssl.SSLSocket) and self.sock.pending():
            return True
        return self.sock is None or bool(select([self.sock], [], [], max(0.0, seconds))[0])

    def _lost(self, why: Exception) -> NoReturn:
        self.close()
        raise why


class BoundedSMTPS(BoundedSMTP, smtplib.SMTP_SSL):
    """A line that is encrypted from its first byte."""


def speaks_tls(host: str, port: int, timeout: float = 2.0) -> bool:
    """Whether a port speaks TLS from the first byte, whoever it belongs to: nothing is said to it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with socket.create_connection((host, port), timeout) as one, context.wrap_socket(one, server_hostname=host):
            return True
    except OSError:
        return False
