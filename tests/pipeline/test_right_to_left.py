"""A real Arabic page, read back: its code on the mirrored side, its lines from the right, its words in order."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
import pypdfium2
import pytest
from pypdf import PdfReader

from packbuilder import printing
from packbuilder.compose.composer import Composer
from packbuilder.compose.display_face import display_face
from packbuilder.errors import ErrorCollector
from packbuilder.load import fonts
from packbuilder.plan import Document
from packbuilder.typeset import inspection
from packbuilder.typeset.boxes import page_box, walk
from packbuilder.typeset.fit import LaidOutDocument, typeset
from tests.typeset import house

MM = 72 / 25.4
SHEET = 148.0
SIDES = 12.0  # what the text keeps clear of


@cache
def composer(lang: str) -> Composer:
    listed = fonts([house.FONTS], ErrorCollector())
    assert listed is not None
    made = house.composer(lang)
    return replace(made, faces={"display": display_face(listed, made.labels)})


@cache
def leaflet(lang: str) -> LaidOutDocument:
    of = composer(lang)
    document = Document(of.edition, house.layouts()["leaflet"])
    return typeset(house.engine(), of.compose(document).coded(of.edition.code))


@cache
def pdf(lang: str) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(printing.single(leaflet(lang)))


def test_codes_lie_on_the_mirrored_side() -> None:
    """As far from the right edge as in English from the left."""
    ours, theirs = (inspection.placed_images(leaflet(lang).document) for lang in ("ar", "en"))
    assert [image.page for image in ours] == [image.page for image in theirs] == [1, 2]
    for one, other in zip(ours, theirs, strict=True):
        assert SHEET - one.x_mm - one.width_mm == pytest.approx(other.x_mm, abs=0.01)


def bare(text: str) -> str:
    """Letters and digits only."""
    return "".join(char for char in text if char.isalnum())


def test_text_is_in_order() -> None:
    """What is read back from the second page has the words of the story as they were written, and whole addresses."""
    page = pdf("ar")[1].get_textpage().get_text_range().replace("\u00a0", " ")
    story = composer("ar").view.texts["story"]
    sentence = max(map(bare, re.split("[:.،]", story.body.striptags())), key=len)
    assert len(sentence) > 40
    assert sentence in bare(page)
    assert page.find("campaignkazakhstan.org") != -1
    assert page.find("PO Box 24697, London E11 1HH") != -1


def test_lines_start_at_the_right() -> None:
    """Each line of the story ends where its paragraph does at the right, and none at the left."""
    root = page_box(leaflet("ar").document.pages[1])
    (story,) = (box for box in walk(root) if box.element is not None and box.element.get("class") == "block story")
    lines = [box for box in walk(story) if type(box).__name__ == "LineBox"]
    assert len(lines) > 3
    edge = story.content_box_x() + story.width
    assert all(line.position_x + line.width == pytest.approx(edge, abs=0.4) for line in lines)
    assert story.border_right_width > 0 == story.border_left_width


def test_flex_boxes_of_their_own_place_stay_on_the_sheet() -> None:
    """The band at the foot keeps the same distance from both edges."""
    root = page_box(leaflet("ar").document.pages[1])
    (band,) = (box for box in walk(root) if box.element is not None and box.element.get("class") == "band")
    left, right = band.position_x, root.margin_width() - band.position_x - band.margin_width()
    assert left == pytest.approx(right, abs=0.01)


def test_the_slant_rises_to_the_left_and_no_ink_touches_it() -> None:
    """The field reaches as far down at the right as in English at the left; white stands on it, clear of its edge."""
    heights = {}
    for lang in ("ar", "en"):
        picture = np.asarray(pdf(lang)[0].render(scale=2).to_pil().convert("RGB")).astype(int)
        red = (picture[..., 0] > 150) & (picture[..., 1] < 90)
        columns = [int(SIDES * MM * 2) - 20, picture.shape[1] - int(SIDES * MM * 2) + 20]
        heights[lang] = [int(np.nonzero(red[:, column])[0].max()) for column in columns]
    left, right = heights["ar"]
    assert right > left + 20
    assert [right, left] == pytest.approx(heights["en"], abs=2)


def test_the_file_does_not_say_that_it_is_read_from_the_right() -> None:
    """/Direction /R2L lays pages side by side that way, and has PDFium copy org.example for example.org."""
    root: Any = PdfReader(BytesIO(printing.single(leaflet("ar")))).root_object
    assert "/Direction" not in root["/ViewerPreferences"]
