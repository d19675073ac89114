"""Composing: what templates get to see, as finished strings, and the page that comes of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from packbuilder import load, plan
from packbuilder.compose import labels, pack_front
from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.composer import Composer
from packbuilder.compose.images import grey_jpeg
from packbuilder.compose.pack_front import Made, Print, PrintRow
from packbuilder.compose.plain_text import typed
from packbuilder.compose.template import Templates
from packbuilder.errors import ErrorCollector, LayoutError, Problem
from packbuilder.model.case import CaseFile
from packbuilder.model.loaded import Campaign, Case, Picture
from packbuilder.model.paper import sheet_name
from packbuilder.model.text import Text
from packbuilder.plan import Document
from tests.typeset import house

FERRY = Path(__file__).parents[1] / "faults" / "base"
NBSP = "\u00a0"


@cache
def loaded() -> tuple[Campaign, Case]:
    """The campaign of one case that the tests of faults begin with."""
    campaign = load.campaign(FERRY, ErrorCollector())
    assert campaign is not None
    case = load.case(campaign, "ferry", ErrorCollector())
    assert case is not None
    return replace(campaign, post=load.post(house.LAYOUTS, ErrorCollector())), case


def composer(lang: str = "en", case: Case | None = None, *, draft: bool = False) -> Composer:
    campaign, ferry = loaded()
    edition = plan.edition(campaign, case or ferry, lang, ["tests"])
    words = labels.load(house.LAYOUTS, lang, house.ROOT, draft=draft)
    needed = frozenset({"title", "headline", "story"})
    return Composer(edition, words, Templates(house.LAYOUTS), {"display": house.face()}, needed, draft)


def with_facts(**changed: object) -> Case:
    """The case with some of its facts changed."""
    _, ferry = loaded()
    return replace(ferry, facts=CaseFile.model_validate(ferry.facts.model_dump() | changed))


def with_text(name: str, **changed: object) -> Case:
    """The case with one of its English texts changed, or taken away."""
    _, ferry = loaded()
    texts = dict(ferry.texts["en"])
    old: Text = texts.pop(name)
    if changed:
        texts[name] = replace(old, **changed)  # type: ignore[arg-type]  # whatever the test wants
    return house.worded(ferry, {**ferry.texts, "en": texts})


def page(layout: str, of: Composer, subject: str | None = None, number: int = 1) -> ComposedDocument:
    return of.compose(Document(of.edition, house.layouts()[layout], subject, number))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://campaignkazakhstan.org/", "campaignkazakhstan.org"),
        ("http://example.org/", "http://example.org"),
        ("https://www.example.org", "www.example.org"),
        ("https://www.example.org/ferry/", "www.example.org/ferry"),
        ("https://example.org/a?b=c", "example.org/a?b=c"),
        ("https://example.org/a?b=c/", "example.org/a?b=c/"),
        ("https://app.example.org/#/appeal/5", "app.example.org/#/appeal/5"),
        ("https://example.org:8443/", "https://example.org:8443"),
    ],
)
def test_addresses_are_printed_as_they_are_typed(url: str, expected: str) -> None:
    """Without https:// and the slash at the end: all else may be what the server needs."""
    assert typed(url) == expected


def test_figures_stand_in_the_form_of_the_language() -> None:
    """Numbers grouped, percentages with their sign, dates in words; what is open has no value, and says so."""
    figures: list[dict[str, object]] = [
        {"key": "crew", "value": 15000},
        {"key": "pay-cut", "value": 30, "unit": "percent"},
        {"key": "day", "value": date(2013, 6, 20)},
        {"key": "gone", "value": "open"},
    ]
    _, ferry = loaded()
    for lang, expected in (
        ("en", ["15,000", "30%", "20 June 2013", ""]),
        ("ru", ["15 000", "30 %", "20 июня 2013 г.", ""]),
    ):
        text = ferry.texts[lang]["figures"]
        entries = tuple(replace(text.entries[0], key=str(figure["key"])) for figure in figures)
        texts = {**ferry.texts, lang: {**ferry.texts[lang], "figures": replace(text, entries=entries)}}
        shown = composer(lang, house.worded(with_facts(figures=figures), texts)).view.figures
        assert [re.sub(r"\s", " ", figure.value) for figure in shown] == expected
        assert not any(re.search(r"\d [^\W\d]|\d %", figure.value) for figure in shown)
        assert [figure.open for figure in shown] == [False, False, False, True]


