"""Display type as the renderer sets it: as wide as it was measured, and with no ink near the slant."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pypdfium2
import pytest

from packbuilder import printing
from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.display import fit
from packbuilder.plan import Document
from packbuilder.typeset.boxes import page_box, walk
from packbuilder.typeset.fit import LaidOutDocument, typeset
from tests.compose.test_display import PLAIN
from tests.typeset import house

PX_PER_MM = 96 / 25.4
DPI = 200
PIXEL = 25.4 / DPI
FIELD = replace(PLAIN, stretch=1.4)  # that of layouts/headline
LEFT, BOTTOM = 11.0, 101.0  # of it, in mm from the corner of the sheet
# Descenders, hooks and marks of Kazakh, in words that end low, high, early and late.
HEADLINES = ("Ұлы қаңғы", "Жұмысшылар қайғыда", "Құрбылар, көмектесіңдер!", "Жаңаөзен", "Қалқаң", "Щаңқ рұғд")


def headline(words: str) -> ComposedDocument:
    """A page of nothing but a headline over a slanted field, composed like every other."""
    whole = house.case()
    texts = {"kk": {**whole.texts["kk"], "headline": replace(whole.texts["kk"]["headline"], heading=words)}}
    composer = house.composer("kk", house.worded(whole, {**whole.texts, **texts}))
    return composer.compose(Document(composer.edition, house.layouts()["headline"]))


def set_(words: str) -> LaidOutDocument:
    return typeset(house.engine(), headline(words))


@pytest.mark.parametrize("words", [*HEADLINES[:2], "First, offices fly: AVATAR “To. 10 %”"])
def test_the_renderer_sets_lines_as_wide_as_they_were_measured(words: str) -> None:
    """Each line's box, laid out by the renderer, is as wide as the measured words and spaces, within half a percent."""
    found = fit(house.composer("kk").typography.spaces(words), house.face(), FIELD)
    root = page_box(set_(words).document.pages[0])
    laid_out = {box.text: box.width / PX_PER_MM for box in walk(root) if getattr(box, "text", "").strip()}
    assert set(laid_out) == {line.text for line in found.lines}
    for line in found.lines:
        measured = [house.face().word(word, FIELD.tracking).advance for word in line.text.split(" ")]
        spaces = house.face().word(" ", FIELD.tracking).advance * (len(measured) - 1)
        expected = (sum(measured) + spaces) * line.size_pt * 25.4 / 72
        assert laid_out[line.text] == pytest.approx(expected, rel=5e-3)


def picture(words: str) -> np.ndarray:
    """Which pixels are white, by row and column at 200 dpi: the type and the paper, but not the red field."""
    page = pypdfium2.PdfDocument(printing.single(set_(words)))[0]
    seen = np.asarray(page.render(scale=DPI / 72).to_pil().convert("RGB"))
    white: np.ndarray = seen.min(axis=2) > 128
    return white


def above_slant(white: np.ndarray, low: float, high: float) -> np.ndarray:
    """The pixels between two distances in mm above the slant, within the width of the display type."""
    rows, columns = white.shape
    x = (np.arange(columns) + 0.5) * PIXEL - LEFT
    y = (np.arange(rows) + 0.5) * PIXEL
    above = (BOTTOM - FIELD.slant * x)[None, :] - y[:, None]
    inside = (x > 0) & (x < FIELD.width)
    pixels: np.ndarray = white[(above > low) & (above < high) & inside[None, :]]
    assert pixels.size
    return pixels


@pytest.mark.parametrize("words", [*HEADLINES, house.case().texts["kk"]["headline"].heading])
def test_no_ink_touches_the_slant(words: str) -> None:
    """From the slant to `clear` mm above it every pixel is of the field; the paper is below it, the headline above."""
    white = picture(words)
    found = fit(house.composer("kk").typography.plain(words), house.face(), FIELD)
    assert above_slant(white, -5, -2 * PIXEL).all()
    assert not above_slant(white, 2 * PIXEL, FIELD.clear + found.spare_mm * 0.45 - PIXEL).any()
    assert above_slant(white, FIELD.clear, FIELD.clear + found.spare_mm * 0.45 + 1.5).any()


def test_the_top_of_the_ink_is_where_it_was_meant() -> None:
    """The first line's ink begins at the top of the field (22 mm) and the share of the spare room, within 0.3 mm."""
    white = picture("Жаңаөзен")[:, round(LEFT / PIXEL) + 2 :]
    first = int(np.argmax(white.any(axis=1))) * PIXEL
    found = fit("Жаңаөзен", house.face(), FIELD)
    assert first == pytest.approx(22 + found.spare_mm * 0.55, abs=0.3)
