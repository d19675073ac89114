"""Figures as each language writes them: decimals, shares, years, sums of money, units with the form of their number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from markupsafe import Markup

from packbuilder.compose import labels, quantities
from packbuilder.model import units
from packbuilder.model.case import Figure
from tests.typeset import house

BARRELS = {
    "en": "full barrel | full barrels",
    "ru": "бочка | бочки | бочек | бочки",
    "ar": "برميل | برميلان | براميل | برميلًا | برميل | برميل",
}


def told(
    lang: str, value: float | date | str, unit: str = "count", words: dict[str, Markup] | None = None, **more: bool
) -> str:
    figure = Figure.model_validate({"key": "one", "value": value, "unit": unit, **more})
    written = quantities.told(figure, words or {}, labels.load([house.ROOT / "layouts"], lang, house.ROOT))
    return written.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200f", "")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (15000, "count", {"en": "15,000", "ru": "15 000", "de": "15.000", "kk": "15 000"}),
        (12.5, "count", {"en": "12.5", "ru": "12,5", "de": "12,5", "kk": "12,5"}),
        (12.5, "percent", {"en": "12.5%", "ru": "12,5 %", "de": "12,5 %", "kk": "12,5%"}),
        (50, "percent", {"en": "50%", "ru": "50 %", "de": "50 %", "ar": "50\u200e%\u200e"}),
        (0.125, "percent", {"en": "0.125%", "de": "0,125 %"}),
        (1905, "year", {"en": "1905", "ru": "1905", "de": "1905", "kk": "1905", "ar": "1905"}),
        (9.5, "GBP", {"en": "£9.50", "ru": "9,50 £", "de": "9,50 £"}),
        (9, "GBP", {"en": "£9", "ru": "9 £", "de": "9 £"}),
        (1250000, "EUR", {"en": "€1,250,000", "ru": "1 250 000 €", "de": "1.250.000 €"}),
        (60000, "KZT", {"kk": "60 000 ₸", "ru": "60 000 KZT", "en": "KZT 60,000"}),
        (9.5, "USD", {"en": "US$9.50", "ar": "9.50 US$\u200e"}),
        (1, "hours", {"en": "1 hour", "ru": "1 час", "de": "1 Stunde", "kk": "1 сағат"}),
        (12.5, "hours", {"en": "12.5 hours", "ru": "12,5 часа", "de": "12,5 Stunden", "kk": "12,5 сағат"}),
        (5, "days", {"en": "5 days", "ru": "5 дней", "de": "5 Tage", "kk": "5 күн", "ar": "5 أيام"}),
        (1, "days", {"kk": "1 күн", "ar": "يوم"}),
        (2, "days", {"kk": "2 күн", "ar": "يومان"}),
        (2, "acres", {"kk": "2 акр", "ar": "2 فدان"}),
        (3000, "tonnes", {"en": "3,000 tonnes", "ru": "3 000 тонн", "de": "3.000 Tonnen"}),
        (-20, "celsius", {"ru": "-20 градусов Цельсия", "de": "-20 Grad Celsius"}),
        ("open", "GBP", {"en": "", "ru": ""}),
        (date(2013, 9, 1), "date", {"en": "1 September 2013", "de": "1. September 2013"}),
    ],
)
def test_in_the_form_of_the_language(value: float | date | str, unit: str, expected: dict[str, str]) -> None:
    assert {lang: told(lang, value, unit) for lang in expected} == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (1200000, "count", {"en": "1.2 million", "ru": "1,2 миллиона", "de": "1,2 Millionen", "ar": "1.2 مليون"}),
        (5000000, "count", {"en": "5 million", "ru": "5 миллионов", "kk": "5 миллион"}),
        (1200000, "GBP", {"en": "£1.2 million", "ru": "1,2 миллиона £", "de": "1,2 Millionen £"}),
        (2500, "tonnes", {"en": "2.5 thousand tonnes", "ru": "2,5 тысячи тонн"}),
    ],
)
def test_in_words_where_that_is_asked_for(value: float, unit: str, expected: dict[str, str]) -> None:
    assert {lang: told(lang, value, unit, compact=True) for lang in expected} == expected


@pytest.mark.parametrize(
    ("lang", "value", "expected"),
    [
        ("en", 1, "1 full barrel"), ("en", 1.5, "1.5 full barrels"), ("en", 3000, "3,000 full barrels"),
        ("ru", 21, "21 бочка"), ("ru", 3, "3 бочки"), ("ru", 5, "5 бочек"), ("ru", 1.5, "1,5 бочки"),
        ("ar", 2, "2 برميلان"), ("ar", 3, "3 براميل"), ("ar", 11, "11 برميلًا"), ("ar", 100, "100 برميل"),
    ],
)  # fmt: skip
def test_a_word_of_the_campaigns_own_comes_before_that_of_cldr(lang: str, value: float, expected: str) -> None:
    assert told(lang, value, "barrels", {"barrels": Markup("{}").format(BARRELS[lang])}) == expected


def test_a_word_of_one_form_stands_beside_every_number() -> None:
    assert told("kk", 3, "shifts", {"shifts": Markup("ауысым")}) == "3 ауысым"


@pytest.mark.parametrize("lang", ["en", "ru", "kk", "de", "ar", "fr", "pl", "cy"])
def test_a_language_is_asked_for_each_of_its_forms_once(lang: str) -> None:
    forms = [units.form(sample, lang) for sample in units.forms(lang)]
    assert len(set(forms)) == len(forms)
    assert {units.form(Decimal(number), lang) for number in range(1, 300)} <= set(forms)


def test_numbers_hold_together_with_what_follows() -> None:
    read = labels.load([house.ROOT / "layouts"], "ru", house.ROOT)
    for value, unit in ((15000, "KZT"), (12.5, "percent"), (12, "hours")):
        assert " " not in quantities.told(Figure(key="one", value=value, unit=unit), {}, read)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(15000, "count", "۱۵٬۰۰۰"), (12.5, "percent", "۱۲٫۵٪"), (1905, "year", "۱۹۰۵"), (40, "hours", "۴۰ ساعت")],
)
def test_in_the_digits_of_the_language(value: float, unit: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "fa.po").write_text('msgid ""\nmsgstr ""\n"Language: fa\\n"\n', "utf-8")
    persian = labels.load([tmp_path, house.ROOT / "layouts"], "fa", tmp_path)
    figure = Figure.model_validate({"key": "one", "value": value, "unit": unit})
    assert quantities.told(figure, {}, persian).replace("\u00a0", " ").replace("\u200e", "") == expected
