"""What goes wrong on the way: nobody gets a message twice, nobody is lost, and the report says what happened."""

from __future__ import annotations

import asyncio
import json
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from packbuilder.mail.authentication import PasswordAuthentication
from packbuilder.mail.smtp_server import SmtpServer
from packbuilder.mail.smtp_session import transmit
from tests import program
from tests.mail import post
from tests.mail.conftest import FAST, Mail, access, swell, trusting
from tests.mail.post import Authority
from tests.program import DAY

Listed = Callable[..., Path]
ALL = {"a@x.example": 1, "b@x.example": 1, "c@x.example": 1}
ROWS = ("a@x.example;;;", "b@x.example;;;", "c@x.example;;;")
LARGE, HALF = 6_000_000, 2_000_000  # bytes: more than the buffers on the way hold


def records(campaign: Path) -> list[tuple[str, int]]:
    """What the journal says, with the line in the list."""
    lines = (campaign / "out/ferry/mail/journal.jsonl").read_text("utf-8").splitlines()
    return [(record["what"], record["line"]) for record in map(json.loads, lines[1:])]


def test_a_server_that_is_gone_before_loses_nobody(listed: Listed, send: Mail, issuer: Authority) -> None:
    """Nothing is sent, and that is told at once, in one line; the same command sends it once the server is back."""
    listed(*ROWS)
    port = post.free_port()
    began = time.monotonic()
    done = send(port, "--wait=30")
    assert time.monotonic() - began < 10
    assert done.returncode == 6
    assert done.stdout.startswith("ferry: 0 sent, 3 still to be written to.")
    assert done.stderr.count("The server cannot be reached: Connection refused. See that there is a network, and") == 1
    assert "@x.example" not in done.stderr
    with post.server(issuer.context(), port=port) as box:
        assert send(port).returncode == 0
        assert box.counts == ALL


@pytest.mark.parametrize("stage", ["rcpt", "during"])
def test_a_line_that_breaks_before_the_end_of_a_message_sends_it_again(
    campaign: Path, listed: Listed, send: Mail, issuer: Authority, stage: str
) -> None:
    """A server may not deliver half a message: it is sent anew, and arrives once."""
    listed(*ROWS)
    swell(campaign / "out/ferry", "en/pack.pdf", LARGE)

    def fault(server: post.Server, at: str, to: str) -> None:
        if at == "rcpt" and to.startswith("b@") and server.event_handler.post.seen[to] == 1:
            if stage == "rcpt":
                server.cut()
            else:
                server.cut_after = HALF

    with post.server(issuer.context(), fault) as box:
        done = send(box.port)
    assert (done.returncode, box.counts) == (0, ALL), done.stderr
    assert done.stdout.startswith("ferry: 3 sent.")
    assert records(campaign).count(("deferred", 3)) == 1


def test_a_line_that_breaks_after_the_message_is_reported_and_not_repeated(
    campaign: Path, listed: Listed, send: Mail, issuer: Authority
) -> None:
    """The server took it, and no answer came: nobody here can know that. The others get theirs."""
    listed(*ROWS)

    def fault(_: post.Server, at: str, to: str) -> str | None:
        return "taken" if at == "data" and to.startswith("b@") else None

    with post.server(issuer.context(), fault) as box:
        done = send(box.port)
        assert (done.returncode, box.counts) == (6, ALL)
        assert done.stdout.startswith("ferry: 2 sent, 1 unknown.")
        told = (
            "list.csv:3: b@x.example: Nobody knows whether it arrived: the line broke after the whole message was sent"
        )
        assert told in done.stderr
        again = send(box.port)
        assert (again.returncode, box.counts) == (6, ALL)
        assert again.stdout.startswith("ferry: 0 sent, 2 sent before, 1 unknown.")
        assert send(box.port, "--only-failed").stdout.startswith("ferry: 0 sent, 2 sent before, 1 unknown.")
        assert box.counts == ALL
    assert ("unknown", 3) in records(campaign)


