"""Mails that come back: delivery reports as servers write them, led to the message, the journal and --never."""

from __future__ import annotations

import json
from collections.abc import Callable
from mailbox import Maildir, mbox
from pathlib import Path

import pytest

from packbuilder.errors import UsageError
from packbuilder.mail.bounces import bounce, mails, verp_address
from packbuilder.mail.request import bounce_address
from tests.mail import post
from tests.mail.conftest import Mail
from tests.mail.post import Authority

Listed = Callable[..., Path]
KEY = "0123456789abcdef" * 2
# As Postfix writes them; others leave parts out, which the tests do, too.
REPORT = """\
From: MAILER-DAEMON@mail.harbour.example
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

This is the mail system. I'm sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.harbour.example
{envelope}X-Postfix-Queue-ID: 4X

Final-Recipient: rfc822; anna@x.example
Action: {action}
Status: {status}
Remote-MTA: dns; mx.x.example
Diagnostic-Code: smtp; 550 {status} <Anna@X.example>: no such user

--b
Content-Type: {returned}

Return-Path: <us@harbour.example>
Message-ID: <{message}@harbour.example>
Subject: The ferry

--b--
"""


def report(**said: str) -> bytes:
    """A report that leads back in no way but those given."""
    parts = {
        "to": "us@harbour.example",
        "envelope": "",
        "action": "failed",
        "status": "5.1.1",
        "message": "other",
        "returned": "text/rfc822-headers",
    }
    return REPORT.format(**(parts | said)).encode()


@pytest.mark.parametrize(
    "said",
    [
        {"to": f"bounces+{KEY}@harbour.example"},
        {"to": f"<b-{KEY}-x@harbour.example>"},
        {"message": KEY},
        {"message": KEY, "returned": "message/rfc822"},
        {"envelope": f"Original-Envelope-Id: {KEY}\n"},
    ],
)
def test_a_report_leads_back_to_its_message(said: dict[str, str]) -> None:
    """By the address it came to, by the envelope, by what is returned; an id that is not known leads nowhere."""
    one = bounce(report(**said), {KEY})
    assert one is not None
    assert (one.id, one.failed, one.gone, one.said) == (KEY, True, True, "550 5.1.1 <Anna@X.example>: no such user")
    assert bounce(report(**said), {"f" * 32}) is None


@pytest.mark.parametrize(
    ("action", "status", "failed", "gone"),
    [
        ("failed", "5.1.1", True, True),
        ("Failed", "5.1.10", True, True),
        ("failed", "5.0.0", True, True),
        ("failed", "5.2.1", True, True),
        ("failed", "5.2.2", True, False),
        ("failed", "5.7.1", True, False),
        ("failed", "5.3.4", True, False),
        ("failed", "4.4.7", True, False),
        ("failed", "", True, False),
        ("delayed", "4.4.1", False, False),
    ],
)
def test_only_those_whose_mailbox_is_gone_are_gone(*, action: str, status: str, failed: bool, gone: bool) -> None:
    """A full mailbox, a refusal of us or of this message, a time that ran out: another mail may arrive."""
    one = bounce(report(message=KEY, action=action, status=status), {KEY})
    assert one is not None
    assert (one.failed, one.gone) == (failed, gone)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Subject: I am away\n\nUntil Monday.\n",
        report(message=KEY, action="delivered", status="2.0.0"),
        report(message=KEY).replace(b"delivery-status;", b"feedback-report;").replace(b"message/delivery-", b"text/x-"),
        report(message=KEY).replace(b"multipart/report", b"multipart/mixed"),
        report(message=KEY).replace(b"us-ascii", b"no-such").replace(b"Action:", b"Acting:"),
        b"Content-Type: multipart/report; boundary=a\n\n" + b"--a\nContent-Type: multipart/x; boundary=a\n\n" * 3000,
    ],
)
def test_what_is_no_report_is_none(data: bytes) -> None:
    """Answers of people who are away, receipts, complaints, and what is made to break whoever reads it."""
    assert bounce(data, {KEY}) is None


