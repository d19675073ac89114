"""Posters with their words: on any paper, in every language, and a ruler that is what it says."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
import pytest

from packbuilder.compose import labels
from packbuilder.compose.template import Templates
from packbuilder.impose import tiling
from packbuilder.impose.poster_composition import PosterComposer
from packbuilder.impose.poster_pages import Posters
from packbuilder.impose.tiles import Tiling
from packbuilder.model.paper import PAPERS
from packbuilder.pdf.source import sizes
from tests.impose.samples import chequered, page, pdf, pixels, read
from tests.typeset import house

A1, A2, A3, A4 = (PAPERS[key].size for key in ("a1", "a2", "a3", "a4"))


@cache
def maker() -> Posters:
    """What makes posters."""
    return Posters(house.engine())


@cache
def composer(lang: str) -> PosterComposer:
    """What composes for posters in a language."""
    return PosterComposer(labels.load(house.LAYOUTS, lang, house.ROOT), Templates(house.LAYOUTS))


def poster(lang: str, data: bytes, *pages: tuple[int, Tiling]) -> bytes:
    """Pages of a PDF as posters, with words in a language."""
    return maker().poster(data, pages, composer(lang).composed([made for _, made in pages]))


def words(text: str) -> str:
    """Text with single spaces."""
    return " ".join(text.split())


@pytest.mark.parametrize("on", ["a5", "half-letter", "letter"])
@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_the_words_fit_on_small_paper(lang: str, on: str) -> None:
    """Or they would be refused; the first page says what this is, and each sheet where it belongs."""
    made = tiling(A3, A2, PAPERS[on].size)
    pages = read(poster(lang, pdf(chequered(841.89, 1190.55)), (0, made))).pages
    assert len(pages) == made.count + 1
    assert words(composer(lang).composed([made]).cover(made).title) in words(pages[0].extract_text())
    for tile, one in zip(made.tiles, pages[1:], strict=True):
        assert set(re.findall(r"\d+–\d+", one.extract_text())) == {f"{tile.row}–{tile.column}"}


def test_a_poster_says_what_it_is_and_how_it_is_put_up() -> None:
    """In its title and on its pages: what to cut, what to glue; the last sheet is glued on nothing."""
    file = poster("en", pdf(chequered(841.89, 1190.55)), (0, tiling(A3, A1, A4)))
    reader = read(file)
    assert reader.metadata == {"/Title": "A1 poster from 15 sheets of A4", "/Producer": "packbuilder"}
    texts = [words(one.extract_text()) for one in reader.pages]
    assert len(texts) == 16
    assert "Never “fit to page”" in texts[0]
    assert "Row 1, column 1" in texts[1]
    assert "Glue here: column 2 goes on top" in texts[1]
    assert "Glue here: row 2 goes on top" in texts[1]
    assert "Glue here" not in texts[15]
    tagged: Any = reader.root_object["/StructTreeRoot"]["/K"][0].get_object()  # type: ignore[index]
    said = [words(one.get_object()["/Alt"]) for one in tagged["/K"]]
    assert len(said) == 16
    assert said[0].startswith("A1 poster from 15 sheets of A4.")
    assert "Never “fit to page”" in said[0]
    assert said[15] == "A1 poster from 15 sheets of A4. Row 5, column 3"
    assert "/Metadata" not in reader.root_object  # what it is made of claims no standard


def test_the_ruler_is_a_hundred_millimetres_long() -> None:
    """Measured on the first page, where nothing else is drawn as long."""
    dpi = 254  # ten dots a millimetre
    data = pdf(page(841.89, 1190.55))
    made = tiling(sizes(data)[0], A2, A4)
    shown = pixels(poster("en", data, (0, made)), 0, dpi)
    foot = shown[int((made.cover[1] - 20.1) * 10)].max(axis=1)  # its line, 20 mm above the foot
    dark = np.flatnonzero(foot < 128)
    assert (dark[-1] - dark[0] + 1) / 10 == pytest.approx(100, abs=0.3)


def test_pages_of_one_file_come_one_after_another() -> None:
    """Each on sheets of its own, the right one, the same bytes every time."""
    data = pdf(chequered(841.89, 1190.55), page(841.89, 1190.55), chequered(841.89, 1190.55))
    made = tiling(sizes(data)[0], A2, A4)
    file = poster("en", data, (0, made), (1, made))
    again = Posters(house.engine()).poster(data, [(0, made), (1, made)], composer("en").composed([made]))
    assert file == again
    assert len(read(file).pages) == 2 * (made.count + 1)
    coloured = [bool((np.ptp(pixels(file, n, 20), axis=2) > 60).any()) for n in (1, made.count + 2)]
    assert coloured == [True, False]


def test_a_poster_is_little_larger_than_its_page() -> None:
    """The page is in the file once, however many sheets show it."""
    data = pdf(chequered(841.89, 1190.55))
    few, many = (tiling(A3, size, A4) for size in (A3, A1))
    size = [len(poster("en", data, (0, made))) for made in (few, many)]
    assert size[1] - size[0] < 1_500 * (many.count - few.count)  # bytes for words, marks and tags of a sheet