def test_a_server_that_is_gone_after_every_message_burns_no_list(listed: Listed, send: Mail, issuer: Authority) -> None:
    """Three in a row, and it stops with what was seen; `--unknown` sends to those three, after a warning."""
    listed(*(f"a{n}@x.example;;;" for n in range(5)))

    def fault(_: post.Server, at: str, _to: str) -> str | None:
        return "taken" if at == "data" else None

    with post.server(issuer.context(), fault) as box:
        done = send(box.port)
        assert (done.returncode, len(box.inbox)) == (6, 3)
        assert done.stdout.startswith("ferry: 0 sent, 3 unknown, 2 still to be written to.")
        assert (
            "Of 3 messages in a row nobody knows whether they arrived, of the last because the line br" in done.stderr
        )
        assert "3 unknown: --status lists them, --unknown sends to them again." in done.stderr
    with post.server(issuer.context(), post=box) as box:
        assert send(box.port).stdout.startswith("ferry: 2 sent, 3 unknown.")
        again = send(box.port, "--unknown")
        assert again.stderr.startswith("warning: 3 of the list may get it twice")
        assert again.stdout.startswith("ferry: 3 sent, 2 sent before.")
        assert send(box.port, "--unknown").stdout.startswith("ferry: 0 sent, 5 sent before.")
        assert (again.returncode, box.counts) == (0, {f"a{n}@x.example": 2 if n < 3 else 1 for n in range(5)})
        assert send(box.port, "--unknown", "--only-failed").returncode == 2


def test_a_server_that_breaks_every_line_is_left_alone(listed: Listed, send: Mail, issuer: Authority) -> None:
    """Three in a row before the end of a message; nothing is lost, and each round begins anew."""
    listed(*(f"a{n}@x.example;;;" for n in range(5)))

    def fault(server: post.Server, at: str, _to: str) -> None:
        if at == "rcpt":
            server.cut()

    with post.server(issuer.context(), fault) as box:
        done = send(box.port, "--tries=2")
        assert done.stdout.startswith("ferry: 0 sent, 3 deferred, 2 still to be written to.")
        assert done.stderr.count("The server is gone: the line has broken 3 times in a row") == 1
        assert box.seen.total() == 12, "each at once on a new line, in both rounds"
    with post.server(issuer.context(), post=box) as box:
        assert send(box.port).stdout.startswith("ferry: 5 sent.")


@pytest.mark.parametrize("moment", ["seen", "unseen"])
def test_a_full_stop_that_the_server_cannot_have_had(issuer: Authority, moment: str) -> None:
    """Gone while the journal is written: the message was not delivered, whether that is seen or the stop fails."""
    servers: list[post.Server] = []

    def fault(server: post.Server, _at: str, _to: str) -> None:
        servers.append(server)

    with post.server(issuer.context(), fault) as box, trusting(issuer):
        login = PasswordAuthentication(post.USER, post.PASSWORD)
        line = SmtpServer(post.HOST, box.port, "starttls", "harbour.example", login, 5).connect(print).smtp

        def gone() -> None:
            if moment == "seen":
                servers[0].loop.call_soon_threadsafe(servers[0].cut)
                time.sleep(0.2)
            else:
                assert line.sock is not None
                line.sock.shutdown(socket.SHUT_WR)  # as the system does it once it has learnt that nobody is there

        result = transmit(line, "us@harbour.example", "b@x.example", b"Subject: x\r\n\r\nx\r\n", gone)
        line.close()
    assert (result.outcome, result.closed, box.inbox) == ("deferred", True, [])


@pytest.mark.parametrize(("stage", "counts"), [("rcpt", "2 sent, 1 deferred"), ("data", "2 sent, 1 unknown")])
def test_a_server_that_is_too_slow(listed: Listed, send: Mail, issuer: Authority, stage: str, counts: str) -> None:
    """Before the end of a message the line is given up, and it is sent later; after it nobody knows."""
    listed(*ROWS)

    async def sleep() -> None:
        await asyncio.sleep(7)

    def fault(_: post.Server, at: str, to: str) -> Coroutine[Any, Any, None] | None:
        return sleep() if at == stage and to.startswith("b@") else None

    with post.server(issuer.context(), fault) as box:
        done = send(box.port, "--timeout=0.5", "--tries=2")
    assert done.returncode == 6
    assert done.stdout.startswith(f"ferry: {counts}."), done.stdout + done.stderr
    assert box.counts["a@x.example"] == box.counts["c@x.example"] == 1


