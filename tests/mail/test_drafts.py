"""Drafts: standards-true messages that open unsent, read by parsers that share no code with what wrote them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import fast_mail_parser
import pytest

from tests import program
from tests.mail.conftest import SENDER, Mail

Listed = Callable[..., Path]
CYRILLIC = "Материалы кампании – Паром Нортпорта.pdf"
STOP = ("--unsubscribe=https://harbour.example/stop?list=1", "--unsubscribe=mailto:stop@harbour.example")


def drafts(campaign: Path) -> dict[str, bytes]:
    """Every draft by its path below the folder of mails."""
    folder = campaign / "out/ferry/mail"
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but mails, and what is kept of people."""
    own = {"mail", "private"}
    files = (file for file in folder.rglob("*") if file.is_file() and not own & {*file.relative_to(folder).parts})
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def test_drafts_lie_beside_the_pack_and_nothing_else_is_touched(campaign: Path, listed: Listed, mail: Mail) -> None:
    """One a row, in its language, with no address in its name; those of the run before go, and a build keeps them."""
    listed("anna@x.example;Анна;ru;", "bob@x.example;Bob;en;")
    before = tree(campaign)
    done = mail()
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("2 draft(s). Nothing was sent.\n")
    assert drafts(campaign).keys() == {"list/ru/00002.eml", "list/en/00003.eml"}
    assert tree(campaign) == before
    assert program.run("build", "--case=ferry", program.DAY, cwd=campaign).returncode == 0
    assert drafts(campaign).keys() == {"list/ru/00002.eml", "list/en/00003.eml"}
    listed("bob@x.example;Bob;en;")
    assert mail("--limit=1").returncode == 0
    assert drafts(campaign).keys() == {"list/en/00002.eml"}
    elsewhere = campaign / "elsewhere"
    shutil.copytree(campaign / "out", elsewhere)
    assert mail("--out", elsewhere).returncode == 0
    assert (elsewhere / "ferry/mail/list/en/00002.eml").is_file()


def test_a_draft_says_what_it_is(campaign: Path, listed: Listed, mail: Mail) -> None:
    """Headers, both parts in the language, appeal address in print, the pack under its name, byte for byte."""
    listed("anna@xn--80ak.example;Анна Петрова, профсоюз;ru;")
    assert mail("--from", SENDER, *STOP).returncode == 0
    [data] = drafts(campaign).values()
    read = fast_mail_parser.parse_email(data)
    key = re.search(rb"Message-ID: <([0-9a-f]{32})@harbour\.example>", data)
    assert key is not None
    address = f"https://harbour.example/stop?list=1&id={key[1].decode()}"
    assert read.headers["X-Unsent"] == ["1"]
    assert read.headers["Content-Language"] == ["ru"]
    assert read.headers["List-Unsubscribe"][0].split() == [f"<{address}>,", "<mailto:stop@harbour.example>"]
    assert read.headers["List-Unsubscribe-Post"] == ["List-Unsubscribe=One-Click"]
    assert read.subject == "Паром Нортпорта"
    assert "Bcc" not in read.headers
    assert "Анна Петрова, профсоюз" in read.headers["To"][0]
    [text], [html] = read.text_plain, read.text_html
    for part in (text, html):
        assert "Здравствуйте, Анна Петрова, профсоюз!" in part
        assert "Компания хочет остановить паром. Экипаж говорит нет." in part
        assert "harbour.example/ferry/ru" in part
        assert "1 Quay Street, Northport" in part
        assert CYRILLIC in part
        assert address in part.replace("&amp;", "&")
    [file] = read.attachments
    assert (file.filename, file.mimetype) == (CYRILLIC, "application/pdf")
    assert file.content == (campaign / "out/ferry/ru/pack.pdf").read_bytes()


def test_lines_are_short_and_ascii(campaign: Path, listed: Listed, mail: Mail) -> None:
    """CRLF, at most 76 characters but for addresses that are not folded, no byte above 127 (RFC 5322, 2.1.1)."""
    listed(f"anna@x.example;{'Анна Очень Длинноимённая ' * 6};ru;", "bob@x.example;Bob;en;")
    assert mail("--from", SENDER, *STOP).returncode == 0
    for data in drafts(campaign).values():
        assert data.isascii()
        assert b"\n" not in data.replace(b"\r\n", b"")
        lines = data.split(b"\r\n")
        assert max(map(len, (line for line in lines if not line.startswith(b"List-Unsubscribe")))) <= 76
        assert max(map(len, lines)) <= 998
        assert data.count(b"MIME-Version:") == 1


class References(HTMLParser):
    """What a page would fetch or lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [
            value or "" for name, value in attrs if name in {"href", "src", "background", "srcset", "action"}
        ]


def test_nobody_is_followed(campaign: Path, listed: Listed, mail: Mail) -> None:
    """Nothing in the page is fetched; the links are the appeal's address, as it stands in the case, and the mail."""
    listed("bob@x.example;Bob;en;")
    assert mail().returncode == 0
    [data] = drafts(campaign).values()
    [html] = fast_mail_parser.parse_email(data).text_html
    page = References()
    page.feed(html)
    assert page.links[0] == "https://harbour.example/ferry"
    assert [link.partition("?")[0] for link in page.links[1:]] == ["mailto:office@ministry.example"]
    assert page.tags <= {"html", "head", "meta", "title", "body", "div", "p", "h1", "h2", "a", "bdi", "br", "style"}
    assert "url(" not in html
    assert b"bob" not in html.encode().lower().replace(b"dear bob", b"")


