"""What answers of mail servers are about: their codes (RFC 5321), the finer ones (RFC 3463), words where none is."""

from __future__ import annotations

import re
from enum import Enum

_LONGEST = 300  # letters of an answer that are kept
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
