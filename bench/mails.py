"""A mail as a link asks for it and as a program has it, and what was lost between the two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
from email.message import EmailMessage
from email.utils import getaddresses
from html.parser import HTMLParser
from itertools import cycle
from urllib.parse import quote, unquote

TO = ("president@gov.example", "minister@justice.example", "prosecutor@court.example")
CC = ("press@committee.example",)
SUBJECT = "Освободить Асель Жанову, +1 & «100%»"
END = "КОНЕЦ"
_SALUTATION = "Уважаемый господин министр!\r\n\r\n"
# Signs that mean something in an address or a shell are in it, and every third sentence begins a paragraph.
_SENTENCES = (
    "Мы требуем освободить Асель Жанову и ещё 12 человек + их адвоката. ",
    "Суд «закрытый»; доказательств нет, а 100% свидетелей — полицейские & их начальство. ",
    "Где протокол № 5? Ответьте нам, пожалуйста, письменно!\r\n\r\n",
)


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says when it is opened; its lines end as in Python."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    body: str = ""


def link(length: int) -> str:
    """A link of no more than so many letters, and nearly so many, made as the program makes it."""
    head = f"mailto:{','.join(TO)}?cc={','.join(CC)}&subject={quote(SUBJECT, safe='')}&body="
    left = length - len(head) - len(quote(_SALUTATION + END, safe=""))
    if left < 0:
        raise SystemExit(f"A link with this beginning and end takes {length - left} letters, not {length}.")
    filling = ""
    for letter in cycle("".join(_SENTENCES)):
        left -= len(quote(letter, safe=""))
        if left < 0:
            break
        filling += letter
    return head + quote(_SALUTATION + filling + END, safe="")


def asked(url: str) -> Mail:
    """What a link asks for, by RFC 6068: there a plus is a plus."""
    to, _, query = url.removeprefix("mailto:").partition("?")
    headers = {name: unquote(value) for name, _, value in (one.partition("=") for one in query.split("&"))}
    return Mail(
        _listed(unquote(to)),
        _listed(headers.get("cc", "")),
        headers.get("subject", ""),
        headers.get("body", "").replace("\r\n", "\n"),
    )


def written(draft: bytes) -> Mail:
    """What a saved mail says. Its headers may be in plain UTF-8, as in a draft that an editor gets."""
    headers = message_from_string(draft.decode("utf-8", "replace"), policy=policy.default)
    message = message_from_bytes(draft, policy=policy.default)
    assert isinstance(message, EmailMessage)
    part = message.get_body(("plain", "html"))
    body = str(part.get_content()) if part else ""
    if part and part.get_content_subtype() == "html":
        body = _text(body)
    to, cc = (tuple(address for _, address in getaddresses(headers.get_all(name, []))) for name in ("to", "cc"))
    return Mail(to, cc, str(headers["subject"] or ""), body.replace("\r\n", "\n"))


def lost(wanted: Mail, got: Mail | None) -> list[str]:
    """What of a mail did not arrive, in words; nothing if it arrived whole."""
    if not got:
        return ["no mail was opened, or none that could be saved"]
    losses = []
    if missing := [one for one in wanted.to if one not in got.to]:
        losses.append(f"{len(missing)} of {len(wanted.to)} recipients")
    if set(wanted.cc) - set(got.cc):
        losses.append("cc")
    if strangers := {*got.to, *got.cc} - {*wanted.to, *wanted.cc}:
        losses.append(f"addresses became {', '.join(sorted(strangers))[:60]}")
    if _words(wanted.subject) != _words(got.subject):
        losses.append(f"subject became “{got.subject[:40]}”" if got.subject else "subject")
    return losses + _lost_text(wanted.body, got.body)


def _lost_text(wanted: str, got: str) -> list[str]:
    """The same of the body. Where a program wraps its lines does not matter, where paragraphs end does."""
    paragraphs = [[_words(one) for one in re.split(r"\n\s*\n", text.strip())] for text in (wanted, got)]
    if paragraphs[0] == paragraphs[1]:
        return []
    whole, arrived = _words(wanted), _words(got)
    if whole == arrived:
        return ["line breaks"]
    if not arrived:
        return ["body"]
    same = next(
        (at for at, (a, b) in enumerate(zip(whole, arrived, strict=False)) if a != b), min(len(whole), len(arrived))
    )
    return [f"body after letter {same} of {len(whole)}: “{arrived[same : same + 20]}”"]


def _listed(addresses: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in addresses.split(",") if one.strip())


def _words(text: str) -> str:
    return " ".join(text.split())


class _Lines(HTMLParser):
    """The text of HTML, with the line breaks that it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its interface
        if tag == "br":
            self.text = self.text.rstrip(" ") + "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "div"}:
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        self.text += re.sub(r"\s+", " ", data)


def _text(html: str) -> str:
    parser = _Lines()
    parser.feed(html.partition("<body")[2].partition(">")[2] or html)
    return parser.text
