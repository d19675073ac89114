"""The words on the sheets of posters: each line laid out once for all of them, and placed wherever it stands.

Nothing of them stays in sight: the words beside a frame are cut off, those on a strip are glued over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packbuilder.errors import LayoutError, Problem
from packbuilder.impose.imposition import Placement, Rectangle
from packbuilder.impose.poster_composition import LINE_MM
from packbuilder.impose.tiles import Tile, Tiling
from packbuilder.typeset import boxes

if TYPE_CHECKING:
    from packbuilder.typeset.fit import LaidOutDocument

_TEMPLATE = "layouts/_tiles/page.html"
SOURCE = 1  # their PDF among the sources of a plan
_GAP_MM = 0.3  # from the frame: as near as the knife allows, as far from the edge of the sheet as can be
_INDENT_MM = 3.0  # from the ends of edges and strips
_NARROWEST_MM = 6.0  # a strip that words fit on, with white around them
_MM = boxes.MM_PER_PX
_ON_MAP = 1.6  # how many times as large as on a sheet the numbers are there


@dataclass(frozen=True, slots=True)
class Caption:
    """A line of words: the how-manieth group of its PDF, from 0, what it says, and where it lies on the page, in mm."""

    group: int
    text: str
    window: Rectangle

    @property
    def width(self) -> float:
        """How long it is, in mm, the white at both ends included."""
        return self.window[2]


def captions(laid_out: LaidOutDocument) -> dict[str, Caption]:
    """The lines of a document by their `data-line`, in the order in which the renderer draws them."""
    found: dict[str, Caption] = {}
    for box in boxes.walk(boxes.page_box(laid_out.document.pages[0])):
        key = None if box.element is None else box.element.get("data-line")
        if key and key not in found:
            x, y, width, height = box.position_x, box.position_y, box.border_width(), box.border_height()
            window = x * _MM, y * _MM, width * _MM, height * _MM
            found[key] = Caption(len(found), box.element.text, window)
    return found


@dataclass(frozen=True, slots=True)
class CaptionSet:
    """Lines to be placed, of a language that is written from right to left or not."""

    lines: Mapping[str, Caption]
    rtl: bool

    def on_sheet(self, tiling: Tiling, tile: Tile) -> Iterator[Placement]:
        """The words on one sheet of a poster; LayoutError for those that are wider than their place."""
        x, y, width, height = tile.frame
        joins = tiling.overlap * (tile.column < tiling.columns), tiling.overlap * (tile.row < tiling.rows)
        number, beside = f"number-{tile.row}-{tile.column}", LINE_MM + _GAP_MM
        room = width - joins[0] - 2 * _INDENT_MM, height - joins[1] - 2 * _INDENT_MM  # clear of all marks
        head = [number, f"place-{tile.row}-{tile.column}"]
        yield from self._level(head, (x + _INDENT_MM, y - beside, room[0]))
        yield from self._upwards(["cut"], (x - beside, y + _INDENT_MM + room[1], room[1]))
        if tiling.overlap < _NARROWEST_MM:
            return
        into = (tiling.overlap + LINE_MM) / 2
        if joins[0]:
            place = x + width - into, y + height - _INDENT_MM, height - 2 * _INDENT_MM
            yield from self._upwards([number, f"column-{tile.column + 1}"], place, middle=True)
        if joins[1]:
            place = x + _INDENT_MM, y + height - into, width - 2 * _INDENT_MM
            yield from self._level([number, f"row-{tile.row + 1}"], place, middle=True)

    def on_map(self, tiling: Tiling) -> Iterator[Placement]:
        """The numbers of the sheets, each in the middle of its place on the map."""
        left, top, whole, _ = tiling.map
        small = whole / tiling.target[0]
        for tile in tiling.tiles:
            line = self._line(f"number-{tile.row}-{tile.column}")
            scale = min(_ON_MAP, tile.part[2] * small / line.width, tile.part[3] * small / LINE_MM)
            width, height = line.width * scale, LINE_MM * scale
            x = left + (tile.part[0] + tile.part[2] / 2) * small - width / 2
            y = top + (tile.part[1] + tile.part[3] / 2) * small - height / 2
            yield Placement(line.group, x, y, width, height, window=line.window, scale=scale, source=SOURCE)

    def _level(
        self, keys: Sequence[str], room: tuple[float, float, float], *, middle: bool = False
    ) -> Iterator[Placement]:
        """Lines one after another; `room` is the upper left corner and the length that they may take."""
        x, y, length = room
        for line, at in self._set(keys, length, middle=middle):
            yield Placement(line.group, x + at, y, line.width, LINE_MM, window=line.window, source=SOURCE)

    def _upwards(
        self, keys: Sequence[str], room: tuple[float, float, float], *, middle: bool = False
    ) -> Iterator[Placement]:
        """Lines that run up the sheet; `room` is the lower left corner and the length that they may take."""
        x, y, length = room
        for line, at in self._set(keys, length, middle=middle):
            top = y - at - line.width
            yield Placement(line.group, x, top, LINE_MM, line.width, 270, window=line.window, source=SOURCE)

    def _set(self, keys: Sequence[str], length: float, *, middle: bool) -> Iterator[tuple[Caption, float]]:
        """Each line with where it begins, in mm from where their room does."""
        said = [self._line(key) for key in keys]
        spare = length - sum(line.width for line in said)
        if spare < 0:
            text = " ".join(line.text for line in said)
            what = f"Words on the sheets of a poster are {-spare:.1f} mm too wide for their place: “{text}”."
            raise LayoutError(Problem.at("poster", what, "Take larger sheets, or shorten the words in locale/."))
        at = spare / 2 if middle else spare * self.rtl
        for line in reversed(said) if self.rtl else said:
            yield line, at
            at += line.width

    def _line(self, key: str) -> Caption:
        if key not in self.lines:
            raise LayoutError(
                Problem.at(
                    _TEMPLATE,
                    "The template lacks this line of words.",
                    "Give one of its lines this name as `data-line`.",
                    key=key,
                )
            )
        return self.lines[key]
