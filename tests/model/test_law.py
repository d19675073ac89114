"""The laws on print as data: each with its source and day, of countries that there are, and told to whom they hold."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from babel import Locale

from packbuilder import load
from packbuilder.errors import ErrorCollector
from packbuilder.model.law import LawFile
from tests.model.samples import branch

COUNTRIES = {code for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(code))} - {
    "EU",
    "ZZ",
    "EZ",
    "UN",
}


@pytest.fixture(scope="module")
def law() -> LawFile:
    problems = ErrorCollector()
    read = load.law([Path(__file__).parents[2] / "layouts"], problems)
    assert not list(problems)
    assert read.rules
    assert read.dangers
    assert read.privacy
    return read


def test_each_says_where_it_was_read_and_when(law: LawFile) -> None:
    for one in (*law.rules, *law.dangers, *law.privacy):
        assert urlsplit(one.source).hostname, one
        assert date(2020, 1, 1) < one.collected < date(2100, 1, 1), one


def test_each_holds_in_countries_that_there_are(law: LawFile) -> None:
    assert len(COUNTRIES) > 200
    for one in (*law.rules, *law.dangers, *law.privacy):
        assert one.countries
        assert set(one.countries) <= COUNTRIES, one
        assert len(set(one.countries)) == len(one.countries), one


def test_rules_name_layouts_that_there_are_and_each_has_a_key(law: LawFile) -> None:
    layouts = load.layouts([Path(__file__).parents[2] / "layouts"], ErrorCollector())
    assert len({rule.key for rule in law.rules}) == len(law.rules)
    for rule in law.rules:
        assert set(rule.documents) <= layouts.keys()
        assert len(set(rule.fields)) == len(rule.fields)


def test_no_country_asks_for_a_person_where_that_is_dangerous(law: LawFile) -> None:
    """A rule there would have the build refused for what must not be given."""
    for danger in law.dangers:
        for country in danger.countries:
            for election in (True, False):
                asked = law.rules_for(branch(country=country, election=election).facts)
                assert not any("responsible" in rule.fields for rule in asked)


def test_a_country_has_one_law_on_personal_data(law: LawFile) -> None:
    listed = [country for one in law.privacy for country in one.countries]
    assert len(set(listed)) == len(listed) > 25
    germany, nowhere = law.privacy_in("DE"), law.privacy_in("KZ")
    assert germany is not None
    assert "DSGVO" in germany.law
    assert nowhere is None


def test_the_regulation_holds_in_the_whole_economic_area(law: LawFile) -> None:
    """The Union and the three countries beside it; other countries have laws of their own, or none that is known."""
    area = {str(c) for c in COUNTRIES if (one := law.privacy_in(str(c))) and "2016/679" in one.law}
    assert {"NO", "IS", "LI", "DE", "FR", "IE"} <= area
    assert len(area) == 30
    assert not area & {"GB", "CH", "RU", "KZ", "US"}
    for country, name in (("GB", "UK GDPR"), ("CH", "FADP")):
        own = law.privacy_in(country)
        assert own is not None
        assert name in own.law


def test_election_rules_hold_in_elections_alone(law: LawFile) -> None:
    assert law.rules_for(branch(country="GB").facts) == []
    (election,) = law.rules_for(branch(country="GB", election=True).facts)
    assert election.fields == ["printer", "responsible"]
    assert law.rules_for(branch(country="DE").facts)[0].address == "street"
    assert law.rules_for(branch(country="KZ", election=True).facts) == []
    assert [country for country in ("RU", "KZ", "BY", "GB") if law.danger_in(country)] == ["RU", "KZ", "BY"]


def test_the_campaigns_own_law_comes_before_the_programs(tmp_path: Path) -> None:
    """And a faulty one is told of, with none in its place."""
    own = tmp_path / "layouts" / "_law" / "law.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("rules: []\n", "utf-8")
    folders = [tmp_path / "layouts", Path(__file__).parents[2] / "layouts"]
    assert load.law(folders, ErrorCollector()) == LawFile()
    own.write_text("rules:\n  - key: x\n", "utf-8")
    problems = ErrorCollector()
    assert load.law(folders, problems) == LawFile()
    assert {problem.file for problem in problems} == {"layouts/_law/law.yaml"}
    assert any("source" in problem.key for problem in problems)
    assert load.law([tmp_path / "none"], ErrorCollector()) == LawFile()
