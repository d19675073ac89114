"""Replies of mail servers: what they are about, by codes (RFC 5321, 3463) or words; and redacted for the journal."""

from __future__ import annotations

import base64
import binascii
import html
import quopri
import re
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum
from functools import cache
from unicodedata import normalize
from urllib.parse import unquote

_LONGEST = 300  # letters of a reply that are kept: one that long was cut off, perhaps in the midst of an address
_CODES = re.compile(r"(\d{3})[ -]*(?:([245]\.\d{1,3}\.\d{1,3})\b)?")
_FULL = re.compile(r"\b(full|quota|storage)\b", re.IGNORECASE)


class ReplyTopic(Enum):
    """What a refusal is about."""

    SIZE = "the message is too large"
    FULL = "the mailbox is full"
    LOGIN = "whoever sends is to log in"
    ELSE = "anything else"


def reply_text(code: int, words: bytes | str) -> str:
    """What a server answered, on one line."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:_LONGEST]


def topic_of(answer: str) -> ReplyTopic:
    """What a refusal, as it is `said`, is about.

    552 alone is a size (RFC 1870), unless it is said to be the storage of a mailbox (RFC 5321).
    """
    codes = _CODES.match(answer)
    if codes is None:
        return ReplyTopic.ELSE
    code, finer = codes[1], (codes[2] or "").partition(".")[2]
    if finer:
        known = {"3.4": ReplyTopic.SIZE, "2.3": ReplyTopic.SIZE, "2.2": ReplyTopic.FULL, "7.0": _login(code)}
        return known.get(finer, ReplyTopic.ELSE)
    if code == "552":
        return ReplyTopic.FULL if _FULL.search(answer) else ReplyTopic.SIZE
    return _login(code)


def is_of_one_mailbox(answer: str) -> bool:
    """Whether a size is that of a single mailbox, and not of the server."""
    codes = _CODES.match(answer)
    return codes is not None and (codes[2] or "").endswith(".2.3")


def _login(code: str) -> ReplyTopic:
    return ReplyTopic.LOGIN if code == "530" else ReplyTopic.ELSE


_NAMELESS = "<recipient>"
_CODED = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_XTEXT = re.compile(r"\+([0-9A-F]{2})")  # RFC 3461, 4
_PLAIN = 4  # letters: the name of a mailbox that is shorter is looked for as a word of its own only


def redacted(said: str, address: str) -> str:
    """An answer with `<recipient>` in the place of the address, and of every word that holds it or its first part."""
    plain = re.compile("|".join(re.escape(one) for one in _spellings(address)), re.IGNORECASE)
    whole = plain.sub(_NAMELESS, said)
    name = address.rpartition("@")[0].casefold()
    words = whole.split()[: -1 if len(said) >= _LONGEST else None]
    return " ".join(_NAMELESS if _tells(word, name, plain) else word for word in words)


@cache
def _spellings(address: str) -> tuple[str, ...]:
    """The address as mail servers know it, and with its domain in the letters of its language."""
    name, _, domain = address.rpartition("@")
    found = [address]
    with suppress(UnicodeError):
        found.append(f"{name}@{domain.encode('ascii').decode('idna')}")
    return tuple(dict.fromkeys(found))


def _tells(word: str, name: str, plain: re.Pattern[str]) -> bool:
    """Whether a word tells the address, or the part of it before the @-sign, coded in any way."""
    for read in _readings(word.replace(_NAMELESS, "")):
        spoken = normalize("NFKC", read).casefold()
        if plain.search(spoken) or (len(name) >= _PLAIN and name in spoken):
            return True
        if len(name) > 1 and name in re.split(r"[^\w.+-]+", spoken):
            return True
    return False


def _readings(word: str) -> Iterator[str]:
    """A word as it stands, and as it reads once codes in it are undone: of the web, of mails and of their envelopes."""
    yield word
    yield unquote(word)
    yield html.unescape(word)
    yield quopri.decodestring(word.encode(), header=False).decode("utf-8", "replace")
    yield _XTEXT.sub(lambda found: chr(int(found[1], 16)), word)
    for part in _CODED.findall(word):
        with suppress(binascii.Error, ValueError):
            yield base64.b64decode(
                part + "=" * (-len(part) % 4), altchars=b"-_" if set("-_") & set(part) else None
            ).decode("utf-8", "replace")
        with suppress(ValueError):
            yield bytes.fromhex(part).decode("utf-8", "replace")
