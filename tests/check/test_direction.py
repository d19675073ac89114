"""Texts read from right to left: two Latin pieces of a line side by side are refused, with their line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from packbuilder import load
from packbuilder.check import direction
from packbuilder.errors import ErrorCollector
from packbuilder.model.loaded import Case


def arabic(root: Path, body: str, lang: str = "ar") -> Case:
    """The case of the campaign with one text, in that language, whose body begins on line 3."""
    problems = ErrorCollector()
    campaign = load.campaign(root, problems)
    assert campaign is not None
    case = load.case(campaign, "ferry", problems)
    assert case is not None
    story = replace(
        case.texts["en"]["story"], lang=lang, file=f"{lang}/story.md", heading="عنوان", heading_line=1, body=body,
        body_line=3, entries=(), groups=(),
    )  # fmt: skip
    return replace(case, texts={lang: {"story": story}})


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("شركة *KazakhMys* **Smelting** في المدينة", 3),
        ("شركة KazakhMys *Smelting*", 3),
        ("سطر أول\nثم *KazakhMys*\n(Smelting)", 5),
        ("فقرة أولى\n\nثم **KazakhMys** 50", 5),
        ("- بند\n- صحيفة *Gazeta*, `Youth`", 4),
        ("شركة KazakhMys 50 *workers*", 3),
    ],
)
def test_two_latin_pieces_side_by_side_are_refused(base: Path, body: str, line: int) -> None:
    (problem,) = direction.turned(arabic(base, body))
    assert (problem.file, problem.line) == ("ar/story.md", line)
    assert "reverse order" in problem.what
    assert problem.remedy


@pytest.mark.parametrize(
    "body",
    [
        "شركة KazakhMys Smelting في المدينة",
        "شركة *KazakhMys Smelting* في المدينة.",
        "شركة *KazakhMys* ثم **Smelting**",
        "**اكتبوا** إلى KazakhMys",
        "عدد **50** *KazakhMys*",
        "**50** و 60",
        "*KazakhMys*\n\n*Smelting*",
    ],
)
def test_other_pieces_pass(base: Path, body: str) -> None:
    assert list(direction.turned(arabic(base, body))) == []


def test_other_languages_are_not_looked_at(base: Path) -> None:
    assert list(direction.turned(arabic(base, "*One* **two**", "en"))) == []


def test_directions_are_those_of_the_languages() -> None:
    """As the Unicode locale data have them; a language that they lack is read from left to right."""
    assert [lang for lang in ("ar", "fa", "he", "ur", "en", "kk", "zh-Hant", "qqq") if direction.rtl(lang)] == [
        "ar",
        "fa",
        "he",
        "ur",
    ]