def test_the_timeline_has_days_months_and_years() -> None:
    """As exactly as the sources have them, in words; what is open is left to be written in."""
    when = [date(2013, 6, 20), "2013-06", "2013", "open"]
    events = [{"key": "notice", "when": one} for one in when]
    shown = composer("en", with_facts(timeline=events)).view.timeline
    assert [event.value.replace(NBSP, " ") for event in shown] == ["20 June 2013", "June 2013", "2013", ""]
    assert [event.open for event in shown] == [False, False, False, True]


def test_demands_stand_under_those_who_make_them() -> None:
    """In the order of case.yaml, whatever the order of the text; each side under its own heading."""
    both = [{"key": "talks", "by": "campaign"}, {"key": "jobs", "by": "crew"}]
    shown = composer("en", with_facts(demands=both)).view.demands
    assert [(side.key, side.heading, [demand.words for demand in side.demands]) for side in shown] == [
        ("campaign", "We demand", ["Talks with the crew, now"]),
        ("crew", "The crew demands", ["Every job stays"]),
    ]


def test_a_draft_says_what_is_missing_in_its_own_place() -> None:
    """A text that a layout needs, and an entry of a list: their names in brackets; what is there stays."""
    drafted = composer("en", with_text("story"), draft=True).view
    assert (drafted.texts["story"].heading, drafted.texts["story"].body) == ("[story]", "<p>[story]</p>")
    assert drafted.texts["title"].heading == "The Northport ferry"
    drafted = composer("en", with_text("figures", entries=()), draft=True).view
    assert [figure.words for figure in drafted.figures] == ["[figures: crew]", "[figures: pay-cut]"]


def test_what_people_write_is_never_markup() -> None:
    """Names, imprints and titles come out as text, in the page as in its title."""
    nasty = '<script>alert("x")</script>'
    made = page("headline", composer("en", with_text("headline", heading=nasty)))
    assert "<script" not in made.html
    assert made.html.count("&lt;script&gt;") >= 2


def test_a_page_has_its_title_language_sheet_and_code() -> None:
    """The label of its layout and its subject; the address of the appeal in a code; the texts that feed it."""
    made = page("headline", composer("ru"))
    assert (made.title, made.lang, made.name, made.path) == (
        f"Листовка: Паром{NBSP}— людям",
        "ru",
        "headline",
        "ru/headline.pdf",
    )
    assert '<html lang="ru" dir="ltr" data-script="Cyrl">' in made.html
    assert made.css.startswith("@page{size:148mm 210mm;margin:0mm;bleed:0mm}:root{--accent:#C4122F;")
    assert made.codes["appeal"].url == "https://harbour.example/ferry/ru"
    assert made.resources["codes/appeal.svg"] == (made.codes["appeal"].svg.encode(), "image/svg+xml")
    assert made.fed_by == ("content/cases/ferry/ru/title.md", "content/cases/ferry/ru/headline.md")
    assert made.cap_mm is not None


def test_a_letter_is_fed_by_the_letter_of_its_addressee() -> None:
    """The company gets its own; both in the words of the language."""
    written = composer()
    company, official = page("letter", written, "ferry-line"), page("letter", written, "ministry")
    assert "content/cases/ferry/en/letter-company.md" in company.fed_by
    assert "content/cases/ferry/en/letter.md" in official.fed_by
    assert "Your ferry crew" in company.html
    assert "Dear Minister," in official.html
    assert (company.cap_mm, company.title) == (None, "Model letter: Northport Ferries")


def test_a_placard_lies_down_where_that_makes_its_words_larger() -> None:
    """One long word on the lying sheet, short ones on the upright one; the page has the sheet that was chosen."""

    def sheet(words: str) -> tuple[float, float]:
        case = with_text("slogans", entries=(replace(loaded()[1].texts["en"]["slogans"].entry("boats"), words=words),))
        return page("placard", composer("en", case), "boats").sheet_mm

    assert sheet("Solidarity") == (420, 297)
    assert sheet("No boats, no town, no jobs, no bread") == (297, 420)


