"""How a page is enlarged over several sheets: on how few of them, and how large on so many."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from packbuilder.errors import LayoutError, Problem
from packbuilder.impose.grid import both_ways
from packbuilder.impose.imposition import Imposition, Placement, Rectangle, Sheet, Side
from packbuilder.impose.tiles import Tile, Tiling
from packbuilder.model.paper import Size, sheet_name
from packbuilder.model.variant import INSET_MM

OVERLAP_MM = 10.0
MARGINS_MM = 5.0, 30.0  # within 5 mm there is no room for marks
MOST_SHEETS = 200
_SMALLEST = 120.0, 180.0  # the sheet that the words of the first page still fit on
_ROUNDING = 1e-6


def tiling(page: Size, target: Size, sheet: Size, *, margin: float = INSET_MM, overlap: float = OVERLAP_MM) -> Tiling:
    """A page on as few sheets as it takes; `target` and `sheet` are given whichever way up.

    `margin` is what the printer cannot print on at each edge. Raises LayoutError for margins and sheets that leave too
    little room, and for more than MOST_SHEETS sheets.
    """
    _check(sheet, margin, overlap)
    upright = page[0] <= page[1]
    aim = (min(target), max(target)) if upright else (max(target), min(target))
    ways = [
        Tiling(
            page,
            aim,
            lying,
            _needed(aim[0], lying[0] - 2 * margin, overlap),
            _needed(aim[1], lying[1] - 2 * margin, overlap),
            margin,
            overlap,
        )
        for lying in both_ways(page, sheet)
    ]
    best = min(ways, key=lambda way: way.count)
    if best.count > MOST_SHEETS:
        what = f"A poster of {sheet_name(aim)} takes {best.count} sheets of {sheet_name(sheet)}."
        raise LayoutError(Problem.at("poster", what, f"Make it smaller or take larger sheets: {MOST_SHEETS} at most."))
    return best


def biggest(page: Size, sheet: Size, count: int, *, margin: float = INSET_MM, overlap: float = OVERLAP_MM) -> Size:
    """The largest size in mm to which a page can be enlarged on so many sheets; LayoutError as `tiling` raises it."""
    _check(sheet, margin, overlap)
    if not 1 <= count <= MOST_SHEETS:
        raise LayoutError(Problem.at("poster", f"A poster cannot have {count} sheets.", f"Say 1 to {MOST_SHEETS}."))
    scales = [
        min(
            _whole(columns, lying[0] - 2 * margin, overlap) / page[0],
            _whole(count // columns, lying[1] - 2 * margin, overlap) / page[1],
        )
        for lying in both_ways(page, sheet)
        for columns in range(1, count + 1)
    ]
    return page[0] * max(scales), page[1] * max(scales)


def tiled(tiling: Tiling, page: int) -> Imposition:
    """The sheets of page number `page`, from 0: first the whole poster in small, then part by part.

    What is to be glued is marked like a fold: that is how far the next sheet comes.
    """
    x, y, width, _ = tiling.map
    small = width / tiling.target[0]
    left, top, *shown = _picture(tiling)
    whole = Placement(
        page, x + left * small, y + top * small, shown[0] * small, shown[1] * small, scale=tiling.scale * small
    )
    cover = Sheet(*tiling.cover, (0, 0, *tiling.cover), Side((whole,)))
    sheets = (Sheet(*tiling.sheet, tile.frame, _side(tiling, tile, page), full=True) for tile in tiling.tiles)
    return Imposition("tiles", (cover, *sheets), None, 1, tiling.page, (tiling.columns, tiling.rows))


def _side(tiling: Tiling, tile: Tile, page: int) -> Side:
    return Side(tuple(_shown(tiling, tile, page)), tile.cuts, tile.joins, tile.seams)


def _picture(tiling: Tiling) -> Rectangle:
    """Where the page lies on the poster."""
    width, height = (length * tiling.scale for length in tiling.page)
    return (tiling.target[0] - width) / 2, (tiling.target[1] - height) / 2, width, height


def _shown(tiling: Tiling, tile: Tile, page: int) -> Iterator[Placement]:
    """What of the page a tile shows; nothing of it where the poster is blank there."""
    left, top, width, height = _picture(tiling)
    x1, y1 = max(tile.part[0], left), max(tile.part[1], top)
    x2 = min(tile.part[0] + tile.part[2], left + width)
    y2 = min(tile.part[1] + tile.part[3], top + height)
    if x1 < x2 and y1 < y2:
        x, y = tile.frame[0] + x1 - tile.part[0], tile.frame[1] + y1 - tile.part[1]
        scale = tiling.scale
        window = (x1 - left) / scale, (y1 - top) / scale, (x2 - x1) / scale, (y2 - y1) / scale
        yield Placement(page, x, y, x2 - x1, y2 - y1, window=window, scale=scale)


def _needed(length: float, printable: float, overlap: float) -> int:
    return max(1, ceil((length - overlap) / (printable - overlap) - _ROUNDING))


def _whole(count: int, printable: float, overlap: float) -> float:
    return count * (printable - overlap) + overlap


def _check(sheet: Size, margin: float, overlap: float) -> None:
    low, high = MARGINS_MM
    problem = ("", "")
    if not low <= margin <= high:
        problem = f"A margin of {margin:g} mm cannot be used.", f"Say {low:g} to {high:g} mm."
    elif min(sheet) < _SMALLEST[0] or max(sheet) < _SMALLEST[1]:
        problem = f"{sheet_name(sheet)} is too small for parts of a poster.", "Take larger sheets, A5 at least."
    elif not 0 <= overlap <= min(sheet) / 4:
        problem = f"An overlap of {overlap:g} mm cannot be used.", f"Say 0 to {min(sheet) / 4:g} mm."
    if any(problem):
        raise LayoutError(Problem.at("poster", problem[0], problem[1]))
