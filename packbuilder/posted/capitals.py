"""Capitals as each language writes them: what `str.upper` does, and what it does not know (Unicode, SpecialCasing)."""

from __future__ import annotations

from unicodedata import combining, normalize

_TURKIC = frozenset({"tr", "az"})
_DOTTED = str.maketrans({"i": "İ", "ı": "I"})
_TONOS = "\u0301"
_DIALYTIKA = "\u0308"
# In Greek capitals an accent that keeps two vowels apart is written as a dialytika: Μάιος, ΜΑΪΟΣ.
_SECOND = frozenset("ιυΙΥ")
_FIRST = frozenset("αεουηωΑΕΟΥΗΩ")


def capitals(text: str, lang: str) -> str:
    """A text in the capitals of a language (`tr`, `el-GR` …).

    >>> capitals("Türkiye, Silivri", "tr"), capitals("Ελλάδα", "el"), capitals("Armenien", "de")
    ('TÜRKİYE, SİLİVRİ', 'ΕΛΛΑΔΑ', 'ARMENIEN')
    """
    language = lang.replace("_", "-").split("-")[0].lower()
    if language in _TURKIC:
        text = text.translate(_DOTTED)
    if language == "el":
        text = _without_tonos(text)
    return text.upper()


def _without_tonos(text: str) -> str:
    kept: list[str] = []
    parted = False  # whether the vowel before bore an accent, which parts it from an iota or ypsilon after it
    base = ""
    for char in normalize("NFD", text):
        if char == _TONOS:
            parted = base in _FIRST
            continue
        if not combining(char):
            base = char
            if parted and char in _SECOND:
                char += _DIALYTIKA  # noqa: PLW2901 - a letter and its mark
            parted = False
        kept.append(char)
    return normalize("NFC", "".join(kept))
