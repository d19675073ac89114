"""Files: titles, bookmarks, page labels and links."""

from __future__ import annotations

from functools import cache
from typing import Any

from pypdfium2 import PdfDocument

from packbuilder import printing
from packbuilder.typeset.fit import typeset
from tests.printing.files import bookmarks, links, part, read, sizes
from tests.typeset.house import URL, engine, page


@cache
def single(name: str) -> bytes:
    """A file, written once for all the tests here."""
    return printing.single(part(name))


def test_a_single_has_its_title_language_and_labels() -> None:
    """In the file's description and its catalogue; pages are labelled 1, 2; the title is to be shown."""
    reader = read(single("one"))
    catalog: Any = reader.root_object
    assert reader.metadata is not None
    assert reader.metadata.title == "Title one"
    assert set(reader.metadata) == {"/Title", "/Producer"}
    assert catalog["/Lang"] == "en"
    assert reader.page_labels == ["1", "2"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert sizes(single("one")) == [(100, 150)] * 2


def test_a_single_has_bookmarks_for_its_headings() -> None:
    """With the label that the layout gives, or the heading's own words."""
    assert bookmarks(single("one")) == [("Document one", 1), ("Second page of one", 2)]


def test_links_say_their_words_and_lead_to_their_address() -> None:
    """Readers speak what a link says of itself: its words, not an address."""
    assert links(single("one")) == [("the appeal", URL)]


def test_letters_that_change_places_read_back_as_they_were_written() -> None:
    """In a syllable of Hindi a vowel stands before what it is spoken after; its glyphs are used again elsewhere."""
    words = "किताबें किसकी? हमारी! क्षमा"
    laid = typeset(engine(), page(f"<h1>{words}</h1>", sizes=(9, 9), sheet=(100, 100), lang="hi", name="hindi"))
    written = printing.single(laid)
    document = PdfDocument(written)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert text.split() == words.split()
