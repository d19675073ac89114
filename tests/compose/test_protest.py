"""The protest by e-mail: whom links and codes write to, with what of the letter, and what is said to be left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from packbuilder.compose.mailto import LINK_LIMIT, SUBJECT, MailLetter, Mailto
from packbuilder.compose.offices import AddressView
from packbuilder.compose.plain_text import plain
from packbuilder.compose.protest import Begun, Party, Protest, protest
from packbuilder.compose.qr import MAIL_VERSION, symbol
from packbuilder.compose.text_views import TextView
from tests.compose.test_codes import blot, printed, read

HEADING = "The library & its readers"
FIRST, SECOND = "I ask you to keep it open.", "Please tell me what you will do, and when."
CYRILLIC = "Пятнадцать суток ареста: что я прошу сделать"


def words(heading: str = HEADING, *paragraphs: str) -> TextView:
    body = Markup().join(Markup("<p>{}</p>").format(one) for one in paragraphs)
    return TextView(escape(heading), heading, body, {}, {})


LETTER = words(HEADING, f"{FIRST} {SECOND}", "It is the only one in town.")


def office(
    key: str, *mailboxes: str, letter: TextView = LETTER, said: str = "Dear Mayor,", closing: str = ""
) -> AddressView:
    boxes = mailboxes or (f"{key}@town.example",)
    return AddressView(
        key, Markup("Office {}").format(key), "official", "GB", (), ", ".join(boxes), "", "", escape(said),
        escape(closing), ("en",), letter, mailboxes=boxes,
    )  # fmt: skip


def begun(offices: Sequence[AddressView], copies: Sequence[AddressView] = ()) -> Protest:
    made = protest([Party("letter", tuple(offices), tuple(copies))])
    assert made is not None
    return made


def opened(url: str) -> tuple[list[str], dict[str, str]]:
    """To whom a mail goes, and its headers, as a mail program reads the address."""
    assert url.isascii()
    parts = urlsplit(url)
    assert parts.scheme == "mailto"
    asked = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    assert asked.keys() <= {"cc", "subject", "body"}
    assert all(len(values) == 1 for values in asked.values())
    return list(map(unquote, parts.path.split(","))), {name: values[0] for name, values in asked.items()}


def told(made: Begun | None) -> tuple[list[str], dict[str, str]]:
    assert made is not None
    return opened(made.url)


def test_a_link_opens_a_mail_with_copies_subject_and_the_whole_letter_where_it_fits() -> None:
    made = begun(
        [office("mayor", closing="Yours faithfully,"), office("clerk", closing="Yours faithfully,")],
        [office("us", "us@campaign.example")],
    )
    [link] = made.mails
    assert told(link) == (
        ["mayor@town.example", "clerk@town.example"],
        {
            "cc": "us@campaign.example",
            "subject": HEADING,
            "body": f"Dear Mayor,\r\n\r\n{FIRST} {SECOND}\r\n\r\nIt is the only one in town.\r\n\r\n"
            "Yours faithfully,\r\n\r\n",
        },
    )


def test_of_a_long_letter_a_link_has_whole_sentences_the_first_paragraph_at_least() -> None:
    long = words(HEADING, f"{FIRST} {SECOND}", *["We read there every day of the week. " * 6] * 9)
    [link] = begun([office("mayor", letter=long, closing="Yours faithfully,")]).mails
    body = told(link)[1]["body"]
    assert body.startswith(f"Dear Mayor,\r\n\r\n{FIRST} {SECOND}\r\n\r\nWe read there")
    assert body.endswith("every day of the week.\r\n\r\n")
    assert LINK_LIMIT - 100 < len(link.url) <= LINK_LIMIT


def test_a_long_heading_is_shortened_at_a_word_for_the_first_paragraph() -> None:
    heading = "Пятнадцать суток ареста за одну только петицию и всё то что было до неё и после"
    long = words(heading, "Я прошу вас об одном. " + "Я прошу об этом сейчас же и надеюсь на ответ. " * 4)
    [link] = begun([office("akim", letter=long, said="Уважаемый господин аким!")]).mails
    _, headers = told(link)
    assert link.sentences >= link.letter.first
    assert headers["subject"].endswith("…")
    assert heading.startswith(headers["subject"].removesuffix("…") + " ")


@pytest.mark.parametrize("count", range(1, 41))
def test_all_offices_get_a_link_with_the_first_paragraph_however_many_they_are(count: int) -> None:
    long = words(HEADING, " ".join([FIRST, *[SECOND] * 8]))
    offices = [office(f"ward{n}.councillor", letter=long, said="Dear Councillor,") for n in range(count)]
    made = begun(offices)
    boxes = [box for one in offices for box in one.mailboxes]
    assert [box for one in made.mails for box in told(one)[0]] == boxes
    assert len(made.mails) in {1, count}, "one to all, or one to each"
    for one in (*made.mails, *(link for links in made.own.values() for link in links)):
        assert len(one.url) <= LINK_LIMIT
        assert SECOND in told(one)[1]["body"]
        assert one.sentences >= one.letter.first == 9
    assert made.own.keys() == {one.key for one in offices}
    assert set(told(made.code)[0]) <= set(boxes)


def test_an_office_with_more_mailboxes_than_a_link_holds_gets_several() -> None:
    boxes = tuple(f"a.very.long.name.of.a.department.{n}@ministry-of-transport.example" for n in range(60))
    made = begun([office("ministry", *boxes)])
    links = made.own["ministry"]
    assert len(links) > 1
    assert [box for one in links for box in told(one)[0]] == list(boxes)
    assert all(FIRST in told(one)[1]["body"] and len(one.url) <= LINK_LIMIT for one in links)


def test_each_letter_has_a_link_of_its_own_with_its_own_heading() -> None:
    other = words("To the owners", "You can sell it to the town.")
    copy = office("us", "us@campaign.example")
    made = protest(
        [
            Party("letter", (office("mayor"),), (copy,)),
            Party("letter-owners", (office("owner", letter=other),), (copy,)),
        ]
    )
    assert made is not None
    assert [told(one)[1]["subject"] for one in made.mails] == [HEADING, "To the owners"]
    assert told(made.mails[1])[0] == ["owner@town.example"]
    assert "sell it" in told(made.mails[1])[1]["body"]
    assert told(made.code)[0] == ["mayor@town.example"]
    assert (
        made.own["us"][0].url == f"mailto:us@campaign.example?subject={HEADING.replace(' ', '%20').replace('&', '%26')}"
    )


def test_a_code_takes_as_many_sentences_as_it_holds_at_a_level_that_bears_stains() -> None:
    made = begun([office("mayor", letter=words(HEADING, f"{FIRST} {SECOND * 3}"))]).code
    assert made is not None
    assert made.level in {"M", "Q"}
    assert FIRST in told(made)[1]["body"]
    assert SECOND not in told(made)[1]["body"]
    assert symbol(made.url, made.level, most=MAIL_VERSION).version <= MAIL_VERSION


def test_few_words_are_coded_at_a_higher_level() -> None:
    made = begun([office("m", "m@t.example", letter=words("Library", "Keep it."), said="Mayor,")]).code
    assert made is not None
    assert (made.level, made.sentences) == ("Q", 1)


@pytest.mark.parametrize("said", ["Господин аким!", "Уважаемые сотрудники аппарата акима города Алматы!"])
def test_a_code_in_cyrillic_keeps_its_level_and_goes_without_the_letter_and_then_without_a_salutation(
    said: str,
) -> None:
    made = begun([office("akim", letter=words(CYRILLIC, "Прошу вас. " * 9), said=said)]).code
    assert made is not None
    to, headers = told(made)
    assert to == ["akim@town.example"]
    assert headers.get("body", "").strip() == (said if len(said) < 20 else "")
    assert CYRILLIC.startswith(headers["subject"].removesuffix("…"))
    assert not made.has_letter
    assert made.level == "M"
    assert symbol(made.url, made.level, most=MAIL_VERSION).version <= MAIL_VERSION


@pytest.mark.parametrize("where", [(0.5, 0.5), (0.82, 0.82), (0.5, 0.82), (0.82, 0.5), (0.35, 0.5), (0.5, 0.35)])
def test_a_code_is_read_with_a_stain_on_a_tenth_of_it(where: tuple[float, float]) -> None:
    made = begun([office("mayor", letter=words(HEADING, f"{FIRST} {SECOND * 3}"))]).code
    assert made is not None
    assert made.level is not None
    drawn = symbol(made.url, made.level, most=MAIL_VERSION)
    assert read(blot(printed(drawn, 32), where)) == made.url


def test_a_code_writes_to_the_first_of_those_who_have_no_room_in_it_together() -> None:
    offices = [office(f"a.rather.long.name.{n}", said="Dear Councillor,") for n in range(12)]
    to, headers = told(begun(offices).code)
    assert to == [one.mailboxes[0] for one in offices][: len(to)]
    assert 0 < len(to) < 12
    assert headers["body"].startswith("Dear Councillor,")


def test_there_is_no_code_for_an_address_that_none_holds_and_a_link_all_the_same() -> None:
    made = begun([office("mayor", f"{'a' * 240}@town.example")])
    assert made.code is None
    assert FIRST in told(made.mails[0])[1]["body"]


def test_there_is_no_mail_to_nobody() -> None:
    assert protest([]) is None


scripts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
said = st.text("aДع好, .!?\r\n&=%#\u2028\x00", max_size=40) | scripts
mailboxes = st.builds(
    "{}@{}.example".format,
    st.text(st.characters(categories=["L", "N"], include_characters="._+-&?=%#'/"), min_size=1, max_size=40),
    st.text(st.characters(categories=["Ll", "N"]), min_size=1, max_size=12),
).filter(lambda box: len(box.encode()) <= 254)


@st.composite
def offices(draw: st.DrawFn) -> list[AddressView]:
    letter = words(draw(said), *draw(st.lists(said, max_size=4)))
    boxes = draw(st.lists(st.lists(mailboxes, min_size=1, max_size=8), min_size=1, max_size=12))
    return [
        office(f"office-{n}", *own, letter=letter, said=draw(said), closing=draw(said)) for n, own in enumerate(boxes)
    ]


@settings(max_examples=40)
@given(offices=offices(), copies=st.lists(mailboxes, max_size=6))
def test_whatever_is_written_to_whomever_links_open_it(offices: list[AddressView], copies: list[str]) -> None:
    copied = [office(f"copy-{n}", box) for n, box in enumerate(copies)]
    made = begun(offices, copied)
    links = [*made.mails, *(link for links in made.own.values() for link in links)]
    to = {box for one in made.mails for box in one.mail.to}
    assert to == {box for one in offices for box in one.mailboxes}
    assert {box for one in links for box in told(one)[0]} == to | set(copies)
    for one in [*links, *([made.code] if made.code else [])]:
        reached, headers = told(one)
        assert (tuple(reached), headers.get("body", "")) == (one.mail.to, one.mail.body)
        assert len(one.url) <= LINK_LIMIT
        subject = headers.get("subject", "")
        assert subject.isprintable() or not set(subject) & set(map(chr, [*range(32), 127, 0x85, 0x2028, 0x2029]))
        assert len(subject) <= SUBJECT


@given(mail=st.builds(Mailto, st.lists(mailboxes, min_size=1).map(tuple), st.just(()), said, said))
def test_no_subject_becomes_a_header(mail: Mailto) -> None:
    _, headers = opened(mail.url)
    assert headers.get("subject", "") == " ".join(headers.get("subject", "").split())
    assert headers.get("body", "") == mail.body
    assert opened(replace(mail, subject="A\r\nBcc: eve@evil.example&bcc=eve").url)[1]["subject"] == (
        "A Bcc: eve@evil.example&bcc=eve"
    )


@given(paragraphs=st.lists(said.map(plain).filter(bool), max_size=4).map(tuple), heading=said, least=st.integers(2, 40))
def test_a_letter_is_begun_by_its_own_words(paragraphs: tuple[str, ...], heading: str, least: int) -> None:
    letter = MailLetter(heading, paragraphs)
    whole = "\r\n\r\n".join(paragraphs)
    assert all(whole.startswith(letter.begun("", count).removesuffix("\r\n\r\n")) for count in range(letter.count + 1))
    subjects = letter.subjects(least)
    assert all(subjects)
    assert list(subjects) == sorted(subjects, key=len, reverse=True)
