"""Files for the print shop, as other programs read them: boxes, marks, inks, what they say, and their bytes."""

from __future__ import annotations

import hashlib
import re
import subprocess
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageCms
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from packbuilder import printing
from packbuilder.model.condition import FOGRA39, GRACOL, TOTAL_INK, Condition
from packbuilder.workspace.locations import profile
from tests.pdfcheck import pressed
from tests.pdfcheck.pressed import AS_OF, CONDITIONS, NO_PROFILE, TITLE, TRIM, needs_ghostscript, plates, within
from tests.untyped import PdfThing

BOTH = pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
MM = 72 / 25.4


def read(pdf: bytes) -> PdfThing:
    return PdfReader(BytesIO(pdf), strict=True)


@BOTH
def test_boxes_as_pdfium_reads_them(condition: Condition) -> None:
    """The trim is the page itself; the bleed lies 3 mm or an eighth of an inch around it, the sheet 10 mm."""
    document = PdfDocument(pressed.good(condition))
    page = document[0]
    boxes = [page.get_trimbox(), page.get_bleedbox(), page.get_mediabox(), page.get_cropbox()]
    document.close()
    for box, more in zip(boxes, (0, condition.bleed_mm, 10, 10), strict=True):
        expected = (-more * MM, -more * MM, (TRIM[0] + more) * MM, (TRIM[1] + more) * MM)
        assert box == pytest.approx(expected, abs=0.001), more
    assert condition.bleed_mm == (3 if condition is FOGRA39 else 25.4 / 8)


def test_each_page_is_trimmed_to_its_own_size() -> None:
    wide = "@page wide{size:150mm 100mm}.wide{page:wide;break-before:page}"
    typeset = pressed.laid_out('<p>Upright</p><p class="wide">Lying</p>', wide, pages=2)
    reader = read(printing.press(typeset, FOGRA39, AS_OF))
    sizes = [(round(page.trimbox.width / MM), round(page.trimbox.height / MM)) for page in reader.pages]
    assert sizes == [(100, 150), (150, 100)]


