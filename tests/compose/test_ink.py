"""The accent in the inks of the press: near its colour, in whole percents, never more than dries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from packbuilder.check.branding import MINIMUM, on_white
from packbuilder.compose.ink import accent, cmyk
from packbuilder.model.campaign import Look
from packbuilder.model.condition import FOGRA39, GRACOL, TOTAL_INK, Condition, Inks, condition_for
from packbuilder.model.paper import Stock
from packbuilder.workspace.locations import profile

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")
conditions = st.sampled_from([FOGRA39, GRACOL])


def seen(inks: Inks, condition: Condition) -> tuple[int, int, int]:
    """The colour on a screen, 0 to 255 each, of inks printed under a condition."""
    srgb = ImageCms.createProfile("sRGB")
    back = ImageCms.buildTransform(str(profile(str(condition.profile))), srgb, "CMYK", "RGB")
    cyan, magenta, yellow, black = (round(share * 255) for share in inks)
    red, green, blue = back.apply(Image.new("CMYK", (1, 1), (cyan, magenta, yellow, black))).tobytes()
    return red, green, blue


@given(colours, conditions)
def test_any_colour_dries(colour: str, condition: Condition) -> None:
    """Whole percents, none of them a mere veil, and black is black alone."""
    inks = cmyk(colour, condition)
    assert sum(inks) <= TOTAL_INK
    assert all(share == round(share, 2) and (share == 0 or 0.03 <= share <= 1) for share in inks)
    assert inks[3] < 0.85 or inks == (0, 0, 0, 1)


@pytest.mark.parametrize("condition", [FOGRA39, GRACOL], ids=lambda condition: condition.name)
@pytest.mark.parametrize("colour", ["#C4122F", "#A03020", "#7A1F5C", "#2F5D50", "#305080"])
def test_colours_that_can_be_printed_look_like_themselves(colour: str, condition: Condition) -> None:
    meant = bytes.fromhex(colour[1:])
    assert seen(cmyk(colour, condition), condition) == pytest.approx(tuple(meant), abs=12)


def test_the_accent_of_the_house() -> None:
    red = cmyk("#C4122F", FOGRA39)
    assert red == pytest.approx((0, 1, 0.78, 0.17), abs=0.02)
    assert cmyk("#FFFFFF", FOGRA39) == (0, 0, 0, 0)
    assert cmyk("#000000", GRACOL) == cmyk("#111111", GRACOL) == (0, 0, 0, 1)
    assert cmyk("#C4122F", replace(FOGRA39, profile=None)) == red


def test_a_campaign_may_state_its_inks() -> None:
    look = Look(accent="#C4122F", accent_cmyk=[15, 100, 85, 5])
    assert accent(look, FOGRA39) == (0.15, 1, 0.85, 0.05)
    assert accent(Look(accent="#C4122F"), GRACOL) == cmyk("#C4122F", GRACOL)


def test_conditions_by_paper() -> None:
    """Where Letter is sold, print shops work to GRACoL."""
    assert {stock: condition_for(stock).name for stock in Stock} == {
        Stock.A4: "FOGRA39",
        Stock.A3: "FOGRA39",
        Stock.COMMON: "FOGRA39",
        Stock.LETTER: "CGATS TR 006",
        Stock.LEGAL: "CGATS TR 006",
        Stock.TABLOID: "CGATS TR 006",
    }


def test_the_accent_can_be_read_in_print_too() -> None:
    red = "#{:02X}{:02X}{:02X}".format(*seen(cmyk("#C4122F", FOGRA39), FOGRA39))
    assert on_white(red) >= MINIMUM
