"""What no file of a layout can hold: how far colour reaches, in which colours, on which sheet."""

from __future__ import annotations

import re
from itertools import product

import pytest

from packbuilder.compose import tokens
from packbuilder.compose.tokens import PageOnPaper
from packbuilder.model.campaign import Look
from packbuilder.model.layout import Display, LayoutFile, PageCount, TypeRange
from packbuilder.model.layout import PageSize as Designed
from packbuilder.model.paper import Size, Stock, on_stock
from packbuilder.model.variant import HOME, VARIANTS, Variant

A4, A5 = (210.0, 297.0), (148.0, 210.0)
LOOK = Look(accent="#0A5FA4")
FIELD = Display(
    key="headline", text="headline", width=124, height=82, turned=(190, 60), grow=0.5, slant=0.07, smallest=30,
    largest=99,
)  # fmt: skip
FACTS = LayoutFile(
    title="Leaflet",
    sheet=Designed(width=148, height=210),
    pages=PageCount(min=2, max=4),
    type=TypeRange(smallest=8, largest=11),
    display=[FIELD],
    place=1,
    advice="one side",
)


def made(variant: Variant, stock: Stock = Stock.A4, designed: Size = A5, look: Look = LOOK) -> dict[str, str]:
    """The tokens of a page by name, and what the rule for the page says as `size`, `margin` and `bleed`."""
    sheet = PageOnPaper.of(on_stock(designed, stock), designed, turned=False)
    css = tokens.css(sheet, variant, look, stock, FACTS)
    page, root = re.findall(r"(?:@page|:root)\{([^}]*)\}", css)
    return dict(rule.split(":") for rule in f"{page};{root.replace('--', '')}".rstrip(";").split(";"))


COLOURED = [variant for variant in VARIANTS.values() if variant != VARIANTS["press"]]
AMERICAN = {Stock.LETTER, Stock.LEGAL, Stock.TABLOID}


@pytest.mark.parametrize("stock", Stock)
@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_how_far_colour_reaches(variant: Variant, stock: Stock) -> None:
    """7 mm from the edge where a printer stops, to the edge of a screen, past it by the bleed of the country."""
    bleed = "3.175mm" if stock in AMERICAN else "3mm"
    expected = {
        HOME: ("7mm", "0mm", "0mm"),
        VARIANTS["mono"]: ("7mm", "0mm", "0mm"),
        VARIANTS["large"]: ("7mm", "0mm", "16mm"),
        VARIANTS["screen"]: ("0mm", "0mm", "0mm"),
        VARIANTS["press"]: (f"-{bleed}", bleed, "0mm"),
        VARIANTS["email"]: ("7mm", "0mm", "0mm"),
        VARIANTS["phone"]: ("0mm", "0mm", "6mm"),
    }
    found = made(variant, stock)
    assert (found["inset"], found["bleed"], found["margin"]) == expected[variant]


@pytest.mark.parametrize(("variant", "stock"), [*product(COLOURED, Stock)])
def test_colours_on_paper_and_screen(variant: Variant, stock: Stock) -> None:
    """The campaign's accent and a black that is soft on screens; for copiers pure black alone."""
    found = made(variant, stock)
    colours = ("#000", "#000", "#fff") if variant == VARIANTS["mono"] else ("#0A5FA4", "#000", "#fff")
    assert (found["accent"], found["black"], found["paper"]) == colours


@pytest.mark.parametrize("stock", Stock)
def test_colours_of_the_press_are_inks(stock: Stock) -> None:
    """Black is the one ink, the accent what the campaign states, or what comes near it under the condition."""
    stated = made(VARIANTS["press"], stock, look=Look(accent="#0A5FA4", accent_cmyk=[95, 62, 0, 5]))
    assert stated["accent"] == "device-cmyk(0.95 0.62 0 0.05)"
    assert stated["black"] == "device-cmyk(0 0 0 1)"
    assert stated["paper"] == "device-cmyk(0 0 0 0)"
    near = re.fullmatch(r"device-cmyk\(([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)\)", made(VARIANTS["press"], stock)["accent"])
    assert near
    cyan, magenta, yellow, _ = map(float, near.groups())
    assert cyan > magenta > yellow


