"""A printed sheet in the hand: turned over on an edge, and cut. Written without a look at how the program does it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from packbuilder.impose.imposition import Imposition, Placement, Rectangle, Sheet, marks

A4, A3, LETTER = (210.0, 297.0), (297.0, 420.0), (215.9, 279.4)
UP = {0: (0, -1), 90: (1, 0), 180: (0, 1), 270: (-1, 0)}
NEAR = 0.02  # mm


@dataclass(frozen=True)
class Seen:
    """A page seen through the paper from the front: where it lies there, and which way its head points."""

    page: int
    box: Rectangle
    up: tuple[int, int]


def front(sheet: Sheet) -> list[Seen]:
    """The pages of the front."""
    return [Seen(one.page, one.box, UP[one.turn]) for one in sheet.front.placements]


def through(sheet: Sheet, edge: str) -> list[Seen]:
    """The pages of the back, as they lie behind the front when the sheet was turned on that edge."""
    upright_edges_are_long = sheet.height >= sheet.width
    about_upright_axis = upright_edges_are_long == (edge == "long")
    return [_through(one, sheet, sideways=about_upright_axis) for one in (sheet.back.placements if sheet.back else ())]


def _through(one: Placement, sheet: Sheet, *, sideways: bool) -> Seen:
    (x, y, width, height), (across, down) = one.box, UP[one.turn]
    if sideways:
        return Seen(one.page, (sheet.width - x - width, y, width, height), (-across, down))
    return Seen(one.page, (x, sheet.height - y - height, width, height), (across, -down))


def behind(seen: Seen, sheet: Sheet, edge: str) -> int | None:
    """The page at the back of one of the front; it must lie right behind it, head behind head."""
    found = [other for other in through(sheet, edge) if overlap(seen.box, other.box)]
    if not found:
        return None
    [back] = found
    assert back.up == seen.up
    assert all(abs(a - b) < NEAR for a, b in zip(back.box, seen.box, strict=True))
    return back.page


def overlap(one: Rectangle, other: Rectangle) -> bool:
    """Whether two boxes have more than a hair in common."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return across > NEAR and down > NEAR


def pieces(sheet: Sheet) -> list[Rectangle]:
    """What falls apart when the front is cut along its lines, from the upper left to the lower right."""
    across = sorted({0.0, sheet.width, *(line[0] for line in sheet.front.cuts if line[0] == line[2])})
    down = sorted({0.0, sheet.height, *(line[1] for line in sheet.front.cuts if line[1] == line[3])})
    return [(x, y, x2 - x, y2 - y) for y, y2 in pairwise(down) for x, x2 in pairwise(across)]


def leaves(sheet: Sheet, edge: str | None) -> list[tuple[Rectangle, int, int | None]]:
    """The pieces that hold a page: where they were, what is on the front, what on the back."""
    found = []
    for piece in pieces(sheet):
        pages = [seen for seen in front(sheet) if overlap(piece, seen.box)]
        assert len(pages) <= 1, "a piece with two pages has not been cut"
        for seen in pages:
            assert within(seen.box, piece), "the knife goes through a page"
            found.append((piece, seen.page, behind(seen, sheet, edge) if edge else None))
    return found


def within(inner: Rectangle, outer: Rectangle) -> bool:
    """Whether a box lies in another, give or take a hair."""
    x, y, width, height = inner
    return (
        x >= outer[0] - 0.06
        and y >= outer[1] - 0.06
        and x + width <= outer[0] + outer[2] + 0.06
        and y + height <= outer[1] + outer[3] + 0.06
    )


def sound(plan: Imposition) -> None:
    """What holds for every plan: pages on their sheets, none upon another."""
    for sheet in plan.sheets:
        for side in sheet.sides:
            boxes = [one.box for one in side.placements]
            assert all(within(box, (0, 0, sheet.width, sheet.height)) for box in boxes)
            assert not any(overlap(a, b) for n, a in enumerate(boxes) for b in boxes[:n])


def strokes(sheet: Sheet) -> Iterator[tuple[int, Rectangle]]:
    """The marks that are printed, as boxes: on which side, and where."""
    for number, drawn in enumerate(marks(sheet)):
        for x1, y1, x2, y2 in (*drawn.cuts, *drawn.folds):
            yield number, (min(x1, x2) - 0.1, min(y1, y2) - 0.1, abs(x2 - x1) + 0.2, abs(y2 - y1) + 0.2)