@BOTH
def test_it_says_what_it_is(condition: Condition) -> None:
    """The version of PDF, the condition and its profile, title, language and day, twice the same."""
    data = pressed.good(condition)
    reader = read(data)
    assert reader.pdf_header == "%PDF-1.6"
    [intent] = reader.root_object["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFX"
    assert intent["/OutputConditionIdentifier"] == condition.name
    assert intent["/DestOutputProfile"].get_data() == profile(str(condition.profile)).read_bytes()
    told = reader.xmp_metadata
    assert told.dc_title == {"x-default": TITLE}
    assert str(told.xmp_create_date.date()) == str(told.xmp_modify_date.date()) == "2013-07-01"
    assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in told.stream.get_data()
    assert dict(reader.metadata) == {
        "/Title": TITLE,
        "/Producer": told.pdf_producer,
        "/Trapped": "/False",
        "/CreationDate": "D:20130701000000Z",
        "/ModDate": "D:20130701000000Z",
    }
    assert reader.root_object["/Lang"] == "ru"


def test_without_a_profile_it_names_the_condition_and_claims_nothing() -> None:
    reader = read(pressed.good(NO_PROFILE))
    [intent] = reader.root_object["/OutputIntents"]
    assert intent["/OutputConditionIdentifier"] == "FOGRA39"
    assert "/DestOutputProfile" not in intent
    assert b"PDF/X" not in reader.xmp_metadata.stream.get_data()


def test_nothing_to_click_on() -> None:
    """No links, no places to go to, no bookmarks, no tags."""
    reader = read(pressed.good())
    assert "/Annots" not in reader.pages[0]
    assert not reader.root_object.keys() & {
        "/Outlines",
        "/Names",
        "/Dests",
        "/StructTreeRoot",
        "/MarkInfo",
        "/PageMode",
    }


def test_the_document_is_left_as_it_was() -> None:
    """It can be written as a tagged file afterwards, links and bookmarks included."""
    typeset = pressed.laid_out()
    printing.press(typeset, FOGRA39, AS_OF)
    reader = read(printing.single(typeset))
    assert len(reader.pages[0]["/Annots"]) == 1
    assert len(reader.outline) == 1


def test_bytes_repeat() -> None:
    """Laid out and written again, and under another day: identifiers come from the contents, not from chance."""
    again = printing.press(pressed.laid_out(), FOGRA39, AS_OF)
    assert again == pressed.good()
    other = pressed.pressed("<p>Other</p>")
    identities = [re.findall(rb"uuid:[0-9a-f-]{36}", one) for one in (again, other)]
    assert [len(found) for found in identities] == [1, 1]
    assert identities[0] != identities[1]
    assert read(again).trailer["/ID"] != read(other).trailer["/ID"]


@needs_ghostscript
@BOTH
def test_no_place_has_more_ink_than_dries(condition: Condition, tmp_path: Path) -> None:
    [plate] = plates(pressed.good(condition), tmp_path)
    inked = within(plate, more_mm=condition.bleed_mm).sum(axis=2) / 255
    assert 1.8 < inked.max() <= TOTAL_INK
    assert plate.sum(axis=2).max() / 255 == pytest.approx(4), "the marks are on every plate"


@needs_ghostscript
def test_black_is_the_one_ink(tmp_path: Path) -> None:
    """Text, codes and pictures leave nothing on the other plates."""
    body = pressed.BODY.replace("var(--accent)", "var(--paper)")
    [plate] = plates(pressed.pressed(body), tmp_path, dpi=150)
    page = within(plate, more_mm=3, dpi=150)
    assert page[..., :3].max() == 0
    assert page[..., 3].max() == 255
    ink = subprocess.run(
        ["gs", "-q", "-dSAFER", "-sDEVICE=ink_cov", "-dUseTrimBox", "-o", "-", tmp_path / "in.pdf"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert ink[:3] == ["0.00000"] * 3
    assert float(ink[3]) > 5


@needs_ghostscript
def test_black_text_is_laid_over_colour_and_nothing_else_is(tmp_path: Path) -> None:
    """The accent runs on below it; below a black field there is none, and none below text in the paper's white."""
    under = '<div style="position:absolute;inset:0;background:var(--accent)">{}</div>'
    text = '<b style="font-size:60pt;color:var(--{})">MMM</b>'
    field = '<div style="position:absolute;left:20mm;top:60mm;width:40mm;height:40mm;background:var(--black)"></div>'
    for colour, overprinted in (("black", True), ("paper", False)):
        [plate] = plates(pressed.pressed(under.format(text.format(colour))), tmp_path)
        trimmed = within(plate, more_mm=0)
        assert bool((trimmed[:, :, 1] > 200).all()) is overprinted
        assert bool((trimmed[:, :, 3] > 250).any()) is overprinted
    [plate] = plates(pressed.pressed(under.format(field)), tmp_path)
    assert (within(plate, more_mm=0)[200:260, 80:140, 1] == 0).all()


def test_a_booklet_has_blank_pages_before_its_last() -> None:
    """As many as are wanted, marked and trimmed as the others; the rest is as it was."""
    typeset = pressed.laid_out("<p>One</p><p style='break-before:page'>Two</p>", pages=2)
    bound, loose = (read(printing.press(typeset, FOGRA39, AS_OF, blank=blank)) for blank in (2, 0))
    assert [page.extract_text() for page in bound.pages] == ["One", "", "", "Two"]
    assert {tuple(page.trimbox) for page in bound.pages} == {tuple(loose.pages[0].trimbox)}
    marks = [page.get_contents().get_data() for page in bound.pages[1:3]]
    assert marks[0] == marks[1]
    assert loose.pages[0].get_contents().get_data().startswith(marks[0])


def test_panels_lie_side_by_side_on_a_flat_sheet() -> None:
    """In their order, each cut off at the folds, with marks for knife and crease outside the bleed and none within."""
    typeset = pressed.laid_out("<p>One</p><p style='break-before:page'>Two</p>", pages=2)
    spread = printing.Spread((2 * TRIM[0] + 2, TRIM[1]), ((1, 0), (0, TRIM[0] + 2)), (TRIM[0] + 1,))
    data = printing.press(typeset, FOGRA39, AS_OF, spreads=[spread])
    [flat] = read(data).pages
    assert [round(side / MM) for side in (flat.trimbox.width, flat.trimbox.height)] == [202, 150]
    assert flat.get_contents().get_data().count(b"[2 2] 0 d") == 1
    document = PdfDocument(data)
    text = document[0].get_textpage()
    halves = (0, 101 * MM), (101 * MM, 202 * MM)
    assert [text.get_text_bounded(left=left, right=right).strip() for left, right in halves] == ["Two", "One"]
    document.close()


@needs_ghostscript
def test_colour_fills_the_bleed_and_ends_with_it(tmp_path: Path) -> None:
    """However far fields of colour run: to the edge of the bleed there is ink, outside nothing but the marks."""
    dpi = 254  # ten pixels a millimetre
    [plate] = plates(pressed.good(), tmp_path, dpi)
    accent = np.round(np.array(pressed.ACCENT) * 255)
    rows, columns = plate.shape[:2]
    assert np.abs(plate[71:90, 71 : columns - 71] - accent).max() <= 1
    assert (plate[rows - 90 : rows - 71, 71 : columns - 71] == (0, 0, 0, 255)).all()
    outside = plate.sum(axis=2) > 0
    outside[69 : rows - 69, 69 : columns - 69] = False
    assert set(map(tuple, plate[outside])) == {(255, 255, 255, 255)}
    assert outside.any()


@needs_ghostscript
def test_marks_stand_at_the_trim_and_clear_of_the_bleed(tmp_path: Path) -> None:
    """Eight lines, in line with the edges of the trim, half a millimetre from the bleed to half one from the edge."""
    dpi = 254
    [plate] = plates(pressed.good(), tmp_path, dpi)
    marked = (plate == 255).all(axis=2)
    rows, columns = marked.shape
    left, top = np.flatnonzero(marked[20]), np.flatnonzero(marked[:, 20])
    for found, across in ((left, columns), (top, rows)):
        assert np.abs(found[:, None] - np.array([100, across - 100])).min(axis=1).max() <= 2, found
        assert {int(at > across / 2) for at in found} == {0, 1}
    for line in (marked[:, left[0]], marked[top[0]]):
        near = np.flatnonzero(line[:150])
        assert (near.min(), near.max()) == pytest.approx((5, 65), abs=2)


@BOTH
def test_profiles_are_those_of_the_readme(condition: Condition, repository: Path) -> None:
    """Unchanged, of a press with four inks, and they name the source of their data, as its licence asks."""
    file = profile(str(condition.profile))
    listed = (repository / "profiles/README.md").read_text("utf-8")
    assert f"| `{hashlib.sha256(file.read_bytes()).hexdigest()}` |" in listed
    opened = ImageCms.getOpenProfile(str(file))
    assert opened.profile.xcolor_space.strip() == "CMYK"
    source = "TR 006-2007" if condition is GRACOL else "Fogra"
    assert source in ImageCms.getProfileCopyright(opened)
    assert source in (repository / "profiles/LICENSE.txt").read_text("utf-8")
    assert file.stat().st_size < 200_000
