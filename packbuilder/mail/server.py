"""The mail server: its settings, and a line to it that is encrypted, to the server that it is meant to be.

The password comes from the environment or a keyring, and is written nowhere.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from typing import Literal

from packbuilder.errors import DeliveryError, Problem, UsageError

PORTS = {"starttls": 587, "tls": 465}
_TEMPORARY, _FINAL = 400, 500


class UnreachableError(Exception):
    """The server is not to be had now; it may be later."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. `timeout` is how long it may take for a command, in s; ten times as long to take a message.

    `name` is what the program calls itself there: the domain of the sender, never that of this computer.
    """

    host: str
    port: int
    security: Literal["starttls", "tls"]
    name: str
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 60

    @property
    def place(self) -> str:
        """What messages call it."""
        return f"{self.host}:{self.port}"

    def connected(self) -> smtplib.SMTP:
        """A line to the server, encrypted, greeted and logged in.

        UnreachableError where it may be tried again; DeliveryError where that would come to the same.
        """
        try:
            return self._connected()
        except ssl.SSLCertVerificationError as error:
            what = f"The certificate of the server does not hold: {error.verify_message.rstrip('.')}."
            remedy = "Nothing was sent. See that the host is the one you mean; else tell whoever runs it."
            raise self._refusal(what, remedy) from error
        except (ssl.SSLEOFError, smtplib.SMTPServerDisconnected) as error:
            raise UnreachableError(str(error)) from error
        except ssl.SSLError as error:
            what = f"No encrypted line to the server: {error.reason or error}."
            raise self._refusal(what, "See that port and --smtp-security belong together.") from error
        except smtplib.SMTPResponseException as error:
            if _TEMPORARY <= error.smtp_code < _FINAL:
                raise UnreachableError(said(error.smtp_code, error.smtp_error)) from error
            what = f"The server refuses us: {said(error.smtp_code, error.smtp_error)}."
            raise self._refusal(what, "See that user and password are right, and that it is your server.") from error
        except smtplib.SMTPNotSupportedError as error:
            what, remedy = f"The server has no encryption or no login: {error}", "Nothing is sent in the clear."
            raise self._refusal(what, remedy) from error
        except smtplib.SMTPException as error:  # above all: no way to log in that both know
            raise self._refusal(f"The server cannot be used: {error}", "Ask whoever runs it how to log in.") from error
        except OSError as error:
            raise UnreachableError(str(error) or type(error).__name__) from error

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        line: smtplib.SMTP
        if self.security == "tls":
            line = smtplib.SMTP_SSL(
                self.host, self.port, local_hostname=self.name, timeout=self.timeout, context=context
            )
        else:
            line = smtplib.SMTP(self.host, self.port, local_hostname=self.name, timeout=self.timeout)
        try:
            if self.security == "starttls":
                line.starttls(context=context)
            line.ehlo_or_helo_if_needed()
            if self.user:
                line.login(self.user, self.password)
        except BaseException:
            line.close()
            raise
        return line

    def _refusal(self, what: str, remedy: str) -> DeliveryError:
        return DeliveryError(Problem(self.place, 0, "", what, remedy))


def server(  # noqa: PLR0913, PLR0917 - what a server is known by
    host: str, port: int | None, security: Literal["starttls", "tls"], login: tuple[str, str], timeout: float,
    sender: str,
) -> Server:  # fmt: skip
    """The server that was asked for; `login` are user and password, each empty if it was not given.

    UsageError for what is missing.
    """
    missing = []
    if not host:
        missing.append(("--smtp-host", "No mail server is named.", "Name it, or set PACKBUILDER_SMTP_HOST."))
    if not sender:
        missing.append(("--from", "Nobody is named whom the mails are from.", "Say --from 'Our campaign <us@…>'."))
    if missing:
        raise UsageError(*[Problem(option, 0, "", what, remedy) for option, what, remedy in missing])
    user, given = login
    name = sender.rpartition("@")[2]
    return Server(host, port or PORTS[security], security, name, user, password(host, user, given), timeout)


def password(host: str, user: str, given: str) -> str:
    """The password of a user: the one that is given, or the one that the keyring keeps; UsageError if there is none."""
    if not user:
        return ""
    found = given or _from_keyring(host, user)
    if found and not (found.isascii() and user.isascii()):
        what = "User and password hold letters that are not ASCII, with which nobody can log in safely."
        raise UsageError(Problem("--send", 0, "", what, "Choose another password at your mail server."))
    if not found:
        what = f"There is no password for {user} at {host}."
        remedy = f"Set PACKBUILDER_SMTP_PASSWORD, or say `keyring set {host} {user}` (extra `keyring`)."
        raise UsageError(Problem("--send", 0, "", what, remedy))
    return found


def _from_keyring(host: str, user: str) -> str | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(host, user)
    except KeyringError:
        return None


def said(code: int, words: bytes | str) -> str:
    """What a server answered, on one line."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:300]