def refused(name: str, case: Case, subject: str | None = None) -> Problem:
    """What is said of a document with a text that does not fit."""
    with pytest.raises(LayoutError) as raised:
        page(name, composer("en", case), subject)
    [problem] = raised.value.problems
    return problem


def test_words_that_are_too_many_are_told_by_how_much() -> None:
    """With the file and line of their text, the size that they would need, and how much they are too long by."""
    text = loaded()[1].texts["en"]["headline"]
    problem = refused("headline", with_text("headline", heading="Keep the foundry open. " * 40))
    assert (problem.file, problem.line, problem.key) == (text.file, text.heading_line, "headline")
    said = re.search(
        r"fits the headline \(en, home, A4\) only at ([\d.]+) pt, and its smallest size is 20 pt: "
        r"it is about (\d+) letters",
        str(problem),
    )
    assert said is not None
    assert 0 < float(said[1]) < 20
    cut = ("Keep the foundry open. " * 40).strip()[: -int(said[2])]
    page("headline", composer("en", with_text("headline", heading=cut)))
    refused("headline", with_text("headline", heading=f"{cut} Keep the"))


LONG = "Schnarrenbacherin" * 6


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        (f"Free “{LONG}”!", f"The word “{LONG}” is"),
        (f"Free Lindenhauser-{LONG}!", f"The word “Lindenhauser-{LONG}” is"),
        (f"Free Ann&shy;{LONG}!", f"The word “Ann{LONG}” is"),
        ("Free " + "&nbsp;".join(["Lindenhauser"] * 9), "The words “Lindenhauser\xa0Lindenhauser"),
    ],
)
def test_a_word_that_is_too_wide_is_named(heading: str, named: str) -> None:
    """As a whole, without the signs around it; where words are tied, all of them."""
    text = loaded()[1].texts["en"]["headline"]
    problem = refused("headline", with_text("headline", heading=heading))
    assert (problem.file, problem.line, problem.key) == (text.file, text.heading_line, "headline")
    assert problem.what.startswith(named)
    assert problem.what.endswith(" too wide for the headline (en, home, A4) at its smallest size, 20 pt.")
    assert "&shy;" in problem.remedy


def test_what_is_too_wide_in_a_slogan_is_told_by_its_line() -> None:
    """Of several slogans in one file, that of the one that does not fit."""
    first, *others = loaded()[1].texts["en"]["slogans"].entries
    wide = replace(first, words=f"Free {LONG}!", line=17)
    problem = refused("placard", with_text("slogans", entries=(*others, wide)), first.key)
    assert (problem.line, problem.key) == (17, "slogan")
    assert problem.what.startswith(f"The word “{LONG}” is too wide for the placard (en, home, A4)")


def test_spaces_that_hold_words_together_hold_in_slogans_and_standfirsts() -> None:
    """Whatever takes the tags off a text leaves them."""
    text = loaded()[1].texts["en"]["slogans"]
    entries = tuple(replace(entry, words="Talks, not&nbsp;bullets and&nbsp;bread") for entry in text.entries)
    made = page("placard", composer("en", with_text("slogans", entries=entries)), text.entries[0].key)
    assert f"not{NBSP}bullets" in made.title
    assert f"and{NBSP}bread" in made.title
    body = page("leaflet", composer("en", with_text("standfirst", body="Neither\n*bread*&nbsp;nor roses.")))
    assert f">Neither bread{NBSP}nor roses.<" in body.html


def test_a_soft_hyphen_is_in_no_title() -> None:
    """Display type breaks there, and prints a hyphen; elsewhere nobody sees it."""
    made = page("headline", composer("en", with_text("headline", heading="Free Schnarren&shy;bacherin" * 2)))
    assert made.title.endswith(": Free SchnarrenbacherinFree Schnarrenbacherin")
    assert "\u00ad" not in made.html.split("</title>")[0]


