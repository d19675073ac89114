"""What not everybody may read, and how it is found again wherever it got to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import name as unicode_name
from unicodedata import normalize

from packbuilder import bidi
from packbuilder.capitals import unaccented
from packbuilder.model.base import Audience, Consent

# Marks that Markdown or a typesetter may put between the letters of a name, and the ones between its words.
_INSIDE = "[*_\\\\\u00ad\u200b-\u200d]*"
_BETWEEN = r"[\W_]{1,8}"
_ENDINGS = "аеёиоуыэюяйьәіөүұ"
# Lam and alef are one glyph: readers of PDFs give them in either order, and put spaces around the marks of vowels.
_LAM_ALEF = re.compile("[لاأإآ]{2,}")
_MARKED = r"[\W_]{0,4}"
_SENTENCE = re.compile(r"(?<=[.!?…:;])\s+|\n+")
_KEY = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:[^\s:*_\[\]`]+:\s+)?|^\s*#+\s+|^\s*>\s+", re.MULTILINE)
_OTHER = re.compile(r"[\W_]+")
# A word that the renderer breaks at the end of a line, as readers of PDFs give it.
_BROKEN = re.compile("[-\u2010\u0002\ufffe]\\s*\n\\s*|\ufffe")
# Shorter pieces are words of everyday use: to find them everywhere would refuse everything.
_LEAST = 6
_SHORT = 3  # letters of a name that is found only by itself


@dataclass(frozen=True, slots=True)
class Withheld:
    """A block of a text that not everybody may read; `line` and `end` are those of its fences, from 1."""

    file: str
    lang: str
    line: int
    end: int
    consent: Consent
    words: str


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that must stand in no file: a name in any of its forms, or else the letters and digits of words.

    `place` says where it stands in the campaign, without saying it.
    """

    place: str
    bare: str = ""
    name: re.Pattern[str] | None = None

    def found_in(self, text: str) -> bool:
        """Whether it stands in a text, whatever spaces and marks are between its letters."""
        plain = normalize("NFC", text)
        if self.name is None:
            return self.bare in bare(plain)
        readings = (plain, _BROKEN.sub("", plain))
        return any(self.name.search(words) for words in (*readings, *map(unaccented, readings)))


def cleared(consent: Consent, audience: Audience) -> bool:
    """Whether what was cleared so may go to an audience."""
    return consent in {"public", audience}


def bare(text: str) -> str:
    """The letters and digits of a text, without case and accents; lam and alef in one order."""
    letters = _OTHER.sub("", unaccented(normalize("NFKC", text))).casefold()
    return _LAM_ALEF.sub(lambda found: "".join(sorted(found[0])), letters)


def pieces(words: str) -> list[str]:
    """The sentences of Markdown, bare, each of which is to be found by itself; keys and list marks left out."""
    plain = _KEY.sub("", words)
    found = (bare(piece) for piece in _SENTENCE.split(plain))
    return [piece for piece in found if len(piece) >= _LEAST]


def pattern(name: str) -> re.Pattern[str]:
    """What finds a name: its words in order or the last one first, or an initial and the last one, in any case.

    Capitals may have lost its accents, so that it is found without them, too. Cyrillic words are found with other
    endings, since Russian inflects names and Kazakh adds to them; words read from right to left with what is written
    before them in one, and as readers of PDFs give them.
    """
    plain = bidi.unmarked(normalize("NFC", name))
    orders = [order for form in dict.fromkeys((plain, unaccented(plain))) for order in _orders(form)]
    choices = (_BETWEEN.join(_word(part) for part in order) for order in orders)
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices) or '(?!)'})(?!\w)", re.IGNORECASE)


def _orders(name: str) -> list[list[str]]:
    """The words of a name in each order in which it is written."""
    parts = re.findall(r"\w+", name)
    if len(parts) < 2:  # noqa: PLR2004 - nothing to turn round
        return [parts] if parts else []
    return [parts, [parts[-1], *parts[:-1]], [parts[0][0], parts[-1]]]


def _word(word: str) -> str:
    if len(word) == 1:
        return re.escape(word)
    if unicode_name(word[0], "").startswith("CYRILLIC"):
        stem = word.rstrip(_ENDINGS) if len(word.rstrip(_ENDINGS)) > 1 else word
        return _INSIDE.join(map(re.escape, stem)) + r"\w{0,5}"
    if "R" in bidi.classes(word):
        before = r"\w{0,3}" if len(word) > _SHORT else ""
        letters = re.findall(f"{_LAM_ALEF.pattern}|.", word)
        return before + "".join(_joined(one) for one in letters)
    return _INSIDE.join(map(re.escape, word)) + r"(?:s|['’]s)?"


def _joined(letters: str) -> str:
    """A letter, or several of one glyph in any order, with the marks that may follow."""
    any_order = f"[{''.join(sorted(set(letters)))}]"
    return f"(?:{any_order if len(letters) > 1 else re.escape(letters)}{_MARKED}){{{len(letters)}}}"
