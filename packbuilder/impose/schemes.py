"""Ways to put finished pages on sheets: plain, to cut, to staple.

Each takes pages of one size in mm and a sheet, whichever way it is given, and raises LayoutError where it does not fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from packbuilder.errors import LayoutError, Problem
from packbuilder.impose.grid import Grid, both_ways, fitting, most, refused
from packbuilder.impose.imposition import (
    Edge,
    Imposition,
    Placement,
    Rectangle,
    Sheet,
    Side,
    behind,
    for_edge,
    upright_edge,
)
from packbuilder.model.paper import Size

Order = Literal["repeat", "in-order"]

# Copier paper of 80 g/m2 is 0.1 mm thick, to a few micrometres (own judgement: data sheets say 0.102 to 0.108).
THICKNESS_MM = 0.1

_OTHER = "Take larger paper, or another way to print it."


def plain(pages: int, page: Size, sheet: Size, *, sides: Literal[1, 2] = 1, edge: Edge | None = None) -> Imposition:
    """One page a side, in the middle of it."""
    lying = next((way for way in both_ways(page, sheet) if _fits(page, way)), None)
    if lying is None:
        raise refused("plain", page, sheet, _OTHER)
    return _cut("plain", pages, Grid.of(lying, page, 1, 1), _How("in-order", sides, edge))


def cut(  # noqa: PLR0913 - each is a choice
    pages: int,
    page: Size,
    sheet: Size,
    *,
    order: Order = "repeat",
    sides: Literal[1, 2] = 1,
    edge: Edge | None = None,
    up: int | None = None,
    rtl: bool = False,
) -> Imposition:
    """As many pages as fit, or `up` of them, side by side, to be cut apart.

    `repeat`: one leaf all over each sheet. `in-order`: one leaf after another, to cut and stack: the first place of
    each sheet holds the first leaves, the second place those that follow. Cut the whole pile at once, put the piles on
    one another, and the leaves are in order.
    """
    grid = _most(page, sheet) if up is None else _exactly(up, page, sheet)
    return _cut("cut", pages, grid, _How(order, sides, edge, rtl))


def booklet(  # noqa: PLR0913 - each is a choice
    pages: int, page: Size, sheet: Size, *, edge: Edge | None = None, rtl: bool = False, thickness: float = THICKNESS_MM
) -> Imposition:
    """Sheets laid into one another, folded in the middle and stapled there.

    Blank pages before the last one make up fours, so that the last page is the outside of the back.
    Each sheet lies inside those before it and would stick out by their thickness (mm): its pages are moved that much
    towards the fold, at the cost of the paper next to it.
    """
    _some(pages, "booklet")
    lying = max(sheet), min(sheet)
    if not _fits((2 * page[0], page[1]), lying):
        raise refused("booklet", page, sheet, "Two of them must fit on it side by side: take larger paper.")
    grid = Grid.of(lying, page, 2, 1)
    last = pages + wanting(pages) - 1
    count = (last + 1) // 4
    turned = edge or upright_edge(lying)
    bound: list[int | None] = [*range(pages), *[None] * (last + 1 - pages)]
    if pages > 1:
        bound[pages - 1], bound[last] = bound[last], pages - 1
    sheets = []
    for n in range(count):
        front, back = (last - 2 * n, 2 * n), (2 * n + 1, last - 2 * n - 1)  # left and right, each as it is seen
        if rtl:
            front, back = (front[1], front[0]), (back[1], back[0])
        outer = _spread(grid, [bound[place] for place in front], n * thickness)
        inner = for_edge(_spread(grid, [bound[place] for place in back], n * thickness), lying, turned)
        sheets.append(Sheet(*lying, grid.trim, outer, inner))
    return Imposition("booklet", tuple(sheets), turned, pages, page, (2, 1), creep_mm=round((count - 1) * thickness, 3))


def wanting(pages: int) -> int:
    """How many blank pages make up the sheets of a booklet."""
    return -pages % 4


def _spread(grid: Grid, numbers: Sequence[int | None], creep: float) -> Side:
    """Two pages on either side of the fold, `creep` mm nearer to it than they would lie, and that much less of each.

    None stands for a blank one.
    """
    middle, (width, height) = grid.sheet[0] / 2, grid.page
    shown = width - creep
    placements = []
    for number, x, start in zip(numbers, (middle - shown, middle), (0.0, creep), strict=True):
        window: Rectangle | None = (start, 0.0, shown, height) if creep else None
        if number is not None:
            placements.append(Placement(number, x, grid.place(0, 0)[1], shown, height, window=window))
    fold = (middle, 0.0, middle, grid.sheet[1])
    cuts = tuple(line for line in grid.cuts() if line != fold)
    return Side(tuple(placements), cuts, (fold,))


@dataclass(frozen=True, slots=True)
class _How:
    """How leaves are dealt out to the places of a grid."""

    order: Order
    sides: Literal[1, 2]
    edge: Edge | None
    rtl: bool = False


def _cut(scheme: str, pages: int, grid: Grid, how: _How) -> Imposition:
    _some(pages, scheme)
    columns = range(grid.columns - 1, -1, -1) if how.rtl else range(grid.columns)
    places = [grid.place(column, row) for row in range(grid.rows) for column in columns]
    dealt = _dealt(range(0, pages, how.sides), len(places), how.order)
    edge = (how.edge or upright_edge(grid.sheet)) if how.sides > 1 else None
    sheets = tuple(_sheet(grid, list(zip(leaves, places, strict=False)), pages, edge) for leaves in dealt)
    up = len(places) if how.order == "repeat" else 1
    return Imposition(scheme, sheets, edge, pages, grid.page, (grid.columns, grid.rows), up)


def _dealt(leaves: Sequence[int], places: int, order: Order) -> list[list[int]]:
    """The first page of the leaf in each place, sheet by sheet."""
    if order == "repeat":
        return [[leaf] * places for leaf in leaves]
    count = -(-len(leaves) // places)
    return [list(leaves[n::count]) for n in range(count)]


def _sheet(grid: Grid, dealt: Sequence[tuple[int, Rectangle]], pages: int, edge: Edge | None) -> Sheet:
    front = Side(tuple(Placement(page, *place) for page, place in dealt), grid.cuts())
    if edge is None:
        return Sheet(*grid.sheet, grid.trim, front)
    back = for_edge(behind(front, grid.sheet), grid.sheet, edge)
    placements = tuple(replace(one, page=one.page + 1) for one in back.placements if one.page + 1 < pages)
    return Sheet(*grid.sheet, grid.trim, front, replace(back, placements=placements))


def _most(page: Size, sheet: Size) -> Grid:
    lying, columns, rows = most(page, sheet)
    if not columns * rows:
        raise refused("cut", page, sheet, _OTHER)
    return Grid.of(lying, page, columns, rows)


def _exactly(up: int, page: Size, sheet: Size) -> Grid:
    ways = [
        Grid.of(lying, page, columns, up // columns)
        for lying in both_ways(page, sheet)
        for columns in range(1, up + 1)
        if up % columns == 0 and columns <= fitting(page[0], lying[0]) and up // columns <= fitting(page[1], lying[1])
    ]
    if not ways:
        raise refused("cut", page, sheet, f"{up} of them are wanted side by side: take larger paper, or fewer.")
    return ways[0]


def _fits(page: Size, sheet: Size) -> bool:
    return bool(fitting(page[0], sheet[0]) and fitting(page[1], sheet[1]))


def _some(pages: int, scheme: str) -> None:
    if pages < 1:
        raise LayoutError(Problem.at(scheme, "There is no page to put on a sheet.", "Give it one page or more."))
