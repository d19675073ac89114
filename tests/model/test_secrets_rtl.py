"""What is withheld in a language that is written from right to left is found as readers of PDFs give it."""

from __future__ import annotations

import pypdfium2
import pytest

from packbuilder import printing
from packbuilder.model.names import pattern
from packbuilder.model.secrets import Secret, bare, pieces
from packbuilder.typeset.fit import typeset
from tests.typeset import house

NAME = "علاء الأمين"


@pytest.mark.parametrize(
    "said", ["قال علاء الأمين", "وعلاء الأمين", "بعَلاء  الأَمين", "قال عالء األمين", "األمين، عالء"]
)
def test_a_name_is_found_with_marks_and_in_either_order_of_one_glyph(said: str) -> None:
    assert pattern(NAME).search(said)


@pytest.mark.parametrize("said", ["علاء", "الأمين العام", "علا الأمين", "Ala al-Amin"])
def test_another_name_is_not_taken_for_it(said: str) -> None:
    assert not pattern(NAME).search(said)


def test_sentences_are_the_same_however_their_letters_are_told() -> None:
    assert bare("لا إلى الأمام") == bare("ال إىل األمام".replace("ىل", "لى"))


@pytest.mark.parametrize("words", [f"قال {NAME} إنّه لا يعود.", "يقولون إن العمّال لا يعودون. لا إلى الأبد!"])
def test_it_is_found_on_a_printed_page(words: str) -> None:
    """As PDFium reads it back: what has few marks of vowels, as print has it; words with many are torn."""
    page = house.page(f'<p dir="rtl" lang="ar" style="font-family:Packbuilder Arabic Text">{words}</p>', lang="ar")
    text = pypdfium2.PdfDocument(printing.single(typeset(house.engine(), page)))[0].get_textpage().get_text_range()
    assert all(Secret("story.md:3", bare=piece).found_in(text) for piece in pieces(words))
    assert Secret("case.yaml:3", name=pattern(NAME)).found_in(text) == (NAME in words)