def test_the_contents_count_pages_and_name_sheets() -> None:
    """Each document's first page in the pack; kinds in the order of the pack with their files and distances."""
    composed = composer()
    sheet = Print("sheets/leaflet-2-up-a4.pdf", (297, 210), "short", "cut", (5, 25, 1000), "<svg/>")
    made = [
        Made(
            page("leaflet", composer("en", loaded()[1])),
            2,
            (Print("leaflet.pdf", (148, 210), "long", "", (10,)), sheet),
        ),
        Made(page("placard", composed, "boats"), 1, (Print("placard-1-boats.pdf", (297, 420), "", "", (10,)),)),
        Made(page("placard", composed, "hands-off", 2), 1, (Print("placard-2-hands-off.pdf", (420, 297), "", "", ()),)),
        Made(page("letter", composed, "ministry"), 1, (Print("letter-ministry.pdf", (210, 297), "", "", (10,)),)),
    ]
    front = pack_front.front(made, 4, ["en", "ru"], composed.labels)
    entries, kinds = front["entries"], front["kinds"]
    assert isinstance(entries, list)
    assert isinstance(kinds, list)
    assert [(entry.label, entry.page, entry.sheet_name) for entry in entries] == [
        ("Leaflet", 4, "A5"),
        ("Placard", 6, "A3"),
        ("Placard", 7, "A3"),
        ("Model letter", 8, "A4"),
    ]
    assert entries[1].subject == "No boats, no town"
    assert [(kind.title, kind.count_label.replace(NBSP, " ")) for kind in kinds] == [
        ("Leaflet", "1 document"),
        ("Placard", "2 documents"),
        ("Model letter", "1 document"),
    ]
    drawing = "drawings/sheets/leaflet-2-up-a4.pdf.svg"
    assert pack_front.drawings(made) == {drawing: (b"<svg/>", "image/svg+xml")}
    assert [row for kind in kinds for row in kind.rows] == [
        PrintRow("leaflet.pdf", "A5", "turn on the long edge", "", ("10",)),
        PrintRow(
            "sheets/leaflet-2-up-a4.pdf",
            "A4",
            "turn on the short edge",
            "cut",
            ("5", "25", "1,000"),
            f"https://pack.invalid/{drawing}",
        ),
        PrintRow("placard-….pdf", "A3", "one side", "", ("10",)),
        PrintRow("letter-ministry.pdf", "A4", "one side", "", ("10",)),
    ]
    smallest = min(one.composed.cap_mm or 0 for one in made[1:3])
    assert kinds[1].cap_mm == str(int(smallest))
    assert (kinds[1].near_m, kinds[1].far_m) == (str(int(smallest / 8.3)), str(int(smallest / 3.3)))
    assert (kinds[0].cap_mm, kinds[2].cap_mm) == ("", "")
    assert front["other_languages"] == ["Русский"]


def test_sheets_have_their_names_whichever_way_they_lie() -> None:
    """And their figures where they have no name."""
    assert [sheet_name((297, 420)), sheet_name((420, 297)), sheet_name((215.9, 279.4))] == ["A3", "A3", "Letter"]
    assert sheet_name((99.5, 210)) == "99.5 × 210 mm"


def picture(image: Image.Image, form: str, **options: object) -> Picture:
    data = BytesIO()
    image.save(data, form, **options)
    return Picture("content/cases/ferry/images/x", data.getvalue(), f"image/{form.casefold()}", *image.size)


def test_pictures_are_printed_grey_upright_and_tell_nothing() -> None:
    """No camera, no place; transparent parts are paper; turned as the camera says; no larger than paper can show."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Canary Camera"
    shot = Image.new("RGB", (3000, 1500), "red")
    made = grey_jpeg(picture(shot, "JPEG", exif=exif))
    with Image.open(BytesIO(made)) as printed:
        assert (printed.format, printed.mode, printed.size) == ("JPEG", "L", (1050, 2100))
        assert not printed.getexif()
    assert b"Canary" not in made
    assert grey_jpeg(picture(shot, "JPEG", exif=exif)) == made
    with Image.open(BytesIO(grey_jpeg(picture(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG")))) as printed:
        assert printed.getextrema() == (255, 255)
