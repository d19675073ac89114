"""Where a line of display type may end, as the language has it.

ICU tells it by the Unicode line breaking algorithm (UAX #14) and, for scripts that put no spaces between words, by its
dictionaries; in Japanese and Korean between phrases. Within a word a line may end after a hyphen that is there, at a
soft hyphen, and last of all where the language hyphenates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import category

from icu4py.breakers import LineBreaker, WordBreaker

from packbuilder.compose import hyphenation
from packbuilder.language import orthography

SHY = "\u00ad"
HYPHEN = "-"  # as `hyphenate-character` has it in layouts/_base/style.css
# No small kana and no sign begins a line; no line ends within a phrase (CLDR, keys `lb` and `lw`).
_STYLE = "@lb=strict;lw=phrase"
# What must stand on either side of a hyphen that ends a line: no prefix of two letters, no numbers.
_BEFORE_SIGN, _AFTER_SIGN = re.compile(r"[^\W\d_]{3}[^\w\s]$"), re.compile(r"[^\w\s]*[^\W\d_]{2}")
# What ICU holds together, but not beside a phrase that its dictionaries find.
_HELD, _ENDING = re.compile(r"[¡¿([{（［｛「『] *$"), frozenset("!?:;,.…؟؛،。、！？：；")
_UNSPACED = frozenset({"Lo", "Mn", "Mc"})  # what letters of scripts without spaces between words are, and their marks
_CODE = re.compile(r"\w[./:@_]+\w")  # an address, which is not hyphenated
_LETTERS = re.compile(r"[^\W\d_]{8,}")  # a word that is worth hyphenating
_SYLLABLES = 4  # letters at least before and after a hyphen


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text within which no line ends.

    `after` stands between it and the next one in a line, `mark` after it where a line ends there, which is `within` a
    word or not. What is `marked` is of a word whose soft hyphens say where it may end.
    """

    text: str
    after: str = ""
    mark: str = ""
    within: bool = False
    marked: bool = False


def pieces_of(text: str, lang: str, *, within: bool = False) -> tuple[Piece, ...]:
    """The pieces of a text in one line, in order; with `within`, those of words with hyphens and soft hyphens, too."""
    text = _tidied(text)
    found: list[Piece] = []
    start = 0
    for end, piece in _ends(text, lang):
        if within or not piece.within:
            found.append(_cut(text[start:end], piece, found))
            start = end
    return (*found, _cut(text[start:], Piece(""), found))


def syllables(whole: Sequence[Piece], lang: str, long: Callable[[str], bool]) -> tuple[Piece, ...]:
    """The pieces with those that are `long` hyphenated, as far as the language has a dictionary.

    Not hyphenated are words with soft hyphens of their own, and names: words with a capital, unless all nouns have one.
    """
    return tuple(part for piece in whole for part in (_parts(piece, lang) if long(piece.text) else (piece,)))


def _tidied(text: str) -> str:
    """A text with single spaces, and with soft hyphens between letters only: elsewhere they mean nothing."""
    first, *others = text.split(SHY)
    for part in others:
        between = category(first[-1:] or " ")[0] in "LMN" and category(part[:1] or " ")[0] in "LMN"
        first += (SHY if between else "") + part
    return " ".join(word for word in first.split(" ") if word)


def _cut(text: str, end: Piece, before: Sequence[Piece]) -> Piece:
    marked = SHY in text or (bool(before) and before[-1].mark != "")
    return replace(end, text=text.removesuffix(end.after).replace(SHY, ""), marked=marked)


def _ends(text: str, lang: str) -> Iterator[tuple[int, Piece]]:
    """Each place where a line may end, and how it ends there."""
    locale = lang.replace("-", "_")
    words = {end for _, end in WordBreaker(text, locale).segments()}
    for _, end in LineBreaker(text, locale + _STYLE).segments():
        last, following = text[end - 1 : end], text[end : end + 1]
        if not following:
            return
        if _HELD.search(text[:end]) or category(following) == "Pe" or following in _ENDING:
            continue
        if last == " ":
            yield end, Piece("", after=" ")
        elif last == SHY:
            yield end, Piece("", mark=HYPHEN, within=True)
        elif category(last) == "Pd" or last == "/":
            if _BEFORE_SIGN.search(text[:end]) and _AFTER_SIGN.match(text[end:]):
                yield end, Piece("", within=True)
        elif end in words and (category(following) == "Lo" or category(last) in _UNSPACED):
            yield end, Piece("")


def _parts(piece: Piece, lang: str) -> Iterator[Piece]:
    start = 0
    for end in _syllables(piece, lang):
        yield Piece(piece.text[start:end], mark=HYPHEN, within=True)
        start = end
    yield replace(piece, text=piece.text[start:])


def _syllables(piece: Piece, lang: str) -> Iterator[int]:
    dictionary = hyphenation.dictionary(lang)
    if dictionary is None or piece.marked or _CODE.search(piece.text):
        return
    for word in _LETTERS.finditer(piece.text):
        if orthography.of(lang).nouns or word[0] == word[0].lower():
            for at in dictionary.positions(word[0]):
                # A place with data is one where the spelling changes.
                if _SYLLABLES <= at <= len(word[0]) - _SYLLABLES and not getattr(at, "data", None):
                    yield word.start() + at
