"""Who logs in to a mail server, and with what: a password, or a token as Gmail and Microsoft want it (XOAUTH2).

Neither is written anywhere. A token lasts an hour or so: whoever gives it, a command or the keyring, is asked for it
whenever a line is opened.
"""

from __future__ import annotations

import shlex
import smtplib
import subprocess
from dataclasses import dataclass, field
from typing import Protocol

from packbuilder.errors import DeliveryError, Problem, UsageError

XOAUTH2 = "XOAUTH2"
_PATIENCE = 60  # s that a command may take to give a token, which it may have to ask for itself
_COMMAND = "--token-command"


class Authentication(Protocol):
    """What is done before a server takes mail."""

    @property
    def hint(self) -> str:
        """What to look at where it fails."""

    def enter(self, line: smtplib.SMTP) -> None:
        """Log in; whatever `smtplib` raises where the server does not want that."""


@dataclass(frozen=True, slots=True)
class NoAuthentication:
    """For servers that ask for no name."""

    hint: str = "See that it is your server; for one that wants a login, set PACKBUILDER_SMTP_USER."

    def enter(self, line: smtplib.SMTP) -> None:
        """Nothing is said."""


@dataclass(frozen=True, slots=True)
class PasswordAuthentication:
    """A user with a password."""

    user: str
    password: str = field(repr=False)
    hint: str = "See that user and password are right, and that it is your server."

    def enter(self, line: smtplib.SMTP) -> None:
        """By the best way that the server offers."""
        line.login(self.user, self.password)


@dataclass(frozen=True, slots=True)
class TokenAuthentication:
    """A user with a token from a command, or from the keyring where there is none."""

    host: str
    user: str
    command: str = ""
    hint: str = "See that the token is of this user, of this hour, and may send mail (its scope)."

    def enter(self, line: smtplib.SMTP) -> None:
        """By XOAUTH2 alone. DeliveryError where no token is to be had."""
        if XOAUTH2 not in line.esmtp_features.get("auth", "").upper().split():
            raise smtplib.SMTPNotSupportedError(f"{XOAUTH2} is not among its ways to log in.")
        words = f"user={self.user}\1auth=Bearer {self._token()}\1\1"
        # What a server has against a token it tells before it refuses: that is answered by nothing.
        line.auth(XOAUTH2, lambda challenge=None: words if challenge is None else "")

    def _token(self) -> str:
        token = _printed(self.command) if self.command else from_keyring(self.host, self.user) or ""
        if not token or not token.isascii() or not token.isprintable():
            what = f"There is no token for {self.user} at {self.host}."
            remedy = f"See what the command prints ({_COMMAND}), or say `keyring set {self.host} {self.user}`."
            raise DeliveryError(Problem.at(_COMMAND, what, remedy))
        return token


def authentication(host: str, user: str, given: str, *, oauth: bool, command: str) -> Authentication:
    """How to log in to a server; UsageError where something is missing for that."""
    if oauth or command:
        return TokenAuthentication(host, _ascii(user), command) if user else _refused_token()
    return PasswordAuthentication(user, password(host, user, given)) if user else NoAuthentication()


def _refused_token() -> Authentication:
    what = "A token is of a user, and none is named."
    raise UsageError(Problem.at(_COMMAND, what, "Set PACKBUILDER_SMTP_USER to the whole address."))


def password(host: str, user: str, given: str) -> str:
    """The password of a user: the one that is given, or the one that the keyring keeps; UsageError if there is none."""
    found = given or from_keyring(host, user)
    if not found:
        what = f"There is no password for {user} at {host}."
        remedy = f"Set PACKBUILDER_SMTP_PASSWORD, or say `keyring set {host} {user}` (extra `keyring`)."
        raise UsageError(Problem.at("--send", what, remedy))
    _ascii(user + found)
    return found


def _ascii(words: str) -> str:
    if not words.isascii():
        what = "User and password hold letters that are not ASCII, with which nobody can log in safely."
        raise UsageError(Problem.at("--send", what, "Choose another password at your mail server."))
    return words


def from_keyring(host: str, user: str) -> str | None:
    """What the keyring of the system keeps for a user."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(host, user)
    except KeyringError:
        return None


def _printed(command: str) -> str:
    """What a command prints; DeliveryError where it fails. What it says of that may hold secrets, and is not told."""
    why = ""
    try:
        done = subprocess.run(  # noqa: S603 - what the person names, without a shell
            shlex.split(command),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        if done.returncode == 0:
            return done.stdout.strip()
        why = f"it ended with {done.returncode}"
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
    except subprocess.TimeoutExpired:
        why = f"it had not ended after {_PATIENCE} s"
    what = f"The command gives no token: {why}."
    raise DeliveryError(Problem.at(_COMMAND, what, "Try it by itself: it prints the token and nothing else."))
