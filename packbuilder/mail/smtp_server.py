"""The mail server: its settings, and a line to it that is encrypted, to the server that it is meant to be."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from packbuilder.errors import DeliveryError, Problem, UsageError
from packbuilder.mail.authentication import Authentication
from packbuilder.mail.connection import UnreachableError
from packbuilder.mail.replies import reply_text
from packbuilder.mail.smtp_session import SmtpSession
from packbuilder.mail.smtp_socket import CLOSING, BoundedSMTP, BoundedSMTPS, speaks_tls

PORTS = {"starttls": 587, "tls": 465}
_TEMPORARY, _FINAL = 400, 500
_REPEAT = 30.0  # s: how often a long silence is mentioned
_BELONG = "See that host, port and --smtp-security belong together: 587 with starttls, 465 with tls."


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A mail server. `timeout` is how long it may take for a command, in s; ten times as long to take a message.

    `name` is what the program calls itself there: the domain of the sender, never that of this computer.
    """

    host: str
    port: int
    security: Literal["starttls", "tls"]
    name: str
    login: Authentication
    timeout: float = 60

    @property
    def place(self) -> str:
        """What messages call it."""
        return f"{self.host}:{self.port}"

    def connect(self, tell: Callable[[str], None]) -> SmtpSession:
        """A line to the server, encrypted, greeted and logged in; `tell` hears of its silence.

        UnreachableError where it may be tried again; DeliveryError where that would come to the same.
        """
        try:
            return SmtpSession(self._connect(tell))
        except ssl.SSLCertVerificationError as error:
            what = f"The certificate of the server does not hold: {error.verify_message.rstrip('.')}."
            remedy = "Nothing was sent. See that the host is the one you mean; else tell whoever runs it."
            raise self._refusal(what, remedy) from error
        except (ssl.SSLEOFError, smtplib.SMTPServerDisconnected) as error:
            raise UnreachableError(str(error)) from error
        except ssl.SSLError as error:
            what = f"No encrypted line to the server: {error.reason or error}."
            raise self._refusal(what, _BELONG) from error
        except smtplib.SMTPResponseException as error:
            raise self._answered(error) from error
        except smtplib.SMTPNotSupportedError as error:
            what, remedy = f"The server has no encryption or no login: {error}", "Nothing is sent in the clear."
            raise self._refusal(what, remedy) from error
        except smtplib.SMTPException as error:  # above all: no way to log in that both know
            raise self._refusal(f"The server cannot be used: {error}.", "Ask whoever runs it how to log in.") from error
        except OSError as error:
            raise UnreachableError(error.strerror or str(error) or type(error).__name__) from error

    def _connect(self, tell: Callable[[str], None]) -> BoundedSMTP:
        context = ssl.create_default_context()
        heard = self._heard(tell)
        line = (
            BoundedSMTPS(self.host, self.port, self.name, self.timeout, heard, context=context)
            if self.security == "tls"
            else BoundedSMTP(self.host, self.port, self.name, self.timeout, heard)
        )
        try:
            if self.security == "starttls":
                line.starttls(context=context)
            line.ehlo_or_helo_if_needed()
            self.login.enter(line)
        except BaseException as error:
            line.close()
            if line.closing:  # after which `smtplib` goes on to talk
                raise smtplib.SMTPResponseException(CLOSING, line.closing) from error
            raise
        return line

    def _heard(self, tell: Callable[[str], None]) -> Callable[[BoundedSMTP, float], None]:
        """What is done about silence: whoever does not greet may wait for another beginning, and is looked at once."""
        said_at = 0.0

        def heard(line: BoundedSMTP, seconds: float) -> None:
            nonlocal said_at
            first = not said_at or seconds < said_at
            if first and not line.greeted and self.security == "starttls" and speaks_tls(self.host, self.port):
                what = "The port speaks TLS from the first byte, and was spoken to by STARTTLS."
                raise self._refusal(what, "Say --smtp-security tls, or another --smtp-port (587).")
            if first or seconds - said_at >= _REPEAT:
                said_at = seconds
                hint = "" if line.greeted else " since the line is open; is the port right?"
                tell(f"{self.place}: no answer for {seconds:.0f} s{hint}")

        return heard

    def _answered(self, error: smtplib.SMTPResponseException) -> Exception:
        """What is made of an answer that is no good one."""
        reply = reply_text(error.smtp_code, error.smtp_error)
        if _TEMPORARY <= error.smtp_code < _FINAL:
            return UnreachableError(reply, answered=True)
        if error.smtp_code < _TEMPORARY:
            return self._refusal(f"What answers there is no mail server that takes mail: {reply}.", _BELONG)
        return self._refusal(f"The server refuses us: {reply}.", self.login.hint)

    def _refusal(self, what: str, remedy: str) -> DeliveryError:
        return DeliveryError(Problem.at(self.place, what, remedy))


def refuse_incomplete(host: str, sender: str) -> None:
    """UsageError for what is missing to go through a server."""
    missing = []
    if not host:
        missing.append(("--smtp-host", "No mail server is named.", "Name it, or set PACKBUILDER_SMTP_HOST."))
    if not sender:
        missing.append(("--from", "Nobody is named whom the mails are from.", "Say --from 'Our campaign <us@…>'."))
    if missing:
        raise UsageError(*[Problem.at(option, what, remedy) for option, what, remedy in missing])
