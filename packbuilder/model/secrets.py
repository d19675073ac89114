"""What not everybody may read, and how it is found again wherever it got to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from packbuilder.language.capitals import unaccented
from packbuilder.model.base import Audience, Consent
from packbuilder.model.names import Name

# Lam and alef are one glyph: readers of PDFs give them in either order, and put spaces around the marks of vowels.
_LAM_ALEF = re.compile("[لاأإآ]{2,}")
_SENTENCE = re.compile(r"(?<=[.!?…:;])\s+|\n+")
_KEY = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:[^\s:*_\[\]`]+:\s+)?|^\s*#+\s+|^\s*>\s+", re.MULTILINE)
_OTHER = re.compile(r"[\W_]+")
# A word that the renderer breaks at the end of a line, as readers of PDFs give it.
_BROKEN = re.compile("[-\u2010\u0002\ufffe]\\s*\n\\s*|\ufffe")
# Shorter pieces are words of everyday use: to find them everywhere would refuse everything.
_LEAST = 6


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
    name: Name | None = None

    def found_in(self, text: str) -> bool:
        """Whether it stands in a text, whatever spaces and marks are between its letters."""
        plain = normalize("NFC", text)
        if self.name is None:
            return self.bare in bare(plain)
        return any(self.name.search(words) for words in (plain, _BROKEN.sub("", plain)))


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
