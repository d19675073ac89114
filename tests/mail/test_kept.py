"""What is kept of people: a journal that is whole or refused, ids that lead back, and who is never written to."""

from __future__ import annotations

import base64
import json
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from packbuilder.deliver.journal import Journal, read
from packbuilder.deliver.private import Private
from packbuilder.errors import DeliveryError
from packbuilder.mail.replies import redacted
from tests.mail import post
from tests.mail.conftest import Mail
from tests.mail.post import Authority

Listed = Callable[..., Path]
ANNA = "anna.petrova@xn--80ak.example"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A journal of five records."""
    with Journal(tmp_path, "ferry", tmp_path / "ferry/journal.jsonl", "12345678") as one:
        for number in range(5):
            one.write({"what": "sent", "key": f"{number}", "said": "ж"})
    return tmp_path / "ferry/journal.jsonl"


def test_a_journal_is_whole_or_refused(journal: Path) -> None:
    """Wherever a byte is changed, a line zeroed, taken out, doubled or moved: nothing is read of it."""
    data = journal.read_bytes()
    lines = data.splitlines(keepends=True)
    assert [record["key"] for record in read(journal, "12345678")] == ["0", "1", "2", "3", "4"]
    damaged = [data[:n] + bytes([data[n] ^ 1]) + data[n + 1 :] for n in range(0, len(data), 7)]
    damaged += [b"".join([*lines[:n], b"\0" * len(line), *lines[n + 1 :]]) for n, line in enumerate(lines)]
    damaged += [
        b"".join([*lines[:n], b"\0" * (len(line) - 1) + b"\n", *lines[n + 1 :]]) for n, line in enumerate(lines)
    ]
    damaged += [b"".join([*lines[:n], *lines[n + 1 :]]) for n in range(len(lines) - 1)]
    damaged += [b"".join([*lines[:n], line, line, *lines[n + 1 :]]) for n, line in enumerate(lines)]
    damaged += [b"".join([*lines[:2], lines[3], lines[2], *lines[4:]]), data + b"\0" * 40, b"\n" + data]
    assert len(damaged) > 100
    for one in damaged:
        journal.write_bytes(one)
        try:
            records = read(journal, "12345678")
        except DeliveryError:
            continue
        assert one.startswith(b"".join(lines[:-1])), one  # the end of the last line alone: it is half a line
        assert [record["key"] for record in records] == ["0", "1", "2", "3"]


def test_half_a_last_line_is_taken_away(journal: Path) -> None:
    """Wherever a kill cut it: what follows is chained to the line before."""
    data = journal.read_bytes()
    last = data.rstrip(b"\n").rpartition(b"\n")[2]
    for length in range(len(last) + 1):
        journal.write_bytes(data[: len(data) - len(last) - 1] + last[:length])
        with Journal(journal.parents[1], "ferry", journal, "12345678") as one:
            one.write({"what": "sent", "key": "new"})
        assert [record["key"] for record in read(journal, "12345678")] == ["0", "1", "2", "3", "new"]


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (None, "kept with another key: nobody in it would be known, and all would be written to again. Bring private/"),
        (b'{"key": "ab", "what": "sent"}\n', "The journal is of an earlier form"),
    ],
    ids=["another key", "earlier form"],
)
def test_a_journal_that_tells_nothing_is_refused(journal: Path, first: bytes | None, told: str) -> None:
    """With what to do."""
    if first is not None:
        journal.write_bytes(first + journal.read_bytes())
    with pytest.raises(DeliveryError, match=told):
        read(journal, "87654321" if first is None else "12345678")


def test_damage_sends_nothing(campaign: Path, listed: Listed, send: Mail, issuer: Authority) -> None:
    """Neither mails nor drafts are made; the line is told."""
    listed("a@x.example;;;", "b@x.example;;;")
    with post.server(issuer.context()) as box:
        assert send(box.port, "--limit=1").returncode == 0
        file = campaign / "out/ferry/mail/journal.jsonl"
        lines = file.read_bytes().splitlines(keepends=True)
        file.write_bytes(lines[0] + b"\0" * (len(lines[1]) - 1) + b"\n" + lines[2])
        done = send(box.port)
        assert (done.returncode, len(box.inbox)) == (6, 1)
        assert "journal.jsonl:2: The journal has been damaged or changed here" in done.stderr


@pytest.mark.parametrize(
    "said",
    [
        f"550 <{ANNA}> unknown",
        f"550 {ANNA.upper()}: unknown",
        "550 anna.petrova@ае.example unknown",
        "550 ANNA.PETROVA unknown",
        "550 anna.petrova%40xn--80ak.example unknown",
        "550 anna.petrova=40xn--80ak.example unknown",
        "550 rfc822;anna.petrova+40xn--80ak.example unknown",
        "550 anna.petrova&#64;xn--80ak.example unknown",
        "550 SRS0=x=y=xn--80ak.example=anna.petrova@relay.example",
        f"550 id={base64.b64encode(ANNA.encode()).decode()} unknown",
        f"550 {base64.urlsafe_b64encode(('to:' + ANNA).encode()).decode().rstrip('=')}",
        f"550 {ANNA.encode().hex()}",
        "550 anna.petrova@ｘn--80ak.example",
    ],
)
def test_an_answer_is_kept_without_the_address(said: str) -> None:
    """In any case and any code; what else it says is kept."""
    kept = redacted(said, ANNA)
    assert kept.startswith("550 ")
    assert "<recipient>" in kept
    assert "petrova" not in kept.casefold()
    assert redacted("550 5.1.1 mailbox unavailable, see https://x.example/a+b", ANNA).startswith(
        "550 5.1.1 mailbox una"
    )
    assert redacted("451 4.7.1 come again in a minute", "a@x.example") == "451 4.7.1 come again in a minute"


def test_nobody_can_try_a_guessed_address(campaign: Path, listed: Listed, send: Mail, issuer: Authority) -> None:
    """Of all that lies in out/, nothing can be told of an address without the key, which is not there."""
    listed("anna@x.example;;;")
    with post.server(issuer.context(), lambda *_: "550 5.1.1 <ANNA@X.example> who?") as box:
        assert send(box.port).returncode == 6
    [one] = [json.loads(line) for line in (campaign / "out/ferry/mail/journal.jsonl").read_text().splitlines()][-1:]
    guessed = [*("who\nferry\nanna@x.example", "who\nanna@x.example", "anna@x.example")]
    guessed += [f"{one['edition']}\nanna@x.example", f"message\n{one['edition']}\nanna@x.example"]
    assert not {sha256(words.encode()).hexdigest()[:32] for words in guessed} & {one["key"], one["who"]}
    assert "anna" not in json.dumps(one).casefold()
    private = campaign / "private"
    key = (private / "mail.key").read_bytes().strip()
    modes = [stat.S_IMODE((private / name).stat().st_mode) for name in ("mail.key", "recipients.jsonl", ".")]
    assert modes == [0o600, 0o600, 0o700]
    assert (private / ".gitignore").read_text() == "*\n"
    others = [file for file in campaign.rglob("*") if file.is_file() and private not in file.parents]
    assert others
    assert not [file for file in others if key in file.read_bytes()]


def test_an_id_leads_back_whatever_was_edited_since(
    campaign: Path, listed: Listed, send: Mail, mail: Mail, issuer: Authority
) -> None:
    """The row is gone, the text has changed, the case is built anew: the id of the link is known, of drafts, too."""
    listed("anna@x.example;Анна;;", "bob@x.example;;;")
    with post.server(issuer.context()) as box:
        assert send(box.port, "--limit=1", "--unsubscribe=https://harbour.example/stop").returncode == 0
    [message] = box.messages("anna@x.example")
    [sent] = [line for line in message.split(b"\r\n") if line.startswith(b"List-Unsubscribe:")]
    assert mail("--limit=1", "--from=us@harbour.example").returncode == 0
    [draft] = (campaign / "out/ferry/mail/list").rglob("*.eml")
    drawn = draft.read_bytes().partition(b"Message-ID: <")[2][:32].decode()
    (campaign / "content/cases/ferry/en/story.md").write_text("# Another\n\nIt is another story.\n", "utf-8")
    listed("eve@x.example;;;")
    told = mail("--who", sent.decode())
    assert (told.returncode, told.stdout[:26]) == (0, "anna@x.example: case ferry")
    assert ": sent, 250" in told.stdout
    assert mail("--who", drawn).stdout.endswith(": a draft, or still to be sent.\n")
    log = campaign / "access.log"
    log.write_text(f"203.0.113.9 [05/Jul/2013] GET /stop?id={drawn} 200\nGET /stop?id={'0' * 32} 404\n", "utf-8")
    noted = mail("--never", log)
    assert (noted.returncode, noted.stdout[:16]) == (6, "1 more, 1 in all")
    assert mail("--never", f"https://harbour.example/stop?id={drawn}").stdout.startswith("0 more, 1 in all")
    unknown = mail("--who", "0" * 32)
    assert (unknown.returncode, "No message of this campaign has the id" in unknown.stderr) == (2, True)


def test_who_is_never_written_to(  # noqa: PLR0913 - fixtures
    *, campaign: Path, listed: Listed, send: Mail, mail: Mail, issuer: Authority, tmp_path: Path
) -> None:
    """By address, list and export; no draft and no mail; it goes along with its key and with no other one."""
    listed("Anna@x.example;;;", "bob@x.example;;;", "eve@x.example;;;")
    gone = tmp_path / "gone.csv"
    gone.write_text("E-Mail;Name\nBOB@x.example;Bob\nnobody;\n", "utf-8")
    assert mail("--never=anna@X.EXAMPLE").stdout.startswith("1 more, 1 in all, are never written to")
    done = mail("--never", gone)
    assert (done.returncode, done.stdout[:16]) == (6, "1 more, 2 in all")
    assert "gone.csv:3: email: `nobody` is no address" in done.stderr
    assert mail("--never=nobody").returncode == 2
    drawn = mail()
    assert drawn.stdout.endswith("1 draft(s). Nothing was sent.\n")
    assert "list.csv:2: email: Nobody writes to this address any more (--never)." in drawn.stderr
    with post.server(issuer.context()) as box:
        assert send(box.port).returncode == 0
    assert box.counts == {"eve@x.example": 1}
    words = (campaign / "private/never.txt").read_text("utf-8")
    assert "@" not in words
    exported = tmp_path / "never"
    assert mail("--never-export", exported).returncode == 0
    assert mail("--welcome=bob@x.example").stdout == "bob@x.example: may be written to again.\n"
    assert mail("--never", exported).stdout.startswith("1 more, 2 in all")
    other = Private(tmp_path / "other")
    assert not other.never()
    with pytest.raises(DeliveryError, match="made with another key"):
        other.told(exported, exported.read_text("utf-8"))
    (campaign / "private/never.txt").write_text(words.replace(" asked", "", 1), "utf-8")
    assert "never.txt:2: The line has been damaged." in mail().stderr


def test_status_counts_and_lists_the_unknown(listed: Listed, send: Mail, mail: Mail, issuer: Authority) -> None:
    """By address, with what was seen; of one case or of all."""
    listed("a@x.example;;;", "b@x.example;;;")
    assert mail("--status").stdout == "Nothing has been sent.\n"
    with post.server(issuer.context(), lambda _, at, to: "taken" if at == "data" and to[0] == "b" else None) as box:
        assert send(box.port).returncode == 6
    told = mail("--status").stdout
    assert told.startswith("ferry/mail/journal.jsonl: 1 sent, 1 unknown.\n  unknown: b@x.example: the line broke after")
