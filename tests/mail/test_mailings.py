"""Mailings of one's own: trials, subjects and introductions by language, other attachments, and how fast they go."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import fast_mail_parser
import pytest

from packbuilder.mail.rate_limiter import RateLimiter, SendingPolicy, pause, per_minute
from packbuilder.mail.sending import QueuedMessage
from tests.mail import post
from tests.mail.conftest import SENDER, Mail
from tests.mail.post import Authority

Listed = Callable[..., Path]
BOTH = ("anna@x.example;Анна;ru;", "bob@x.example;Bob;en;")


def journals(campaign: Path) -> set[str]:
    """The journals that there are."""
    return {file.name for file in (campaign / "out/ferry/mail").glob("*.jsonl")}


def test_a_trial_goes_to_oneself_alone_and_is_noted_nowhere(
    campaign: Path, listed: Listed, send: Mail, mail: Mail, issuer: Authority
) -> None:
    """As often as one likes; it is what the first one in the list would get, and that one still gets theirs."""
    listed(*BOTH)
    with post.server(issuer.context()) as box:
        for _ in range(2):
            done = send(box.port, "--test=me@x.example")
            assert done.returncode == 0, done.stderr
            assert done.stdout == "[TEST] as for line 2 (ru) sent to me@x.example. It is in no journal.\n"
        assert box.counts == {"me@x.example": 2}
        assert not journals(campaign)
        first, second = (fast_mail_parser.parse_email(data) for _, data in box.inbox)
        assert first.subject == "[TEST] Паром Нортпорта"
        assert first.headers["To"] == ["Анна <me@x.example>"]
        assert "Здравствуйте, Анна!" in first.text_plain[0]
        assert first.headers["Message-ID"] != second.headers["Message-ID"], "or programs would show one of them"
        assert send(box.port, "--test=nobody").returncode == 2
        assert send(box.port).stdout.startswith("ferry: 2 sent.")
    assert box.counts == {"me@x.example": 2, "anna@x.example": 1, "bob@x.example": 1}
    assert mail("--test=me@x.example").returncode == 2, "a trial needs a server, too"


def test_words_of_ones_own_by_language(campaign: Path, listed: Listed, mail: Mail) -> None:
    """Subject and introduction in each language, in both parts; answers go to whom they are to go."""
    listed(*BOTH)
    (campaign / "en.md").write_text('We meet on *Monday*. Bring\n\n- "bread" & roses\n', "utf-8")
    (campaign / "ru.md").write_text("Встречаемся в понедельник.\n", "utf-8")
    own = ("--intro", f"ru={campaign / 'ru.md'}", "--intro", f"en={campaign / 'en.md'}")
    subjects = ("--subject=ru=Встреча в понедельник", "--subject=en=1 + 1 = 2")
    done = mail("--from", SENDER, *own, *subjects, "--reply-to", "Пресса <press@harbour.example>")
    assert done.returncode == 0, done.stderr
    drafts = campaign / "out/ferry/mail/list"
    read = {
        lang: fast_mail_parser.parse_email((drafts / f"{lang}.eml").read_bytes()) for lang in ("ru/00002", "en/00003")
    }
    russian, english = read.values()
    assert (russian.subject, english.subject) == ("Встреча в понедельник", "1 + 1 = 2")
    assert russian.headers["Reply-To"] == english.headers["Reply-To"] == ["Пресса <press@harbour.example>"]
    assert "Встречаемся в\u00a0понедельник." in russian.text_html[0]
    text = english.text_plain[0].replace("\r\n", "\n")
    assert text.startswith("Dear Bob,\n\nWe meet on Monday. Bring\n\n– “bread” & roses\n\nThe Northport ferry\n")
    assert "<p>We meet on <em>Monday</em>. Bring</p>" in english.text_html[0]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("--subject=Come"), "--subject: The list asks for mails in ru, en, and this is said for all of them. Say"),
        (("--subject=ru=Да"), "--subject: The list asks for mails in en, and nothing is said for them. Say --"),
        (("--subject=ru=", "--subject=en=x"), "The subject is empty."),
        (("--subject=ru=а", "--subject=en=Dear [NAME]"), "`[NAME]` is still to be filled in."),
        (("--subject=ru=а", "--subject=en=a\nBcc: b@x.example"), "The subject is not one line of words."),
        (("--subject=ru=а", f"--subject=en={'a' * 201}"), "The subject has 201 letters; at most 200 are sent"),
        (("--subject=ru=а", "--subject=en=a", "--subject=en=b"), "It is said twice for `en`."),
        (("--intro=ru=no.md", "--intro=en=no.md"), "no.md: The file is missing."),
        (("--intro=ru=list.csv", "--intro=en=bad.md"), "bad.md:1: This text has no heading. Delete the heading."),
        (("--intro=ru=bad.md", "--intro=en=bad.md"), "bad.md:3: `{{city}}` is still to be filled in."),
        (("--reply-to=press"), "--reply-to: `press` is no sender"),
    ],
)
def test_words_that_cannot_be_meant(  # noqa: PLR0913 - fixtures
    *,
    campaign: Path,
    listed: Listed,
    mail: Mail,
    monkeypatch: pytest.MonkeyPatch,
    said: tuple[str, ...] | str,
    told: str,
) -> None:
    """Refused before anything is written, with what to say instead."""
    listed(*BOTH)
    (campaign / "bad.md").write_text("# Heading\n\nIn {{city}}.\n", "utf-8")
    monkeypatch.chdir(campaign)
    done = mail(*([said] if isinstance(said, str) else said))
    assert done.returncode in {2, 3}
    assert told in done.stderr
    assert not (campaign / "out/ferry/mail").exists()


def test_another_attachment_or_link_is_another_mailing(
    campaign: Path, listed: Listed, send: Mail, issuer: Authority
) -> None:
    """With a journal of its own: whoever had the pack gets the leaflet, once, and neither again."""
    listed(*BOTH)
    ways: tuple[tuple[str, ...], ...] = ((), ("--attach=leaflet",), ("--link=https://harbour.example/ferry/",))
    with post.server(issuer.context()) as box:
        for _ in range(2):
            said = [send(box.port, *way) for way in ways]
            assert [one.returncode for one in said] == [0, 0, 0], said[1].stderr
    assert box.counts == {"anna@x.example": 3, "bob@x.example": 3}
    assert said[1].stdout.startswith("ferry (leaflet): 0 sent, 2 sent before.")
    names = sorted(journals(campaign))
    assert [re.sub(r"link-[0-9a-f]{8}\.", "link-….", name) for name in names] == [
        "journal-leaflet.jsonl",
        "journal-link-….jsonl",
        "journal.jsonl",
    ]
    keys = {re.findall(rb"Message-ID: <(\w+)@", data)[0] for _, data in box.inbox}
    assert len(keys) == 6, "an id leads to one mailing"


def test_rates_as_people_write_them() -> None:
    """A minute where nothing is said."""
    assert [per_minute(said) for said in ("30", "30/min", "600/h", "2/s", "0.5")] == [30, 30, 10, 120, 0.5]
    for wrong in ("", "0", "-3", "30/week", "fast", "1e9/min", "/min"):
        with pytest.raises(ValueError, match=f"^{re.escape(wrong)}$"):
            per_minute(wrong)


def turns(pace: SendingPolicy, *to: str) -> list[tuple[str, float]]:
    """Who goes when, in seconds after the first."""
    import time

    order = RateLimiter(pace, print)
    gone = []
    for one in order.of([QueuedMessage("", "", 0, "", address, bytes) for address in to]):
        order.take(one)
        gone.append((one.to, time.monotonic()))
    return [(address, when - gone[0][1]) for address, when in gone]


def test_domains_have_a_rate_of_their_own() -> None:
    """Whoever waits for a domain lets others pass; no two go to one domain sooner than they may."""
    gone = turns(
        SendingPolicy(60_000, per_domain=60), "a@x.example", "b@X.example", "c@y.example", "d@y.example", "e@z.example"
    )
    assert [address[0] for address, _ in gone] == ["a", "c", "e", "b", "d"]
    assert gone[2][1] < 1 <= gone[3][1] + 0.01, "b waits for a"


def test_bursts_keep_the_rate() -> None:
    """Three at once, and then none before its time."""
    times = [when for _, when in turns(SendingPolicy(60, burst=3), *(f"{one}@x.example" for one in "abcd"))]
    assert times[2] < 1 <= times[3] + 0.01


def test_long_waits_are_told() -> None:
    """At once, with how long they are; short ones are not."""

    class StopError(Exception):
        """What ends the wait of the test."""

    def stop(words: str) -> None:
        raise StopError(words)

    with pytest.raises(StopError, match=r"^the rate: 30 s to wait$"):
        pause(30, stop, "the rate")
    pause(0.01, stop, "the rate")


def test_the_rate_is_an_option(listed: Listed, send: Mail, issuer: Authority) -> None:
    """To the server, by domain."""
    listed("a@x.example;;;", "b@x.example;;;", "c@y.example;;;")
    with post.server(issuer.context()) as box:
        assert send(box.port, "--per-domain=30/min").returncode == 0
        assert send(box.port, "--rate=fast").returncode == 2
    assert [to for to, _ in box.inbox] == ["a@x.example", "c@y.example", "b@x.example"]
    assert box.at[2][1] - box.at[0][1] > 1.9
