"""The pages of a PDF: as many as expected, each of its size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from packbuilder.errors import Problem
from packbuilder.model.paper import MM_PER_PT
from packbuilder.proof.expectation import Expectation

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic import RectangleObject

    from packbuilder.pdf.strict_reader import StrictReader

_TOLERANCE_MM = 0.2


def check(reader: StrictReader, expected: Expectation) -> Iterator[Problem]:
    """A problem if pages are missing or too many, and for each page that is not of its size."""
    pages, sheets = list(reader.pages), expected.sheets_mm
    if len(pages) != len(sheets):
        yield expected.problem(
            "pages",
            f"The file has {len(pages)} page(s) instead of {len(sheets)}.",
            "Build again; if it stays so, the layout and its pages: in layout.yaml disagree.",
        )
    for number, (page, sheet) in enumerate(zip(pages, sheets, strict=False), start=1):
        size = _size_mm(page, page.trimbox if expected.press else page.cropbox)
        if any(abs(is_mm - should_mm) > _TOLERANCE_MM for is_mm, should_mm in zip(size, sheet, strict=True)):
            yield expected.problem(
                "sheet",
                f"Page {number} is {size[0]:.1f} × {size[1]:.1f} mm instead of {sheet[0]:g} × {sheet[1]:g} mm.",
                "Remove the rule for @page from the layout's style.css: the size comes from layout.yaml.",
            )


def _size_mm(page: PageObject, box: RectangleObject) -> tuple[float, float]:
    """Width and height of a box of the page as a viewer shows it: turned, in the page's own unit."""
    sides = [float(side) * float(page.user_unit) * MM_PER_PT for side in (box.width, box.height)]
    width, height = sides if page.rotation % 180 == 0 else reversed(sides)
    return width, height
