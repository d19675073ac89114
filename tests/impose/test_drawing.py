"""The small drawings of sheets: readable at their size, and true."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from packbuilder.impose import booklet, cut, letter_fold, plain, tiled, tiling, z_fold
from packbuilder.impose.diagram import drawing
from packbuilder.impose.imposition import Imposition
from tests.impose.turning import A3, A4

SVG = "{http://www.w3.org/2000/svg}"
PLANS = {
    "2-up": cut(2, (148, 210), A4, sides=2),
    "2-up, the other edge": cut(2, (148, 210), A4, sides=2, edge="long"),
    "4-up": cut(1, (105, 148), A4),
    "with margins": cut(2, (139.7, 210), A4, sides=2),
    "booklet": booklet(64, (148, 210), A4),
    "letter": letter_fold(6, (97, 210), A4),
    "Z": z_fold(6, (97, 210), A4, rtl=True),
    "plain": plain(2, A4, A4, sides=2),
    "tiles": tiled(tiling(A3, (594, 841), A4), 0),
}


@pytest.mark.parametrize("name", PLANS)
def test_a_drawing_shows_pages_knife_and_crease(name: str) -> None:
    """A number for each page, its size no less than a line of small print, all of it inside the drawing."""
    plan: Imposition = PLANS[name]
    root = ET.fromstring(drawing(plan))  # noqa: S314 - our own
    assert root.attrib["viewBox"] == "0 0 42 29"
    numbers = [one for one in root.iter(f"{SVG}g") if "scale" in one.get("transform", "")]
    first = plan.sheets[0]
    count = plan.grid[0] * plan.grid[1] + 1 if name == "tiles" else sum(len(side.placements) for side in first.sides)
    assert len(numbers) == count
    for number in numbers:
        x, y, scale = map(
            float, re.findall(r"translate\(([\d.]+) ([\d.]+)\).*scale\(([\d.]+)\)", number.get("transform", ""))[0]
        )
        assert 0 < x < 42
        assert 0 < y < 29
        assert 6 * scale > 1.4
    dashed = [one.get("stroke-dasharray") for one in root.iter(f"{SVG}path") if one.get("stroke-dasharray")]
    tile = plan.sheets[1].front if name == "tiles" else first.front
    creases = len(tile.folds) * (1 if name == "tiles" else len(first.sides))
    assert (dashed.count("1.2 .8"), dashed.count("0 .9")) == (len(tile.cuts), creases)


def test_numbers_are_turned_as_their_pages_are() -> None:
    """Printed on the wrong edge the back would be upside down; it is drawn so where it must be."""
    assert "rotate(180)" not in drawing(PLANS["2-up"])
    assert drawing(PLANS["2-up, the other edge"]).count("rotate(180)") == 2


def test_the_accent_is_given_or_that_of_the_text() -> None:
    """As an image it has a colour of its own; in a page it takes that of the page."""
    assert 'color="#c4122f"' in drawing(PLANS["2-up"], "#c4122f")
    assert " color=" not in drawing(PLANS["2-up"])
