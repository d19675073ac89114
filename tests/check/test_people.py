"""Names that may not be printed are found in every form that gives somebody away."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from packbuilder.model.names import pattern, surname


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
        ("Ana María del Río", "Ana Río"),
        ("Ivan Petrov", "took Petrov I. I. away"),
        ("Ivan Petrov", "Petrov Ivan Ivanovich"),
        ("Ivan Petrov", "I. I. Petrov"),
        ("Ivan Petrov", "I Petrov"),
        ("Ivan Petrov", "ivanpetrov@mill.example"),
        ("Ivan Petrov", "Ivan Pe\u00adt\u200brov"),
        ("Ivan Petrov", "Ivan \u0420\u0435tr\u043ev"),  # Cyrillic letters
        ("Ivan Petrov", "Ivan Petr0v"),
        ("Ivan Petrov", "\uff29\uff56\uff41\uff4e \U0001d40f\U0001d41e\U0001d42d\U0001d42b\U0001d428\U0001d42f"),
        ("Petrov, Ivan Ivanovich", "I. Petrov"),
        ("Иван Петров", "Петрова И. И. увезли"),
        ("Петров Иван Иванович", "И. Петрову"),
        ("Павел Козлов", "письмо Павлу Козлову"),
        ("Роза Төлетаева", "Розе Толетаевой"),
        ("Jan van der Berg", "Jan van der Berg"),
        ("Jan van der Berg", "J. Berg"),
        ("أحمد المصري", "إلى احمد المصرى"),
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
        ("Иван Петров", "Петров и другие"),
        ("Иван Петров", "Сидоров и Петров"),
        ("Jan van der Berg", "Piet van der Meer"),
    ],
)
def test_not_mistaken(name: str, words: str) -> None:
    assert not pattern(name).search(words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ivan Petrov", "They took Petrov away."),
        ("Ivan Petrov", "PETROV’S CELL"),
        ("Petrov, Ivan", "Petrov said"),
        ("Иван Петров", "К Петрову не пустили"),
        ("Нұрлан Серіков", "Серіковтің үйі"),
        ("Anna Weber", "Webers Brief"),
        ("Игорь Винявский", "Винявскому"),
    ],
)
def test_a_surname_is_found_by_itself(name: str, words: str) -> None:
    found = surname(name, ["Anna", "Northport"])
    assert found is not None
    assert found.search(words)


@pytest.mark.parametrize(
    ("name", "words"),
    [("Ann Green", "a green field"), ("Иван Козлов", "Козловский и козлов"), ("Rosa Marin", "Marino said")],
)
def test_words_like_a_surname_are_not_taken_for_it(name: str, words: str) -> None:
    """Without a capital, or with other endings than names have."""
    found = surname(name, [])
    assert found is not None
    assert not found.search(words)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Ivan Petrov", "Petrov"),
        ("Иван Петров", "Петрова"),
        ("Anna Marsh", "Marsh"),
        ("Rosa", "Marin"),
        ("Li Bo", "Ann"),
        ("أحمد المصري", "Ann"),
    ],
)
def test_a_surname_that_may_mean_others_is_not_looked_for(name: str, known: str) -> None:
    """Of somebody who is cleared, in an address; too short; where no capital tells it from a word."""
    assert surname(name, [known]) is None