def test_without_a_sender_the_mail_program_puts_in_its_own(campaign: Path, listed: Listed, mail: Mail) -> None:
    """The campaign is named as a group without members (RFC 6854), and no address is made up."""
    listed("bob@x.example;Bob;en;")
    done = mail()
    [data] = drafts(campaign).values()
    assert data.startswith(b"From: Harbour Campaign:;\r\n")
    assert "No sender is named (--from)" in done.stderr


def test_the_same_edition_to_the_same_person_is_the_same_message(campaign: Path, listed: Listed, mail: Mail) -> None:
    """Its name does not change with its place in the list, nor with the language of another."""
    listed("bob@x.example;Bob;en;", "anna@x.example;;ru;")
    assert mail().returncode == 0
    first = set(re.findall(rb"Message-ID: <\w+@", b"".join(drafts(campaign).values())))
    listed("anna@x.example;Анна;ru;", "BOB@x.example;Robert;en;")
    assert mail().returncode == 0
    assert set(re.findall(rb"Message-ID: <\w+@", b"".join(drafts(campaign).values()))) == first
    assert len(first) == 2


@pytest.mark.parametrize(
    "name",
    [
        '=HYPERLINK(""http://evil.example"")', "+1+1", "@SUM(1)", "<script>alert(1)</script>", "{{ 7*7 }}",
        "%(url)s", "../../etc/passwd", "Bcc: eve@evil.example", "\\r\\nBcc: eve@evil.example", "a@evil.example, b",
        "O'Neil \\ (x)",
    ],
)  # fmt: skip
def test_what_a_field_holds_is_text(campaign: Path, listed: Listed, mail: Mail, name: str) -> None:
    """Formulas, tags, templates, paths and headers in a name do nothing: it stands there as it was written."""
    listed(f'bob@x.example;"{name}";en;')
    done = mail("--from", SENDER)
    assert done.returncode == 0, done.stderr
    plain = name.replace('""', '"')
    assert drafts(campaign).keys() == {"list/en/00002.eml"}
    [data] = drafts(campaign).values()
    head = data.partition(b"\r\n\r\n")[0]
    assert not re.search(rb"(?mi)^bcc:", head)
    read = fast_mail_parser.parse_email(data)
    assert f"Dear {plain}," in read.text_plain[0]
    assert "<script" not in read.text_html[0]
    assert [name for name, _ in addresses(data)] == [plain]
    assert [address for _, address in addresses(data)] == ["bob@x.example"]


def addresses(data: bytes) -> list[tuple[str, str]]:
    """The recipients of a message, as Python reads them."""
    from email import message_from_bytes
    from email.policy import default

    return [(one.display_name, one.addr_spec) for one in message_from_bytes(data, policy=default)["To"].addresses]


def test_what_would_break_a_header_is_refused(campaign: Path, listed: Listed, mail: Mail) -> None:
    """Line breaks and encoded words: told with their lines; the others go on."""
    listed(
        'a@x.example;"Bob\nBcc: eve@evil.example";en;',
        "b@x.example;=?utf-8?q?=0aBcc:_e@evil.example?=;en;",
        "c@x.example\x00;;;",
        "good@x.example;;;",
    )
    done = mail()
    assert (done.returncode, mail("--allow-bad-rows").returncode, mail("--dry-run").returncode) == (6, 0, 6)
    assert done.stdout.endswith("1 draft(s), 3 row(s) to look at. Nothing was sent.\n")
    assert re.findall(r"list\.csv:(\d+): (\w+)", done.stderr) == [("2", "name"), ("4", "name"), ("5", "email")]
    assert drafts(campaign).keys() == {"list/en/00006.eml"}


@pytest.mark.skipif(shutil.which("mu") is None, reason="mu (Debian: maildir-utils) is not there to open the drafts")
def test_another_program_opens_them(campaign: Path, listed: Listed, mail: Mail, tmp_path: Path) -> None:
    """mu, which reads mails with GMime as several mail programs do: names, text and the attached file."""
    listed("anna@ае.example;Анна Петрова;ru;")
    assert mail("--from", SENDER).returncode == 0
    draft = campaign / "out/ferry/mail/list/ru/00002.eml"
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)}
    shown = subprocess.run(["mu", "view", draft], capture_output=True, text=True, check=True, env=environment).stdout
    assert "To: Анна Петрова <anna@" in shown
    assert "Subject: Паром Нортпорта" in shown
    assert "Здравствуйте, Анна Петрова!" in shown
    subprocess.run(
        ["mu", "extract", "--save-attachments", f"--target-dir={tmp_path}", draft], check=True, env=environment
    )
    [file] = tmp_path.glob("*.pdf")
    assert file.name == CYRILLIC.replace(" ", "-")  # as mu writes it
    assert file.read_bytes() == (campaign / "out/ferry/ru/pack.pdf").read_bytes()
