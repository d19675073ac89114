"""PDFs of other makers: turned, cropped, with origins and units of their own, and whatever else the format allows."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject

from packbuilder.errors import RenderError
from packbuilder.impose import plain
from packbuilder.impose.imposer import imposed
from packbuilder.pdf.operators import unmarked
from packbuilder.pdf.source import sizes
from tests.impose.samples import FIELD, alike, page, pdf, pixels
from tests.impose.turning import A4

LARGE = b"4 0 0 4 0 0 cm " + FIELD  # the field over a page of 400 x 240 points
MOVED = b"q 1 0 0 1 -100 50 cm " + LARGE + b" Q"
CASES = {
    "plain": page(400, 240, LARGE),
    "turned": page(400, 240, LARGE, Rotate=90),
    "turned over": page(400, 240, LARGE, Rotate=180),
    "turned back": page(400, 240, LARGE, Rotate=-90),
    "turned more than once": page(400, 240, LARGE, Rotate=450),
    "origin elsewhere": page(400, 240, MOVED, at=(-100, 50)),
    "cropped": page(400, 240, LARGE, CropBox=[20, 30, 300, 220]),
    "cropped and turned": page(400, 240, LARGE, CropBox=[20, 30, 300, 220], Rotate=270),
    "cropped past its medium": page(400, 240, LARGE, CropBox=[-50, -50, 300, 900]),
    "corners given the other way": page(400, 240, LARGE, MediaBox=[400, 240, 0, 0]),
    "in pieces": page(400, 240, b"4 0 0 4 0", b"0 cm", FIELD),
    "nothing on it": page(400, 240),
}
# What pdfium, which shows the pages here, has no eye for.
ODD = {
    "cropped away": page(400, 240, LARGE, CropBox=[900, 900, 950, 950]),
    "a unit of its own": page(400, 240, LARGE, UserUnit=1.5),
}


@pytest.mark.parametrize("case", CASES)
def test_a_page_lies_on_its_sheet_as_a_viewer_shows_it(case: str) -> None:
    """In the middle, in its size, its right way up."""
    data = pdf(CASES[case])
    [size] = sizes(data)
    plan = plain(1, size, (400, 400))
    made = imposed(data, plan, "Sheet", "en")
    [one] = plan.sheets[0].front.placements
    x, y, width, height = (round(length / 25.4 * 72) for length in one.box)
    assert alike(pixels(made, 0)[y : y + height, x : x + width], pixels(data, 0), 0.03)


def test_a_unit_of_its_own_enlarges_a_page() -> None:
    """A page of 400 units of 1.5 points is 600 points wide, and so is what is drawn on it."""
    data = pdf(ODD["a unit of its own"])
    made = imposed(data, plain(1, sizes(data)[0], (250, 250)), "Sheet", "en")
    [one] = PdfReader(BytesIO(made)).pages
    assert float(one.mediabox.width) * 25.4 / 72 == pytest.approx(250)
    shown, page_alone = pixels(made, 0), pixels(pdf(CASES["plain"]), 0, 108)
    y, x = (shown.shape[0] - page_alone.shape[0]) // 2, (shown.shape[1] - page_alone.shape[1]) // 2
    assert alike(shown[y : y + page_alone.shape[0], x : x + page_alone.shape[1]], page_alone, 0.03)


def test_sizes_are_those_that_a_viewer_shows() -> None:
    """What is left of the page, turned, in its own unit; in mm."""
    shown = {case: sizes(pdf(one))[0] for case, one in (CASES | ODD).items()}
    mm = 25.4 / 72
    expected = {
        "plain": (400, 240),
        "turned": (240, 400),
        "cropped": (280, 190),
        "cropped and turned": (190, 280),
        "cropped past its medium": (300, 240),
        "cropped away": (400, 240),
        "a unit of its own": (600, 360),
    }
    for case, (width, height) in expected.items():
        assert shown[case] == pytest.approx((width * mm, height * mm), abs=2e-3), case


def test_resources_of_all_pages_together_are_found() -> None:
    """A page may leave its resources and boxes to the tree above it."""
    reader = PdfReader(BytesIO(pdf(page(400, 240, b"/Half gs " + LARGE))))
    writer = PdfWriter(clone_from=reader)
    tree = writer.root_object["/Pages"].get_object()
    assert isinstance(tree, DictionaryObject)
    pale = DictionaryObject({NameObject("/ca"): FloatObject(0.5)})
    del writer.pages[0][NameObject("/MediaBox")]
    tree[NameObject("/MediaBox")] = ArrayObject(reader.pages[0].mediabox)
    states = DictionaryObject({NameObject("/Half"): pale})
    writer.pages[0].pop(NameObject("/Resources"), None)
    tree[NameObject("/Resources")] = DictionaryObject({NameObject("/ExtGState"): states})
    out = BytesIO()
    writer.write(out)
    made = imposed(out.getvalue(), plain(1, sizes(out.getvalue())[0], A4), "Sheet", "en")
    [form] = PdfReader(BytesIO(made)).pages[0]["/Resources"]["/XObject"].values()  # type: ignore[index]
    assert "/Half" in form.get_object()["/Resources"]["/ExtGState"]


def test_an_encrypted_pdf_is_refused() -> None:
    """Also where the password is empty: its maker did not want it changed."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(page(100, 100, FIELD)))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    with pytest.raises(RenderError, match=r"locked.pdf: The PDF is encrypted. Save a copy without a password"):
        sizes(out.getvalue(), "locked.pdf")


