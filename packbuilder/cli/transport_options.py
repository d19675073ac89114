"""The options on the way that mails take and on how fast: a server, a program or a folder, rates, tries."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from packbuilder.cli.option_groups import option_group
from packbuilder.errors import Problem, UsageError
from packbuilder.mail import transports
from packbuilder.mail.authentication import authentication
from packbuilder.mail.connection import Transport
from packbuilder.mail.rate_limiter import SendingPolicy, per_minute
from packbuilder.mail.smtp_server import PORTS, SmtpServer, refuse_incomplete

PREFIX = "PACKBUILDER_SMTP_"


def _rate(_: click.Context, __: click.Parameter, said: str | None) -> float:
    """A rate a minute, 0 where none is said; click's own refusal for what is none."""
    try:
        return per_minute(said) if said else 0.0
    except ValueError:
        raise click.BadParameter("say a number, and of what: 30, 30/min, 500/h, 2/s") from None


_OPTIONS = (
    click.option("--smtp-host", "host", envvar=f"{PREFIX}HOST", default="", metavar="HOST", help="The mail server."),
    click.option(
        "--smtp-port",
        "port",
        envvar=f"{PREFIX}PORT",
        type=click.IntRange(1, 65535),
        metavar="PORT",
        help="Its port; else 587, or 465 for tls.",
    ),
    click.option(
        "--smtp-security",
        "security",
        envvar=f"{PREFIX}SECURITY",
        type=click.Choice(["starttls", "tls"]),
        default="starttls",
        show_default=True,
        help="How the line is encrypted.",
    ),
    click.option(
        "--smtp-auth",
        "auth",
        envvar=f"{PREFIX}AUTH",
        type=click.Choice(["password", "xoauth2"]),
        default="password",
        show_default=True,
        help="How to log in; xoauth2 for Gmail and Microsoft.",
    ),
    click.option(
        "--token-command",
        "command",
        envvar=f"{PREFIX}TOKEN_COMMAND",
        default="",
        metavar="COMMAND",
        help="What prints the token for xoauth2; else it is asked of the keyring.",
    ),
    click.option(
        "--sendmail",
        "program",
        metavar="PROGRAM",
        default="",
        help="Send by a program that takes mail as sendmail does (sendmail, msmtp), not by SMTP.",
    ),
    click.option(
        "--maildir",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="FOLDER",
        help="Put the messages into a maildir, not to a server.",
    ),
    click.option(
        "--rate",
        callback=_rate,
        default="30/min",
        show_default=True,
        metavar="N/min",
        help="How many mails go: 30/min, 500/h, 2/s.",
    ),
    click.option("--per-domain", callback=_rate, metavar="N/min", help="And at most so many to one domain."),
    click.option(
        "--burst",
        type=click.IntRange(1, 1000),
        default=1,
        show_default=True,
        metavar="N",
        help="So many at once after a pause, without leaving the rate.",
    ),
    click.option("--tries", type=click.IntRange(1, 20), default=4, show_default=True, help="How often, if delayed."),
    click.option(
        "--wait",
        type=click.FloatRange(0),
        default=30.0,
        show_default=True,
        metavar="SECONDS",
        help="How long before the second time; each further one takes twice as long.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(0.1),
        default=60.0,
        show_default=True,
        metavar="SECONDS",
        help="How long the server may take to answer.",
    ),
)


@dataclass(frozen=True, slots=True)
class TransportOptions:
    """What was said of it; rates are those a minute."""

    host: str
    port: int | None
    security: Literal["starttls", "tls"]
    auth: Literal["password", "xoauth2"]
    command: str
    program: str
    folder: Path | None
    rate: float
    per_domain: float
    burst: int
    tries: int
    wait: float
    timeout: float

    @property
    def policy(self) -> SendingPolicy:
        """How fast, and how often."""
        return SendingPolicy(self.rate, self.tries, self.wait, self.per_domain, self.burst)

    def refuse_for_drafts(self) -> None:
        """UsageError for a way that is said where nothing goes."""
        for option, said in (("--sendmail", self.program), ("--maildir", self.folder)):
            if said:
                raise UsageError(Problem.at(option, "Drafts go no way.", "Say --send with it, or --test."))

    def transport(self, sender: str) -> Transport:
        """Where mails from somebody go; UsageError for what is missing, or said of two ways at once."""
        if self.program and self.folder:
            raise UsageError(Problem.at("--maildir", "Mails go one way.", "Leave out --sendmail or --maildir."))
        if self.program:
            return transports.sendmail(self.program, sender, self.timeout)
        if self.folder:
            return transports.maildir(self.folder, sender)
        refuse_incomplete(self.host, sender)
        user, given = os.environ.get(f"{PREFIX}USER", ""), os.environ.get(f"{PREFIX}PASSWORD", "")
        login = authentication(self.host, user, given, oauth=self.auth == "xoauth2", command=self.command)
        port, name = self.port or PORTS[self.security], sender.rpartition("@")[2]
        return SmtpServer(self.host, port, self.security, name, login, self.timeout)


with_transport_options = option_group(TransportOptions, "transport", _OPTIONS)
