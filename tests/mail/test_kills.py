"""Forty kills of real runs, wherever they come: nobody gets a message twice, and nobody is lost."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import signal
import threading
from collections.abc import Callable, Coroutine
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from tests.mail import post
from tests.mail.conftest import SENDER, Mail, trusting
from tests.mail.post import Authority

pytestmark = pytest.mark.no_cover  # what is killed tells coverage nothing

Listed = Callable[..., Path]
KILLS = 40
ROWS = [f"row{n:03}@x.example" for n in range(4 * KILLS)]


def _runs(campaign: Path, port: int, pipe: Connection) -> None:
    """Make ready once, and fork a run that sends whenever that is asked for; answers with its number and how it ended.

    So a run takes little more than its mails.
    """
    from packbuilder.cli import mail_report
    from packbuilder.deliver.private import Private
    from packbuilder.job import Job
    from packbuilder.mail.authentication import PasswordAuthentication
    from packbuilder.mail.delivery import Selection
    from packbuilder.mail.mailing import mailing
    from packbuilder.mail.rate_limiter import SendingPolicy
    from packbuilder.mail.request import MailRequest
    from packbuilder.mail.smtp_server import SmtpServer

    job = Job(campaign, campaign / "out", date(2013, 7, 5), ("ferry",))
    whole = mailing(job, MailRequest(campaign / "list.csv", {}, sender=SENDER), Private(campaign))
    login = PasswordAuthentication(post.USER, post.PASSWORD)
    to = SmtpServer(post.HOST, port, "starttls", whole.identity.domain, login, 5)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    while pipe.recv():
        number = os.fork()
        if not number:
            mail_report.send(job, whole, Selection(), to, SendingPolicy(60_000, 4, 0.05))
            os._exit(0)
        pipe.send(number)
        pipe.send(os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]))


class Killer:
    """A fault of the server: at a moment of the n-th message that it sees, the run is killed."""

    def __init__(self) -> None:
        self.run = 0  # the number of the process
        self.known = threading.Event()
        self.armed = False
        self.left = 0
        self.moment = ""

    def __call__(self, server: post.Server, at: str, to: str) -> Coroutine[Any, Any, str | None] | None:
        if at == "rcpt":
            self.left -= 1
        if self.left or not self.armed or not self.moment.startswith(at):
            return None
        return self._kill(server, to)

    async def _kill(self, server: post.Server, to: str) -> str | None:
        await asyncio.to_thread(self.known.wait)
        taken = self.moment == "data taken"
        if taken:
            box: post.Post = server.event_handler.post
            box.inbox.append((to, b""))
            box.senders.append("")
        if self.moment == "data later":  # somewhere between the answer and the next message
            asyncio.get_running_loop().call_later(random.random() * 0.02, self._end)  # noqa: S311 - any moment will do
            return None
        self._end()
        await asyncio.sleep(0.02)
        return "451 too late"

    def _end(self) -> None:
        self.armed = False
        os.kill(self.run, signal.SIGKILL)


def test_forty_kills(campaign: Path, listed: Listed, send: Mail, mail: Mail, issuer: Authority) -> None:
    """At the address, at the end of the message before and after it was taken, and after the answer."""
    listed(*(f"{address};;;" for address in ROWS))
    killer = Killer()
    moments = ["rcpt", "data", "data taken", "data later"]
    ours, theirs = multiprocessing.Pipe()
    with post.server(issuer.context(), killer) as box:
        runs = multiprocessing.get_context("spawn").Process(target=_runs, args=(campaign, box.port, theirs))
        with trusting(issuer):
            runs.start()
        for number in range(KILLS):
            killer.known.clear()
            killer.left, killer.moment, killer.armed = 1 + number % 3, moments[number % 4], True
            ours.send(True)
            killer.run = ours.recv()
            killer.known.set()
            assert ours.recv() == -signal.SIGKILL, f"run {number} was not killed"
        ours.send(False)
        runs.join(20)
        assert max(box.counts.values()) == 1, "nobody is written to twice"
        last = send(box.port)
        unknown = {line.split()[1].rstrip(":") for line in mail("--status").stdout.splitlines() if "unknown: " in line}
        assert max(box.counts.values()) == 1
        assert {*box.counts, *unknown} == {*ROWS}, "nobody is lost"
        assert KILLS // 4 <= len(unknown) <= KILLS
        assert f"{len(unknown)} unknown" in last.stdout
        assert send(box.port, "--unknown").returncode == 0
        assert {*box.counts} == {*ROWS}
        assert {address for address, count in box.counts.items() if count > 1} <= unknown
