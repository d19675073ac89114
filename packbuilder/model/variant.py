"""Variants of a document: one design, printed by different machines and read by different eyes.

Each is a row of one table. Whoever adds one adds a row, a line in the README and, where layouts are to look otherwise
in it, a stylesheet of its name beside theirs; nothing else asks which variant it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from packbuilder.model.paper import Size

# Printers at home keep 3 to 6.7 mm clear, and 6.35 mm is called a safe bet (newbetuts.com, HP Officejet 7210).
INSET_MM = 7.0


@dataclass(frozen=True, slots=True)
class PictureQuality:
    """How good pictures are: pixels of the longer side at most, and the quality of a JPEG, 1 to 95."""

    longest_px: int
    jpeg: int


# 300 dpi over the 178 mm between the margins of an A4 sheet, and more than a copier shows.
PRINTED = PictureQuality(2100, 85)
# Twice as sharp as a phone's screen is wide in CSS pixels, and what a page of a screen shows of it.
LIGHT = PictureQuality(900, 70)


@dataclass(frozen=True, slots=True)
class Reflow:
    """One column over as many pages as it takes.

    `type_pt` is the one size of its text, `margin_mm` the margin of its pages; `page_mm` their size, None for A4 or its
    counterpart; `field_mm` the field of display type and `display_pt` its smallest size, where layouts have no say.
    """

    type_pt: float
    margin_mm: float
    page_mm: Size | None = None
    field_mm: Size | None = None
    display_pt: float = 0


# Large print: 16 pt, better 18 (UKAAF, Minimum Standards: Clear and Large Print).
_LARGE_PRINT = Reflow(18, 16)
# A phone shows 360 CSS pixels side by side, and a page as wide as that. 90 mm are 340 of them: 12 pt on the page are
# 17 px on the screen, which nobody needs to zoom. A headline has the page without its margins, less than two thirds of
# its height.
_ONE_HAND = Reflow(12, 6, (90.0, 160.0), (72.0, 90.0), 14)


@dataclass(frozen=True, slots=True)
class Variant:
    """What a file is made for.

    `inset_mm` is how far from the edge fields of colour begin. For a `press` they reach past the edge, by as much as
    its printing condition asks for, in CMYK, and the file is proved as PDF/X-4. `black` prints nothing in the accent.
    `reflow` is how it flows, None for pages as they are designed; `pictures` how good they are.

    `like` names the variant whose templates and stylesheets it has before its own. Layouts that name no variants are
    made in those that are `offered`, and in one that `follows` another wherever they are made in that.

    Beside its pages it has `sheets` and posters to print at home, the `calendar`, and pictures of pages, of which
    `picture_crop_mm` are cut off on each side; None for no pictures.
    """

    name: str
    inset_mm: float = INSET_MM
    press: bool = False
    black: bool = False
    reflow: Reflow | None = None
    pictures: PictureQuality = PRINTED
    like: str = ""
    offered: bool = True
    follows: str = ""
    sheets: bool = False
    calendar: bool = False
    picture_crop_mm: float | None = None

    def __str__(self) -> str:
        """What people call it."""
        return self.name

    @property
    def folder(self) -> str:
        """The folder of its files in that of the language, with a slash; none for the usual one."""
        return "" if self.name == HOME.name else f"{self.name}/"

    @property
    def design(self) -> str:
        """The name of the variant whose templates and rules of CSS it shares, before it adds rules of its own."""
        return self.like or self.name

    @property
    def reflowed(self) -> bool:
        """Whether all runs in one column over as many pages as it takes."""
        return self.reflow is not None

    @property
    def narrow(self) -> bool:
        """Whether its pages are narrower than those of the layouts."""
        return self.reflow is not None and self.reflow.page_mm is not None

    @property
    def light(self) -> bool:
        """Whether its pictures are made small, to travel by e-mail."""
        return self.pictures.longest_px < PRINTED.longest_px


# Any printer: nothing stands within INSET_MM of the sheet's edge.
HOME = Variant("home", sheets=True, calendar=True, picture_crop_mm=INSET_MM)
_ROWS = (
    HOME,
    Variant("press", press=True),  # a print shop
    Variant("mono", black=True, sheets=True),  # a copier
    Variant("large", reflow=_LARGE_PRINT),  # those who need large print
    Variant("screen", inset_mm=0, picture_crop_mm=0),  # colour to the edge
    Variant("email", pictures=LIGHT, like="home", offered=False, follows="home"),  # the pages of `home`, lighter
    Variant("phone", inset_mm=0, reflow=_ONE_HAND, pictures=LIGHT, like="large", offered=False),  # without zooming
)
VARIANTS: Mapping[str, Variant] = {row.name: row for row in _ROWS}


def _named(value: object) -> Variant:
    if isinstance(value, Variant):
        return value
    if isinstance(value, str) and value in VARIANTS:
        return VARIANTS[value]
    *most, last = map(repr, VARIANTS)
    raise PydanticCustomError(
        "literal_error", "Input should be {expected}", {"expected": f"{', '.join(most)} or {last}"}
    )


# A variant by its name, in a file.
NamedVariant = Annotated[
    Variant,
    PlainValidator(_named),
    PlainSerializer(str),
    WithJsonSchema({"enum": list(VARIANTS), "type": "string"}),
]
