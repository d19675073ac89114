"""The mails of the campaign's own cases, opened for the test: each carries its letter, as it stands in the files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from packbuilder import load, plan
from packbuilder.compose import addressees, labels
from packbuilder.compose.mail_omissions import left_out
from packbuilder.compose.protest import Begun, Protest
from packbuilder.compose.typography import Typography
from packbuilder.errors import ErrorCollector
from packbuilder.model.loaded import Campaign, Case
from packbuilder.plan import Edition

ROOT = Path(__file__).parents[2]
LIMIT = 1600


@cache
def campaign() -> Campaign:
    """The campaign, every office of which has a mailbox."""
    found = load.campaign(ROOT, ErrorCollector())
    assert found is not None
    addresses = {
        key: one if one.mailboxes else one.model_copy(update={"email": f"{key}@office.example"})
        for key, one in found.addresses.items()
    }
    return replace(found, addresses=addresses)


@cache
def opened(slug: str) -> Case:
    """A case as on the day of its texts, when it was open."""
    case = load.case(campaign(), slug, ErrorCollector())
    assert case is not None
    return replace(case, facts=case.facts.model_copy(update={"status": "open"}))


def edition(slug: str, lang: str) -> Edition:
    case = opened(slug)
    today = case.facts.as_of
    checked = {key: one.model_copy(update={"checked": today}) for key, one in campaign().addresses.items()}
    return plan.edition(replace(campaign(), addresses=checked), case, lang, (), today=today)


def made(of: Edition) -> Protest | None:
    words = labels.load((ROOT / "layouts",), of.lang, ROOT)
    return addressees.begun(of, Typography.of(words))


def spoken(words: str) -> list[str]:
    """Words without the signs between them, which typesetting changes, and without the keys of Markdown."""
    return re.findall(r"[^\W_]+", words)


def letter(file: str) -> tuple[str, str]:
    """Heading and first paragraph of a letter, as its file has them."""
    text = unescape((ROOT / file).read_text("utf-8"))
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    heading, first = [block for block in text.split("\n\n") if block.strip()][:2]
    return heading.strip().removeprefix("#"), first


def written_to() -> Iterator[tuple[str, str]]:
    for slug in campaign().cases:
        if opened(slug).facts.addressees:
            yield from ((slug, lang) for lang in plan.languages(campaign(), opened(slug)))


def test_there_are_the_ten_cases_and_most_write_to_somebody() -> None:
    assert len(campaign().cases) >= 10
    assert len({slug for slug, _ in written_to()}) >= 8
    silent = [slug for slug in campaign().cases if not opened(slug).facts.addressees]
    assert all(made(edition(slug, "en")) is None for slug in silent)


@pytest.mark.parametrize(("slug", "lang"), list(written_to()), ids="{}".format)
def test_each_mail_carries_its_letter(slug: str, lang: str) -> None:
    """Heading and first paragraph at least: the letters of the campaign begin with as much as a link holds."""
    of = edition(slug, lang)
    protest = made(of)
    assert protest is not None
    warned = [f"{one.file}: {one.what}" for one in left_out(of, protest, ["leaflet"])]
    facts = of.case.facts
    written = {one.address for one in facts.addressees if one.copy_of is None}
    assert {office.key for one in protest.mails for office in one.offices} == written
    assert protest.own.keys() >= written
    for mail in (*protest.mails, *(protest.own[key][0] for key in written)):
        names = {facts.letter_to(office.key) for office in mail.offices}
        assert len(names) == 1, "a mail goes to those who get the same letter"
        carried(mail, of.case.texts[lang][names.pop()].file, warned)
    coded(protest.code, warned)


def carried(mail: Begun, file: str, warned: list[str]) -> None:
    heading, first = letter(file)
    parts = urlsplit(mail.url)
    asked = {name: values[0] for name, values in parse_qs(parts.query, strict_parsing=True).items()}
    assert len(mail.url) <= LIMIT
    assert tuple(map(unquote, parts.path.split(","))) == mail.mailboxes
    subject, body = spoken(asked["subject"]), asked["body"]
    assert subject
    assert spoken(heading)[: len(subject)] == subject
    greeting, _, rest = body.partition("\r\n\r\n")
    assert greeting
    said, whole = spoken(rest), spoken(first)
    assert said, "a greeting and no text"
    assert said[: len(whole)] == whole
    assert not [one for one in warned if one.startswith(f"{file}: A link") and "first paragraph" in one]


def coded(code: Begun | None, warned: list[str]) -> None:
    """The code opens with what it holds, and what it leaves out is said."""
    assert code is not None
    parts = urlsplit(code.url)
    asked = parse_qs(parts.query, strict_parsing=True)
    assert unquote(parts.path)
    assert asked["subject"]
    told = " ".join(one for one in warned if "The code" in one)
    assert ("body" not in asked) == ("the salutation" in told)
    assert (not code.has_letter) == ("any words of the letter" in told)