def test_maildirs_mboxes_and_folders(tmp_path: Path) -> None:
    """Read without being changed."""
    box, single = Maildir(tmp_path / "maildir"), mbox(tmp_path / "mbox")
    (tmp_path / "folder").mkdir()
    for number in range(2):
        data = report(message=f"{number}" * 32)
        box.add(data)
        single.add(data)
        (tmp_path / f"folder/{number}.eml").write_bytes(data)
    single.close()
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    for name in ("maildir", "mbox", "folder"):
        found = [bounce(data, {"0" * 32, "1" * 32}) for data in mails(tmp_path / name)]
        assert sorted(one.id for one in found if one) == ["0" * 32, "1" * 32], name
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_where_mails_return_to() -> None:
    """With the id behind a plus, or where it is asked for."""
    assert verp_address("b@h.example", KEY) == f"b+{KEY}@h.example"
    assert verp_address("b-{id}@h.example", KEY) == f"b-{KEY}@h.example"
    for wrong in ("nobody", f"{'long' * 10}@h.example", "a b@h.example"):
        with pytest.raises(UsageError, match="is no address"):
            bounce_address(wrong)


def test_bounces_go_into_the_journal_and_the_list(
    campaign: Path, listed: Listed, send: Mail, mail: Mail, issuer: Authority
) -> None:
    """Each message returns to an address of its own; who is gone gets no mail of any case any more."""
    listed("anna@x.example;;;", "bob@x.example;;;", "eve@x.example;;;")
    with post.server(issuer.context()) as box:
        assert send(box.port, "--bounces-to=bounces@harbour.example").returncode == 0
        returns = dict(zip([to for to, _ in box.inbox], box.senders, strict=True))
        assert len(set(returns.values())) == 3
        back = Maildir(campaign / "back")
        back.add(report(to=returns["anna@x.example"]))
        back.add(report(to=returns["bob@x.example"], status="5.2.2"))
        back.add(report(to=returns["eve@x.example"], status="4.4.1", action="delayed"))
        back.add(b"Subject: I am away\n\nUntil Monday.\n")
        done = mail("--bounces", campaign / "back")
        assert done.returncode == 0
        assert done.stdout.splitlines() == [
            "anna@x.example: is gone, and never written to again: 550 5.1.1 <<recipient>>: no such user.",
            "bob@x.example: came back, not for good: 550 5.2.2 <Anna@X.example>: no such user.",
            "eve@x.example: is late: 550 4.4.1 <Anna@X.example>: no such user.",
            "1 gone, 1 came back, 1 late; 1 other mail(s).",
        ]
        assert "1 gone, 1 came back, 2 of them known before, 1 late" in mail("--bounces", campaign / "back").stdout
        last = [json.loads(line) for line in (campaign / "out/ferry/mail/journal.jsonl").read_text().splitlines()][-2:]
        assert [record["what"] for record in last] == ["bounced", "bounced"]
        again = send(box.port)
        assert again.stdout.startswith("ferry: 0 sent, 1 sent before, 1 bounced.")
        assert "list.csv:2: email: Nobody writes to this address any more" in again.stderr
        assert send(box.port, "--only-failed").stdout.startswith("ferry: 1 sent, 1 sent before.")
    assert box.counts == {"anna@x.example": 1, "bob@x.example": 2, "eve@x.example": 1}


def test_a_server_that_takes_mails_from_the_sender_alone(listed: Listed, send: Mail, issuer: Authority) -> None:
    """As most do once one has logged in: told once, and everybody gets theirs all the same."""
    listed("a@x.example;;;", "b@x.example;;;")

    def fault(server: post.Server, at: str, _to: str) -> str | None:
        assert server.envelope is not None
        refused = at == "rcpt" and server.envelope.mail_from != "us@harbour.example"
        return "553 5.7.1 Sender address rejected: not owned by user" if refused else None

    with post.server(issuer.context(), fault) as box:
        done = send(box.port, "--bounces-to=bounces@harbour.example")
    assert (done.returncode, box.senders) == (0, ["us@harbour.example"] * 2)
    assert done.stderr.count("The server takes mails from the sender alone") == 1
    assert box.seen == {"a@x.example": 2, "b@x.example": 1}
