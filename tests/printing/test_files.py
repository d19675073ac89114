"""Files: titles, bookmarks, page labels and links; the pack is the sum of the singles, and bytes repeat themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from itertools import chain
from typing import Any

from pypdf import PdfReader
from pypdfium2 import PdfDocument

from packbuilder import printing
from packbuilder.typeset.fit import LaidOutDocument, typeset
from tests.pdfcheck.tagged import strings
from tests.typeset.house import URL, code_image, engine, page

SHEETS = {"one": (100.0, 150.0), "two": (148.0, 210.0), "three": (150.0, 100.0)}


def part(name: str, lang: str = "en") -> LaidOutDocument:
    """A document of two pages, with a bookmark, a link, a code and a sentence in another language."""
    html = f"""
    <h1 id="{name}" style="bookmark-label:'Document {name}'">Document {name}</h1>
    <p><span lang="ru">Слово {name}</span> and <a href="{URL}">the appeal</a>.</p>{code_image("", 20)}
    <h2 style="break-before:page">Second page of {name}</h2><p>It ends here.</p>
    """
    made = page(html, pages=(2, 2), sizes=(9, 9), sheet=SHEETS[name], lang=lang, title=f"Title {name}", name=name)
    return typeset(engine(), made)


def front() -> LaidOutDocument:
    """The front of a pack of three documents: a page with links to each."""
    links = "".join(f'<li><a href="#{name}">To {name}</a></li>' for name in SHEETS)
    html = f'<h1 id="pack">Pack</h1><ol>{links}</ol>'
    return typeset(engine(), page(html, sizes=(9, 9), title="The pack", name="pack"))


def all_of_it() -> tuple[list[bytes], bytes]:
    """Everything laid out and written, singles first, as a build does."""
    parts = [part(name) for name in SHEETS]
    return [printing.single(one) for one in parts], printing.pack(front(), parts)


@cache
def files() -> tuple[list[bytes], bytes]:
    """The singles and the pack, written once for all the tests here."""
    return all_of_it()


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf), strict=True)


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """The pages' sizes in mm."""
    return [
        (round(float(p.mediabox.width) * 25.4 / 72), round(float(p.mediabox.height) * 25.4 / 72))
        for p in read(pdf).pages
    ]


def bookmarks(pdf: bytes) -> list[tuple[str, int]]:
    """The bookmarks, whatever their depth, each with the page that it leads to, from 1."""
    reader = read(pdf)

    def flat(items: Sequence[Any]) -> list[Any]:
        return [one for item in items for one in (flat(item) if isinstance(item, list) else [item])]

    return [(str(one.title), (reader.get_destination_page_number(one) or 0) + 1) for one in flat(reader.outline)]


def links(pdf: bytes) -> list[tuple[str, str]]:
    """What each link says of itself, and where it leads: an address, or `page` and its number."""
    reader = read(pdf)
    found = []
    for place in reader.pages:
        for annotation in place.get("/Annots", []):
            link: Any = annotation.get_object()
            if "/A" in link and "/URI" in link["/A"]:
                target = str(link["/A"]["/URI"])
            else:
                named = reader.named_destinations[link["/Dest"] if "/Dest" in link else link["/A"]["/D"]]
                target = f"page {(reader.get_destination_page_number(named) or 0) + 1}"
            found.append((str(link["/Contents"]), target))
    return found


