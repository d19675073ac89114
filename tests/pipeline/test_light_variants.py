"""Packs that travel: lighter pictures for e-mail, one narrow column for phones, live links in both."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image
from pypdf import PdfReader

from packbuilder.compose.images import grey_jpeg
from packbuilder.model.layout import LayoutFile
from packbuilder.model.loaded import Picture
from packbuilder.model.variant import LIGHT, VARIANTS
from tests import program

SCREEN_PX = 360  # CSS pixels that the narrowest phones show side by side
READABLE_PX = 16  # what browsers take for text that nobody zooms


def links(file: Path) -> set[str]:
    """The addresses that one can tap in a PDF."""
    annotations = (note.get_object() for page in PdfReader(file).pages for note in page.get("/Annots", ()) or ())
    return {str(note["/A"]["/URI"]) for note in annotations if "/URI" in note.get("/A", {})}


def sizes(file: Path) -> set[float]:
    """The sizes in pt of all letters in a PDF, as they stand on its pages."""
    found = set()
    document = pypdfium2.PdfDocument(file)
    for page in document:
        text = page.get_textpage()
        for n in range(text.count_chars()):
            if text.get_text_range(n, 1).strip():
                found.add(round(pdfium.FPDFText_GetFontSize(text, n), 2))
        text.close()
    document.close()
    return found


def test_for_phones_one_narrow_column_is_read_without_zooming(base: Path) -> None:
    """The house's appeal, letters and pack: 90 mm wide, no letter smaller than 16 px on a screen of 360 px."""
    program.built(base, "--variant=phone", "--draft", "--only=appeal", "--only=letter")
    folder = base / "out/ferry/en/phone"
    files = sorted(folder.glob("*.pdf"))
    assert [file.name for file in files] == ["appeal.pdf", "letter-ferry-line.pdf", "letter-ministry.pdf"]
    for file in files:
        pages = PdfReader(file).pages
        widths = {round(float(page.mediabox.width), 1) for page in pages}
        assert widths == {255.1}  # pt: 90 mm
        assert min(sizes(file)) * SCREEN_PX / 255.1 >= READABLE_PX, file.name
    assert "https://harbour.example/ferry" in links(folder / "appeal.pdf")


def test_the_pack_for_e_mail_is_that_of_home(small: Path) -> None:
    """The same documents without sheets to print, and with links."""
    program.built(small, "--variant=home", "--variant=email")
    home, light = (
        {file.name for file in folder.glob("*.pdf")}
        for folder in (small / "out/ferry/en", small / "out/ferry/en/email")
    )
    assert home == light
    assert not (small / "out/ferry/en/email/sheets").exists()


def test_pictures_for_e_mail_are_smaller(tmp_path: Path) -> None:
    """At most 900 pixels long."""
    file = tmp_path / "quay.png"
    Image.effect_noise((3000, 1500), 60).save(file)
    picture = Picture("quay.png", file.read_bytes(), "image/png", 3000, 1500)
    (tmp_path / "light.jpg").write_bytes(light := grey_jpeg(picture, LIGHT))
    with Image.open(tmp_path / "light.jpg") as opened:
        assert opened.size == (900, 450)
    assert len(light) < len(grey_jpeg(picture)) / 5


@pytest.mark.parametrize(("offered", "made"), [(["home"], True), (["mono"], False), (["email"], True)])
def test_what_is_printed_at_home_is_also_sent(*, offered: list[str], made: bool) -> None:
    """But a layout for other machines is not."""
    facts = LayoutFile.model_validate({
        "title": "Leaflet", "sheet": {"width": 100, "height": 100}, "pages": {"min": 1, "max": 1},
        "type": {"smallest": 8, "largest": 8}, "place": 1, "advice": "one side", "variants": offered,
    })  # fmt: skip
    assert (VARIANTS["email"] in facts.made_in) == made
    assert VARIANTS["phone"] not in facts.made_in
