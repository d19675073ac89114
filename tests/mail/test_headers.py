"""Headers as programs of others read them: mu and notmuch, which read mails with GMime, and a parser in Rust."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import fast_mail_parser
import pytest

from packbuilder.mail import headers
from packbuilder.mail.message import PdfAttachment, encoded
from tests import program
from tests.mail import post
from tests.mail.conftest import FAST, SENDER, Mail, access
from tests.mail.post import Authority
from tests.program import DAY

SENTENCES = (
    "Жаңаөзен: нефтяники требуют освобождения товарищей и расследования расстрела 16 декабря",
    "Он алты желтоқсандағы атыс туралы шындықты талап етеміз: мұнайшыларға бостандық, әділдік, өтемақы",
    "الحرية لعمال النفط في جاناوزن: نطالب بالتحقيق في إطلاق النار يوم السادس عشر من ديسمبر",
    "Freiheit für die Ölarbeiter von Schangaösen – größte Bühne, überall müßig schöne Grüße zum Fest",
    "मज़दूरों को रिहा करो: हम सोलह दिसंबर की गोलीबारी की जाँच की माँग करते हैं",
    "a€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€ 石油工人要求释放所有被捕者并调查枪击事件的真相",
    "😀 нефть 🛢️ и хлеб 🍞 для всех рабочих города, и ещё 🧑‍🏭 сорок литейщиков 🏭 из Нортпорта",
)
PLAIN = (
    "The strike goes on, and so do we: every worker of the ferry is to be taken back, with pay, by the first of May",
    "a" * 120,
    "two  spaces, and a last one ",
    "no =?utf-8?q?trick?= here",
    'Bob "the boat" O\'Neil \\ (x), union of seafarers and dockers of the northern harbours, branch 12',
)
TEXTS = (*(text[:length] for text in SENTENCES for length in range(1, len(text) + 1, 7)), *SENTENCES, *PLAIN)


def unspaced(text: str) -> str:
    """A text with single spaces: some readers keep others, and some do not."""
    return " ".join(text.split())


def message(number: int, text: str) -> bytes:
    """A message whose subject, sender and recipient are called so, with a file of that name."""
    name = re.sub(r'[\\/"?*:]', " ", text).strip()[:80] + ".pdf"
    head = headers.mailbox("From", text, "us@x.example") + headers.mailbox("To", text, "you@x.example")
    head += headers.text("Subject", text) + headers.listed("List-Id", text, "a.x.example")
    head += f"Date: Sat, 28 Nov 2026 20:00:00 +0000\r\nMessage-ID: <{number}@x.example>\r\nMIME-Version: 1.0\r\n"
    part = encoded(PdfAttachment(name, b"%PDF"))
    return (head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n").encode("ascii") + (
        b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\n" + part + b"\r\n--b--\r\n"
    )


@pytest.fixture(scope="module")
def maildir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of messages, one for each text."""
    folder = tmp_path_factory.mktemp("read") / "mail"
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True)
    for number, text in enumerate(TEXTS):
        (folder / f"cur/{number:03}:2,S").write_bytes(message(number, text))
    return folder


def test_lines_and_words_are_short_and_whole() -> None:
    """Lines ≤ 76, encoded words ≤ 75 and each of whole characters, none but the last padded (RFC 2047)."""
    found = 0
    for text in TEXTS:
        for header in (headers.text("Subject", text), headers.mailbox("To", text, "you@x.example")):
            assert header.endswith("\r\n")
            assert max(map(len, header.split("\r\n"))) <= 76
            words = re.findall(r"=\?[^?]+\?[bq]\?[^?]*\?=", header)
            found += len(words)
            assert all(len(word) <= 75 for word in words)
            assert not [word for word in words[:-1] if word.startswith("=?utf-8?b?") and "=?=" in word]
    assert found > 500


def test_a_parser_of_another_house_reads_them(maildir: Path) -> None:
    """Subject and file, in Rust."""
    for file, text in zip(sorted((maildir / "cur").iterdir()), TEXTS, strict=True):
        read = fast_mail_parser.parse_email(file.read_bytes())
        assert unspaced(read.subject) == unspaced(text)
        assert len(read.attachments) == 1


