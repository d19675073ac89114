"""Capitals and letters without case, by language, beside what the renderer makes of them."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from weasyprint.formatting_structure.text import uppercase

from packbuilder.language import capitals, orthography

SAID = [
    ("tr", "Diyarbakır’da ılık işçi", "DİYARBAKIR’DA ILIK İŞÇİ"),
    ("tr-CY", "işçi", "İŞÇİ"),
    ("az", "İşçilərin hüququ", "İŞÇİLƏRİN HÜQUQU"),
    ("el", "Οι εργάτες του Μάιου, ή ο γάιδαρος", "ΟΙ ΕΡΓΑΤΕΣ ΤΟΥ ΜΑΪΟΥ, Ή Ο ΓΑΪΔΑΡΟΣ"),
    ("el", "Ο José στο Άι Γιώργη", "Ο JOSÉ ΣΤΟ ΑΪ ΓΙΩΡΓΗ"),
    ("hy", "Երևան և", "ԵՐԵՎԱՆ ԵՎ"),
    ("lt", "i\u0307\u0301 ėjo", "Í ĖJO"),
    ("de", "Straße", "STRASSE"),
    ("nl", "ijzer", "IJZER"),
    ("kk", "Жаңаөзен әкімі", "ЖАҢАӨЗЕН ӘКІМІ"),
    ("fr", "l’été à l’œuvre", "L’ÉTÉ À L’ŒUVRE"),
    ("ar", "لا للعنف", "لا للعنف"),
]
LANGS = ["", "en", "de", "ru", "kk", "tr", "az", "el", "nl", "lt", "hy", "ar"]
LETTERS = st.text(st.sampled_from("aAiİıIǰßéÉάΆιυϊΐήςσΣևёйңіәIJijёلا ,.’"), max_size=12)


@pytest.mark.parametrize(("lang", "text", "raised"), SAID)
def test_capitals_are_those_of_the_language(lang: str, text: str, raised: str) -> None:
    assert capitals.capitals(text, lang) == raised
    assert capitals.same_letters(text, raised, lang)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("tr", "işçiler", "İşçiler"),
        ("tr", "ılık", "Ilık"),
        ("nl", "ijzer en ijs", "IJzer en ijs"),
        ("el", "ήλιος", "Ήλιος"),
        ("en", "ijzer", "Ijzer"),
        ("hy", "երևան", "Երևան"),
        ("kk", "жұмысшылар", "Жұмысшылар"),
        ("ar", "عمال", "عمال"),
        ("de", "", ""),
    ],
)
def test_a_sentence_begins_as_the_language_has_it(lang: str, text: str, expected: str) -> None:
    assert capitals.begun(text, lang) == expected


def test_letters_that_a_language_tells_apart_are_not_the_same() -> None:
    """A dot makes another letter in Turkish, and none in English."""
    assert not capitals.same_letters("İzmir", "Izmir", "tr")
    assert not capitals.same_letters("sik", "sık", "tr")
    assert capitals.same_letters("Izmir", "IZMIR", "en")
    assert not capitals.same_letters("Zhezkazgan", "Zhanaozen", "en")


@example("el", "ή")
@given(st.sampled_from(LANGS), LETTERS)
def test_a_text_is_the_same_in_capitals_whoever_makes_them(lang: str, text: str) -> None:
    """By the program and by the renderer, and in capitals once more."""
    raised = capitals.capitals(text, lang)
    assert capitals.capitals(raised, lang) == raised
    assert capitals.same_letters(text, raised, lang)
    assert capitals.same_letters(text, uppercase(text, lang), lang)


def test_the_examples_hold() -> None:
    for module in (capitals, orthography):
        assert doctest.testmod(module).failed == 0
        assert doctest.testmod(module).attempted
