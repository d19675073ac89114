"""Headers in ASCII lines of at most 76 characters, with words of other scripts as every reader takes them (RFC 2047).

GMime, on which notmuch, mu and others are built, reads neighbouring words in base64 as one and ends it at the first
padding (seen with GMime 3.2). So each word but the last one holds whole characters and three bytes or a multiple.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from unicodedata import category

WIDTH = 76  # characters of a line that holds an encoded word (RFC 2047, 2)
_LONGEST = 75  # of an encoded word, all in all
_B, _Q, _END = "=?utf-8?b?", "=?utf-8?q?", "?="
_TRIPLE, _QUARTET = 3, 4  # bytes, and the letters that base64 makes of them
_PRINTABLE = re.compile(r"[ -~]*")
_ATOMS = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z0-9]")  # what a word in quoted-printable may hold as it is, wherever it stands


def text(name: str, value: str) -> str:
    """A header of words, such as a subject, with the end of its last line."""
    words = value.split(" ")
    short = "" not in words and max(map(len, words)) < WIDTH - len(name) - 2
    if short and _PRINTABLE.fullmatch(value) and "=?" not in value:
        return _folded(name, words)
    return _folded(name, [*encoded(value, WIDTH - len(name) - 2)])


def mailbox(name: str, shown: str, address: str) -> str:
    """A header with one address; without an address a group of nobody (RFC 6854)."""
    phrase = [*_phrase(shown, WIDTH - len(name) - 2)]
    if not address:
        return _folded(name, [*phrase[:-1], f"{phrase[-1]}:;"])
    return _folded(name, [*phrase, f"<{address}>"] if phrase else [address])


def listed(name: str, shown: str, mark: str) -> str:
    """A header that names a list: words for people, and its mark (RFC 2919)."""
    return _folded(name, [*_phrase(shown, WIDTH - len(name) - 2), f"<{mark}>"])


def encoded(value: str, room: int) -> Iterator[str]:
    """Text as encoded words, the first one no longer than `room`."""
    longest = min(_LONGEST, room)
    while value:
        word, value = _word(value, longest - len(_B) - len(_END))
        yield word
        longest = _LONGEST


def _phrase(shown: str, room: int) -> Iterator[str]:
    """A name as it stands before an address: as it is, between quotes, or encoded."""
    if "=?" not in shown and _ATOMS.fullmatch(shown):
        yield from shown.split(" ") if max(map(len, shown.split(" "))) < room else encoded(shown, room)
        return
    quoted = '"' + re.sub(r'(["\\])', r"\\\1", shown) + '"'
    if "=?" not in shown and _PRINTABLE.fullmatch(shown) and len(quoted) < room:
        if shown:
            yield quoted
        return
    yield from encoded(shown, room)


def _word(value: str, letters: int) -> tuple[str, str]:
    """One encoded word with as much of a text as so many letters hold, and the rest of the text."""
    most = letters // _QUARTET * _TRIPLE
    size = cut = 0
    for at, sign in enumerate(value):
        if size and size % _TRIPLE == 0 and category(sign)[0] != "M":
            cut = at
        size += len(sign.encode())
        if size > most:
            break
    else:
        cut = len(value)
    if cut:
        return _B + b64encode(value[:cut].encode()).decode() + _END, value[cut:]
    return _in_quartets(value, letters)


def _in_quartets(value: str, letters: int) -> tuple[str, str]:
    """The same in quoted-printable, which needs no padding whatever the sizes of the characters are."""
    made = ""
    for at, sign in enumerate(value):
        coded = sign if _PLAIN.fullmatch(sign) else "".join(f"={byte:02X}" for byte in sign.encode())
        if len(made) + len(coded) > letters:
            return _Q + made + _END, value[at:]
        made += coded
    return _Q + made + _END, ""


def _folded(name: str, words: list[str]) -> str:
    """A header, broken before the words that its lines have no room for."""
    lines = [f"{name}:"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > WIDTH and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines) + "\r\n"
