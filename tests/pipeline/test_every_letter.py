"""Every letter of every case in every language: on no paper is one refused."""

from __future__ import annotations

import pytest

from packbuilder.model.paper import Stock, on_stock
from tests.pipeline import laying
from tests.typeset import house

LETTER = laying.layouts()["letter"]
CASES = sorted(file.parent.name for file in (house.ROOT / "content/cases").glob("*/case.yaml"))


def test_what_fits_on_common_paper_fits_on_all() -> None:
    """The page of a letter is nowhere narrower or lower: the test below need not be made for each paper."""
    width, height = on_stock((LETTER.facts.sheet.width, LETTER.facts.sheet.height), Stock.COMMON)
    pages = [on_stock((LETTER.facts.sheet.width, LETTER.facts.sheet.height), stock) for stock in Stock]
    assert len(pages) > 5
    assert all(page[0] >= width and page[1] >= height for page in pages)


@pytest.mark.parametrize("case", CASES)
def test_every_letter_fits(case: str) -> None:
    """To each addressee, in each language, at the smallest size that the layout allows."""
    campaign = laying.campaign(house.ROOT)
    made = laying.case(campaign, case)
    assert len(made.texts) >= 2
    for lang in made.texts:
        letters = list(laying.documents(campaign, made, lang, ["letter"], stock=Stock.COMMON, every=True))
        assert len(letters) == (len(made.facts.addressees) if "letter" in made.texts[lang] else 0), lang
