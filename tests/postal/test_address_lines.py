"""Lines as they stand on an envelope: abroad, the country is the last one, in capitals of the sender's language."""

from __future__ import annotations

import pytest

from packbuilder.language.capitals import capitals
from packbuilder.model.branch import BranchFile
from packbuilder.model.campaign import Address
from packbuilder.postal.address_lines import country_line, language, posted_lines

STREET = ["The Minister of Justice", "1-1-1 Kasumigaseki, Chiyoda-ku", "Tokyo 100-8977"]


def address(country: str, postal: list[str] | str = "open") -> Address:
    return Address(name={"en": "Office"}, role="official", country=country, postal=postal)  # type: ignore[arg-type]


def branch(country: str, *langs: str) -> BranchFile:
    names = dict.fromkeys(langs, "Us")
    return BranchFile(id="us", name=names, country=country, languages=list(langs), time_zone="Europe/London")


@pytest.mark.parametrize(
    ("sender", "country", "expected"),
    [
        (branch("GB", "en"), "JP", "JAPAN"),
        (branch("DE", "ru", "de"), "GB", "VEREINIGTES KÖNIGREICH"),
        (branch("DE", "ru"), "GB", "VEREINIGTES KÖNIGREICH"),
        (branch("RU", "ru", "en"), "KZ", "КАЗАХСТАН"),
        (branch("KZ", "kk", "ru"), "GB", "ҰЛЫБРИТАНИЯ"),
        (branch("CH", "fr", "de"), "DE", "ALLEMAGNE"),
        (branch("TR", "tr"), "IE", "İRLANDA"),
        (branch("GR", "el"), "DE", "ΓΕΡΜΑΝΙΑ"),
        (branch("EG", "ar"), "GB", "المملكة المتحدة"),
        (branch("JP", "en"), "GB", "UNITED KINGDOM"),
        (branch("KZ", "uk"), "GB", "ВЕЛИКОБРИТАНИЯ"),
        (branch("FR", "fr"), "FR", ""),
        (branch("FR", "fr"), "any", ""),
        (None, "GB", "UNITED KINGDOM"),
    ],
)
def test_the_country_line(sender: BranchFile | None, country: str, expected: str) -> None:
    assert posted_lines(address(country, STREET), sender, "en") == (*STREET, *([expected] if expected else []))


@pytest.mark.parametrize("last", ["Japan", "JAPAN", "Japon", "日本", "JPN", "Tokyo 100-8977, Japan"])
def test_a_country_that_stands_there_already_is_put_right_and_not_said_twice(last: str) -> None:
    lines = [*STREET[:2], last] if "," in last else [*STREET, last]
    assert posted_lines(address("JP", lines), branch("DE", "de"), "de") == (*STREET, "JAPAN")


@pytest.mark.parametrize(("country", "last"), [("TR", "TÜRKİYE"), ("GR", "ΕΛΛΑΔΑ")])
def test_a_country_is_known_in_the_capitals_of_its_language(country: str, last: str) -> None:
    """With the dots that they keep, without the accents that they lose."""
    first, second, line = posted_lines(address(country, ["1 Street", "Town", last]), branch("US", "en"), "en")
    assert (first, second) == ("1 Street", "Town")
    assert line == capitals({"TR": "Türkiye", "GR": "Greece"}[country], "en")


def test_an_office_that_is_named_after_a_country_keeps_its_name() -> None:
    lines = ["The Ambassador", "Embassy of the United Kingdom"]
    assert posted_lines(address("GB", lines), branch("US", "en"), "en") == (*lines, "UNITED KINGDOM")


def test_what_is_open_has_no_lines() -> None:
    assert posted_lines(address("JP"), branch("GB", "en"), "en") == ()


def test_the_language_of_a_branch_s_post() -> None:
    assert language(branch("KZ", "ru", "kk")) == "ru"
    assert language(branch("DE", "ru", "en")) == "de"
    assert country_line("ZZ", "xx") == ""


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Birleşik Krallık", "tr", "BİRLEŞİK KRALLIK"),
        ("İsveçrə", "az", "İSVEÇRƏ"),
        ("Ηνωμένο Βασίλειο", "el", "ΗΝΩΜΕΝΟ ΒΑΣΙΛΕΙΟ"),
        ("Μάιος, Ταϊβάν", "el", "ΜΑΪΟΣ, ΤΑΪΒΑΝ"),
        ("Weißrussland", "de", "WEISSRUSSLAND"),
        ("Côte d’Ivoire", "fr", "CÔTE D’IVOIRE"),
    ],
)
def test_capitals_are_those_of_the_language(text: str, lang: str, expected: str) -> None:
    assert capitals(text, lang) == expected