@pytest.mark.skipif(shutil.which("mu") is None, reason="mu (Debian: maildir-utils) is not there to read them")
def test_mu_shows_them_whole(maildir: Path, tmp_path: Path) -> None:
    """GMime by way of mu."""
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)}
    for file, text in zip(sorted((maildir / "cur").iterdir()), TEXTS, strict=True):
        told = subprocess.run(["mu", "view", file], capture_output=True, text=True, check=True, env=environment).stdout
        shown = dict(line.split(": ", 1) for line in told.split("\n")[:4] if ": " in line)
        assert unspaced(shown["Subject"]) == unspaced(text)
        for name, address in (("From", "us"), ("To", "you")):
            assert shown[name].endswith(f" <{address}@x.example>")
            assert named(shown[name]) == unspaced(text)


def named(line: str) -> str:
    """The name in a line with an address, without quotes."""
    name = line.rpartition(" <")[0]
    bare = name[1:-1] if name[0] == name[-1] == '"' else name
    return unspaced(bare.replace('\\"', '"').replace("\\\\", "\\"))


@pytest.mark.skipif(shutil.which("notmuch") is None, reason="notmuch is not there to read them")
def test_notmuch_shows_them_whole(maildir: Path, tmp_path: Path) -> None:
    """GMime by way of notmuch: headers, and the names of files."""
    settings = tmp_path / "config"
    settings.write_text(
        f"[database]\npath={maildir}\n[user]\nname=x\nprimary_email=x@x.example\n[new]\ntags=\n", "utf-8"
    )
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(tmp_path), "NOTMUCH_CONFIG": str(settings)}

    def told(*words: str) -> str:
        return subprocess.run(["notmuch", *words], capture_output=True, text=True, check=True, env=environment).stdout

    told("new")
    shown = {int(one["id"].partition("@")[0]): one for one in messages(json.loads(told("show", "--format=json", "*")))}
    assert len(shown) == len(TEXTS)
    for number, text in enumerate(TEXTS):
        head = shown[number]["headers"]
        assert unspaced(head["Subject"]) == unspaced(text)
        assert named(head["To"]) == unspaced(text)
        [file] = [part for part in shown[number]["body"][0]["content"] if part.get("filename")]
        assert file["filename"] == re.sub(r'[\\/"?*:]', " ", text).strip()[:80] + ".pdf"


def messages(tree: object) -> Iterator[dict[str, Any]]:
    """Every message of what notmuch shows."""
    if isinstance(tree, list):
        for one in tree:
            yield from messages(one)
    elif isinstance(tree, dict):
        yield tree


def test_what_a_sent_mail_says_of_itself(
    campaign: Path, listed: Callable[..., Path], mail: Mail, issuer: Authority
) -> None:
    """When it was sent by the sender's clock and zone, what list it is of, that nobody is to answer by machine."""
    listed("anna@x.example;Анна;ru;", "bob@x.example;Bob;en;")
    with post.server(issuer.context()) as box:
        done = program.run(
            "mail", "--case=ferry", "--to", campaign / "list.csv", DAY, "--send", *FAST, "--rate=60",
            cwd=campaign, **access(box.port, issuer, TZ="Asia/Almaty"),
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, second = (fast_mail_parser.parse_email(data).headers for _, data in box.inbox)
    dates = [parsedate_to_datetime(one["Date"][0]) for one in (first, second)]
    assert all(date.utcoffset() for date in dates), "the zone of the sender"
    assert abs((datetime.now(UTC) - dates[1]).total_seconds()) < 20
    assert (dates[1] - dates[0]).total_seconds() >= 1, "each has the time at which it is sent itself"
    assert first["Auto-Submitted"] == ["auto-generated"]
    assert first["List-Id"] == ["Кампания порта <ferry.harbour.example>"]
    assert second["List-Id"] == ["Harbour Campaign <ferry.harbour.example>"]
    assert mail("--from", SENDER, "--again").returncode == 0
    draft = (campaign / "out/ferry/mail/list/ru/00002.eml").read_bytes()
    assert b"Auto-Submitted" not in draft, "a person sends it"


def test_the_dark_is_declared(campaign: Path, listed: Callable[..., Path], mail: Mail) -> None:
    """In both of the ways that mail programs know, with colours for it."""
    listed("bob@x.example;Bob;en;")
    assert mail("--from", SENDER).returncode == 0
    [html] = fast_mail_parser.parse_email((campaign / "out/ferry/mail/list/en/00002.eml").read_bytes()).text_html
    for name in ("color-scheme", "supported-color-schemes"):
        assert f'<meta name="{name}" content="light dark">' in html
    assert "@media (prefers-color-scheme: dark)" in html
