"""Where the password comes from, and what else leads to a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from packbuilder.errors import UsageError
from packbuilder.mail.authentication import authentication
from packbuilder.mail.smtp_server import PORTS, SmtpServer
from tests import program
from tests.mail import post
from tests.mail.conftest import FAST, SENDER, Mail, access
from tests.mail.post import Authority
from tests.program import DAY

Listed = Callable[..., Path]
KEYRING = f"""
from keyring.backend import KeyringBackend

class Backend(KeyringBackend):
    priority = 1
    def get_password(self, service, username):
        return {post.PASSWORD!r} if (service, username) == ("127.0.0.1", {post.USER!r}) else None
    def set_password(self, service, username, password):
        raise NotImplementedError
"""


def at(security: Literal["tls", "starttls"], user: str = "", password: str = "") -> SmtpServer:
    """A server as it is asked for."""
    login = authentication("h", user, password, oauth=False, command="")
    return SmtpServer("h", PORTS[security], security, "x.example", login, 1)


def test_the_password_may_be_in_a_keyring(campaign: Path, listed: Listed, issuer: Authority, tmp_path: Path) -> None:
    """Of the server and the user, as `keyring set HOST USER` puts it there."""
    listed("bob@x.example;Bob;en;")
    (tmp_path / "ownkeyring.py").write_text(KEYRING, "utf-8")
    more = {"PYTHON_KEYRING_BACKEND": "ownkeyring.Backend", "PYTHONPATH": f"{tmp_path}:{program.ROOT}"}
    with post.server(issuer.context()) as box:
        environment = access(box.port, issuer, **more)
        del environment["PACKBUILDER_SMTP_PASSWORD"]
        words = ["mail", "--case=ferry", "--to", str(campaign / "list.csv"), DAY, "--send", *FAST]
        done = program.run(*words, cwd=campaign, **environment)
        assert (done.returncode, len(box.inbox)) == (0, 1), done.stderr
        none = program.run(*words, cwd=campaign, **(environment | {"PACKBUILDER_SMTP_USER": "somebody"}))
    assert none.returncode == 2
    assert "There is no password for somebody at 127.0.0.1." in none.stderr


def test_the_password_is_written_nowhere(campaign: Path, listed: Listed, send: Mail, issuer: Authority) -> None:
    """Neither in what is said nor in any file."""
    listed("bob@x.example;Bob;en;")
    with post.server(issuer.context()) as box:
        done = send(box.port)
    assert done.returncode == 0
    written = [file.read_bytes() for file in campaign.rglob("*") if file.is_file()]
    assert len(written) > 30
    assert not [data for data in written if post.PASSWORD.encode() in data]
    assert post.PASSWORD not in done.stdout + done.stderr
    assert post.PASSWORD not in repr(at("tls", post.USER, post.PASSWORD))


def test_what_is_missing_is_said_at_once(listed: Listed, mail: Mail) -> None:
    """Host and sender."""
    listed("bob@x.example;Bob;en;")
    done = mail("--send")
    assert done.returncode == 2
    assert "No mail server is named." in done.stderr
    assert "Nobody is named whom the mails are from." in done.stderr


def test_a_password_that_nobody_can_log_in_with() -> None:
    """Not ASCII."""
    with pytest.raises(UsageError, match="not ASCII"):
        at("tls", post.USER, "пароль")
    assert at("tls").port == 465
    assert at("starttls").place == "h:587"


def test_a_line_that_is_encrypted_from_the_start(listed: Listed, send: Mail, issuer: Authority) -> None:
    """TLS without STARTTLS."""
    listed("bob@x.example;Bob;en;", "eve@x.example;Eve;en;")
    with post.server(issuer.context(), implicit=True) as box:
        done = send(box.port, "--smtp-security=tls", "--from", SENDER)
        assert (done.returncode, len(box.inbox)) == (0, 2), done.stderr


def test_starttls_at_a_port_for_tls(listed: Listed, send: Mail, issuer: Authority) -> None:
    """The two do not go together: nothing is sent, and it ends."""
    listed("bob@x.example;Bob;en;")
    with post.server(issuer.context()) as box:
        done = send(box.port, "--smtp-security=tls")
    assert (done.returncode, box.seen) == (6, {})
    assert "No encrypted line to the server" in done.stderr
