"""A mail transfer agent of its own: Postfix on the loopback, which delivers to a maildir, from where mails are read."""

from __future__ import annotations

import os
import shutil
import socketserver
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import fast_mail_parser
import pytest
import trustme

from tests.mail import post
from tests.mail.conftest import FAST, SENDER, Mail, swell

NOBODY = 65534
MAIN = """
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = /dev/stdout
maillog_file_prefixes = /dev/stdout
myhostname = mail.harbour.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
virtual_mailbox_domains = harbour.example, xn--80ak.example
virtual_mailbox_base = {home}/box
virtual_mailbox_maps = static:all/
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
default_transport = error
transport_maps = inline:{{ gone@harbour.example=gone: }}
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = {home}/cert.pem
smtpd_tls_key_file = {home}/key.pem
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
127.0.0.1:{small} inet n - n - - smtpd -o message_size_limit=300000
127.0.0.1:{grey} inet n - n - - smtpd
 -o {{ smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:{policy}, permit_mynetworks, reject }}
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
error unix - - n - - error
gone unix - n n - - pipe user=nobody argv=/bin/sh -c {{exit 67}}
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
# What the agent and the program put into a message by the clock, or on the way, or for drafts alone.
OWN = (b"Return-Path:", b"X-Original-To:", b"Delivered-To:", b"Received:", b"\t", b"Date:", b"X-U", b"Auto-Submitted:")


@dataclass(frozen=True)
class Agent:
    """A running agent: its port, a small and a greylisting one, its maildir, the authority of its certificate."""

    port: int
    small: int
    grey: int
    box: Path
    authority: Path

    def mails(self, count: int) -> list[bytes]:
        """What was delivered, once that is so many; in the order of delivery."""
        for _ in range(100):
            found = sorted((self.box / "all/new").glob("*"), key=lambda file: file.stat().st_mtime_ns)
            if len(found) >= count:
                return [file.read_bytes() for file in found]
            time.sleep(0.1)
        raise AssertionError((self.box.parent / "log").read_text("utf-8", "replace"))  # says why


class _Greylist(socketserver.StreamRequestHandler):
    """Asks everybody to come again, once (Postfix' policy delegation)."""

    seen: ClassVar[set[bytes]] = set()

    def handle(self) -> None:
        asked: dict[bytes, bytes] = {}
        for line in self.rfile:
            name, sign, value = line.rstrip().partition(b"=")
            asked[name] = value
            if not sign:
                known = asked.get(b"recipient", b"") in self.seen
                self.seen.add(asked.get(b"recipient", b""))
                action = b"dunno" if known else b"defer_if_permit 4.7.1 Greylisted, come again"
                self.wfile.write(b"action=" + action + b"\n\n")


@pytest.fixture
def policy() -> Iterator[int]:
    """The port of a greylist of its own."""
    _Greylist.seen.clear()
    with socketserver.ThreadingTCPServer((post.HOST, 0), _Greylist) as one:
        one.daemon_threads = True
        threading.Thread(target=one.serve_forever, daemon=True).start()
        yield one.server_address[1]
        one.shutdown()


@pytest.fixture
def agent(policy: int) -> Iterator[Agent]:
    """Postfix with a configuration, a queue and a maildir of its own; it ends with the test, or by itself."""
    if shutil.which("postfix") is None or os.getuid() != 0:
        pytest.skip("Postfix is not there, or may not be started: it takes root.")
    home = Path(tempfile.mkdtemp(prefix="packbuilder-postfix-"))
    home.chmod(0o755)  # the agent delivers as another user
    for name in ("conf", "queue", "data", "box"):
        (home / name).mkdir()
    shutil.chown(home / "data", "postfix")
    os.chown(home / "box", NOBODY, NOBODY)
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(home / "authority.pem"))
    certificate = authority.issue_cert(post.HOST)
    certificate.private_key_pem.write_to_path(str(home / "key.pem"))
    for number, part in enumerate(certificate.cert_chain_pems):
        part.write_to_path(str(home / "cert.pem"), append=number > 0)
    port, small, grey = (post.free_port() for _ in range(3))
    (home / "conf/main.cf").write_text(MAIN.format(home=home), "utf-8")
    (home / "conf/master.cf").write_text(MASTER.format(port=port, small=small, grey=grey, policy=policy), "utf-8")
    (home / "log").touch()
    settings = ["-c", str(home / "conf")]
    subprocess.run(["postfix", *settings, "check"], check=True)  # makes the folders of the queue
    master = subprocess.check_output(["postconf", *settings, "-xh", "daemon_directory"], text=True).strip() + "/master"
    with (home / "log").open("wb") as log:
        process = subprocess.Popen([master, *settings, "-d", "-e", "120"], stdout=log, stderr=log)
    try:
        for _ in range(100):
            if b"daemon started" in (home / "log").read_bytes() or process.poll() is not None:
                break
            time.sleep(0.1)
        assert process.poll() is None, (home / "log").read_text("utf-8", "replace")
        yield Agent(port, small, grey, home / "box", home / "authority.pem")
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(home, ignore_errors=True)


