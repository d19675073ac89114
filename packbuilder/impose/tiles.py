"""A page as a poster over several sheets: which part of it is on each, where to cut and where to glue.

Lengths in mm. All parts are equally large and lie in the middle of their sheets. Neighbours repeat `overlap` mm of one
another: of each sheet the left and the upper edge are cut, and laid over the strip at the right or at the foot of the
sheet before. The edges of the poster itself are all cut.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from packbuilder.impose.imposition import Rectangle, Segment
from packbuilder.model.paper import Size

# The first page, in mm: where the map begins below the heading, and the shares of the page that it may take.
_MAP_TOP, _MAP_WIDTH, _MAP_HEIGHT = 34.0, 0.72, 0.4
# How far within a strip its seam is drawn: a sheet that is glued a little askew still covers it.
_COVERED_MM = 1.0


@dataclass(frozen=True, slots=True)
class Tile:
    """One sheet of a poster; `row` and `column` count from 1.

    `part` is what it shows, in mm of the poster; `frame` where that lies on the sheet. `cuts` run along the edges to be
    cut, `joins` along the lines up to which the neighbours at the right and at the foot come, all across the sheet.
    """

    row: int
    column: int
    part: Rectangle
    frame: Rectangle
    cuts: tuple[Segment, ...]
    joins: tuple[Segment, ...]

    @property
    def seams(self) -> tuple[Segment, ...]:
        """The joins as lines within the frame, so far inside the strips that the neighbours cover them."""
        x, y, width, height = self.frame
        return tuple(
            (x1 + _COVERED_MM, y, x1 + _COVERED_MM, y + height)
            if x1 == x2
            else (x, y1 + _COVERED_MM, x + width, y1 + _COVERED_MM)
            for x1, y1, x2, _ in self.joins
        )


@dataclass(frozen=True)
class Tiling:
    """A page of `page` mm enlarged to `target` mm, both the same way up, on sheets that lie as `sheet`."""

    page: Size
    target: Size
    sheet: Size
    columns: int
    rows: int
    margin: float
    overlap: float

    @property
    def count(self) -> int:
        """How many sheets it takes, without the first page that explains them."""
        return self.columns * self.rows

    @cached_property
    def scale(self) -> float:
        """How many times as large as itself the page is printed; it fills the target one way and is in its middle."""
        return min(self.target[0] / self.page[0], self.target[1] / self.page[1])

    @cached_property
    def part(self) -> Size:
        """The size of what each sheet shows."""
        return (
            (self.target[0] + (self.columns - 1) * self.overlap) / self.columns,
            (self.target[1] + (self.rows - 1) * self.overlap) / self.rows,
        )

    @cached_property
    def tiles(self) -> tuple[Tile, ...]:
        """The sheets, row by row."""
        return tuple(self._tile(row, column) for row in range(self.rows) for column in range(self.columns))

    @cached_property
    def cover(self) -> Size:
        """The first page: upright."""
        return min(self.sheet), max(self.sheet)

    @cached_property
    def map(self) -> Rectangle:
        """Where on the first page the poster is shown in small."""
        width, height = self.cover
        factor = min(width * _MAP_WIDTH / self.target[0], height * _MAP_HEIGHT / self.target[1])
        small = self.target[0] * factor, self.target[1] * factor
        return (width - small[0]) / 2, _MAP_TOP, *small

    @cached_property
    def seams(self) -> tuple[Segment, ...]:
        """Where the sheets meet on the poster: the left edges of all columns but the first, the upper ones of rows."""
        across = [column * (self.part[0] - self.overlap) for column in range(1, self.columns)]
        down = [row * (self.part[1] - self.overlap) for row in range(1, self.rows)]
        return _lines(across, down, self.target)

    def _tile(self, row: int, column: int) -> Tile:
        width, height = self.part
        part = column * (width - self.overlap), row * (height - self.overlap), width, height
        x, y = (self.sheet[0] - width) / 2, (self.sheet[1] - height) / 2
        right, foot = column == self.columns - 1, row == self.rows - 1
        cuts = _lines([x] if not right else [x, x + width], [y] if not foot else [y, y + height], self.sheet)
        strips = [] if right else [x + width - self.overlap], [] if foot else [y + height - self.overlap]
        return Tile(row + 1, column + 1, part, (x, y, width, height), cuts, _lines(*strips, self.sheet))


def _lines(across: Iterable[float], down: Iterable[float], size: Size) -> tuple[Segment, ...]:
    """Upright and level lines that cross a sheet or a poster."""
    width, height = size
    return (*((x, 0.0, x, height) for x in across), *((0.0, y, width, y) for y in down))
