"""Pages in columns and rows, edge to edge, so that one cut parts two of them."""

from __future__ import annotations

from dataclasses import dataclass

from packbuilder.errors import LayoutError, Problem
from packbuilder.impose.imposition import Rectangle, Segment
from packbuilder.model.paper import Size, sheet_name

# By how much a page may be larger than its place, for sizes that were rounded on their way: in mm.
_SLACK = 0.05
# Sizes of paper are whole millimetres: half of A4 is half a millimetre wider than A5. No knife is needed for that.
_ROUNDED = 1.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells on a sheet, in mm: `columns` x `rows` of `cell`, the first at `left`, `top`, each page in its middle."""

    sheet: Size
    page: Size
    columns: int
    rows: int
    cell: Size
    left: float
    top: float

    @classmethod
    def of(cls, sheet: Size, page: Size, columns: int, rows: int) -> Grid:
        """So many pages on a sheet as it lies, in its middle; a millimetre left over a page is shared out, uncut."""
        width = _cell(sheet[0], page[0], columns)
        height = _cell(sheet[1], page[1], rows)
        left, top = (sheet[0] - columns * width) / 2, (sheet[1] - rows * height) / 2
        return cls(sheet, page, columns, rows, (width, height), left, top)

    def place(self, column: int, row: int) -> Rectangle:
        """Where a page lies that is put into a cell, both counted from 0."""
        x = self.left + (column + 0.5) * self.cell[0] - self.page[0] / 2
        y = self.top + (row + 0.5) * self.cell[1] - self.page[1] / 2
        return x, y, *self.page

    @property
    def trim(self) -> Rectangle:
        """All its cells."""
        return self.left, self.top, self.columns * self.cell[0], self.rows * self.cell[1]

    def cuts(self) -> tuple[Segment, ...]:
        """The lines along which the cells are parted, none along the sheet's own edges."""
        width, height = self.sheet
        across = [self.left + n * self.cell[0] for n in range(self.columns + 1)]
        down = [self.top + n * self.cell[1] for n in range(self.rows + 1)]
        return (
            *((x, 0.0, x, height) for x in across if _SLACK < x < width - _SLACK),
            *((0.0, y, width, y) for y in down if _SLACK < y < height - _SLACK),
        )


def most(page: Size, sheet: Size) -> tuple[Size, int, int]:
    """The sheet as it must lie for most pages to fit on it, and how many columns and rows of them that makes.

    Where both ways take as many, it lies as the page does.
    """
    ways = [(lying, fitting(page[0], lying[0]), fitting(page[1], lying[1])) for lying in both_ways(page, sheet)]
    return max(ways, key=lambda way: way[1] * way[2])


def fitting(length: float, whole: float) -> int:
    """How many lengths go into the whole."""
    return int((whole + _SLACK) / length)


def both_ways(page: Size, sheet: Size) -> tuple[Size, Size]:
    """A sheet lying as the page does, and across."""
    upright = min(sheet), max(sheet)
    lying = upright[1], upright[0]
    return (upright, lying) if page[0] <= page[1] else (lying, upright)


def refused(scheme: str, page: Size, sheet: Size, remedy: str) -> LayoutError:
    """The refusal of pages that are too large for their sheet."""
    what = f"Pages of {page[0]:g} × {page[1]:g} mm do not fit on {sheet_name(sheet)} this way."
    return LayoutError(Problem.at(scheme, what, remedy))


def _cell(whole: float, length: float, count: int) -> float:
    spare = whole - count * length
    return whole / count if spare <= count * _ROUNDED else length