def kept(message: bytes) -> bytes:
    """A message without what is added on the way or told by the clock, with the line ends of this system."""
    head, gap, body = message.replace(b"\r\n", b"\n").partition(b"\n\n")
    return b"\n".join(line for line in head.split(b"\n") if not line.startswith(OWN)) + gap + body


def test_mails_arrive_byte_for_byte(agent: Agent, campaign: Path, listed: Callable[..., Path], mail: Mail) -> None:
    """What lies in the maildir is what the drafts hold; the file's Cyrillic name and its bytes are whole."""
    listed("anna@ае.example;Анна Петрова, профсоюз;ru;", "bob@harbour.example;Bob;en;")
    more = ("--from", SENDER, "--unsubscribe=https://harbour.example/stop", "--unsubscribe=mailto:stop@harbour.example")
    assert mail(*more).returncode == 0
    environment = {
        "PACKBUILDER_SMTP_HOST": post.HOST,
        "PACKBUILDER_SMTP_PORT": str(agent.port),
        "SSL_CERT_FILE": str(agent.authority),
    }
    done = mail("--send", *FAST, *more, **environment)
    assert done.returncode == 0, done.stderr
    arrived = agent.mails(2)
    drafts = [(campaign / f"out/ferry/mail/list/{name}.eml").read_bytes() for name in ("ru/00002", "en/00003")]
    assert sorted(map(kept, arrived)) == sorted(map(kept, drafts))
    [russian] = [data for data in arrived if b"Content-Language: ru" in data]
    [file] = fast_mail_parser.parse_email(russian).attachments
    assert file.filename == "Материалы кампании – Паром Нортпорта.pdf"
    assert file.content == (campaign / "out/ferry/ru/pack.pdf").read_bytes()


def test_what_comes_back_is_noted(agent: Agent, listed: Callable[..., Path], mail: Mail) -> None:
    """A report as Postfix writes it, delivered to the address with the id: who is not there gets no other mail."""
    listed("gone@harbour.example;;;", "bob@harbour.example;;;")
    environment = {
        "PACKBUILDER_SMTP_HOST": post.HOST,
        "PACKBUILDER_SMTP_PORT": str(agent.port),
        "PACKBUILDER_SMTP_FROM": SENDER,
        "PACKBUILDER_BOUNCES": "bounces@harbour.example",
        "SSL_CERT_FILE": str(agent.authority),
    }
    assert mail("--send", *FAST, **environment).returncode == 0
    assert len(agent.mails(2)) == 2, "one mail, and one report"
    told = mail("--bounces", agent.box / "all").stdout
    assert told.startswith("gone@harbour.example: is gone, and never written to again: 5.")
    assert told.endswith("1 gone, 0 came back, 0 late; 1 other mail(s).\n")
    assert mail("--send", *FAST, **environment).stdout.startswith("ferry: 0 sent, 1 sent before.")


def test_a_small_limit_and_a_greylist(agent: Agent, campaign: Path, listed: Callable[..., Path], mail: Mail) -> None:
    """The size that Postfix announces is heeded before it has to refuse; who is asked to come again comes again."""
    listed("bob@harbour.example;;;", "eve@harbour.example;;;", "anna@harbour.example;;ru;")
    swell(campaign / "out/ferry", "en/pack.pdf", 300_000)

    def sent(port: int) -> subprocess.CompletedProcess[str]:
        way = {"PACKBUILDER_SMTP_HOST": post.HOST, "PACKBUILDER_SMTP_PORT": str(port), "PACKBUILDER_SMTP_FROM": SENDER}
        return mail("--send", *FAST, SSL_CERT_FILE=str(agent.authority), **way)

    done = sent(agent.small)
    assert done.returncode == 6
    assert done.stdout.startswith("ferry: 1 sent, 2 still to be written to.")
    assert done.stderr.count("it takes messages of 300000 bytes") == 1
    assert "--from" not in done.stderr
    grey = sent(agent.grey)
    assert grey.returncode == 0, grey.stderr
    assert grey.stdout.startswith("ferry: 2 sent, 1 sent before.")
    assert len(agent.mails(3)) == 3
    assert "Greylisted" in (campaign / "out/ferry/mail/journal.jsonl").read_text("utf-8")