def test_a_pdf_without_pages_is_refused() -> None:
    """There is nothing to print."""
    with pytest.raises(RenderError, match=r"none.pdf: The PDF has no pages."):
        sizes(pdf(), "none.pdf")


@pytest.mark.parametrize("size", [(0, 100), (100000, 100)])
def test_pages_of_no_size_are_refused(size: tuple[float, float]) -> None:
    """Nothing could be made of them."""
    with pytest.raises(RenderError, match="has no size that could be printed"):
        sizes(pdf(page(*size, FIELD)), "odd.pdf")


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (b"q /P <</MCID 3>> BDC BT (a) Tj ET EMC Q", b"q BT (a) Tj ET Q"),
        (b"/Span\n<</MCID 0 /Lang (en) /ActualText <feff>>>\nBDC\n1 0 0 rg\nEMC\n", b"1 0 0 rg"),
        (b"/Artifact\nBMC\nq\nQ\nEMC", b"q Q"),
        (b"/A BMC /B <</MCID 1>> BDC n EMC EMC f", b"n f"),
        (b"(a \\( EMC) Tj /P <</MCID 3>> BDC f EMC", b"(a \\( EMC) Tj f"),
        (b"(a (b) EMC) Tj /P <</MCID 3>> BDC f EMC", b"(a \\(b\\) EMC) Tj f"),
        (b"% EMC\n/P <</MCID 3>> BDC f EMC", b"f"),
        (b"/P <</A <</B 1>> /MCID 3>> BDC f EMC", b"f"),
        (b"/P <</MCID 3>> BDC f", b"f"),
        (b"/P BMC f EMC EMC", b"f"),
        (b"/OC /MC0 BDC /P BMC f EMC EMC", b"/OC /MC0 BDC f EMC"),
    ],
)
def test_marks_of_a_structure_are_taken_out(content: bytes, left: bytes) -> None:
    """And nothing that only looks like one; those of layers stay."""
    assert unmarked(content).split() == left.split()


def test_inline_images_stay() -> None:
    """Byte by byte, whatever operators their data look like."""
    image = b"BI /W 3 /H 1 /BPC 8 /CS /G ID EMC EI"
    left = unmarked(b"/P <</MCID 3>> BDC " + image + b" EMC")
    assert left.split() == image.split()


@pytest.mark.parametrize(
    "content", [b"(/P <</MCID 3>> BDC) Tj", b"/EMC gs /BDC cs f", b"f", b"", b"/P BMC ) f EMC", b"/P BMC [f EMC"]
)
def test_what_has_no_marks_or_cannot_be_taken_apart_stays(content: bytes) -> None:
    """What only looks like marks is left as it is."""
    assert unmarked(content).split() == content.split()
