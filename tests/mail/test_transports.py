"""Ways that mails take beside SMTP with a password: a program, a folder, and a login by token."""

from __future__ import annotations

import json
import mailbox
import sys
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import fast_mail_parser
import pytest

from tests import program
from tests.mail import post
from tests.mail.conftest import FAST, SENDER, Mail, access
from tests.mail.post import Authority
from tests.mail.scripted import Talk, scripted
from tests.mail.test_smtp_server import KEYRING
from tests.program import DAY

Listed = Callable[..., Path]
ROWS = ("a@x.example;;;", "b@x.example;;;")
TLS = "--smtp-security=tls"
# Takes mail as sendmail does; how it ends stands in a file beside it, one line for each message.
SENDMAIL = """#!{python}
import json, pathlib, sys
here = pathlib.Path(__file__).parent
with (here / "got").open("a") as got:
    print(json.dumps([sys.argv[1:], sys.stdin.buffer.read().decode("ascii")]), file=got)
ends = (here / "ends").read_text().split()
(here / "ends").write_text(" ".join(ends[1:]))
print("what I think of it", file=sys.stderr)
if ends and ends[0] == "kill":
    import os
    os.kill(os.getpid(), 9)
sys.exit(int(ends[0]) if ends else 0)
"""


class Taker:
    """A program that takes mail."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.file, self.folder = folder / "takes", folder
        self.file.write_text(SENDMAIL.format(python=sys.executable), "utf-8")
        self.file.chmod(0o755)
        self.ends()

    def ends(self, *codes: object) -> None:
        """How it ends the next times."""
        (self.folder / "ends").write_text(" ".join(map(str, codes)), "utf-8")

    @property
    def got(self) -> list[tuple[list[str], str]]:
        """What it was called with, and what it read."""
        return [json.loads(line) for line in (self.folder / "got").read_text("utf-8").splitlines()]


@pytest.fixture
def taker(tmp_path: Path) -> Taker:
    """One of them."""
    return Taker(tmp_path / "bin")


def test_a_program_that_takes_mail(campaign: Path, listed: Listed, mail: Mail, taker: Taker) -> None:
    """Each message by itself, whole, with the line ends of this system; nothing is taken twice."""
    listed(*ROWS)
    way = ("--send", *FAST, "--from", SENDER, "--sendmail", f"{taker.file} -v")
    done = mail(*way)
    assert (done.returncode, done.stdout[:13]) == (0, "ferry: 2 sent"), done.stderr
    assert [words for words, _ in taker.got] == [
        ["-v", "-i", "-f", "us@harbour.example", "--", to] for to in ("a@x.example", "b@x.example")
    ]
    assert "\r" not in taker.got[0][1]
    [file] = fast_mail_parser.parse_email(taker.got[0][1].encode()).attachments
    assert file.content == (campaign / "out/ferry/en/pack.pdf").read_bytes()
    assert mail(*way).stdout.startswith("ferry: 0 sent, 2 sent before.")
    assert len(taker.got) == 2


def test_what_the_end_of_a_program_means(listed: Listed, mail: Mail, taker: Taker) -> None:
    """75 is tried again, 67 is final, a kill leaves it unknown, settings end it all (sysexits.h)."""
    listed(*(f"{name}@x.example;;;" for name in "abcd"))
    taker.ends(75, 67, "kill", 0, 0)
    way = ("--send", *FAST, "--from", SENDER, "--sendmail", str(taker.file))
    done = mail(*way)
    assert (done.returncode, done.stdout[:36]) == (6, "ferry: 2 sent, 1 refused, 1 unknown."), done.stdout + done.stderr
    assert "b@x.example: The server refuses it: it ended with 67: what I think of it." in done.stderr
    assert "c@x.example: Nobody knows whether it arrived: it was ended by signal 9." in done.stderr
    listed("e@x.example;;;", "f@x.example;;;")
    taker.ends(78)
    done = mail(*way)
    assert (done.returncode, done.stdout[:44]) == (6, "ferry: 0 sent, 1 deferred, 1 still to be wri")
    assert done.stderr.count("Nothing can be sent: it ended with 78: what I think of it.") == 1
    assert "There is no program `nothing-of-the-kind`." in mail(*way[:-1], "nothing-of-the-kind").stderr
    assert mail("--send", "--sendmail", str(taker.file)).returncode == 2, "nobody is named whom it is from"


def test_a_maildir(campaign: Path, listed: Listed, mail: Mail, tmp_path: Path) -> None:
    """Each message a file in `new`; what is no maildir is not made one."""
    listed(*ROWS)
    box = tmp_path / "box"
    way = ("--send", *FAST, "--from", SENDER, "--maildir")
    done = mail(*way, box)
    assert (done.returncode, done.stdout[:13]) == (0, "ferry: 2 sent"), done.stderr
    assert mail(*way, box).stdout.startswith("ferry: 0 sent, 2 sent before.")
    read = [fast_mail_parser.parse_email(data.as_bytes()) for data in mailbox.Maildir(box)]
    assert {one.headers["To"][0] for one in read} == {"a@x.example", "b@x.example"}
    assert read[0].attachments[0].content == (campaign / "out/ferry/en/pack.pdf").read_bytes()
    listed("c@x.example;;;")
    done = mail(*way, campaign / "content")
    assert (done.returncode, "is there, and is no maildir" in done.stderr) == (6, True)
    assert mail(*way, box, "--sendmail=sendmail").returncode == 2
    assert "Drafts go no way. Say --send with it" in mail("--maildir", box).stderr


def token(folder: Path, words: str = "ya29.token", code: int = 0) -> str:
    """A command that prints a token, and counts how often."""
    file = folder / "token"
    file.write_text(f"#!/bin/sh\necho x >>{folder}/asked\necho {words}\nexit {code}\n", "utf-8")
    file.chmod(0o755)
    return str(file)


def test_a_token_from_a_command(listed: Listed, send: Mail, issuer: Authority, tmp_path: Path) -> None:
    """XOAUTH2 as Gmail and Microsoft want it, on each line anew; the token is told nowhere."""
    listed(*ROWS)

    def script(talk: Talk, at: str) -> bytes | None:
        return b"421 4.3.2 closing\r\n" if at == "MAIL" and talk.seen[at] == 2 else None

    with scripted(script, issuer.context()) as talk:
        done = send(talk.port, TLS, "--token-command", token(tmp_path))
    assert (done.returncode, talk.counts.total()) == (0, 2), done.stderr
    logins = [line.split() for line in talk.lines if line.startswith("AUTH")]
    assert [one[1] for one in logins] == ["XOAUTH2", "XOAUTH2"]
    assert b64decode(logins[0][2]) == f"user={post.USER}\1auth=Bearer ya29.token\1\1".encode()
    assert (tmp_path / "asked").read_text("utf-8") == "x\nx\n"
    assert "ya29" not in done.stdout + done.stderr


def test_a_token_that_is_refused(listed: Listed, send: Mail, issuer: Authority, tmp_path: Path) -> None:
    """The server says why in a challenge, which is answered with nothing, and refuses then."""
    listed(*ROWS)

    def script(talk: Talk, at: str) -> bytes | None:
        if at == "AUTH":
            return b"334 eyJzdGF0dXMiOiI0MDAifQ==\r\n"
        return b"535 5.7.8 not accepted\r\n" if talk.lines and not talk.lines[-1] else None

    with scripted(script, issuer.context()) as talk:
        done = send(talk.port, TLS, "--token-command", token(tmp_path))
    assert done.returncode == 6
    assert "The server refuses us: 535 5.7.8 not accepted. See that the token is of this user, of this" in done.stderr
    assert talk.seen["MAIL"] == 0


def test_a_token_that_is_not_to_be_had(listed: Listed, send: Mail, issuer: Authority, tmp_path: Path) -> None:
    """A command that fails, prints nothing, or is not there; a server that has no such login; nobody named."""
    listed(*ROWS)
    none = "The command gives no token: it ended with 3."
    with scripted(lambda *_: None, issuer.context()) as talk:
        assert none in send(talk.port, TLS, "--token-command", token(tmp_path, "secret", 3)).stderr
        assert "There is no token for campaign" in send(talk.port, TLS, "--token-command", token(tmp_path, "")).stderr
        assert "No such file" in send(talk.port, TLS, "--token-command=/nothing/there").stderr
        assert send(talk.port, TLS, "--smtp-auth=xoauth2", PACKBUILDER_SMTP_USER="").returncode == 2
        assert talk.seen["AUTH"] == 0

    def without(_: Talk, at: str) -> bytes | None:
        return b"250-mail.harbour.example\r\n250 AUTH PLAIN\r\n" if at == "EHLO" else None

    with scripted(without, issuer.context()) as talk:
        assert "XOAUTH2 is not among its ways" in send(talk.port, TLS, "--token-command", token(tmp_path)).stderr


def test_a_token_from_the_keyring(campaign: Path, listed: Listed, issuer: Authority, tmp_path: Path) -> None:
    """Where a password would be, and never out of the environment."""
    listed(*ROWS)
    (tmp_path / "ownkeyring.py").write_text(KEYRING.replace(repr(post.PASSWORD), "'ya29.kept'"), "utf-8")
    more = {"PYTHON_KEYRING_BACKEND": "ownkeyring.Backend", "PYTHONPATH": f"{tmp_path}:{program.ROOT}"}
    with scripted(lambda *_: None, issuer.context()) as talk:
        done = program.run(
            "mail", "--case=ferry", "--to", campaign / "list.csv", DAY, "--send", *FAST, TLS, "--smtp-auth=xoauth2",
            cwd=campaign, **access(talk.port, issuer, **more),
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    [login] = [line.split() for line in talk.lines if line.startswith("AUTH")]
    assert b"Bearer ya29.kept\1" in b64decode(login[2])
