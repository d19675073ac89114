"""Names that may not be printed are found in every form that gives somebody away."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from packbuilder.model.secrets import pattern


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Rosa Marin", "says Rosa Marin."),
        ("Rosa Marin", "ROSA MARIN"),
        ("Rosa Marin", "Rosa\nMarin"),
        ("Rosa Marin", "*Rosa* **Marin**"),
        ("Rosa Marin", "Ro*s*a Ma\u00adrin"),
        ("Rosa Marin", "Rosa\u00a0Marin’s letter"),
        ("Rosa Marin", "Marin, Rosa"),
        ("Rosa Marin", "R. Marin"),
        ("Rosa Marin", "R.Marin"),
        ("Роза Марин", "с Розой Марин"),
        ("Аскар Иванов", "письмо Аскару Иванову"),
        ("Аскар Иванов", "Иванова Аскара"),
        ("Аскар Иванов", "А. Ивановым"),
        ("Нұрлан Әлі", "Нұрланға Әлінің"),
        ("José Peña", "Jose\u0301 Pen\u0303a"),
        ("Rosa", "and Rosa said"),
        ("Ana María del Río", "Ana María del Río"),
        ("Ana María del Río", "Río, Ana María del"),
    ],
)
def test_found(name: str, words: str) -> None:
    assert pattern(name).search(normalize("NFC", words))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Rosa Marin", "Rosa and Ana Marin"),
        ("Rosa Marin", "Rosa Marino"),
        ("Rosa Marin", "Prosa Marin"),
        ("Rosa Marin", "Marin"),
        ("Rosa", "Rosario"),
        ("Аскар Иванов", "Аскар и Иванов"),
        ("Роза Марин", "розы мира"),
        ("—", "a dash — here"),
    ],
)
def test_not_mistaken(name: str, words: str) -> None:
    assert not pattern(name).search(words)
