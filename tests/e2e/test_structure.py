"""How the files of the real case are built: tagged, bookmarked, linked, and alike in the pack and by themselves."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from tests import program
from tests.e2e.delivery import UNTAGGED, Delivery, Pdf, bookmarks, contents, starts
from tests.pdfcheck import sample
from tests.pdfcheck.verapdf import Flavour, verapdf

pytestmark = pytest.mark.timeout(900)

LANGUAGES = ("en", "ru", "kk")
RUNNING_MM = 17  # the booklet's margin above and below, in which running heads and page numbers stand


def test_every_file_complies_with_what_it_claims(real: Delivery, editions: Delivery) -> None:
    """veraPDF, which had no part in making them, finds no fault: they are PDF/UA-1, and what is read is PDF/A-2a, too.

    One test for all, so that no more than one worker has to start Java for it. Sheets, which are alike in every
    language, are looked at in one of them.
    """
    claims = [
        (made.place / pdf.path, standard)
        for made in (real, editions)
        for pdf in made.files.values()
        for standard in _claims(made, pdf.path)
    ]
    results = {claim: verapdf().validate(*claim) for claim in claims}
    assert len({path for path, _ in results}) > 60
    assert {claim: result.failures for claim, result in results.items() if not result.compliant} == {}
    assert all(result.checks > 100 for result in results.values())


FLAVOURS: dict[str, Flavour] = {"PDF/UA-1": "ua1", "PDF/A-2a": "2a"}  # as veraPDF calls those that it knows


def _claims(made: Delivery, path: str) -> list[Flavour]:
    """The standards that the manifest says a file keeps."""
    [told] = [entry["standard"] for entry in made.manifest["files"] if entry["path"] == path]
    if made.forms[path] in UNTAGGED and not path.startswith("en/"):
        return []
    return [FLAVOURS[name] for name in told if name in FLAVOURS]


def test_the_manifest_says_which_standards_a_file_keeps(real: Delivery, editions: Delivery) -> None:
    """What is read both, what is put together one, what goes to a print shop its own; pictures none."""
    both = ["PDF/A-2a", "PDF/UA-1"]
    kept = {form: ["PDF/UA-1"] for form in UNTAGGED}
    for made in (real, editions):
        for entry in made.manifest["files"]:
            of_pdf = ["PDF/X-4"] if entry["variant"] == "press" else kept.get(entry["form"], both)
            assert entry["standard"] == (of_pdf if entry["path"].endswith(".pdf") else []), entry["path"]


def test_each_side_of_a_sheet_is_one_figure_with_words(real: Delivery, editions: Delivery) -> None:
    """For what it is and what to do with it; there is nothing to click on, and no claim about colours."""
    printed = [*real.put_together(), *editions.put_together()]
    assert {pdf.path.split("/")[-2] for pdf in printed} == {"sheets", "tiles"}
    for pdf in printed:
        assert not pdf.catalog.keys() & {"/OutputIntents", "/Outlines"}
        assert all("/Annots" not in found for found in _dictionaries(pdf)), pdf.path
        [document] = pdf.catalog["/StructTreeRoot"]["/K"]
        figures = [one.get_object() for one in document.get_object()["/K"]]
        pages = [found for found in _dictionaries(pdf) if found.get("/Type") == "/Page" and "/StructParents" in found]
        assert {one["/S"] for one in figures} == {"/Figure"}
        assert [one["/Pg"]["/StructParents"] for one in figures] == [*range(len(pages))]
        assert pdf.reader.metadata is not None
        assert all(str(one["/Alt"]).startswith(str(pdf.reader.metadata.title)) for one in figures), pdf.path


def test_printers_are_asked_for_the_edge_that_the_manifest_names(real: Delivery, editions: Delivery) -> None:
    """And never to scale a page; posters are printed on one side."""
    asked = {"long": "/DuplexFlipLongEdge", None: "/Simplex"}
    for made in (real, editions):
        for entry in made.manifest["files"]:
            if entry["form"] in UNTAGGED:
                wishes = made.files[entry["path"]].catalog["/ViewerPreferences"]
                assert wishes["/PrintScaling"] == "/None"
                assert wishes["/Duplex"] == asked[entry["imposition"].get("duplex")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_tag_is_lost_on_the_way_into_the_pack(real: Delivery, lang: str) -> None:
    """After the front's own, the tagged texts of the pack are those of the singles: all, in order, in their language.

    A merge can lose tags and still pass a validator; this is what would tell.
    """
    singles, pack = real.of(lang), real.pack(lang)
    begin = starts(singles, pack)
    expected = [text for single in sorted(singles, key=lambda s: begin[s.path]) for text in single.tagged]
    assert all(single.tagged for single in singles)
    assert pack.tagged[-len(expected) :] == expected
    assert len(pack.tagged) > len(expected)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_that_is_printed_is_tagged(real: Delivery, lang: str) -> None:
    """Every letter that a page shows is in its tags: nothing is hidden from a screen reader.

    Running heads and page numbers are, and should be: they stand between the lines of a text that runs on.
    """
    booklet, pack = real.files[f"{lang}/booklet.pdf"], real.pack(lang)
    begin = {booklet.path: 0, pack.path: starts([booklet], pack)[booklet.path]}
    for pdf in [*real.of(lang), pack]:
        shown, spoken = _counted("".join(pdf.texts)), _counted("".join(text for _, text in pdf.tagged))
        if pdf.path in begin:
            first = begin[pdf.path]
            shown -= _counted(pdf.margins(first + 1, first + len(booklet.texts) - 3, RUNNING_MM))
        if pdf is pack:  # contents and how to print run on from page to page behind the cover
            front = min(starts(real.of(lang), pack).values())
            shown -= _counted(pdf.margins(1, front - 1, RUNNING_MM, above=False))
        assert shown == spoken, pdf.path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_files_say_their_language_and_title(real: Delivery, lang: str) -> None:
    """The language of the file is that of all in it but addresses; the title is shown, and is the first bookmark."""
    addresses = (program.ROOT / "content/addresses.yaml").read_text("utf-8")
    for pdf in [*real.of(lang), real.pack(lang)]:
        assert pdf.catalog["/Lang"] == lang
        assert lang in {spoken for spoken, _ in pdf.tagged}
        foreign = {words.rstrip(",،") for spoken, words in pdf.tagged if spoken != lang}
        assert [words for words in foreign if words not in addresses] == []
        assert pdf.catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True
        assert pdf.reader.metadata is not None
        assert _plain(str(pdf.reader.metadata.title)) == _plain(bookmarks(pdf)[0][1])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_bookmarks_of_the_pack_lead_to_its_documents(real: Delivery, lang: str) -> None:
    """The pack's own title, then the title of each document, on the page where it begins."""
    singles, pack = real.of(lang), real.pack(lang)
    begin = starts(singles, pack)
    expected = sorted((begin[single.path], _plain(bookmarks(single)[0][1])) for single in singles)
    top = [(page, _plain(title)) for level, title, page in bookmarks(pack) if level == 0]
    assert top[0][0] == 0
    assert top[1:] == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_are_in_order(real: Delivery, lang: str) -> None:
    """Every document begins with its one first-level heading, and no level is left out below it."""
    for single in real.of(lang):
        levels = list(single.headings())
        assert levels.count(1) == 1, single.path
        assert levels[0] == 1, single.path
        assert all(below - above <= 1 for above, below in pairwise(levels)), single.path
    levels = list(real.pack(lang).headings())
    assert levels.count(1) == len(real.of(lang)) + 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_are_labelled_as_the_contents_count_them(real: Delivery, lang: str) -> None:
    """A viewer that is told page 7 shows the seventh page, whatever sheets the pack mixes."""
    pack = real.pack(lang)
    assert pack.reader.page_labels == [str(number) for number in range(1, len(pack.texts) + 1)]
    assert "/PageLabels" in pack.catalog