@pytest.mark.parametrize(
    ("names", "expired", "trusted", "why"),
    [
        ((), True, True, "certificate has expired"),
        (("mail.other.example",), False, True, "IP address mismatch, certificate is not valid for '127.0.0.1'"),
        ((), False, False, "unable to get local issuer certificate"),
    ],
    ids=["expired", "another host's", "nobody's"],
)
def test_a_certificate_that_does_not_hold(  # noqa: PLR0913 - fixtures
    *,
    listed: Listed,
    send: Mail,
    issuer: Authority,
    tmp_path: Path,
    names: tuple[str, ...],
    expired: bool,
    trusted: bool,
    why: str,
) -> None:
    """Neither password nor message is given to it, at once and without another try."""
    listed(*ROWS)
    trust = issuer if trusted else post.authority(tmp_path)
    with post.server(issuer.context(*names, expired=expired)) as box:
        done = send(box.port, SSL_CERT_FILE=str(trust.file))
        assert (done.returncode, box.seen) == (6, {})
        assert f"The certificate of the server does not hold: {why}" in done.stderr
        assert done.stdout.startswith("ferry: 0 sent, 3 still to be written to.")


def test_a_server_without_encryption_gets_nothing(listed: Listed, send: Mail) -> None:
    """Nothing is sent in the clear, the password least of all."""
    listed(*ROWS)
    with post.server(None) as box:
        done = send(box.port)
    assert (done.returncode, box.seen) == (6, {})
    assert "The server has no encryption or no login" in done.stderr


def test_a_wrong_password_ends_it_at_once(listed: Listed, send: Mail, issuer: Authority) -> None:
    """And it is told nowhere."""
    listed(*ROWS)
    with post.server(issuer.context()) as box:
        done = send(box.port, PACKBUILDER_SMTP_PASSWORD="guessed wrong")  # noqa: S106 - of nobody
    assert (done.returncode, box.seen) == (6, {})
    assert "The server refuses us: 535" in done.stderr
    assert "guessed" not in done.stdout + done.stderr


@pytest.mark.parametrize("room", [0, 1, 2], ids=["nothing", "one message", "before but not after"])
def test_a_full_disk_for_the_journal(  # noqa: PLR0913 - fixtures
    *, campaign: Path, listed: Listed, send: Mail, mail: Mail, issuer: Authority, room: int
) -> None:
    """What cannot be noted before is not sent; what could not be noted after is told, and not repeated."""
    listed(*ROWS)
    assert mail().returncode == 0  # then the ids are on the disk
    limit = {0: 110, 1: 740, 2: 480}[room]  # bytes; the first line has some 100, a record 260
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with post.server(issuer.context()) as box:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            done = program.run(
                "mail", "--case=ferry", "--to", campaign / "list.csv", DAY, "--send", *FAST,
                cwd=campaign, **access(box.port, issuer),
            )  # fmt: skip
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert done.returncode == 6
        assert "The journal cannot be written: File too large." in done.stderr
        assert len(box.inbox) == min(room, 1), done.stdout + done.stderr
        again = send(box.port)
        assert box.counts == ALL
        unknown = room == 2
        assert again.returncode == (6 if unknown else 0), again.stderr
        assert ("1 unknown" in again.stdout) == unknown
    assert done.stdout.startswith(f"ferry: {min(room, 1)} sent")


@pytest.mark.parametrize("moment", ["before", "during", "after"])
def test_killed_in_the_midst(campaign: Path, listed: Listed, send: Mail, issuer: Authority, moment: str) -> None:
    """Kill -9 at the second message: before its end it is sent anew, after it it is told of; nobody gets it twice."""
    listed(*ROWS)
    swell(campaign / "out/ferry", "en/pack.pdf", LARGE)

    async def hold(server: post.Server) -> None:
        box: post.Post = server.event_handler.post
        if moment == "after":
            box.inbox.append(("b@x.example", b""))
        box.reached.set()
        await asyncio.sleep(30)

    def fault(server: post.Server, at: str, to: str) -> Coroutine[Any, Any, None] | None:
        if to.startswith("b@"):
            if at == {"before": "rcpt", "after": "data"}.get(moment):
                return hold(server)
            if moment == "during":
                server.cut_after, server.held = HALF, True
        return None

    with post.server(issuer.context(), fault) as box:
        process = program.start(
            "mail", "--case=ferry", "--to", campaign / "list.csv", DAY, "--send", *FAST, "--timeout=60",
            cwd=campaign, **access(box.port, issuer),
        )  # fmt: skip
        assert box.reached.wait(20)
        kill(process)
    with post.server(issuer.context(), post=box) as box:
        done = send(box.port)
    assert box.counts == ALL
    if moment == "after":
        assert done.returncode == 6
        assert done.stdout.startswith("ferry: 1 sent, 1 sent before, 1 unknown.")
        assert "the program was ended between the message and the answer of the server" in done.stderr
    else:
        assert (done.returncode, done.stdout[:29]) == (0, "ferry: 2 sent, 1 sent before."), done.stderr


