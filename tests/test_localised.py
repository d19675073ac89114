"""The case of a branch: it writes to the one embassy in its own country, and nobody gets what they have."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from packbuilder import plan
from packbuilder.model.case import SubjectFacts
from packbuilder.model.loaded import Campaign, Case
from packbuilder.model.paper import Stock
from tests.model.samples import branch, ferry, with_addresses, with_facts

EMBASSIES = ("embassy-gb", "embassy-de", "embassy-own")


def campaign() -> Campaign:
    """The campaign with three embassies, one of them that in the reader's own country."""
    return with_addresses(
        embassy_gb={"role": "embassy"},
        embassy_de={"role": "embassy", "country": "DE"},
        embassy_own={"role": "embassy", "country": "any", "postal": "open"},
        mfa={"role": "official", "country": "any"},
    )


def localised(home: str | None, **facts: object) -> SubjectFacts:
    return plan.localised(with_facts(**facts), campaign(), branch(embassy=home)).facts


def addressees(facts: SubjectFacts) -> list[tuple[str, str | None]]:
    return [(one.address, one.copy_of) for one in facts.addressees]


def test_every_embassy_becomes_the_branchs_own_and_that_once() -> None:
    """Other offices stay; letters keep the place of the first embassy that they went to."""
    facts = localised(
        "embassy-de",
        addressees=[
            {"address": "embassy-gb"},
            {"address": "mfa"},
            {"address": "embassy-de"},
            {"address": "ferry-line", "letter": "letter-company"},
        ],
        copies=["embassy-own", "crew-union"],
        actions=[{"key": "write", "kind": "write", "to": ["embassy-own", "ministry", "embassy-gb"]}],
    )
    assert addressees(facts) == [("embassy-de", None), ("mfa", None), ("ferry-line", None)]
    assert facts.letter_to("ferry-line") == "letter-company"
    assert facts.copies == ["crew-union"]  # the embassy has got a letter of its own
    assert facts.actions[0].to == ["embassy-de", "ministry"]


def test_a_copy_goes_to_the_branchs_own_embassy() -> None:
    facts = localised("embassy-gb", addressees=[{"address": "mfa"}, {"address": "embassy-own", "copy_of": "mfa"}])
    assert addressees(facts) == [("mfa", None), ("embassy-gb", "mfa")]
    assert facts.letter_to("embassy-gb") == "letter"


def test_nobody_gets_a_copy_of_what_they_got() -> None:
    """A letter to one embassy and a copy of it to another are, for a branch, a letter to its own."""
    for order in (1, -1):
        both = [{"address": "embassy-gb"}, {"address": "embassy-own", "copy_of": "embassy-gb"}][::order]
        assert addressees(localised("embassy-de", addressees=both)) == [("embassy-de", None)]


def test_who_copies_a_letter_to_an_embassy_copies_that_to_the_own_one() -> None:
    both = [{"address": "embassy-gb"}, {"address": "mfa", "copy_of": "embassy-gb"}]
    assert addressees(localised("embassy-de", addressees=both)) == [("embassy-de", None), ("mfa", "embassy-de")]


def test_without_an_embassy_the_case_stays_as_it_is() -> None:
    case = with_facts(addressees=[{"address": "embassy-own"}])
    assert plan.localised(case, campaign(), branch()) is case


KEYS = st.sampled_from([*EMBASSIES, "mfa", "ministry", "ferry-line", "crew-union"])


@given(
    st.lists(KEYS, unique=True, max_size=5),
    st.lists(KEYS, unique=True, max_size=4),
    st.lists(KEYS, unique=True, max_size=3),
    st.randoms(use_true_random=False),
    st.sampled_from(EMBASSIES),
)
def test_one_embassy_and_each_copy_has_its_original(
    to: list[str], copies: list[str], acting: list[str], chance: st.DataObject, home: str
) -> None:
    """Whoever the case writes to: one embassy at most, each address once, and every copy that of a letter."""
    originals, copied = to[:2], to[2:]
    entries = [{"address": key} for key in originals]
    entries += [{"address": key, "copy_of": chance.choice(originals)} for key in copied if originals]  # type: ignore[attr-defined]
    facts = localised(
        home, addressees=entries, copies=copies, actions=[{"key": "write", "kind": "write", "to": acting}]
    )
    written = [one.address for one in facts.addressees]
    everybody = [*written, *facts.copies]
    assert len(set(everybody)) == len(everybody)
    assert {key for key in (*everybody, *facts.actions[0].to) if key in EMBASSIES} <= {home}
    for one in facts.addressees:
        assert one.copy_of != one.address
        assert facts.letter_to(one.address)
    named = {home if key in EMBASSIES else key for key in (*(e["address"] for e in entries), *copies)}
    assert set(everybody) == named  # nobody is left out


def test_an_edition_of_a_branch_has_its_paper_folder_and_code() -> None:
    """Another paper can be asked for; the code is that of no other branch and no other audience."""
    public, case = campaign(), ferry()[1]
    local = branch(embassy="embassy-gb", paper="letter")
    made = plan.edition(public, case, "en", ["tests"], branch=local)
    assert (made.stock, made.folder) == (Stock.LETTER, "quay/en/")
    assert plan.edition(public, case, "en", ["tests"], Stock.A4, local).stock is Stock.A4
    assert plan.edition(public, case, "en", ["tests"], branch=local, audience="press").folder == "press/quay/en/"
    codes = [
        plan.edition(public, case, "en", ["tests"], Stock.A4, of, audience).code
        for of in (None, local, replace(local, source=replace(local.source, sha256="other")))
        for audience in ("public", "members", "press")
    ]
    assert len(set(codes)) == len(codes) == 9


def test_a_branch_prints_in_its_own_languages() -> None:
    """In the order of the campaign, of those that the case has texts in."""
    speaks = branch(languages=["ru"], name={"ru": "Кампания"})
    assert plan.languages(*ferry(), (), speaks) == ["ru"]
    assert plan.languages(*ferry(), ("en",), speaks) == []
    assert plan.languages(*ferry(), ("ru", "en"), branch()) == ["en", "ru"]


def test_a_branch_whose_embassy_is_not_cleared_has_the_case_as_it_stands() -> None:
    """An embassy that is not cleared for the audience is no address of theirs: the case names the one it has."""
    hidden = replace(
        campaign(),
        addresses={
            key: one.model_copy(update={"consent": "members"}) if key == "embassy-gb" else one
            for key, one in campaign().addresses.items()
        },
    )
    case: Case = with_facts(addressees=[{"address": "embassy-own"}, {"address": "mfa"}], copies=[])
    made = plan.edition(hidden, case, "en", ["tests"], branch=branch(embassy="embassy-gb"))
    assert {one.address for one in made.case.facts.addressees} <= set(made.campaign.addresses)
