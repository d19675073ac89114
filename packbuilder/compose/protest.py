"""The protest itself by e-mail: an address that opens a mail to those who are written to, with a beginning in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from packbuilder.compose.breaks import SHY
from packbuilder.compose.codes import MAIL_VERSION, Level, fits
from packbuilder.compose.offices import AddressView

# Letters of a link. The programs of Linux take 32,000 (`bench.mailers`); Chromium on Windows opens nothing for more
# than 2,046 (platform_util_win.cc), and Gmail in a browser was reported to take some 1,620
# (https://superruub.wordpress.com/2013/05/30/mailto-protocol-character-limit/).
LINK_LIMIT = 1600
LEVEL: Level = "L"  # of the code; measured: what higher ones correct, their smaller modules lose
_OPENING = 240  # letters of the letter's first words; a mail is finished by its writer
_LEFT_ALONE = "@,"  # in the list of addresses, as RFC 6068 has it


@dataclass(frozen=True, slots=True)
class Protest:
    """A mail to be written: to whom, by name and by mailbox; `url` opens it from a link, `code_url` from a code.

    `code_url` is shorter where it must be: without the opening, with the place for a subject, or without any.
    """

    to: tuple[Markup, ...]
    mailboxes: tuple[str, ...]
    url: str
    code_url: str


def protest(
    addressees: Sequence[AddressView], copies: Sequence[AddressView], plain: Mapping[str, str], place: str
) -> Protest | None:
    """The mail to the addressees that may be mailed, copies included; None where there is none, or it is too long.

    Of several with letters of their own the first one's is begun. `plain` are the opening words by the heading of the
    letter; `place`, where the case is, is the subject where that heading is too long.
    """
    if not addressees:
        return None
    first = addressees[0]
    to = ",".join(dict.fromkeys(one.email for one in addressees))
    cc = ",".join(dict.fromkeys(one.email for one in copies))
    subject = first.letter.plain if first.letter else ""
    bodies = _bodies(addressees, plain.get(subject, ""))
    subject = subject.replace(SHY, "")
    choices = [_mailto(to, cc, subject, text) for text in (*bodies, "")]
    choices += [_mailto(to, cc, place, ""), _mailto(to, cc, "", "")]
    link = next((url for url in choices if len(url) <= LINK_LIMIT), "")
    code = next((url for url in choices if fits(url, LEVEL, MAIL_VERSION)), "")
    boxes = tuple(one.email for one in addressees)
    return Protest(tuple(one.name for one in addressees), boxes, link, code) if link else None


def _bodies(addressees: Sequence[AddressView], opening: str) -> list[str]:
    """All their salutations, and of the letter's first sentences as many as are short, then fewer and fewer."""
    sentences = re.split(r"(?<=[.!?…])\s+", opening.replace("\u00a0", " ")) if opening else []
    begun = [" ".join(sentences[:count]) for count in range(len(sentences), -1, -1)]
    salutation = "\r\n".join(dict.fromkeys(one.salutation.striptags() for one in addressees))
    return [f"{salutation}\r\n\r\n{words}\r\n\r\n" if words else f"{salutation}\r\n\r\n" for words in begun
            if len(words) <= _OPENING]  # fmt: skip


def _mailto(to: str, cc: str, subject: str, body: str) -> str:
    """An address by RFC 6068; line breaks in the body are CR LF."""
    headers = {"cc": quote(cc, safe=_LEFT_ALONE), "subject": quote(subject, safe=""), "body": quote(body, safe="")}
    asked = "&".join(f"{name}={value}" for name, value in headers.items() if value)
    return f"mailto:{quote(to, safe=_LEFT_ALONE)}" + (f"?{asked}" if asked else "")
