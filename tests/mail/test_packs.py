"""Which pack is sent: finished, whole, in earnest, of today, and small enough; else what to do is said."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import fast_mail_parser
import pytest

from tests import program
from tests.mail.conftest import SENDER, Mail, swell

Listed = Callable[..., Path]


def draft(campaign: Path, name: str = "en/00002") -> fast_mail_parser.PyMail:
    """A draft, read."""
    return fast_mail_parser.parse_email((campaign / f"out/ferry/mail/list/{name}.eml").read_bytes())


@pytest.fixture
def bob(listed: Listed) -> Path:
    """A list of one recipient."""
    return listed("bob@x.example;Bob;en;")


@pytest.mark.usefixtures("bob")
def test_what_is_not_there_says_what_to_run(campaign: Path, mail: Mail) -> None:
    """Nothing is written; the command named makes it."""
    (campaign / "out/ferry/en/pack.pdf").unlink()
    done = mail()
    assert done.returncode == 3
    assert "en/pack.pdf is not there. Run `packbuilder build --case ferry --lang en`." in done.stderr
    assert not (campaign / "out/ferry/mail").exists()
    assert "`leaflet` (en) is not there." in mail("--attach=leaflet", "--variant=phone").stderr
    assert "There is no document `leaflets`. Did you mean `leaflet`?" in mail("--attach=leaflets").stderr


@pytest.mark.usefixtures("bob")
def test_what_was_changed_by_hand_is_not_sent(campaign: Path, mail: Mail) -> None:
    """It is not what was proven."""
    with (campaign / "out/ferry/en/pack.pdf").open("ab") as file:
        file.write(b"%")
    done = mail()
    assert (done.returncode, "en/pack.pdf is no longer as it was built." in done.stderr) == (3, True)
    (campaign / "out/ferry/en/pack.pdf").unlink()
    os.mkfifo(campaign / "out/ferry/en/pack.pdf")  # whoever reads it waits for ever
    assert "en/pack.pdf is no longer as it was built." in mail().stderr


@pytest.mark.usefixtures("bob")
def test_what_is_not_current_is_not_sent(campaign: Path, mail: Mail) -> None:
    """A text has changed since: the pack of today is another."""
    file = campaign / "content/cases/ferry/en/standfirst.md"
    file.write_text(file.read_text("utf-8").rstrip() + " So do we.\n", "utf-8")
    program.translated(campaign)
    done = mail()
    assert done.returncode == 3, done.stderr
    assert "en/pack.pdf is not current: the campaign has changed since." in done.stderr


@pytest.mark.usefixtures("bob")
def test_a_case_that_would_be_refused_is_not_sent(mail: Mail) -> None:
    """Its day has passed."""
    done = mail("--today=2013-08-01")
    assert done.returncode == 3
    assert "act_until" in done.stderr


@pytest.mark.usefixtures("bob")
def test_a_draft_of_a_pack_is_not_sent(campaign: Path, mail: Mail) -> None:
    """It says DRAFT on every page."""
    program.built(campaign, "--draft")
    done = mail()
    assert (done.returncode, "en/pack.pdf is a draft." in done.stderr) == (3, True)


@pytest.mark.usefixtures("bob")
def test_what_is_too_large_says_what_to_leave_out(campaign: Path, mail: Mail) -> None:
    """By the share that each document has; 7 MB are taken, or what is set."""
    swell(campaign / "out/ferry", "en/pack.pdf", 7_100_000)
    swell(campaign / "out/ferry", "en/booklet.pdf", 5_000_000)
    done = mail()
    assert done.returncode == 3
    assert "en/pack.pdf: 7.1 MB are too much for a mail; at most 7 MB are sent." in done.stderr
    assert re.search(r"Leave `booklet` \(some 7\.\d MB\) out of `documents` in campaign\.yaml", done.stderr)
    assert mail("--max-size=8").returncode == 0
    assert mail("--attach=leaflet", "--attach=appeal").returncode == 0
    names = [file.filename for file in draft(campaign).attachments]
    assert names == ["The Northport ferry – leaflet.pdf", "The Northport ferry – appeal.pdf"]


def test_a_link_stands_in_the_place_of_the_file(campaign: Path, listed: Listed, mail: Mail) -> None:
    """With the checksum of the file; a folder where there are several."""
    listed("bob@x.example;Bob;en;", "anna@x.example;;ru;")
    swell(campaign / "out/ferry", "en/pack.pdf", 9_000_000)
    assert mail("--link=https://harbour.example/pack.pdf").returncode == 2
    assert mail("--link=https://harbour.example/ferry/").returncode == 0
    read = draft(campaign)
    assert read.attachments == []
    digest = sha256((campaign / "out/ferry/en/pack.pdf").read_bytes()).hexdigest()
    for part in (*read.text_plain, *read.text_html):
        assert "harbour.example/ferry/en/pack.pdf" in part
        assert digest in part
    assert "https://harbour.example/ferry/ru/pack.pdf" in draft(campaign, "ru/00003").text_plain[0]


@pytest.mark.usefixtures("bob")
@pytest.mark.parametrize(
    "wrong",
    [
        "--link=https://harbour.example/p?utm_source=mail", "--link=ftp://harbour.example/",
        "--link=javascript:alert(1)", "--link=https://bit.ly/3", "--from=nobody",
        "--from=A <a@x.example>\r\nBcc: b@x.example",
        "--unsubscribe=http://harbour.example/stop", "--unsubscribe=mailto:nobody", "--unsubscribe=https://a.example/>,<x",
        "--column=phone=Telefon", "--lang=de", "--branch=leeds",
    ],
)  # fmt: skip
def test_what_may_not_stand_in_a_message_is_refused(campaign: Path, mail: Mail, wrong: str) -> None:
    """Trackers, other kinds of address, headers in disguise."""
    assert mail(wrong).returncode in {2, 3}
    assert not (campaign / "out/ferry/mail").exists()


def test_each_branch_gets_its_own_pack(campaign: Path, listed: Listed, mail: Mail) -> None:
    """Its row says so; where that was not built, the command is named."""
    folder = campaign / "content/branches"
    folder.mkdir(exist_ok=True)
    (folder / "leeds.yaml").write_text(
        "id: leeds\nname: {en: Leeds}\ncountry: GB\nlanguages: [en]\ntime_zone: Europe/London\n", "utf-8"
    )
    listed("bob@x.example;Bob;;Leeds", "anna@x.example;;ru;")
    done = mail()
    assert (
        "`pack` (leeds, en) is not there. Run `packbuilder build --case ferry --lang en --branch leeds`." in done.stderr
    )
    program.built(campaign, "--branch=leeds")
    assert mail("--from", SENDER).returncode == 0
    [file] = draft(campaign).attachments
    assert file.content == (campaign / "out/ferry/leeds/en/pack.pdf").read_bytes()
    assert draft(campaign, "ru/00003").attachments[0].content == (campaign / "out/ferry/ru/pack.pdf").read_bytes()


def test_a_dry_run_says_what_would_go_where(campaign: Path, listed: Listed, mail: Mail) -> None:
    """And writes nothing, not even a key: ids there are once one has been made."""
    listed("bob@x.example;Bob;en;", "anna@x.example;;ru;")
    before = sorted(campaign.rglob("*"))
    done = mail("--dry-run", "--limit=1")
    assert re.search(r"2 +bob@x\.example +en +— +en/pack\.pdf +0\.0[345] +not yet +draft en/00002\.eml", done.stdout)
    assert re.search(r"3 +anna@x\.example +ru +— +ru/pack\.pdf +0\.0[345] +not yet +not now", done.stdout)
    assert done.stdout.endswith("1 of 2 mails. Nothing was written or sent.\n")
    assert sorted(campaign.rglob("*")) == before
    assert mail().returncode == 0
    [known] = re.findall("Message-ID: <([0-9a-f]{32})@", (campaign / "out/ferry/mail/list/en/00002.eml").read_text())
    assert known in mail("--dry-run").stdout


def test_the_manifest_is_still_that_of_the_build(campaign: Path, bob: Path, mail: Mail) -> None:
    """Mails are no part of a delivery."""
    before = json.loads((campaign / "out/ferry/manifest.json").read_bytes())
    assert (bob.is_file(), mail().returncode) == (True, 0)
    assert json.loads((campaign / "out/ferry/manifest.json").read_bytes()) == before


@pytest.mark.usefixtures("bob")
def test_the_tier_for_e_mail(campaign: Path, mail: Mail) -> None:
    """The pack with small pictures, once it is built; the command is named."""
    done = mail("--variant=email")
    assert "Run `packbuilder build --case ferry --lang en --variant email`." in done.stderr
    program.built(campaign, "--variant=email")
    assert mail("--variant=email").returncode == 0
    [file] = draft(campaign).attachments
    assert file.content == (campaign / "out/ferry/en/email/pack.pdf").read_bytes()
    assert "--variant phone" in mail("--variant=phone").stderr