@pytest.mark.parametrize("lang", LANGUAGES)
def test_contents_lead_to_the_right_page_and_print_its_number(real: Delivery, lang: str) -> None:
    """Every document has its line in the contents; its link leads where it begins, and the number is that page's."""
    singles, pack = real.of(lang), real.pack(lang)
    lines = contents(pack)
    assert sorted(page for page, _ in lines) == sorted([2, *starts(singles, pack).values()])
    assert [number for _, number in lines] == [page + 1 for page, _ in lines]


def test_fonts_are_embedded_and_of_the_house(real: Delivery, editions: Delivery) -> None:
    """Every font object of every file, whether a page uses it or not."""
    for pdf in [*real.files.values(), *editions.files.values()]:
        fonts = [found for found in _dictionaries(pdf) if found.get("/Type") == "/Font"]
        descriptors = [found for found in _dictionaries(pdf) if "/FontName" in found]
        assert fonts
        assert descriptors
        assert all("/FontDescriptor" in font or "/DescendantFonts" in font for font in fonts)
        assert all(found.keys() & {"/FontFile", "/FontFile2", "/FontFile3"} for found in descriptors)
        assert pdf.faces, pdf.path
        assert pdf.faces <= sample.FACES, pdf.path


def _dictionaries(pdf: Pdf) -> list[Any]:
    return [found for found in pdf.objects if isinstance(found, dict)]


def _counted(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


def _plain(title: str) -> str:
    return re.sub(r"[\s’']+", " ", title)
