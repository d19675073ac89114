"""The proof of a bound file: what it lost of the files that it is bound of is told, and on which page."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NullObject, TextStringObject

from packbuilder.proof import Expectation, prove
from tests.bind.packs import FACES
from tests.bind.test_bound import files
from tests.printing.files import SHEETS
from tests.untyped import PdfThing

Change = Callable[[PdfWriter], object]


def told(pdf: bytes) -> list[tuple[str, str]]:
    """What is wrong with a pack of a front and three documents of two pages each."""
    sizes = ((100.0, 100.0), *(size for size in SHEETS.values() for _ in range(2)))
    expected = Expectation("en/pack.pdf", "The pack", "en", sizes, frozenset(FACES), parts=tuple(files()[0]))
    return [(problem.key, problem.what) for problem in prove(pdf, expected).problems]


def changed(change: Change) -> bytes:
    """The pack, changed in one thing."""
    writer = PdfWriter(clone_from=BytesIO(files()[1]))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def redrawn(writer: PdfWriter) -> None:
    """The fourth page shows what the sixth does, which is as large a text with as many marks."""
    writer.pages[3][NameObject("/Contents")] = writer.pages[5].raw_get("/Contents")


def miscoded(writer: PdfWriter) -> None:
    """The code of the fourth page is not the one that was read there: its first modules are missing."""
    place: PdfThing = writer.pages[3]
    drawn = place["/Resources"]["/XObject"]
    code = DecodedStreamObject()
    code.update({key: value for key, value in drawn["/code0"].items() if key not in {"/Filter", "/Length"}})
    code.set_data(drawn["/code0"].get_data().partition(b"\n")[2])
    own = DictionaryObject(place["/Resources"])
    own[NameObject("/XObject")] = DictionaryObject({NameObject("/code0"): code})
    place[NameObject("/Resources")] = own


def unlinked(writer: PdfWriter) -> None:
    """The link is there and leads to another address."""
    link: PdfThing = writer.pages[3]["/Annots"]
    link[0].get_object()["/A"][NameObject("/URI")] = TextStringObject("https://example.org/elsewhere")


def untagged(writer: PdfWriter) -> None:
    """A mark in the midst of the last page has no element any more, and as many places for elements are there."""
    tree: PdfThing = writer.root_object["/StructTreeRoot"]
    pairs = tree["/ParentTree"]["/Nums"]
    owners = dict(zip(map(int, pairs[::2]), pairs[1::2], strict=True))
    key: PdfThing = writer.pages[6]["/StructParents"]
    found: ArrayObject = owners[int(key)].get_object()
    found[0] = NullObject()


def unmarked(writer: PdfWriter) -> None:
    """The bookmark of a document is another's."""
    outline: PdfThing = writer.root_object["/Outlines"]
    outline["/First"]["/Next"][NameObject("/Title")] = TextStringObject("Else")


def relabelled(writer: PdfWriter) -> None:
    """Pages are labelled i, ii, iii."""
    labels: PdfThing = writer.root_object["/PageLabels"]
    labels["/Nums"][1][NameObject("/S")] = NameObject("/r")


def test_a_pack_of_its_parts_passes() -> None:
    """Also when another program has written it anew."""
    assert told(files()[1]) == []
    assert told(changed(lambda _: None)) == []


@pytest.mark.parametrize(
    ("change", "key", "what"),
    [
        (redrawn, "bound", "Page 4 has lost drawing of its document."),
        (miscoded, "bound", "Page 4 has lost drawing of its document."),
        (unlinked, "bound", "Page 4 has lost links of its document."),
        (untagged, "bound", "Page 7 has lost tags of its document."),
        (unmarked, "bookmark", "Bookmarks of its documents are lost."),
        (relabelled, "labels", "Its pages are not labelled 1, 2, 3 …, as its contents count them."),
    ],
)
def test_what_a_pack_lost_is_told(change: Change, key: str, what: str) -> None:
    assert told(changed(change)) == [(key, what)]
