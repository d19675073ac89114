"""Addresses say in which language they are: that of their country, as far as it is written in their letters."""

from __future__ import annotations

import pytest

from packbuilder.compose.address_language import tongue


@pytest.mark.parametrize(
    ("text", "country", "lang", "found"),
    [
        ("33 Thurloe Square", "GB", "ar", "en"),
        ("33 Thurloe Square", "GB", "de", "en"),
        ("VEREINIGTES KÖNIGREICH", "GB", "de", "de"),  # as those who post it say
        ("ВЕЛИКОБРИТАНИЯ", "GB", "ru", "ru"),
        ("Nordendstraße 14–17", "DE", "ru", "de"),
        ("Rue de Lausanne 1", "CH", "fr", "fr"),
        ("Rue de Lausanne 1", "CH", "en", "de"),  # CLDR's first: nobody tells French from German by letters
        ("проспект Мангилик Ел", "KZ", "en", "ru"),
        ("Мәңгілік Ел даңғылы", "KZ", "kk", "kk"),
        ("Mangilik El Avenue", "KZ", "en", "en"),
        ("Mangilik El Avenue", "KZ", "ru", "und-Latn"),
        ("PO Box 24697, London", "", "ar", "und-Latn"),
        ("PO Box 24697, London", "", "de", "de"),
        ("المملكة المتحدة", "GB", "ar", "ar"),
        ("24697–1", "GB", "ar", "ar"),
    ],
)
def test_the_language_of_an_address(text: str, country: str, lang: str, found: str) -> None:
    assert tongue(text, country, lang) == found
