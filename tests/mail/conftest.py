"""What tests of mails share: a campaign whose packs are built, a list, an authority for certificates, the command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from os import urandom
from pathlib import Path

import pytest
from click.testing import CliRunner

from packbuilder.cli import main
from tests.mail import post
from tests.mail.post import Authority
from tests.program import DAY

SENDER = "Harbour Campaign <us@harbour.example>"
FAST = ("--rate=60000", "--wait=0.05", "--timeout=5")
Mail = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def campaign(ready: Path, tmp_path: Path) -> Path:
    """A copy of the small campaign with its packs."""
    return Path(shutil.copytree(ready, tmp_path / "campaign"))


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority that the command is told to trust."""
    return post.authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def listed(campaign: Path) -> Callable[..., Path]:
    """Write a list of addresses, all in English unless it is said otherwise."""

    def write(*rows: str, header: str = "e-mail;name;language;branch") -> Path:
        file = campaign / "list.csv"
        file.write_text("\n".join([header, *rows]) + "\n", "utf-8")
        return file

    return write


@pytest.fixture
def mail(campaign: Path) -> Mail:
    """Run `packbuilder mail` on the campaign, within this process."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        words = ["mail", "--root", campaign, "--case=ferry", "--to", campaign / "list.csv", DAY, *arguments]
        done = CliRunner().invoke(main, list(map(str, words)), prog_name="packbuilder", env=environment)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)

    return run


def swell(place: Path, path: str, size: int) -> None:
    """Make a delivered file so many bytes larger, as if it had been built so."""
    with (place / path).open("ab") as file:
        file.write(b"%" + urandom(size - 2) + b"\n")
    told = json.loads((place / "manifest.json").read_bytes())
    [entry] = [entry for entry in told["files"] if entry["path"] == path]
    data = (place / path).read_bytes()
    entry["bytes"], entry["sha256"] = len(data), sha256(data).hexdigest()
    (place / "manifest.json").write_text(json.dumps(told), "utf-8")


def access(port: int, issuer: Authority, **more: str) -> dict[str, str]:
    """The environment that leads to a server of the tests."""
    return {
        "PACKBUILDER_SMTP_HOST": post.HOST,
        "PACKBUILDER_SMTP_PORT": str(port),
        "PACKBUILDER_SMTP_USER": post.USER,
        "PACKBUILDER_SMTP_PASSWORD": post.PASSWORD,
        "PACKBUILDER_SMTP_FROM": SENDER,
        "SSL_CERT_FILE": str(issuer.file),
    } | more


@contextmanager
def trusting(issuer: Authority) -> Iterator[None]:
    """Trust the authority of the tests within this process."""
    os.environ["SSL_CERT_FILE"] = str(issuer.file)
    try:
        yield
    finally:
        del os.environ["SSL_CERT_FILE"]


@pytest.fixture
def send(mail: Mail, issuer: Authority) -> Mail:
    """Run `packbuilder mail --send` through a server, fast."""

    def run(port: int, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return mail("--send", *FAST, *arguments, **access(port, issuer, **environment))

    return run
