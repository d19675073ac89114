"""Patterns that are parsed when they are asked for are those that Pyphen parses."""

from __future__ import annotations

from collections.abc import Iterable

import pyphen
import pytest

from packbuilder.compose import hyphenation


def said(values: Iterable[int]) -> list[tuple[int, object]]:
    """Figures with what they change of the spelling."""
    return [(int(one), getattr(one, "data", None)) for one in values]


# In other codings than UTF-8 and with changes of spelling, with slashes and noughts that mean nothing.
@pytest.mark.parametrize("lang", ["en", "ru", "de", "pl", "sq", "eo", "hr", "hu"])
def test_patterns_are_those_of_pyphen(lang: str) -> None:
    pyphen.hdcache.clear()  # another test may have had it filled by Pyphen itself
    hyphenation.dictionary.cache_clear()
    read, whole = hyphenation.dictionary(lang), pyphen.HyphDict(pyphen.LANGUAGES[pyphen.language_fallback(lang)])
    assert read is not None
    assert read.hd.maxlen == whole.maxlen
    assert read.hd.patterns.lines.keys() == whole.patterns.keys()
    for letters, (start, values) in whole.patterns.items():
        at, own = read.hd.patterns.get(letters)
        assert (at, said(own)) == (start, said(values)), letters


def test_words_are_parted_where_pyphen_parts_them() -> None:
    german = hyphenation.dictionary("de-AT")
    assert german is not None
    assert german.inserted("Gewerkschaftsversammlung") == "Ge-werk-schafts-ver-samm-lung"
    assert hyphenation.dictionary("kk") is None
