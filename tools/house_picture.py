"""The house as a picture, drawn from its imports: `python -m tools.house_picture > docs/pictures/house.svg`.

A box is a room; an arrow says that a room imports another. Arrows that others imply are
left out: who imports compose may use what compose imports. Rooms lie as deep as their longest way down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from tools.house import arrows, parsed

ROOT = Path(__file__).parents[1]
# In pixels: a box, the room between two boxes, that of an arrow that passes a row, the distance of rows, the margin.
BOX, HEIGHT, GAP, LANE, ROW, MARGIN = 100, 28, 22, 30, 74, 16
SWEEPS = 24  # after which nothing in a house of this size moves any more

_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" text-anchor="middle">
<title>The rooms of packbuilder and what they import</title>
<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
<path d="M0 0 8 4 0 8z" fill="#555"/></marker></defs>
<rect width="100%%" height="100%%" fill="#fff"/>"""

Arrow = tuple[str, str]


@dataclass(frozen=True, slots=True)
class House:
    """Rooms by row, the upper ones first, and the way of each arrow through the rows."""

    rows: list[list[str]]
    ways: list[list[str]]
    left: dict[str, float] = field(default_factory=dict)


def svg(root: Path = ROOT) -> str:
    """The picture of a checkout."""
    found = {(one.removesuffix(".py"), other.removesuffix(".py")) for one, other in arrows(parsed(root), root)}
    house = _placed(_ordered(_laid(reduced({(one, other) for one, other in found if one != "__main__"}))))
    width = max(house.left[name] + _width(name) for row in house.rows for name in row) + MARGIN
    height = MARGIN + len(house.rows) * ROW - (ROW - HEIGHT) + MARGIN
    boxes = [_box(house, name) for row in house.rows for name in row if "|" not in name]
    return "\n".join([_HEAD % (width, height), *(_line(house, way) for way in house.ways), *boxes, "</svg>\n"])


def reduced(found: set[Arrow]) -> set[Arrow]:
    """The arrows that no chain of others implies."""
    below = {
        one: {other for first, other in found if first == one} for one in {name for pair in found for name in pair}
    }

    @cache
    def deep(name: str) -> frozenset[str]:
        return frozenset(below[name]).union(*(deep(other) for other in below[name]))

    return {(one, other) for one, other in found if not any(other in deep(way) for way in below[one])}


def _laid(found: set[Arrow]) -> House:
    """Every room in its row; an arrow that passes rows has a place in each of them, named one|other|row."""
    names = sorted({name for pair in found for name in pair})

    @cache
    def depth(name: str) -> int:
        return max((depth(other) + 1 for one, other in found if one == name), default=0)

    deepest = max(map(depth, names))
    rows: list[list[str]] = [[] for _ in range(deepest + 1)]
    for name in names:
        rows[deepest - depth(name)].append(name)
    ways = []
    for one, other in sorted(found):
        passed = range(deepest - depth(one) + 1, deepest - depth(other))
        for row in passed:
            rows[row].append(f"{one}|{other}|{row}")
        ways.append([one, *(f"{one}|{other}|{row}" for row in passed), other])
    return House(rows, ways)


def _ordered(house: House) -> House:
    """The same with each row in the order of what its places hang on, from above and from below in turn."""
    steps = [step for way in house.ways for step in pairwise(way)]
    rows = house.rows
    for sweep in range(SWEEPS):
        place = {name: number / len(row) for row in rows for number, name in enumerate(row)}
        hangs: dict[str, list[float]] = {}
        for upper, lower in steps:
            one, other = (lower, upper) if sweep % 2 else (upper, lower)
            hangs.setdefault(one, []).append(place[other])
        rows = [sorted(row, key=lambda name: (fmean(hangs.get(name, [place[name]])), name)) for row in rows]
    return House(rows, house.ways)


def _placed(house: House) -> House:
    """The same with the left edge of each place: rows are centred."""
    widths = [sum(map(_width, row)) + GAP * (len(row) - 1) for row in house.rows]
    left = {}
    for row, width in zip(house.rows, widths, strict=True):
        edge = MARGIN + (max(widths) - width) / 2
        for name in row:
            left[name] = edge
            edge += _width(name) + GAP
    return House(house.rows, house.ways, left)


def _width(name: str) -> int:
    return LANE if "|" in name else BOX


def _top(house: House, name: str) -> int:
    return MARGIN + ROW * next(number for number, row in enumerate(house.rows) if name in row)


def _middle(house: House, name: str) -> float:
    return house.left[name] + _width(name) / 2


def _line(house: House, way: list[str]) -> str:
    """An arrow: from the foot of a box, straight down past the rows that it passes, to the head of another box."""
    x, y = _middle(house, way[0]), _top(house, way[0]) + HEIGHT
    path = [f"M{x:.0f} {y}"]
    for name in way[1:]:
        to, top = _middle(house, name), _top(house, name)
        path.append(f"C{x:.0f} {y + 24} {to:.0f} {top - 24} {to:.0f} {top}")
        x, y = to, top
        if "|" in name:
            path.append(f"V{(y := top + HEIGHT)}")
    return f'<path d="{" ".join(path)}" fill="none" stroke="#555" marker-end="url(#tip)"/>'


def _box(house: House, name: str) -> str:
    x, y = house.left[name], _top(house, name)
    return (
        f'<rect x="{x:.0f}" y="{y}" width="{BOX}" height="{HEIGHT}" rx="4" fill="#fff" stroke="#111"/>'
        f'<text x="{_middle(house, name):.0f}" y="{y + 19}" font-size="13" font-weight="700">{name}</text>'
    )


if __name__ == "__main__":
    print(svg(), end="")