def test_a_single_has_its_title_language_and_labels() -> None:
    """In the file's description and its catalogue; pages are labelled 1, 2; the title is to be shown."""
    reader = read(files()[0][0])
    catalog: Any = reader.root_object
    assert reader.metadata is not None
    assert reader.metadata.title == "Title one"
    assert set(reader.metadata) == {"/Title", "/Producer"}
    assert catalog["/Lang"] == "en"
    assert reader.page_labels == ["1", "2"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert sizes(files()[0][0]) == [(100, 150)] * 2


def test_a_single_has_bookmarks_for_its_headings() -> None:
    """With the label that the layout gives, or the heading's own words."""
    assert bookmarks(files()[0][0]) == [("Document one", 1), ("Second page of one", 2)]


def test_links_say_their_words_and_lead_to_their_address() -> None:
    """Readers speak what a link says of itself: its words, not an address."""
    assert links(files()[0][0]) == [("the appeal", URL)]


def test_the_pack_has_its_own_title_and_all_the_pages() -> None:
    """The front's title and language; each page of each single in its own size, labelled through."""
    singles, pack = files()
    reader = read(pack)
    catalog: Any = reader.root_object
    assert reader.metadata is not None
    assert reader.metadata.title == "The pack"
    assert catalog["/Lang"] == "en"
    assert sizes(pack) == [(100, 100), *(size for single in singles for size in sizes(single))]
    assert reader.page_labels == [str(number) for number in range(1, 8)]


def test_the_pack_holds_every_tagged_text_of_the_singles() -> None:
    """Front, then each document, in order, each text in its language: nothing lost, nothing twice."""
    singles, pack = files()
    parts = [strings(single) for single in singles]
    assert all(len(one) == 7 for one in parts), parts
    assert ("ru", "Слово two") in parts[1]
    own = [("en", word) for word in ("Pack", "To one", "To two", "To three")]
    assert strings(pack) == [*own, *chain.from_iterable(parts)]


def test_the_pack_leads_to_its_parts() -> None:
    """Its contents lead to each document's first page; bookmarks and addresses of the singles are all there."""
    singles, pack = files()
    assert links(pack) == [
        ("To one", "page 2"),
        ("To two", "page 4"),
        ("To three", "page 6"),
        *[("the appeal", URL)] * 3,
    ]
    expected = [("Pack", 1)]
    for number, single in enumerate(singles):
        expected += [(title, 1 + 2 * number + on) for title, on in bookmarks(single)]
    assert bookmarks(pack) == expected


def test_a_second_run_in_the_same_process_gives_the_same_bytes() -> None:
    """Nothing that the first run did to the renderer shows in the second: not a byte of singles or pack."""
    assert all_of_it() == files()


def test_a_part_in_another_language_keeps_it_in_the_pack() -> None:
    """What a single says of the whole file, the pack says of the part."""
    parts = [part("one"), part("two", "ru"), part("three")]
    single = [printing.single(one) for one in parts][1]
    catalog: Any = read(single).root_object
    assert catalog["/Lang"] == "ru"
    assert strings(printing.pack(front(), parts))[-14:-7] == strings(single)
    assert {lang for lang, _ in strings(single)} == {"ru"}


def test_fonts_of_a_pack_are_embedded_once() -> None:
    """Not once for each document: each face of the pack has one file, though all its documents use it."""
    reader = read(files()[1])
    found: set[tuple[str, int]] = set()
    for place in reader.pages:
        resources: Any = place["/Resources"]
        for reference in resources["/Font"].values():
            described = reference.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            found.add((str(described["/FontName"]), described.raw_get("/FontFile2").idnum))
    assert found
    assert len(found) == len({name for name, _ in found})


def test_pictures_are_described() -> None:
    """Each code has its words in the tags."""
    catalog: Any = read(files()[1]).root_object
    waiting, described = [catalog["/StructTreeRoot"]["/K"]], []
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting += element
        elif isinstance(element, dict):
            described += [str(element["/Alt"])] if element.get("/S") == "/Figure" else []
            waiting += [element["/K"]] if "/K" in element else []
    assert described == ["Code"] * 3


def test_letters_that_change_places_read_back_as_they_were_written() -> None:
    """In a syllable of Hindi a vowel stands before what it is spoken after; its glyphs are used again elsewhere."""
    words = "किताबें किसकी? हमारी! क्षमा"
    laid = typeset(engine(), page(f"<h1>{words}</h1>", sizes=(9, 9), sheet=(100, 100), lang="hi", name="hindi"))
    written = printing.single(laid)
    document = PdfDocument(written)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert text.split() == words.split()
