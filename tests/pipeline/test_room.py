"""Layouts hold what people bring: what has no room is measured and cut, and the page says where the rest stands."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from packbuilder.model.campaign import Address
from packbuilder.model.case import Action, Addressee, Appeal, CaseFile, Demand, Event
from packbuilder.model.envelope import folds
from packbuilder.model.loaded import Campaign, Case
from packbuilder.model.text import Entry, Group, Text
from packbuilder.typeset.boxes import page_box, walk
from packbuilder.typeset.fit import LaidOutDocument
from tests.model.samples import BASE
from tests.pipeline import laying
from tests.pipeline.laying import bare, said

PX_PER_MM = 96 / 25.4
CAPACITY = 74  # letters of an address that a code of level Q holds in version 6
LONG = "https://www.mill-lane-campaigns.example/show_campaign.cgi?c=123&id=keep-it"
SENTENCE = (
    "Representatives of the municipal administration announced further restrictions concerning the ferry and its crew "
    "on Wednesday afternoon. "
)


@cache
def campaign() -> Campaign:
    return laying.campaign(BASE)


@cache
def ferry() -> Case:
    return laying.case(campaign(), "ferry")


def laid(made: Case, *only: str, of: Campaign | None = None) -> dict[str, LaidOutDocument]:
    """The documents of a case made out of `ferry`, by the name of their layout."""
    return {one.composed.layout: one for one in laying.documents(of or campaign(), made, "en", only)}


def with_facts(**changed: object) -> Case:
    return replace(ferry(), facts=CaseFile.model_validate(ferry().facts.model_dump() | changed))


def worded(made: Case, **texts: Text) -> Case:
    """The case with other texts in English, nothing of them withheld from anybody."""
    whole = {**made.texts, "en": {**made.texts["en"], **texts}}
    return replace(made, texts=whole, redacted=dict.fromkeys(made.redacted, whole))


def written_to(count: int, lines: int) -> tuple[Campaign, Case]:
    """A case with so many addressees, each with a postal address of so many lines and a mailbox."""
    offices = {
        f"ward-{n}": Address.model_validate({
            "name": {"en": f"Councillor for Ward {n}."}, "role": "official", "country": "GB", "languages": ["es"],
            "postal": [f"Councillor {n}", *(f"Corridor {line}" for line in range(2, lines)), "Northport"],
            "email": f"ward{n}.councillor@northport-council.example", "checked": laying.DAY,
            "salutation": {"en": "Dear Councillor,"}, "closing": {"en": "Yours faithfully,"},
        })
        for n in range(1, count + 1)
    }  # fmt: skip
    addressees = [Addressee(address=key).model_dump() for key in offices]
    more = replace(campaign(), addresses={**campaign().addresses, **offices})
    points, openings = text("points", "- Nobody is heard.\n- Jobs go."), text("openings", "", "I live there.")
    return more, worded(
        with_facts(addressees=addressees, copies=[], openings=["one"]), points=points, openings=openings
    )


def text(name: str, body: str, entry: str = "") -> Text:
    """A text that the case does not have; with an entry under the key `one`."""
    entries = (Entry("one", entry, 0),) if entry else ()
    return replace(ferry().texts["en"]["story"], name=name, heading="Heading", body=body, entries=entries, groups=())


def names(text: str) -> list[int]:
    """Which of the councillors a text says how to write to, in their order."""
    return [int(n) for n in re.findall(r"CouncillorforWard(\d+)\.(?:Councillor\d|DearCouncillor)", text)]


@pytest.mark.parametrize(("count", "lines"), [(6, 4), (20, 12)])
def test_addressees_are_without_limit(count: int, lines: int) -> None:
    """The sheet of addresses has all of them, with all lines; the others the first ones, how many more, and where."""
    of, made = written_to(count, lines)
    documents = laid(made, "addresses", "appeal", "folded", "writing", of=of)
    sheet = "".join(said(documents["addresses"]))
    assert sorted(names(sheet)) == list(range(1, count + 1))
    assert sheet.count("Northport") >= count
    assert sheet.count(f"Corridor{lines - 1}") == count
    assert "Reads:Spanish" in sheet
    assert len(documents["addresses"].document.pages) > 1
    for name in ("appeal", "folded", "writing"):
        text = "".join(said(documents[name]))
        first = names(text)
        assert first == list(range(1, len(first) + 1))
        told = re.findall(r"and(\d+)more:see“Addresses”", text)
        assert told == ([str(count - len(first))] if len(first) < count else [])
        warned = [one for one in documents[name].composed.warnings if "`addressees`" in one.what]
        assert [f"it prints {len(first)}," in one.what for one in warned] == [True] * bool(told)
    if count > 6:
        assert len(names("".join(said(documents["appeal"])))) < count


def test_addresses_as_long_as_a_code_holds_are_printed() -> None:
    """In every document, whole, broken after signs; the code leads there."""
    assert len(LONG) == CAPACITY
    of, made = campaign(), with_facts(appeal=Appeal(url={"en": LONG, "ru": LONG}, page="own").model_dump())
    documents = laid(made, of=of)
    assert {"leaflet", "folded", "placard", "tearoff", "appeal", "letter", "booklet"} <= set(documents)
    for name, one in documents.items():
        codes = one.composed.codes
        assert codes["appeal"].url == LONG if "appeal" in codes else name.startswith("postcard")
        assert bare(LONG.removeprefix("https://")) in "".join(said(one)), name


def test_a_short_address_is_printed_in_its_place() -> None:
    """The code leads to the long one, and so does a tap; a language without one has the long one."""
    appeal = Appeal(url={"en": LONG, "ru": LONG}, short={"en": "https://quay.example/f"}, page="own")
    made = with_facts(appeal=appeal.model_dump())
    [one] = laid(made, "leaflet").values()
    text = "".join(said(one))
    assert "quay.example/f" in text
    assert "campaign.cgi" not in text
    assert one.composed.codes["appeal"].url == LONG
    assert f'href="{LONG}"' in one.composed.html.replace("&amp;", "&")
    [russian] = laying.documents(campaign(), made, "ru", ["leaflet"])
    assert bare(LONG.removeprefix("https://")) in "".join(said(russian))


@pytest.mark.parametrize("paragraphs", [[4] * 6, [24]], ids=["six", "one"])
def test_the_background_runs_on_where_there_is_room(paragraphs: list[int]) -> None:
    """Page 2 goes on where page 1 ends, between paragraphs, or of a long one between sentences; each sentence once."""
    sentences = [f"Word {n}: {SENTENCE}" for n in range(sum(paragraphs))]
    left = iter(sentences)
    body = "\n\n".join("".join(next(left) for _ in range(count)) for count in paragraphs)
    english = ferry().texts["en"]
    made = worded(
        ferry(),
        background=replace(english["background"], body=body),
        summary=replace(english["summary"], body=SENTENCE * 3),
    )
    [one] = laid(made, "appeal").values()
    first, second = said(one)
    assert "(continued)" in second
    assert "(continued)" not in first
    numbers = [int(n) for page in (first, second) for n in re.findall(r"Word(\d+):", page)]
    assert numbers == list(range(len(sentences)))
    assert first.count("Word") > 6 < second.count("Word")
    assert one.composed.warnings == ()


def demanding(sides: int, demands: int, actions: int) -> Case:
    """A case with so many sides that demand so much, and so much to do."""
    keys = [(f"side-{s}", f"demand-{s}-{d}") for s in range(sides) for d in range(demands)]
    facts = with_facts(
        demands=[Demand(key=key, by=by).model_dump() for by, key in keys],
        actions=[Action(key=f"act-{n}", kind="write").model_dump() for n in range(actions)],
    )
    english = facts.texts["en"]
    what = "nobody is dismissed for having taken part in it, by whomever"
    entries = tuple(Entry(f"demand-{s}-{d}", f"D{s}.{d}: {what}.", 0) for s in range(sides) for d in range(demands))
    groups = tuple(Group(f"side-{s}", f"What side {s} demands", 0) for s in range(sides))
    doing = tuple(Entry(f"act-{n}", f"**Write** act {n}, to the embassy in your country.", 0) for n in range(actions))
    return worded(
        facts,
        petition=text("petition", SENTENCE),
        demands=replace(english["demands"], entries=entries, groups=groups),
        actions=replace(english["actions"], entries=doing),
    )


@pytest.mark.parametrize(("sides", "demands", "actions"), [(5, 7, 8), (2, 8, 3), (1, 1, 1), (0, 0, 0)])
def test_demands_and_actions_from_none_to_many(sides: int, demands: int, actions: int) -> None:
    """Sides stand there whole, the first ones first, numbered through; how many more there are is told, and where."""
    documents = laid(demanding(sides, demands, actions), "leaflet", "folded", "appeal", "petition", "booklet")
    total = sides * demands
    assert set(documents) == {"leaflet", "folded", "appeal", "booklet"} | ({"petition"} if total else set())
    for name, one in documents.items():
        text = "".join(said(one))
        shown = [(int(s), int(d)) for s, d in re.findall(r"D(\d+)\.(\d+):", text)]
        assert shown == [(s, d) for s in range(sides) for d in range(demands)][: len(shown)]
        assert len(shown) % max(demands, 1) == 0 or len(shown) < demands
        told = re.findall(r"and(\d+)more:see“Booklet”", text)
        done = len(re.findall(r"Writeact(\d+)", text)) if name != "petition" else actions
        rest = [total - len(shown), actions - done]
        assert sorted(told) == sorted(str(more) for more in rest if more)
        assert name != "booklet" or rest == [0, 0]
        assert bool(shown) == bool(total)


def test_the_timeline_begins_where_there_is_room() -> None:
    """Where the demands leave it no room on page 2, on page 1 already: each event once, in its order."""
    crowded, count = demanding(5, 7, 3), 8
    events = [Event(key=f"event-{n}", when=laying.DAY).model_dump() for n in range(count)]
    entries = tuple(Entry(f"event-{n}", f"Event {n}: {SENTENCE}", 0) for n in range(count))
    facts = CaseFile.model_validate(crowded.facts.model_dump() | {"timeline": events})
    timeline = replace(crowded.texts["en"]["timeline"], entries=entries)
    [one] = laid(worded(replace(crowded, facts=facts), timeline=timeline), "appeal").values()
    first, second = said(one)
    shown = [int(n) for page in (first, second) for n in re.findall(r"Event(\d+):", page)]
    assert shown == list(range(count))
    assert "Event0:" in first
    assert ("(continued)" in second) == ("Event" in second)
    assert not any("`timeline`" in told.what for told in one.composed.warnings)


def test_lines_to_write_on_keep_clear_of_what_follows() -> None:
    """Beside an office alone of which neither street, mailbox nor telephone is known, too."""
    actions = [Action(key="ring", kind="telephone", to=["harbour-open"]).model_dump()]
    office = Address.model_validate({
        "name": {"en": "Harbour Office"}, "role": "official", "country": "GB", "languages": ["en"],
        "postal": "open", "email": "open", "phone": "open",
        "salutation": {"en": "Dear Sir or Madam,"}, "closing": {"en": "Yours faithfully,"},
    })  # fmt: skip
    of = replace(campaign(), addresses={**campaign().addresses, "harbour-open": office})
    to = [Addressee(address="harbour-open").model_dump()]
    made = worded(
        with_facts(actions=actions, addressees=to, copies=[]),
        actions=replace(ferry().texts["en"]["actions"], entries=(Entry("ring", "**Ring** them.", 0),)),
    )
    [one] = laid(made, "addresses", of=of).values()
    boxes = [box for page in one.document.pages for box in walk(page_box(page)) if box.element is not None]
    [lines] = [box for box in boxes if box.element.get("class") == "lines"]
    groups = sorted(box.position_y for box in boxes if (box.element.get("class") or "").startswith("group"))
    below = [top for top in groups if top > lines.position_y]
    assert below
    assert lines.position_y + lines.height < min(below)


@pytest.mark.parametrize(
    ("page", "own", "said_so", "sent"),
    [
        ("own", False, "Read the appeal.", True),
        ("open", False, "More on the site.", True),
        ("own", True, "Read the appeal.", False),
    ],
)
def test_letters_are_called_for_where_the_appeal_asks(*, page: str, own: bool, said_so: str, sent: bool) -> None:
    """And a code that does not lead to the appeal does not say that it does."""
    asked = [Action(key="act-0", kind="write", own=own).model_dump()]
    appeal = ferry().facts.appeal.model_dump() | {"page": page}
    actions = replace(ferry().texts["en"]["actions"], entries=(Entry("act-0", "**Write** to them.", 0),))
    documents = laid(worded(with_facts(actions=asked, appeal=appeal), actions=actions), "folded", "update", "tearoff")
    assert {"folded", "tearoff"} <= set(documents)
    for name, one in documents.items():
        text = "".join(said(one))
        assert (bare("Send the letter") in text) == sent, name
        assert name == "tearoff" or bare(said_so) in text


def test_letters_are_folded_above_a_strip_that_an_imprint_made_higher() -> None:
    """As high as what is left of the sheet then asks for: a last panel that is too short to fold is made up for."""
    imprint = ", ".join(["Harbour Campaign and its very many Friends", "1 Quay Street", "Northport"] * 15)
    settings = campaign().settings.model_copy(update={"imprint": dict.fromkeys(campaign().settings.imprint, imprint)})
    [one] = laid(ferry(), "letter", of=replace(campaign(), settings=settings)).values()
    assert one.composed.folded is not None
    window, length = one.composed.folded
    boxes = [box for box in walk(page_box(one.document.pages[0])) if box.element is not None]
    [strip] = {box.position_y for box in boxes if box.element.get("class") == "strip"}
    left = strip / PX_PER_MM
    assert left < length - 20
    folded = {box.position_y for box in boxes if (box.element.get("class") or "").startswith("fold ")}
    marks = sorted(place / PX_PER_MM for place in folded)
    assert marks == pytest.approx(folds(window, left), abs=0.3)
    assert marks != pytest.approx(folds(window, length), abs=0.3)