def test_conditions_of_the_press_differ_by_country() -> None:
    assert made(VARIANTS["press"], Stock.A4)["accent"] != made(VARIANTS["press"], Stock.LETTER)["accent"]


@pytest.mark.parametrize(
    ("stock", "designed", "expected"),
    [
        (Stock.A4, A5, ("148mm 210mm", "148mm", "210mm", "0mm", "0mm")),
        (Stock.LETTER, A5, ("139.7mm 215.9mm", "139.7mm", "215.9mm", "-8.3mm", "5.9mm")),
        (Stock.LEGAL, A4, ("215.9mm 355.6mm", "215.9mm", "355.6mm", "5.9mm", "58.6mm")),
        (Stock.COMMON, A4, ("210mm 279.4mm", "210mm", "279.4mm", "0mm", "-17.6mm")),
    ],
    ids=["A4", "Half Letter", "Legal", "common"],
)
def test_the_sheet_and_what_it_has_more(stock: Stock, designed: Size, expected: tuple[str, ...]) -> None:
    """Layouts are written for ISO paper and stretch, or shrink, by the difference."""
    found = made(HOME, stock, designed)
    assert tuple(found[key] for key in ("size", "width", "height", "more-width", "more-height")) == expected


def test_a_sheet_that_lies_down_has_more_the_other_way() -> None:
    upright, lying = (PageOnPaper.of((279.4, 431.8), (297, 420), turned=turned) for turned in (False, True))
    assert lying.size == upright.size[::-1]
    assert upright.more == pytest.approx((-17.6, 11.8))
    assert lying.more == upright.more[::-1]


def test_fields_of_display_type_grow_with_the_sheet() -> None:
    """In width by all that it has more, in height by their share of it; lying down they have measures of their own."""
    sheet = PageOnPaper.of((139.7, 215.9), A5, turned=False)
    assert tokens.field_mm(FIELD, sheet) == pytest.approx((115.7, 84.95))
    lying = PageOnPaper.of((139.7, 215.9), A5, turned=True)
    assert tokens.field_mm(FIELD, lying) == pytest.approx((195.9, 60 - 4.15))
    upright_alone = FIELD.model_copy(update={"turned": None})
    assert tokens.field_mm(upright_alone, PageOnPaper(A5, (0, 0), turned=True)) == (124, 82)


def test_the_lower_edge_of_a_field_is_told_to_stylesheets() -> None:
    """Where it meets the edge that lines start from: what the field is high, and its rise up to where they start."""
    field = FIELD.model_copy(update={"top": 20, "start": 10})
    sheet = PageOnPaper.of((139.7, 215.9), A5, turned=False)
    assert tokens.edge_mm(field, sheet) == pytest.approx(20 + 84.95 + 0.7)
    facts = FACTS.model_copy(update={"display": [field]})
    assert "--field-headline:105.65mm;" in tokens.css(sheet, HOME, LOOK, Stock.A4, facts)


def test_a_field_may_be_placed_from_the_foot() -> None:
    foot = FIELD.model_copy(update={"top": -80})
    assert tokens.top_mm(foot, PageOnPaper(A5, (0, 0))) == 130


def test_each_field_has_its_slant_and_tracking() -> None:
    """The angle whose tangent is the slant; which way it leans is the page's."""
    css = tokens.css(PageOnPaper(A5, (0, 0)), HOME, LOOK, Stock.A4, FACTS)
    assert ".slant-headline{transform:skewY(calc(var(--lean) * 4.0042deg))}" in css
    assert ".display-headline .line{letter-spacing:0.012em}" in css


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_what_is_reflowed_has_one_size_and_any_number_of_pages(variant: Variant) -> None:
    """Large print 18 pt, phones 12; all other variants are fitted as their layout says."""
    facts = tokens.fitted(FACTS, variant)
    if variant.reflowed:
        size = 18 if variant == VARIANTS["large"] else 12
        assert (facts.type.smallest, facts.type.largest, facts.pages.min) == (size, size, 1)
        assert facts.pages.max > 50
        assert facts.pages.step is None  # any number, no multiples
    else:
        assert facts is FACTS
