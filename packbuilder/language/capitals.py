"""Capitals, and letters without case, as a language has them.

Unicode gives most letters one capital, whatever the language. Some languages differ, and orthography.toml says how: the
capital of i may keep its dot, capitals may lose their accents.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from packbuilder.language import orthography
from packbuilder.language.orthography import Orthography

_WORD = re.compile("[\\w\u0300-\u036f]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_DOTLESS = {ord("ı"): "i"}
# In letters taken apart, the marks after those that are not Latin: foreign names keep theirs.
_BEYOND_LATIN = "\u0370-\U0010ffff\u0300-\u036f"


def capitals(text: str, lang: str) -> str:
    """A text in capitals, as the language (BCP 47) has them.

    >>> capitals("Diyarbakır", "tr"), capitals("Άγιος Νικόλαος", "el"), capitals("Straße", "de")
    ('DİYARBAKIR', 'ΑΓΙΟΣ ΝΙΚΟΛΑΟΣ', 'STRASSE')
    """
    own = orthography.of(lang)
    words = {**own.words, **{raised: raised for raised in own.words.values()}}
    return _WORD.sub(lambda word: words.get(word[0]) or _raised(word[0], own), normalize("NFC", text))


def begun(text: str, lang: str) -> str:
    """A text whose first letter is a capital, as the language (BCP 47) has it at the beginning of a sentence.

    >>> begun("işçiler", "tr"), begun("ijzerwerkers", "nl"), begun("άνεργοι", "el")
    ('İşçiler', 'IJzerwerkers', 'Άνεργοι')
    """
    own = orthography.of(lang)
    initials = {**own.initials, **_single(own)}
    first = next((small for small in initials if text.startswith(small)), text[:1])
    return initials.get(first, first.title()) + text[len(first) :]


def without_case(text: str, lang: str) -> str:
    """What is the same of two texts that differ by no more than capitals, as the language has them.

    Marks that its capitals lose do not count; nor do renderers agree on which of them are lost.
    """
    own = orthography.of(lang)
    single = {ord(capital): small for small, capital in _single(own).items()}
    plain = normalize("NFC", text).translate(single)
    plain = "".join(char if char in own.capitals else char.upper() for char in plain).casefold()
    for small, capital in own.capitals.items():
        if len(capital) > 1:
            plain = plain.replace(capital.casefold(), small.casefold())
    apart = normalize("NFD", plain)
    return normalize("NFC", "".join(char for char in apart if char not in own.unmarked))


def same_letters(one: str, other: str, lang: str) -> bool:
    """Whether two texts differ by no more than capitals, as the language has them.

    >>> same_letters("İzmir", "İZMİR", "tr"), same_letters("Izmir", "İZMİR", "tr")
    (True, False)
    """
    return without_case(one, lang) == without_case(other, lang)


def unaccented(text: str) -> str:
    """A text without accents, and i without a dot as one with it: capitals of some language may have neither.

    >>> unaccented("Ρώσος Yiğit YIĞIT Ёлка")
    'Ρωσος Yigit YIGIT Елка'
    """
    return normalize("NFC", _ACCENTS.sub("", normalize("NFD", text))).translate(_DOTLESS)


def _single(own: Orthography) -> dict[str, str]:
    """The letters whose one capital is another than Unicode's."""
    return {small: capital for small, capital in own.capitals.items() if len(small) == len(capital) == 1}


def _raised(word: str, own: Orthography) -> str:
    for small, capital in own.capitals.items():
        word = word.replace(small, capital)
    if not own.dropped:
        return normalize("NFC", word.upper())
    marks = re.compile(f"(?<=[{_BEYOND_LATIN}])[{own.dropped}]")
    return normalize("NFC", marks.sub("", normalize("NFD", word.upper())))
