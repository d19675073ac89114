"""Addresses that begin a mail (RFC 6068), and how much of a letter they hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from packbuilder.compose.plain_text import sentences

# Letters of a link. The programs of Linux take 32,000 (`bench.mailers`); Chromium on Windows opens nothing for more
# than 2,046 (platform_util_win.cc), and Gmail in a browser was reported to take some 1,620
# (https://superruub.wordpress.com/2013/05/30/mailto-protocol-character-limit/).
LINK_LIMIT = 1600
SUBJECT = 78  # letters of a subject: a line of a mail (RFC 5322, 2.1.1)
_PARAGRAPH = "\r\n\r\n"  # line breaks in the body are CR LF
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PAUSE = (":", ";", ",", ".", "!", "?", "…", "؟", "،", "؛", "–", "—")
_ENDS = (".", "!", "?", "…", "؟")  # which stand, also where nothing follows
_LINKING = 3  # letters of words that no shortened line ends with


@dataclass(frozen=True, slots=True)
class Mailto:
    """A mail to be written: mailboxes, those that get a copy, the subject, and what it begins with."""

    to: tuple[str, ...]
    copies: tuple[str, ...] = ()
    subject: str = ""
    body: str = ""

    @property
    def url(self) -> str:
        """The address that opens it, in ASCII; whatever its parts hold, none of them becomes another one."""
        headers = {
            "cc": _listed(self.copies),
            "subject": quote(_line(self.subject), safe=""),
            "body": quote(self.body, safe=""),
        }
        asked = "&".join(f"{name}={value}" for name, value in headers.items() if value)
        return f"mailto:{_listed(self.to)}" + (f"?{asked}" if asked else "")


@dataclass(frozen=True)
class MailLetter:
    """A letter as a mail says it, in plain words: its heading, its paragraphs, and how it ends."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    closing: str = ""

    @cached_property
    def _pieces(self) -> tuple[str, ...]:
        """Its sentences, each with what stands before it; how it ends is the last of them."""
        whole = (*self.paragraphs, *((self.closing,) if self.closing and self.paragraphs else ()))
        apart = [list(sentences(one)) for one in whole]
        return tuple(
            (_PARAGRAPH if n and not m else "") + piece
            for n, paragraph in enumerate(apart)
            for m, piece in enumerate(paragraph)
        )

    @property
    def count(self) -> int:
        """How many sentences it has, its end among them."""
        return len(self._pieces)

    @property
    def first(self) -> int:
        """How many sentences its first paragraph has."""
        return len(sentences(self.paragraphs[0])) if self.paragraphs else 0

    def begun(self, greeting: str, count: int) -> str:
        """A salutation and the first sentences of the letter, with room to go on; empty where there are neither."""
        parts = [one for one in (greeting, "".join(self._pieces[:count])) if one]
        return "".join(part + _PARAGRAPH for part in parts)

    def subjects(self, least: int) -> tuple[str, ...]:
        """The heading as a subject, then shorter and shorter, down to `least` letters; none where there is no heading.

        It is cut at a word, where there are words, and says so by “…” unless the sense makes a pause there.
        """
        whole = _line(self.heading)
        if not whole:
            return ()
        shorter = [one for one in _shorter(whole) if least <= len(one) <= SUBJECT]
        return tuple(dict.fromkeys([*([whole] if len(whole) <= SUBJECT else []), *shorter])) or (_cut(whole, least),)


def most(count: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `count` that fits, where of two the smaller one fits sooner; -1 if not even 0 does."""
    low, high = -1, count
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _listed(mailboxes: Sequence[str]) -> str:
    return ",".join(quote(one, safe="@") for one in mailboxes)


def _line(words: str) -> str:
    return " ".join(_CONTROL.sub(" ", words).split())


def _shorter(heading: str) -> Iterator[str]:
    """A heading without its last words, without more of them, and so on."""
    words = heading.split(" ")
    for count in range(len(words) - 1, 0, -1):
        if words[count - 1].endswith(_PAUSE):
            line = " ".join(words[:count])
            yield line if line.endswith(_ENDS) else line.rstrip("".join(_PAUSE) + " ")
        elif len(words[count - 1]) > _LINKING:
            yield " ".join(words[:count]) + "…"


def _cut(heading: str, least: int) -> str:
    """A heading cut at a letter: one word, as in scripts that put no spaces between words."""
    return heading if len(heading) <= least else heading[: least - 1] + "…"