def kill(process: subprocess.Popen[str]) -> None:
    """End a process without a chance to tidy up."""
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stderr is not None
    process.stderr.close()


@pytest.mark.parametrize(
    ("signals", "code"),
    [(["SIGINT"], 130), (["SIGTERM"], 143), (["SIGTERM", "SIGINT"], 143)],
    ids=["Ctrl-C", "kill", "twice"],
)
def test_what_ends_it_lets_the_message_in_flight_finish(  # noqa: PLR0913 - fixtures
    *, campaign: Path, listed: Listed, send: Mail, issuer: Authority, signals: list[str], code: int
) -> None:
    """It is delivered, and known to be; a second signal does not wait. The rest is sent when the same is said again."""
    listed(*ROWS)

    async def hold(server: post.Server) -> None:
        server.event_handler.post.reached.set()
        await asyncio.sleep(30 if len(signals) > 1 else 1)

    def fault(server: post.Server, at: str, to: str) -> Coroutine[Any, Any, None] | None:
        return hold(server) if at == "data" and to.startswith("b@") else None

    with post.server(issuer.context(), fault) as box:
        process = program.start(
            "mail", "--case=ferry", "--to", campaign / "list.csv", DAY, "--send", *FAST, "--timeout=60",
            cwd=campaign, **access(box.port, issuer),
        )  # fmt: skip
        assert box.reached.wait(20)
        for name in signals:
            process.send_signal(getattr(signal, name))
            time.sleep(0.2)
        _, said = process.communicate(timeout=10)
    assert process.returncode == code
    assert "The message in flight may finish, for at most 15 s; a second signal ends it at once." in said
    how = "Interrupted." if code == 130 else "Ended by SIGTERM."
    assert f"{how} Nobody is written to twice: say the same again to go on." in said
    assert records(campaign)[2:] == [("sending", 3)] + [("sent", 3)] * (len(signals) == 1)
    with post.server(issuer.context(), post=box) as box:
        assert send(box.port).returncode == (0 if len(signals) == 1 else 6)
    assert box.counts == ALL if len(signals) == 1 else {"a@x.example": 1, "c@x.example": 1}


def test_half_a_line_in_the_journal_is_none(campaign: Path, listed: Listed, send: Mail, issuer: Authority) -> None:
    """A record that was cut short told of nothing that had begun."""
    listed(*ROWS)
    with post.server(issuer.context()) as box:
        assert send(box.port, "--limit=1").returncode == 0
        with (campaign / "out/ferry/mail/journal.jsonl").open("ab") as file:
            file.write(b'{"edition": "1234567", "key": "ab')
        assert send(box.port).returncode == 0
        assert send(box.port).stdout.startswith("ferry: 0 sent, 3 sent before.")
    assert box.counts == ALL


def test_a_server_that_refuses_everything_is_left_in_peace(listed: Listed, send: Mail, issuer: Authority) -> None:
    """Ten refusals in a row are meant for us; the others are not tried."""
    listed(*(f"a{n}@x.example;;;" for n in range(12)))

    def fault(_: post.Server, stage: str, _to: str) -> str | None:
        return "554 5.7.1 spam" if stage == "data" else None

    with post.server(issuer.context(), fault) as box:
        done = send(box.port)
    assert (done.returncode, len(box.seen)) == (6, 10)
    assert done.stdout.startswith("ferry: 0 sent, 10 refused, 2 still to be written to.")
    assert "has refused 10 messages in a row" in done.stderr


def test_two_runs_at_once(campaign: Path, listed: Listed, send: Mail, issuer: Authority) -> None:
    """The second one is refused: both would write to the same people."""
    listed(*ROWS)

    async def hold(server: post.Server) -> None:
        server.event_handler.post.reached.set()
        await asyncio.sleep(3)

    def fault(server: post.Server, at: str, to: str) -> Coroutine[Any, Any, None] | None:
        return hold(server) if at == "rcpt" and to.startswith("b@") else None

    with post.server(issuer.context(), fault) as box:
        process = program.start(
            "mail", "--case=ferry", "--to", campaign / "list.csv", DAY, "--send", *FAST, cwd=campaign,
            **access(box.port, issuer),
        )  # fmt: skip
        assert box.reached.wait(20)
        second = send(box.port)
        _, said = process.communicate(timeout=30)
    assert (second.returncode, process.returncode) == (6, 0), said
    assert "This case is being built or mailed at this moment." in second.stderr
    assert box.counts == ALL
