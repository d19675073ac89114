"""Messages as the standards have them: RFC 5322 and MIME in ASCII lines, text and HTML, file names after RFC 2231."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, Group
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from packbuilder.mail.words import Words

# Lines of at most 78 ASCII characters, CRLF between them: what no server on the way has a reason to change.
POLICY = SMTP.clone(cte_type="7bit", max_line_length=78)
_RAW = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a mail is from; `address` is empty where that is left to the mail program that will send it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a message says of itself. `key` is what it is known by; `stop` are the addresses that end such mails."""

    key: str
    sender: Sender
    domain: str
    to_name: str
    to: str
    moment: datetime
    stop: tuple[str, ...] = ()
    unsent: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A PDF to attach, under a name in any script."""

    name: str
    data: bytes


def message(head: Head, words: Words, html: str, files: Sequence[File]) -> bytes:
    """The whole message, byte for byte as it is sent. ValueError, a bug, for an address that is no single word."""
    made = EmailMessage(policy=POLICY)
    name, address = head.sender.name, head.sender.address
    made["From"] = Address(name, addr_spec=address) if address else Group(name, ())
    made["To"] = Address(head.to_name, addr_spec=head.to)
    made["Subject"] = words.subject
    made.set_content(words.text)
    made.add_alternative(html, subtype="html")
    if files:
        made.make_mixed()
    for file in files:
        part = EmailMessage(policy=POLICY)
        part.set_content(file.data, maintype="application", subtype="pdf", disposition="attachment", filename=file.name)
        made.attach(part)
    for number, one in enumerate(one for one in made.walk() if one.is_multipart()):
        one.set_boundary(f"=_{head.key}_{number}")  # stands in neither of the two ways to wrap text and files
    for one in made.walk():
        if one is not made:
            del one["MIME-Version"]  # which is the whole's
    return "".join(_raw(head, words.lang)).encode("ascii") + made.as_bytes()


def _raw(head: Head, lang: str) -> Sequence[str]:
    """Headers with addresses in them, which are not folded: mail programs read them by the letter."""
    raw = [f"Date: {format_datetime(head.moment)}\r\n", f"Message-ID: <{head.key}@{_word(head.domain)}>\r\n"]
    raw.append(f"Content-Language: {_word(lang)}\r\n")
    if head.stop:
        raw.append("List-Unsubscribe: " + ",\r\n ".join(f"<{_word(url)}>" for url in head.stop) + "\r\n")
    if any(url.startswith("https://") for url in head.stop):
        raw.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")
    if head.unsent:  # Thunderbird and Outlook go by the first, Apple's Mail by the second
        raw += ["X-Unsent: 1\r\n", "X-Uniform-Type-Identifier: com.apple.mail-draft\r\n"]
    return raw


def _word(value: str) -> str:
    if not _RAW.fullmatch(value) or "<" in value or ">" in value:
        raise ValueError(f"{value!r} would break a header")
    return value
