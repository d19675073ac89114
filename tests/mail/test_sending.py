"""Sending through a real server with STARTTLS and AUTH: who gets what, how often, and what is told of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from tests import program
from tests.mail import post
from tests.mail.conftest import Mail
from tests.mail.post import Authority

Listed = Callable[..., Path]


def journal(campaign: Path) -> list[dict[str, str]]:
    """The records of the journal."""
    lines = (campaign / "out/ferry/mail/journal.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines[1:]]


def test_everybody_gets_one_message_and_a_second_run_sends_none(
    campaign: Path, listed: Listed, send: Mail, issuer: Authority
) -> None:
    """Each message has one recipient; what was sent is in the journal, before and after, without an address."""
    listed("anna@x.example;Анна;ru;", "bob@x.example;Bob;en;", "BOB@x.example;Bob;en;", "eve@x.example;;;")
    with post.server(issuer.context()) as box:
        done = send(box.port)
        assert done.returncode == 0, done.stderr
        assert box.counts == {"anna@x.example": 1, "bob@x.example": 1, "eve@x.example": 1}
        assert done.stdout.startswith("ferry: 3 sent. Journal: ")
        again = send(box.port)
        assert again.stdout.startswith("ferry: 0 sent, 3 sent before")
        assert (again.returncode, len(box.inbox)) == (0, 3)
    assert box.names == {"harbour.example"}, "this computer's own name is not told"
    records = journal(campaign)
    assert [record["what"] for record in records] == ["sending", "sent"] * 3
    assert "@" not in json.dumps(records)


def test_a_mended_word_is_no_second_mail(
    campaign: Path, listed: Listed, send: Mail, mail: Mail, issuer: Authority
) -> None:
    """Whoever was sent an earlier edition is not written to again, nor is a draft made, unless that is asked for."""
    listed("a@x.example;;;", "b@x.example;;;")
    with post.server(issuer.context()) as box:
        assert send(box.port, "--limit=1").returncode == 0
        story = campaign / "content/cases/ferry/en/story.md"
        story.write_text(story.read_text("utf-8") + "\nIt sails on.\n", "utf-8")
        program.well(program.build(campaign))
        told = mail("--send", "--dry-run").stdout
        assert "sent something on 20" in told
        assert "1 of 2 mails" in told
        drawn = mail()
        assert "1 of the list have been sent something of this case" in drawn.stdout
        assert "1 draft(s)" in drawn.stdout
        done = send(box.port)
        assert (done.returncode, box.counts) == (0, {"a@x.example": 1, "b@x.example": 1})
        assert done.stdout.startswith("ferry: 1 sent, 1 sent an earlier edition (--again sends them this one).")
        assert send(box.port, "--again").returncode == 0
        assert box.counts == {"a@x.example": 2, "b@x.example": 1}


def test_what_the_server_delays_is_tried_again_and_what_it_refuses_is_not(
    listed: Listed, send: Mail, issuer: Authority
) -> None:
    """421 ends the line, 451 only this attempt; 550 for one recipient is final."""
    listed("busy@x.example;;;", "grey@x.example;;;", "nobody@x.example;;;", "good@x.example;;;")

    def fault(server: post.Server, stage: str, to: str) -> str | None:
        if stage == "rcpt" and to.startswith("nobody"):
            return "550 5.1.1 <nobody@x.example> no such mailbox"
        first = server.event_handler.post.seen[to] == 1
        if first and stage == "rcpt" and to.startswith("grey"):
            return "451 4.7.1 come again"
        if first and stage == "data" and to.startswith("busy"):
            return "421 4.3.2 closing"
        return None

    with post.server(issuer.context(), fault) as box:
        done = send(box.port)
    assert box.counts == {"busy@x.example": 1, "grey@x.example": 1, "good@x.example": 1}
    assert box.seen == {"busy@x.example": 2, "grey@x.example": 2, "nobody@x.example": 1, "good@x.example": 1}
    assert done.returncode == 6
    assert done.stdout.startswith("ferry: 3 sent, 1 refused.")
    assert (
        "list.csv:4: nobody@x.example: The server refuses it: 550 5.1.1 <<recipient>> no such mailbox." in done.stderr
    )


def test_only_failed_limit_and_dry_run(
    campaign: Path, listed: Listed, send: Mail, mail: Mail, issuer: Authority
) -> None:
    """A limit counts the messages of a run; `--only-failed` takes those refused before; a dry run does nothing."""
    listed("a@x.example;;;", "b@x.example;;;", "c@x.example;;;")
    refusing = {"b@x.example"}

    def fault(_: post.Server, stage: str, to: str) -> str | None:
        return "552 mailbox full" if stage == "data" and to in refusing else None

    with post.server(issuer.context(), fault) as box:
        shown = send(box.port, "--dry-run")
        assert (shown.returncode, shown.stdout.count("would be sent"), box.seen) == (0, 3, {})
        assert not (campaign / "out/ferry/mail").exists()
        assert send(box.port, "--limit=2").stdout.startswith("ferry: 1 sent, 1 refused, 1 still to be written to.")
        refusing.clear()
        assert send(box.port, "--only-failed").stdout.startswith("ferry: 1 sent, 1 sent before, 1 still to be")
        shown = send(box.port, "--dry-run")
        assert (shown.stdout.count("sent before"), shown.stdout.count("would be sent")) == (2, 1)
        assert send(box.port).stdout.startswith("ferry: 1 sent, 2 sent before.")
    assert box.counts == {"a@x.example": 1, "b@x.example": 1, "c@x.example": 1}
    assert mail("--only-failed").returncode == 2


def test_no_faster_than_it_may(listed: Listed, send: Mail, issuer: Authority) -> None:
    """150 a minute are one every 0.4 s."""
    listed("a@x.example;;;", "b@x.example;;;", "c@x.example;;;")
    with post.server(issuer.context()) as box:
        assert send(box.port, "--rate=150").returncode == 0
    times = [when for _, when in box.at]
    assert all(later - earlier > 0.35 for earlier, later in pairwise(times))
    assert len(times) == 3


def test_a_build_keeps_the_journal_and_waits_for_it(
    campaign: Path, listed: Listed, send: Mail, issuer: Authority
) -> None:
    """After the same case was built again, nobody gets the same edition twice."""
    from tests import program
    from tests.program import DAY

    listed("a@x.example;;;")
    with post.server(issuer.context()) as box:
        assert send(box.port).returncode == 0
        assert program.run("build", "--case=ferry", DAY, cwd=campaign).returncode == 0
        assert send(box.port).stdout.startswith("ferry: 0 sent, 1 sent before")
    assert len(box.inbox) == 1
