"""Ways for messages to go: the lines that are theirs, a program of this computer that sends mail, a folder of mails."""

from __future__ import annotations

import mailbox
import shlex
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from packbuilder.errors import DeliveryError, Problem, UsageError
from packbuilder.mail.delivery_status import DeliveryOutcome, TransmissionResult

Tell = Callable[[str], None]
# What programs that send mail end with (sysexits.h); usage, input, unavailable, a bug, the system, permission and
# settings are about us, the rest is about the message or its recipient.
_TAKEN, _LATER = 0, 75
_OURS = frozenset({64, 66, 69, 70, 71, 77, 78})


class _Kept:
    """A connection that nothing has to be done about between messages."""

    def close(self) -> None:
        """Nothing is open."""

    def drop(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True)
class SendmailTransport(_Kept):
    """A program that takes mail as sendmail does. `timeout` is how long it may take for a message, in s."""

    command: tuple[str, ...]
    timeout: float

    @property
    def place(self) -> str:
        """What messages call it."""
        return self.command[0]

    def connect(self, _: Tell, /) -> SendmailTransport:
        """Itself: it runs for each message."""
        return self

    def carry(self, sender: str, to: str, data: bytes, before: Callable[[], None]) -> TransmissionResult:
        """Give it a message. That is noted before: a program may take less than the whole for the whole."""
        before()
        words = [*self.command, "-i", "-f", sender, "--", to]
        try:
            done = subprocess.run(  # noqa: S603 - what the person names, without a shell
                words, input=data.replace(b"\r\n", b"\n"), capture_output=True, timeout=self.timeout, check=False
            )
        except subprocess.TimeoutExpired:
            return TransmissionResult(DeliveryOutcome.UNKNOWN, f"it had not ended after {self.timeout:g} s")
        except OSError as error:
            return TransmissionResult(
                DeliveryOutcome.REFUSED, f"it does not start: {error.strerror or error}", everybody=True
            )
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:300]
        return _ended(done.returncode, said)


def _ended(code: int, said: str) -> TransmissionResult:
    """What the exit code of a program means."""
    what = f"it ended with {code}: {said}".rstrip(": ")
    if code == _TAKEN:
        return TransmissionResult(DeliveryOutcome.SENT, said or "taken")
    if code < 0:
        return TransmissionResult(DeliveryOutcome.UNKNOWN, f"it was ended by signal {-code}")
    if code == _LATER:
        return TransmissionResult(DeliveryOutcome.DEFERRED, what)
    return TransmissionResult(DeliveryOutcome.REFUSED, what, everybody=code in _OURS)


@dataclass(frozen=True)
class MaildirTransport(_Kept):
    """A maildir: each message a file, for a program that takes them on, or to be looked at."""

    path: Path

    @property
    def place(self) -> str:
        """What messages call it."""
        return self.path.as_posix()

    def connect(self, _: Tell, /) -> MaildirTransport:
        """Itself, once it is there; DeliveryError where it cannot be, or is something else."""
        try:
            mailbox.Maildir(self.path, create=True)
        except OSError as error:
            what = f"The folder cannot be made: {error.strerror or error}."
            raise DeliveryError(Problem.at(self.place, what, "Name another one with --maildir.")) from error
        if not all((self.path / name).is_dir() for name in ("tmp", "new", "cur")):
            what, remedy = "The folder is there, and is no maildir.", "Name one that is, or that is not there yet."
            raise DeliveryError(Problem.at(self.place, what, remedy))
        return self

    def carry(self, _sender: str, _to: str, data: bytes, before: Callable[[], None], /) -> TransmissionResult:
        """Put a message there; it is on the disk, whole, when this returns."""
        before()
        try:
            name = mailbox.Maildir(self.path, create=False).add(data.replace(b"\r\n", b"\n"))
        except OSError as error:
            return TransmissionResult(DeliveryOutcome.DEFERRED, f"it cannot be written: {error.strerror or error}")
        return TransmissionResult(DeliveryOutcome.SENT, name)


def sendmail(said: str, sender: str, timeout: float) -> SendmailTransport:
    """The program that was asked for, with its own arguments; UsageError for none, or without a sender."""
    if not sender:
        raise no_sender()
    try:
        words = shlex.split(said)
    except ValueError:
        words = []
    found = shutil.which(words[0]) if words else None
    if found is None and words == ["sendmail"]:  # where it lies is seldom among the places of a person's programs
        found = shutil.which("sendmail", path="/usr/sbin:/usr/lib")
    if found is None:
        what, remedy = f"There is no program `{said}`.", "Name one that takes mail as sendmail does: msmtp, for one."
        raise UsageError(Problem.at("--sendmail", what, remedy))
    return SendmailTransport((found, *words[1:]), timeout)


def maildir(path: Path, sender: str) -> MaildirTransport:
    """The maildir that was asked for; UsageError without a sender."""
    if not sender:
        raise no_sender()
    return MaildirTransport(path)


def no_sender() -> UsageError:
    """Nobody is named whom mails are from."""
    what, remedy = "Nobody is named whom the mails are from.", "Set PACKBUILDER_SMTP_FROM, or say --from."
    return UsageError(Problem.at("--send", what, remedy))
