"""Imprints: whose they are, what the law adds, what a draft says is missing; and nobody in danger is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packbuilder import load, plan
from packbuilder.compose import labels
from packbuilder.compose.labels import Labels
from packbuilder.compose.local import imprint
from packbuilder.errors import ErrorCollector
from packbuilder.model.law import LawFile
from packbuilder.model.loaded import Branch
from tests.model.samples import branch, ferry
from tests.typeset import house

CAMPAIGN = "Harbour Campaign, 1 Quay Street, Northport"
LAW = load.law([house.ROOT / "layouts"], ErrorCollector())
OWN = {"en": "Quay Group, 2 Dock Road", "ru": "Группа причала, 2 Dock Road"}
PRESS, PERSON = "Press, 3 Dock Road", "Ana Petrova, 4 Dock Road"


def words(lang: str) -> Labels:
    return labels.load([house.ROOT / "layouts"], lang, house.ROOT)


def line(local: Branch | None, lang: str = "en", *, draft: bool = False, law: LawFile = LAW) -> str:
    campaign, case = ferry()
    made = plan.edition(replace(campaign, law=law), case, lang, ["tests"], branch=local)
    return imprint(made, words(lang), draft=draft)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, CAMPAIGN),
        ({"imprint": OWN}, OWN["en"]),
        ({"imprint": "open"}, CAMPAIGN),
        ({"imprint": OWN, "printer": PRESS}, f"{OWN['en']}. Printed by {PRESS}"),
        ({"printer": PRESS, "responsible": PERSON}, f"{CAMPAIGN}. Printed by {PRESS}. Responsible: {PERSON}"),
        ({"printer": "open", "responsible": "open"}, CAMPAIGN),
        ({"imprint": {**OWN, "en": "Quay Group e.V."}, "printer": PRESS}, f"Quay Group e.V. Printed by {PRESS}"),
    ],
)
def test_what_is_known_is_printed_in_one_line(facts: dict[str, object], expected: str) -> None:
    assert line(branch(**facts)) == expected
    assert line(None) == CAMPAIGN


def test_it_is_that_of_the_language() -> None:
    assert line(branch(imprint=OWN, printer=PRESS), "ru").startswith(f"{OWN['ru']}. ")
    assert line(None, "ru") == "Кампания порта, 1 Quay Street, Northport"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"country": "DE", "imprint": "open"}, f"{CAMPAIGN}. [imprint]. Printed by [printer]"),
        ({"country": "DE", "imprint": OWN}, f"{OWN['en']}. Printed by [printer]"),
        ({"country": "DE", "imprint": OWN, "printer": PRESS}, f"{OWN['en']}. Printed by {PRESS}"),
        ({"country": "GB"}, CAMPAIGN),
        ({"country": "GB", "election": True}, f"{CAMPAIGN}. Printed by [printer]. Responsible: [responsible]"),
    ],
)
def test_a_draft_says_what_the_law_wants_and_nobody_knows(facts: dict[str, object], expected: str) -> None:
    """In earnest it would be refused; where no law wants it, nothing is said."""
    assert line(branch(**facts), draft=True) == expected
    assert "[" not in line(branch(**facts))


DANGEROUS = sorted({country for danger in LAW.dangers for country in danger.countries})


@given(
    country=st.sampled_from(DANGEROUS),
    lang=st.sampled_from(["en", "ru"]),
    draft=st.booleans(),
    election=st.booleans(),
    printer=st.sampled_from([None, "open", PRESS]),
    own=st.sampled_from([None, "open", OWN]),
    person=st.sampled_from([None, "open", PERSON]),
)
def test_no_person_is_ever_named_where_that_is_dangerous(  # noqa: PLR0913 - each of them is drawn
    *,
    country: str,
    lang: str,
    draft: bool,
    election: bool,
    printer: str | None,
    own: object,
    person: str | None,
) -> None:
    """Whatever the file of the branch says, and whatever rule anybody may have added there."""
    rule = LAW.rules[0].model_copy(
        update={"countries": [country], "when": "any", "fields": ["imprint", "printer", "responsible"]}
    )
    asking = LAW.model_copy(update={"rules": [*LAW.rules, rule]})
    local = branch(country=country, election=election, printer=printer, imprint=own, responsible=person)
    for law in (LAW, asking):
        told = line(local, lang, draft=draft, law=law)
        assert PERSON not in told
        assert "Petrova" not in told
        assert words(lang)("Responsible: %(who)s", who="").strip() not in told
        assert "[responsible]" not in told


def test_there_are_countries_where_it_is_dangerous() -> None:
    assert {"RU", "KZ", "BY"} <= set(DANGEROUS)
    assert "Petrova" in line(branch(country="GB", responsible=PERSON))
