"""A page as a poster over several sheets: which part of it is on each, where to cut and where to glue.

Lengths in mm. All parts are equally large and lie in the middle of their sheets. Neighbours repeat `overlap` mm of one
another: of each sheet the left and the upper edge are cut, and laid over the strip at the right or at the foot of the
sheet before. The edges of the poster itself are all cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from packbuilder.impose.plan import Box, Line
from packbuilder.model.paper import Size

_TICK = 0.5, 4.0  # marks begin and end so far from the corner that they belong to
# The first page, in mm: where the map begins below the heading, and the shares of the page that it may take.
_MAP_TOP, _MAP_WIDTH, _MAP_HEIGHT = 34.0, 0.72, 0.4


@dataclass(frozen=True, slots=True)
class Tile:
    """One sheet of a poster; `row` and `column` count from 1.

    `part` is what it shows, in mm of the poster; `frame` where that lies on the sheet. `cuts` are the edges to cut and
    `joins` the lines up to which the neighbours at the right and at the foot come.
    """

    row: int
    column: int
    part: Box
    frame: Box
    cuts: tuple[Line, ...]
    joins: tuple[Line, ...]


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
    def map(self) -> Box:
        """Where on the first page the poster is shown in small."""
        width, height = self.cover
        factor = min(width * _MAP_WIDTH / self.target[0], height * _MAP_HEIGHT / self.target[1])
        small = self.target[0] * factor, self.target[1] * factor
        return (width - small[0]) / 2, _MAP_TOP, *small

    @cached_property
    def seams(self) -> tuple[Line, ...]:
        """Where the sheets meet on the poster: the left edges of all columns but the first, the upper ones of rows."""
        width, height = self.target
        across = [column * (self.part[0] - self.overlap) for column in range(1, self.columns)]
        down = [row * (self.part[1] - self.overlap) for row in range(1, self.rows)]
        return (*((x, 0.0, x, height) for x in across), *((0.0, y, width, y) for y in down))

    def _tile(self, row: int, column: int) -> Tile:
        width, height = self.part
        part = column * (width - self.overlap), row * (height - self.overlap), width, height
        x, y = (self.sheet[0] - width) / 2, (self.sheet[1] - height) / 2
        right, foot = column == self.columns - 1, row == self.rows - 1
        across = [x] if not right else [x, x + width]
        down = [y] if not foot else [y, y + height]
        cuts = (*((a, y, a, y + height) for a in across), *((x, b, x + width, b) for b in down))
        joins: list[Line] = [] if right else [(x + width - self.overlap, y, x + width - self.overlap, y + height)]
        joins += [] if foot else [(x, y + height - self.overlap, x + width, y + height - self.overlap)]
        return Tile(row + 1, column + 1, part, (x, y, width, height), cuts, tuple(joins))


def ticks(tile: Tile, lines: Iterable[Line]) -> Iterator[Line]:
    """The marks at both ends of lines of a tile, outside the part that is shown."""
    x, y, width, height = tile.frame
    near, far = _TICK
    for x1, y1, x2, _ in lines:
        if x1 == x2:
            yield x1, y - far, x1, y - near
            yield x1, y + height + near, x1, y + height + far
        else:
            yield x - far, y1, x - near, y1
            yield x + width + near, y1, x + width + far, y1
