"""What lies where on which sheet: arithmetic only, before any PDF is touched.

All lengths are in mm from the top left corner of the side, x to the right and y downwards. The front of a sheet and its
back each have coordinates of their own, as each is seen by somebody who looks at it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from packbuilder.model.paper import Size
from packbuilder.model.variant import INSET_MM

Rectangle = tuple[float, float, float, float]  # x, y, width, height
Segment = tuple[float, float, float, float]  # x and y of one end, x and y of the other
Turn = Literal[0, 90, 180, 270]  # clockwise
Edge = Literal["long", "short"]  # of the sheet, on which a printer turns it

# A mark stands where any printer at home prints, in mm from the edge of the sheet: between pages, whose own margins it
# lies in. Beside the part of a poster, which is printed up to its edge, it stands where a printer may just still print.
# With a wider margin it moves inwards and keeps _CLEAR mm from the page.
_TICK, _BESIDE = (INSET_MM, INSET_MM + 4), (3.0, INSET_MM)
_LONGEST, _CLEAR = 5.0, 2.0


@dataclass(frozen=True, slots=True)
class Placement:
    """A page, or a part of it, as it lies on a side.

    `page` counts from 0. `width` and `height` are those of its box on the side, after turning by `turn` degrees
    clockwise. `window` is the part that is shown, in mm of the page itself from its top left corner; None for all of
    it. `scale` is how many times as large as itself the page is printed. `source` is the PDF that it is a page of: 0
    for the one that is put on sheets, others for what is laid over its pages.
    """

    page: int
    x: float
    y: float
    width: float
    height: float
    turn: Turn = 0
    window: Rectangle | None = None
    scale: float = 1
    source: int = 0

    @property
    def box(self) -> Rectangle:
        """Where it lies."""
        return self.x, self.y, self.width, self.height


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet. `cuts` and `folds` run as knife and crease do, from edge to edge.

    `seams` are lines over what will be glued over, and drawn whole.
    """

    placements: tuple[Placement, ...] = ()
    cuts: tuple[Segment, ...] = ()
    folds: tuple[Segment, ...] = ()
    seams: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as its front lies before the reader. `trim` is the part of it that is left after the outer cuts.

    What lies on it keeps INSET_MM clear within the trim, or else is printed in `full`, up to its edge.
    """

    width: float
    height: float
    trim: Rectangle
    front: Side
    back: Side | None = None
    full: bool = False

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that are printed, the front first."""
        return (self.front,) if self.back is None else (self.front, self.back)


@dataclass(frozen=True, slots=True)
class Imposition:
    """Pages on sheets. `duplex` is the edge on which the printer must turn the sheets, None for one side.

    `pages` is how many there are, of `page` mm each, `grid` how many columns and rows of them a side has and `up` how
    many copies of the whole a set of the sheets makes. `creep_mm` is how far the innermost pages of a booklet are moved
    towards the fold.
    """

    scheme: str
    sheets: tuple[Sheet, ...]
    duplex: Edge | None
    pages: int
    page: Size
    grid: tuple[int, int]
    up: int = 1
    creep_mm: float = 0


def sheets_for(plan: Imposition, copies: int) -> int:
    """How many sheets of paper so many copies of the whole document take."""
    return len(plan.sheets) * ceil(copies / plan.up)


def upright_edge(size: Size) -> Edge:
    """The edge on which a sheet of this size is turned if both sides are to be upright on a screen."""
    return "long" if size[0] <= size[1] else "short"


def behind(side: Side, size: Size) -> Side:
    """The places at the back of those of a side, seen from the back after turning the sheet like the page of a book."""
    return Side(
        tuple(replace(one, x=size[0] - one.x - one.width, turn=_turned(-one.turn)) for one in side.placements),
        tuple((size[0] - x1, y1, size[0] - x2, y2) for x1, y1, x2, y2 in side.cuts),
        tuple((size[0] - x1, y1, size[0] - x2, y2) for x1, y1, x2, y2 in side.folds),
    )


def for_edge(back: Side, size: Size, edge: Edge) -> Side:
    """A back that is right if the sheet is turned like the page of a book, made right for turning it on that edge.

    On the other edge it is turned like the page of a calendar: its back must lie upside down.
    """
    if edge == upright_edge(size):
        return back
    width, height = size
    turned = (
        replace(one, x=width - one.x - one.width, y=height - one.y - one.height, turn=_turned(one.turn + 180))
        for one in back.placements
    )
    return Side(
        tuple(turned),
        tuple((width - x1, height - y1, width - x2, height - y2) for x1, y1, x2, y2 in back.cuts),
        tuple((width - x1, height - y1, width - x2, height - y2) for x1, y1, x2, y2 in back.folds),
    )


def _turned(degrees: int) -> Turn:
    turns: tuple[Turn, ...] = (0, 90, 180, 270)
    return turns[degrees % 360 // 90]


@dataclass(frozen=True, slots=True)
class Marks:
    """The short lines that are printed for knife and crease on one side."""

    cuts: tuple[Segment, ...] = ()
    folds: tuple[Segment, ...] = ()
    seams: tuple[Segment, ...] = ()


def marks(sheet: Sheet) -> tuple[Marks, ...]:
    """The marks of each side that is printed.

    Those to cut stand on the front only: two sets of them would never quite agree. Those to fold stand on both: people
    look at either while they fold.
    """
    cuts = tuple(tick for line in sheet.front.cuts for tick in _ticks(sheet, line))
    folds = [tuple(tick for line in side.folds for tick in _ticks(sheet, line)) for side in sheet.sides]
    return Marks(cuts, folds[0], sheet.front.seams), *(Marks((), back) for back in folds[1:])


def _ticks(sheet: Sheet, line: Segment) -> tuple[Segment, Segment]:
    """A mark at each end of a line that crosses the sheet."""
    x, y, width, height = sheet.trim
    if line[0] == line[2]:
        (start, end), (start_2, end_2) = _reach(sheet, y), _reach(sheet, sheet.height - y - height)
        return (line[0], start, line[0], end), (line[0], sheet.height - start_2, line[0], sheet.height - end_2)
    (start, end), (start_2, end_2) = _reach(sheet, x), _reach(sheet, sheet.width - x - width)
    return (start, line[1], end, line[1]), (sheet.width - start_2, line[1], sheet.width - end_2, line[1])


def _reach(sheet: Sheet, margin: float) -> tuple[float, float]:
    """From where to where a mark goes, in mm from the edge of the sheet, if its trim begins at `margin`."""
    start, end = _BESIDE if sheet.full else _TICK
    return max(start, margin - _CLEAR - _LONGEST), max(end, margin - _CLEAR)
