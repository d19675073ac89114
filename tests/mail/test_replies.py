"""What servers say and do not say: sizes, 421 at any point, answers without an end, ports that are others'."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path

import pytest

from packbuilder.mail.replies import ReplyTopic, topic_of
from tests.mail.conftest import Mail, swell
from tests.mail.post import Authority, free_port
from tests.mail.scripted import Hang, Talk, scripted

Listed = Callable[..., Path]
ROWS = ("a@x.example;;;", "b@x.example;;;", "c@x.example;;;")
ALL = {"a@x.example": 1, "b@x.example": 1, "c@x.example": 1}
TLS = "--smtp-security=tls"
POINTS = ("greeting", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "end")


@pytest.mark.parametrize("point", POINTS)
def test_421_goes_on_within_the_round(listed: Listed, send: Mail, issuer: Authority, point: str) -> None:
    """Wherever a server says that it closes: on a new line at once, everybody gets one, and nobody is told of."""
    listed(*ROWS)

    def script(talk: Talk, at: str) -> bytes | None:
        return b"421 4.3.2 closing\r\n" if at == point and talk.seen[at] == (1 if point in POINTS[:3] else 2) else None

    with scripted(script, issuer.context()) as talk:
        done = send(talk.port, TLS, "--tries=1", "--wait=0")
    assert (done.returncode, talk.counts) == (0, ALL), done.stderr
    assert done.stdout.startswith("ferry: 3 sent.")


def test_a_line_that_was_idle_for_too_long(listed: Listed, send: Mail, issuer: Authority) -> None:
    """The server has hung up between two messages, with a word or without: the next one goes on a new line."""
    listed(*ROWS)

    def script(talk: Talk, at: str) -> bytes | Iterator[bytes] | None:
        if at != "end" or len(talk.inbox) > 1:
            return None
        to = ("a@x.example", "b@x.example")[len(talk.inbox)]
        talk.inbox.append((to, b""))  # taken, and gone after the answer
        return hung(b"250 taken\r\n", b"421 4.4.2 idle\r\n" if to[0] == "a" else b"")

    with scripted(script, issuer.context()) as talk:
        done = send(talk.port, TLS, "--tries=1")
    assert (done.returncode, talk.counts) == (0, ALL), done.stderr


def hung(*parts: bytes) -> Iterator[bytes]:
    """Some words, and the end of the line."""
    yield from parts
    raise Hang


@pytest.mark.parametrize("point", ["greeting", "EHLO", "AUTH", "MAIL", "end"])
def test_answers_without_an_end(listed: Listed, send: Mail, issuer: Authority, point: str) -> None:
    """They are given up after 64 kB; after the message nobody knows, as ever."""
    listed(ROWS[0])

    def script(_: Talk, at: str) -> Iterator[bytes] | None:
        return repeat(b"220-and then\r\n" * 1000) if at == point else None

    with scripted(script, issuer.context()) as talk:
        began = time.monotonic()
        done = send(talk.port, TLS, "--tries=1")
        assert time.monotonic() - began < 10
    assert done.returncode == 6
    assert "its answer has no end (64 kB and more)" in done.stderr
    assert talk.sent < 20_000_000, "what lies in buffers on the way"


def test_an_answer_that_comes_by_letters(listed: Listed, send: Mail, issuer: Authority) -> None:
    """The time is that of the answer, not of each letter."""
    listed(ROWS[0])

    def slowly() -> Iterator[bytes]:
        for _ in range(100):
            time.sleep(0.2)
            yield b"2"

    with scripted(lambda _, at: slowly() if at == "greeting" else None, issuer.context()) as talk:
        began = time.monotonic()
        done = send(talk.port, TLS, "--tries=1", "--timeout=1")
        assert time.monotonic() - began < 10
    assert "The server cannot be reached: no answer within 1 s." in done.stderr


def test_the_announced_size_is_read_before(campaign: Path, listed: Listed, send: Mail, issuer: Authority) -> None:
    """What is too large is not begun, told once, with what to leave out; the others go, and less may go to all."""
    listed(*ROWS, "d@x.example;;ru;")
    swell(campaign / "out/ferry", "en/pack.pdf", 600_000)

    def script(_: Talk, at: str) -> bytes | None:
        return b"250-mail.harbour.example\r\n250-AUTH PLAIN\r\n250 SIZE 600000\r\n" if at == "EHLO" else None

    with scripted(script, issuer.context()) as talk:
        done = send(talk.port, TLS)
        assert (done.returncode, talk.counts, talk.seen["MAIL"]) == (6, {"d@x.example": 1}, 1)
        assert done.stdout.startswith("ferry: 1 sent, 3 still to be written to.")
        told = "en/pack.pdf: The server takes no message so large as with 0.6 MB: it takes messages of 600000 b"
        assert done.stderr.count(told) == 1
        assert re.search(r"Leave `\w+` \(some \d\.\d MB\).* out of `documents` in campaign\.yaml", done.stderr)
        assert "--from" not in done.stderr
        assert send(talk.port, TLS, "--attach=leaflet").returncode == 0
    assert talk.counts == {**ALL, "d@x.example": 2}


LARGE = "The server takes no message so large as with"
REFUSED = (
    ("MAIL", "552 5.3.4 too big", LARGE, "1 sent, 3 still to be"),
    ("MAIL", "552 message size exceeds fixed maximum", LARGE, "1 sent, 3 still"),
    ("end", "552 5.3.4 too big", LARGE, "1 sent, 1 refused, 2 still to"),
    ("end", "552 5.2.3 too big", "a@x.example: The server says that the message is too large: 552", "1 sent, 3 re"),
    ("RCPT", "552 5.2.2 over quota", "c@x.example: The server says that the mailbox is full: 552", "1 sent, 3 re"),
    ("RCPT", "550 5.1.1 nobody", "b@x.example: The server refuses it: 550 5.1.1 nobody. Put the ad", "1 sent, 3 re"),
    ("MAIL", "550 5.7.1 not yours", "The server refuses the sender: 550 5.7.1 not yours. See that --from", "0 sent, 4"),
    ("MAIL", "530 5.7.0 log in first", "The server wants a login: 530 5.7.0 log in first. Set PACK", "0 sent, 4"),
)


@pytest.mark.parametrize(("point", "answer", "told", "counts"), REFUSED)
def test_a_refusal_is_told_by_what_it_is_about(  # noqa: PLR0913 - fixtures
    *, listed: Listed, send: Mail, issuer: Authority, point: str, answer: str, told: str, counts: str
) -> None:
    """A size by what to leave out, a full mailbox as full, and only a sender by --from; the other language goes."""
    listed(*ROWS, "d@x.example;;ru;")

    def script(talk: Talk, at: str) -> bytes | None:
        first = talk.seen["MAIL"] == 1 if at == "MAIL" else talk.to != "d@x.example"
        return f"{answer}\r\n".encode() if at == point and first else None

    with scripted(script, issuer.context()) as talk:
        done = send(talk.port, TLS)
    assert done.returncode == 6
    assert told in done.stderr
    assert f"ferry: {counts}" in done.stdout
    assert ("--from" in done.stderr) == ("sender" in told)
    is_size = answer.startswith("552") and "quota" not in answer
    assert ("Leave `" in done.stderr) == is_size
    assert ("address right" in done.stderr) == ("5.1.1" in answer)


def test_what_refusals_are_about() -> None:
    """Finer codes before coarse ones: 552 5.7.0 is what Gmail says of viruses."""
    assert topic_of("552 5.7.0 blocked, it may be a virus") is ReplyTopic.ELSE
    assert topic_of("552-5.2.3 larger than it may be") is ReplyTopic.SIZE
    assert topic_of("554 5.3.4 too large") is ReplyTopic.SIZE
    assert topic_of("552 mailbox full") is ReplyTopic.FULL
    assert topic_of("550 no") is topic_of("nothing of the kind") is ReplyTopic.ELSE


def test_a_port_that_speaks_tls_at_once(listed: Listed, send: Mail, issuer: Authority) -> None:
    """Both wait for the other to begin: it is found out within seconds, with what to say instead, in one line."""
    listed(*ROWS)
    with scripted(lambda *_: None, issuer.context()) as talk:
        began = time.monotonic()
        done = send(talk.port, "--timeout=60")
        assert time.monotonic() - began < 15
        assert talk.seen["EHLO"] == 0
    assert done.returncode == 6
    assert (
        done.stderr.count("The port speaks TLS from the first byte, and was spoken to by STARTTLS. Say --smtp-s") == 1
    )
    assert done.stdout.startswith("ferry: 0 sent, 3 still to be written to.")


def test_a_port_that_says_nothing(listed: Listed, send: Mail) -> None:
    """The silence is told while it lasts, without a terminal; its end in one line."""
    listed(*ROWS)

    def silence() -> Iterator[bytes]:
        time.sleep(12)
        yield b""

    with scripted(lambda _, at: silence() if at == "greeting" else None) as talk:
        done = send(talk.port, "--timeout=6")
    assert re.search(r": no answer for [5-7] s since the line is open; is the port right\?\n", done.stderr)
    assert done.stderr.count("The server cannot be reached: no answer within 6 s.") == 1
    assert "@x.example" not in done.stderr


@pytest.mark.parametrize("greeting", ["SSH-2.0-OpenSSH_9.2", "* OK IMAP4rev1 ready", "+OK POP3", "554 no mail here"])
def test_a_port_of_another_service(listed: Listed, send: Mail, greeting: str) -> None:
    """What answers there is no mail server, or wants none of it: at once, in one line."""
    listed(*ROWS)
    with scripted(lambda _, at: f"{greeting}\r\n".encode() if at == "greeting" else None) as talk:
        done = send(talk.port)
    told = "The server refuses us: 554 no mail here." if "554" in greeting else "What answers there is no mail server"
    assert (done.returncode, done.stderr.count(told)) == (6, 1)


def test_a_host_that_is_not_there(listed: Listed, send: Mail) -> None:
    """One line."""
    listed(*ROWS)
    done = send(free_port(), "--smtp-host=mail.invalid")
    assert (done.returncode, done.stderr.count("The server cannot be reached: ")) == (6, 1)
