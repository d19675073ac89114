"""The real case for the print shop, as other programs read it: trim, bleed, inks, and what a file says of itself."""

from __future__ import annotations

import re
from math import ceil

import numpy as np
import pypdfium2
import pytest

from tests.e2e import paper
from tests.e2e.delivery import Delivery, Pdf, letters, uncoded

pytestmark = pytest.mark.timeout(900)

BLEED_MM = 3
SHEET_MM = 10  # what the sheet has around the trim, for the marks
FLAT = (297, 210)
FOLDS = (97, 197, 100, 200)  # of the letter fold, from the left of its front and of its back
MM = 72 / 25.4
PX_MM = 4  # so many pixels a mm
DPI = PX_MM * 25.4
TOTAL_INK = 2.8
SPACES = {("/DeviceCMYK",), ("/DeviceGray",), ("/Separation", "/All")}


@pytest.fixture(scope="module")
def files(editions: Delivery) -> list[Pdf]:
    """Everything that goes to the print shop."""
    return editions.of("en", variant="press")


def test_pages_are_trimmed_to_their_size_and_bleed(files: list[Pdf], real: Delivery) -> None:
    """The trim is the page that is printed at home, 3 mm of bleed and 10 mm of sheet lie around it.

    What is bound in sheets has the blank pages that make up fours, what is folded lies flat.
    """
    for pdf in files:
        sizes = real.files[pdf.path.replace("/press/", "/")].sheets_mm
        pages = pypdfium2.PdfDocument(pdf.data)
        if pdf.path.endswith("booklet.pdf"):
            sizes = sizes[:1] * (ceil(len(sizes) / 4) * 4)
        if pdf.path.endswith("folded.pdf"):
            sizes = [FLAT] * 2
        assert len(pages) == len(sizes)
        for page, (width, height) in zip(pages, sizes, strict=True):
            boxes = page.get_trimbox(), page.get_bleedbox(), page.get_mediabox(), page.get_cropbox()
            for box, more in zip(boxes, (0, BLEED_MM, SHEET_MM, SHEET_MM), strict=True):
                expected = [-more * MM, -more * MM, (width + more) * MM, (height + more) * MM]
                assert box == pytest.approx(expected, abs=0.01), pdf.path


def test_only_inks_of_the_press_are_asked_for(files: list[Pdf]) -> None:
    """Four inks or one of them, in mixtures that dry; the marks on every plate. No picture is in colour."""
    for pdf in files:
        asked = paper.colours(pdf)
        assert {one[1:] for one in asked if one[0] == "space"} == SPACES - {("/DeviceGray",)}
        for name, *shares in asked:
            assert name in {"space", "picture", "k", "K", "g", "G", "scn", "SCN"}, (pdf.path, name)
            if name == "picture":
                assert tuple(shares) in SPACES
            elif name != "space":
                assert sum(map(float, shares)) <= TOTAL_INK
        assert ("scn", "0", "0", "0", "1") in asked


def test_they_claim_pdf_x_4_and_name_the_condition(files: list[Pdf]) -> None:
    """With its profile; they claim no more than that, and have nothing to click on."""
    assert len(files) > 5
    for pdf in files:
        metadata = pdf.catalog["/Metadata"].get_data()
        assert re.findall(rb"<pdfxid:GTS_PDFXVersion>([^<]*)<", metadata) == [b"PDF/X-4"]
        assert b"pdfuaid" not in metadata
        [intent] = pdf.catalog["/OutputIntents"]
        assert (intent["/S"], intent["/OutputConditionIdentifier"]) == ("/GTS_PDFX", "FOGRA39")
        assert intent["/DestOutputProfile"].get_data()[12:20] == b"prtrCMYK"
        assert not pdf.catalog.keys() & {"/StructTreeRoot", "/MarkInfo", "/Outlines"}
        assert not any("/Annots" in page for page in pdf.reader.pages)


def test_colour_runs_through_the_bleed(files: list[Pdf]) -> None:
    """What lies a millimetre within the trim is there outside it, too, up to the end of the bleed, and no further."""
    coloured = 0
    for pdf in files:
        for page in paper.pages(pdf.data, DPI):
            for turn in range(4):
                side = np.rot90(page, turn).astype(int)
                within, *beyond, outside = (_row(side, mm) for mm in (-1, 1, BLEED_MM - 0.5, BLEED_MM + 0.5))
                printed = np.ptp(within, axis=1) > 100
                coloured += int(printed.mean() > 0.9)
                for row in beyond:
                    same = np.abs(row - within).max(axis=1) < 30
                    # Where an edge of the field slants or a letter stands, a few millimetres may differ.
                    assert same.mean() > 0.95, (pdf.path, turn)
                # Two marks to fold at stand there, where it is folded.
                inked = np.count_nonzero(outside.min(axis=1) <= 250)
                assert inked <= (4 * PX_MM if pdf.path.endswith("folded.pdf") else 0), (pdf.path, turn)
    # Each document has an edge at least that is all in colour, and a leaflet is not a white page.
    assert coloured >= len(files)


def test_the_same_words_are_on_the_same_places(files: list[Pdf], editions: Delivery, real: Delivery) -> None:
    """The print shop's copy is laid out like the one that everybody can print."""
    for pdf in files:
        printed = list(filter(None, uncoded(pdf, editions)))  # what is bound has blank pages
        home = uncoded(real.files[pdf.path.replace("/press/", "/")], real)
        if pdf.path.endswith("folded.pdf"):  # six panels lie on two sides
            printed, home = (sorted(letters("".join(texts))) for texts in (printed, home))
        assert printed == home, pdf.path


def test_boxes_and_marks_stand_outside_the_bleed(files: list[Pdf]) -> None:
    """Eight marks a page, each in line with an edge of the trim, none nearer than the bleed; and those to fold."""
    for pdf in files:
        for page in paper.pages(pdf.data, DPI):
            inked = page.min(axis=2) < 128
            edge = round((SHEET_MM - BLEED_MM) * PX_MM)
            inked[edge:-edge, edge:-edge] = False
            height, width = inked.shape
            for across, length in ((inked[:edge].any(axis=0), width), (inked[:, :edge].any(axis=1), height)):
                places = np.flatnonzero(across) / PX_MM
                trim = [SHEET_MM, length / PX_MM - SHEET_MM]
                if pdf.path.endswith("folded.pdf") and length == width:
                    trim += [SHEET_MM + fold for fold in FOLDS]
                assert all(min(abs(place - one) for one in trim) < 0.5 for place in places)
                assert {int(place > length / PX_MM / 2) for place in places} == {0, 1}


def _row(side: paper.Pixels, beyond_mm: float) -> paper.Pixels:
    """The pixels along the upper edge of the trim, so many mm above it."""
    edge = round((SHEET_MM + 1) * PX_MM)  # in line with the trim itself stand the marks
    return np.asarray(side[round((SHEET_MM - beyond_mm) * PX_MM), edge:-edge])
