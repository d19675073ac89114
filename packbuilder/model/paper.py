"""Paper: the sheets that people have, in mm, and what a page designed for one of them becomes on another.

Sizes: ISO 216; the American ones in inches, to a tenth of a millimetre (22 x 28 in is the common poster board).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MM_PER_PT = 25.4 / 72
MM_PER_IN = 25.4

# Width and height in mm.
Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet that has a name, upright, in mm."""

    name: str
    width: float
    height: float

    @property
    def size(self) -> Size:
        """Width and height in mm, upright."""
        return self.width, self.height


def _inches(name: str, width: float, height: float) -> Paper:
    return Paper(name, round(width * MM_PER_IN, 1), round(height * MM_PER_IN, 1))


PAPERS = {
    "a6": Paper("A6", 105, 148),
    "a5": Paper("A5", 148, 210),
    "a4": Paper("A4", 210, 297),
    "a3": Paper("A3", 297, 420),
    "a2": Paper("A2", 420, 594),
    "a1": Paper("A1", 594, 841),
    "a0": Paper("A0", 841, 1189),
    "quarter-letter": _inches("Quarter Letter", 4.25, 5.5),
    "half-letter": _inches("Half Letter", 5.5, 8.5),
    "letter": _inches("Letter", 8.5, 11),
    "legal": _inches("Legal", 8.5, 14),
    "tabloid": _inches("Tabloid", 11, 17),
    "22x28": _inches("22 × 28 in", 22, 28),
}


class Stock(StrEnum):
    """The paper that a branch prints on. `common` is for files that go to both kinds of country, A4 and Letter."""

    A4 = "a4"
    LETTER = "letter"
    LEGAL = "legal"
    A3 = "a3"
    TABLOID = "tabloid"
    COMMON = "common"

    @property
    def sheet(self) -> Paper:
        """The sheet that goes through the printer; for `common` A4, where most of it is printed."""
        return PAPERS["a4" if self is Stock.COMMON else self.value]

    @property
    def label(self) -> str:
        """Its name as the manifest has it: A4, Letter, Common."""
        return "Common" if self is Stock.COMMON else self.sheet.name


_AMERICAN = {"a6": "quarter-letter", "a5": "half-letter", "a4": "letter", "a3": "tabloid"}
_ROUNDED_MM = 1.0  # sizes in a layout may be rounded to whole millimetres


def named(size: Size) -> Paper | None:
    """The paper of this size in mm, whichever way it lies; None for a size without a name."""
    short, long = min(size), max(size)
    near = (p for p in PAPERS.values() if abs(p.width - short) < _ROUNDED_MM and abs(p.height - long) < _ROUNDED_MM)
    return next(near, None)


def sheet_name(size: Size) -> str:
    """A3 for 297 x 420 mm, whichever way it lies; the figures themselves for a size without a name."""
    known = named(size)
    return known.name if known else f"{size[0]:g} × {size[1]:g} mm"


def on_stock(designed: Size, stock: Stock) -> Size:
    """What a page designed for an ISO size (mm) measures on other paper; a size without a counterpart stays as it is.

    A4 becomes Letter, or Legal where that is what the branch prints on; for `common` the part that A4 and Letter share.
    """
    known = named(designed)
    key = next((key for key, paper in PAPERS.items() if paper is known), "")
    if key not in _AMERICAN or stock in {Stock.A4, Stock.A3}:
        return designed
    american = PAPERS["legal" if (stock, key) == (Stock.LEGAL, "a4") else _AMERICAN[key]].size
    if stock is Stock.COMMON:
        american = min(american[0], *designed), min(american[1], max(designed))
    return american if designed[0] <= designed[1] else (american[1], american[0])


def flap(width: float) -> float:
    """The width in mm of the panel that is folded in, of a sheet of this width that is folded in three.

    97 of the 297 mm of A4, the others 100 (print-print.co.uk, foa.dk); 3 5/8 of the 11 in of Letter, the others 1/16 in
    wider (universalprinting.com).
    """
    known = next((paper for paper in PAPERS.values() if abs(paper.height - width) < _ROUNDED_MM), None)
    if known and known.name in {"Letter", "Legal"}:
        return round(width / 3 - MM_PER_IN / 24, 2)
    return width / 3 - 2
