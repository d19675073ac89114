"""The protest by e-mail: what a link and a code open, and what is left out where it would be too long."""

from __future__ import annotations

from email.utils import getaddresses
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from markupsafe import Markup, escape

from packbuilder.compose.codes import MAIL_VERSION, symbol
from packbuilder.compose.offices import AddressView
from packbuilder.compose.protest import LEVEL, LINK_LIMIT, protest
from packbuilder.compose.words import Words

PLACE = "Northport"
FIRST, SECOND = "I ask you to keep it open.", "Please tell me what you will do, and when."


def office(mailbox: str, salutation: str = "Dear Mayor,", heading: str = "The library & its readers") -> AddressView:
    letter = Words(escape(heading), heading, Markup(), {}, {})
    return AddressView(
        "mayor",
        Markup("The Mayor"),
        "official",
        "GB",
        (),
        mailbox,
        "",
        "",
        escape(salutation),
        Markup(),
        ("en",),
        letter,
    )


def opened(url: str) -> tuple[list[str], dict[str, str]]:
    """To whom a mail goes, and its headers, as a mail program reads the address."""
    parts = urlsplit(url)
    assert parts.scheme == "mailto"
    to = [mailbox for _, mailbox in getaddresses([unquote(parts.path)])]
    return to, {name: values[0] for name, values in parse_qs(parts.query, strict_parsing=True).items()}


def test_a_link_opens_a_mail_with_copies_subject_and_first_words() -> None:
    made = protest([office("mayor@town.example"), office("clerk@town.example")], [office("us@campaign.example")],
                   {"The library & its readers": f"{FIRST} {SECOND}"}, PLACE)  # fmt: skip
    assert made is not None
    to, headers = opened(made.url)
    assert to == ["mayor@town.example", "clerk@town.example"]
    assert headers == {
        "cc": "us@campaign.example", "subject": "The library & its readers",
        "body": f"Dear Mayor,\r\n\r\n{FIRST} {SECOND}\r\n\r\n",
    }  # fmt: skip


def test_a_code_takes_as_many_sentences_as_it_holds() -> None:
    made = protest([office("mayor@town.example")], [], {"The library & its readers": f"{FIRST} {SECOND * 3}"}, PLACE)
    assert made is not None
    assert FIRST in opened(made.code_url)[1]["body"]
    assert SECOND not in opened(made.code_url)[1]["body"]
    assert symbol(made.code_url, LEVEL, most=MAIL_VERSION).version <= MAIL_VERSION


def test_what_does_not_fit_a_code_in_cyrillic_is_left_out_and_the_mail_still_opens() -> None:
    heading = "Пятнадцать суток ареста Есенбека Уктешбаева"
    made = protest(
        [office("akim@almaty.example", "Уважаемый господин аким!", heading)], [], {heading: "Прошу вас. " * 9}, PLACE
    )
    assert made is not None
    assert "Прошу" in opened(made.url)[1]["body"]
    assert opened(made.code_url)[0] == ["akim@almaty.example"]
    assert symbol(made.code_url, LEVEL, most=MAIL_VERSION).version <= MAIL_VERSION


def test_the_place_is_the_subject_of_a_code_that_has_no_room_for_more() -> None:
    heading = "О пятнадцати сутках ареста, о его причинах, о его следствиях и обо всём, что сюда относится"
    many = [office(f"приёмная{n}@town.example", "Уважаемые господа!", heading) for n in range(3)]
    made = protest(many, [], {}, "Алматы")
    assert made is not None
    assert opened(made.url)[1]["subject"] == heading
    assert opened(made.code_url)[1] == {"subject": "Алматы"}


@pytest.mark.parametrize("count", [0, 200])
def test_there_is_no_mail_to_nobody_nor_to_more_than_a_link_holds(count: int) -> None:
    many = [office(f"office-{n}@town.example") for n in range(count)]
    assert protest(many, [], {}, PLACE) is None
    assert count == 0 or len(",".join(one.email for one in many)) > LINK_LIMIT
