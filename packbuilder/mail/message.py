"""Messages as the standards have them: RFC 5322 and MIME in ASCII lines, text and HTML, file names after RFC 2231."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from packbuilder.mail import headers
from packbuilder.mail.body import MailBody

# Lines of at most 76 ASCII characters, CRLF between them: what no server on the way has a reason to change.
POLICY = SMTP.clone(cte_type="7bit", max_line_length=headers.WIDTH)
_RAW = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Who a mail is from; `address` is empty where that is left to the mail program that will send it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class MessageHeaders:
    """What a message says of itself. `key` is what it is known by; `unsubscribe` are the addresses that end such mails.

    `moment` is in the sender's own zone; `reply_to` is who is answered, None for the sender.
    """

    key: str
    case: str
    sender: Mailbox
    domain: str
    to_name: str
    to: str
    moment: datetime
    unsubscribe: tuple[str, ...] = ()
    unsent: bool = False
    reply_to: Mailbox | None = None


@dataclass(frozen=True, slots=True)
class PdfAttachment:
    """A PDF to attach, under a name in any script."""

    name: str
    data: bytes


def encoded(file: PdfAttachment) -> bytes:
    """A file as a part of a message: what takes longest about a message, and is the same in all of them."""
    part = EmailMessage(policy=POLICY)
    part.set_content(file.data, maintype="application", subtype="pdf", disposition="attachment", filename=file.name)
    del part["MIME-Version"]  # which is the whole's
    return part.as_bytes()


def message(head: MessageHeaders, words: MailBody, html: str, parts: Sequence[bytes]) -> bytes:
    """The whole message, byte for byte as it is sent, with files that were `wrapped`.

    ValueError, a bug, for an address that is no single word.
    """
    body = EmailMessage(policy=POLICY)
    body.set_content(words.text)
    body.add_alternative(html, subtype="html")
    body.set_boundary(f"=_{head.key}_1")  # stands in neither of the two ways to wrap text and files
    for one in body.walk():
        del one["MIME-Version"]
    top = "".join(_head(head, words)).encode("ascii")
    if not parts:
        return top + body.as_bytes()
    boundary = f"=_{head.key}_0"
    line = f"--{boundary}\r\n".encode()
    top += f'Content-Type: multipart/mixed;\r\n boundary="{boundary}"\r\n\r\n'.encode()
    inner = b"".join(line + part + b"\r\n" for part in (body.as_bytes(), *parts))
    return top + inner + f"--{boundary}--\r\n".encode()


def _head(head: MessageHeaders, words: MailBody) -> Sequence[str]:
    """Its headers; those with addresses of the web are not folded within these: programs read them by the letter."""
    raw = [headers.mailbox("From", head.sender.name, _address(head.sender.address))]
    raw.append(headers.mailbox("To", head.to_name, _address(head.to)))
    if head.reply_to:
        raw.append(headers.mailbox("Reply-To", head.reply_to.name, _word(head.reply_to.address)))
    raw.append(headers.text("Subject", words.subject))
    raw += [f"Date: {format_datetime(head.moment)}\r\n", f"Message-ID: <{head.key}@{_word(head.domain)}>\r\n"]
    raw.append(f"Content-Language: {_word(words.lang)}\r\n")
    raw.append(headers.listed("List-Id", words.campaign, _word(f"{head.case}.{head.domain}")))
    if head.unsubscribe:
        raw.append("List-Unsubscribe: " + ",\r\n ".join(f"<{_word(url)}>" for url in head.unsubscribe) + "\r\n")
    if any(url.startswith("https://") for url in head.unsubscribe):
        raw.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")
    if head.unsent:  # Thunderbird and Outlook go by the first, Apple's Mail by the second
        raw += ["X-Unsent: 1\r\n", "X-Uniform-Type-Identifier: com.apple.mail-draft\r\n"]
    else:  # so that nobody's note of an absence answers it (RFC 3834)
        raw.append("Auto-Submitted: auto-generated\r\n")
    return [*raw, "MIME-Version: 1.0\r\n"]


def _address(value: str) -> str:
    return _word(value) if value else ""


def _word(value: str) -> str:
    if not _RAW.fullmatch(value) or "<" in value or ">" in value:
        raise ValueError(f"{value!r} would break a header")
    return value
