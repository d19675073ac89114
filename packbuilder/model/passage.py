"""Passages: what of a text is printed in one piece, and what is left of words wherever they are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from unicodedata import combining

from packbuilder.language import bidi
from packbuilder.model.names import folds

_VIRAMA = 9  # the canonical combining class of signs that join consonants
_NO_LETTERS = re.compile(r"[\W_]+")
_DOTLESS = str.maketrans("ı", "i")  # capitals of one language are those of another
# Lam and alef are one glyph, which readers of PDFs give in either order.
_LAM_ALEF = str.maketrans("", "", "لا")


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, a paragraph or an entry as its author typed it, without marks; with its file and the line in it."""

    file: str = field(metadata={"fingerprint": False})  # a line further down, it is still the same
    line: int = field(metadata={"fingerprint": False})
    words: str

    @property
    def scattered(self) -> bool:
        """Whether readers give its words, or letters of one, in another order: from right to left, and Indic."""
        return "R" in bidi.classes(self.words) or any(combining(char) == _VIRAMA for char in self.words)


# What a document prints of one text, in the order in which it stands there.
Prose = Sequence[Passage]


def letters(words: str) -> str:
    r"""Letters and figures alone, small and without accents: the same however words are broken, set and spaced.

    >>> letters("Straße, İZMİR \ufb01ve-ye\xadars")
    'strasseizmirfiveyears'
    """
    return _NO_LETTERS.sub("", folds(words).translate(_DOTLESS)).translate(_LAM_ALEF)
