"""Documents that are folded: six panels in the order of reading, and a booklet whose text runs on from page to page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import program
from tests.e2e.delivery import Delivery, Pdf, contents, letters

# What each panel begins and ends with: cover, flap, the inner spread from left to right, back.
PANELS = [
    ("Keep the ferry", "harbour.example"),
    ("The line wants to stop the ferry", "less pay for those who stay"),
    ("A town and its boats", "Talks with the crew, now"),
    ("Background", "The crew walks out"),
    ("What you can do", "No boats, no town"),
    ("Copies to", "Send the letter."),
]
PANEL_MM = {"a4": (97, 210), "letter": (92.08, 215.9)}  # the narrowest of three: 297 / 3 - 2 mm, 3 5/8 in
# Headings of the booklet whose words stand nowhere else.
CHAPTERS = ("A town and its boats", "Background", "What happened", "Model letters", "Make it your own", "Slogans")


def made(campaign: Path, layout: str, *arguments: str) -> Pdf:
    """One document of the small case, built alone."""
    program.built(campaign, f"--only={layout}", *arguments)
    (made_,) = (
        one for path, one in Delivery(campaign / "out/ferry").files.items() if path.endswith(f"en/{layout}.pdf")
    )
    return made_


@pytest.mark.parametrize("paper", PANEL_MM)
def test_the_folded_leaflet_has_six_panels_in_the_order_of_reading(base: Path, paper: str) -> None:
    """As wide as the narrowest panel of the paper; each holds its own matter whole, whichever way it is folded."""
    folded = made(base, "folded", f"--paper={paper}")
    assert folded.sheets_mm == [pytest.approx(PANEL_MM[paper], abs=0.1)] * 6
    spoken = letters("".join(text for _, text in folded.tagged))
    places = [spoken.index(letters(words)) for panel in PANELS for words in panel]
    assert places == sorted(places)
    for text, panel in zip(folded.texts, PANELS, strict=True):
        assert all(letters(words) in letters(text) for words in panel)
    assert [code.page for code in folded.codes] == [6]


def test_many_events_take_the_place_of_the_background(base: Path) -> None:
    """The fourth panel tells how it came to this where there is room for it beside what happened."""
    assert "lockedgates" in letters(made(base, "folded").texts[3])
    events = [f"letter-{number}" for number in range(6)]
    case = base / "content/cases/ferry"
    listed = "".join(f'  - {{key: {key}, when: "2012"}}\n' for key in events)
    program.change(case / "case.yaml", "timeline:\n", f"timeline:\n{listed}")
    for lang in ("en", "ru"):
        with (case / lang / "timeline.md").open("a", encoding="utf-8") as file:
            file.writelines(f"- {key}: The crew writes to the line\n" for key in events)
    (_, _, _, fourth, _, _) = made(base, "folded").texts
    assert letters(fourth).count(letters("The crew writes to the line")) == len(events)
    assert "lockedgates" not in letters(fourth)


def test_the_contents_of_the_booklet_lead_to_its_chapters(base: Path) -> None:
    """Each line leads to the page whose number it prints, and there the chapter begins."""
    booklet = made(base, "booklet")
    lines = contents(booklet)
    assert len(lines) == 10
    assert [number for _, number in lines] == [page + 1 for page, _ in lines]
    for chapter in CHAPTERS:
        # After the cover and the contents themselves.
        begins = next(n for n, text in enumerate(booklet.texts) if n > 1 and letters(chapter) in letters(text))
        assert begins in {page for page, _ in lines}


def test_the_booklet_begins_and_ends_with_its_covers(base: Path) -> None:
    """The code, the address and the imprint stand on the last page, which lies outside."""
    booklet = made(base, "booklet")
    assert len(booklet.texts) == 8
    assert [code.page for code in booklet.codes] == [8]
    assert letters("The Northport ferry") in letters(booklet.texts[0])
    assert letters("1 Quay Street") in letters(booklet.texts[-1])


def test_letters_to_several_are_printed_once_for_each_salutation(base: Path) -> None:
    """Two who get the same letter share it only where it begins and ends alike, too."""
    program.change(
        base / "content/cases/ferry/case.yaml", "address: ferry-line, letter: letter-company", "address: ferry-line"
    )
    for file in (base / "content/cases/ferry").glob("*/letter-company.md"):
        file.unlink()
    spoken = letters("".join(text for _, text in made(base, "booklet").tagged))
    assert spoken.count(letters("I ask you to keep the ferry running")) == 2
    addresses = base / "content/addresses.yaml"
    program.change(addresses, "Dear Sir or Madam,", "Dear Minister,")
    spoken = letters("".join(text for _, text in made(base, "booklet").tagged))
    assert spoken.count(letters("I ask you to keep the ferry running")) == 1


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_drafts_are_stamped_on_every_panel_and_page(base: Path, paper: str) -> None:
    """In the language with the longer word for it, too, across the narrowest panel."""
    only = "--draft", "--only=folded", "--only=booklet", f"--paper={paper}"
    program.well(program.invoke("build", "--root", base, "--case=ferry", "--lang=ru", program.DAY, *only))
    drafts = Delivery(base / "out/ferry").of("ru")
    assert [len(draft.texts) for draft in drafts] == [8, 6]
    assert all("ЧЕРНОВИК" in text for draft in drafts for text in draft.texts)
