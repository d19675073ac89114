"""A small drawing of a plan: what lies where, where to cut, where to fold. For the how-to-print page, 40 mm wide.

Units are those of the drawing, 42 x 29; lines are drawn, numbers too, so that it needs no font.
"""

from __future__ import annotations

from collections.abc import Iterable

from packbuilder.impose.imposition import Imposition, Rectangle, Segment, Sheet, Side, Turn
from packbuilder.impose.strokes import arrow, digits, scissors

_WIDTH, _HEIGHT = 42.0, 29.0
_EDGE = 1.6  # left free around everything: scissors stand there
_GAP = 2.4
_PAGE, _THIN = 0.5, 0.3
_LARGEST_NUMBER = 5.0
_FOLDED = 6.0  # the height, or the width, that what is folded takes beside its sheets


def drawing(plan: Imposition, accent: str = "") -> str:
    """The drawing as SVG: black lines, knife and crease in the accent, else in the colour of the text around it."""
    colour = f' color="{accent}"' if accent else ""
    match plan.scheme:
        case "tiles":
            parts = _poster(plan)
        case "booklet":
            parts = [*_sides(plan.sheets[0], (0, 0, _WIDTH, _HEIGHT - _FOLDED)), *_nested(min(len(plan.sheets), 4))]
        case "letter-fold" | "z-fold":
            parts = [*_sides(plan.sheets[0], (0, 0, _WIDTH, _HEIGHT - _FOLDED)), *_zigzag(plan)]
        case _:
            parts = list(_sides(plan.sheets[0], (0, 0, _WIDTH, _HEIGHT)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" fill="none" stroke="#000" '
        f'stroke-width="{_THIN}" stroke-linejoin="round" stroke-linecap="round"{colour}>'
        f"{''.join(parts)}</svg>"
    )


def _sides(sheet: Sheet, room: Rectangle) -> Iterable[str]:
    """The sides of a sheet, side by side in a box, as large as they can be."""
    count = len(sheet.sides)
    width = (room[2] - 2 * _EDGE - (count - 1) * _GAP) / count
    factor = min(width / sheet.width, (room[3] - 2 * _EDGE) / sheet.height)
    size = sheet.width * factor, sheet.height * factor
    x = room[0] + (room[2] - count * size[0] - (count - 1) * _GAP) / 2
    for number, side in enumerate(sheet.sides):
        corner = x + number * (size[0] + _GAP), room[1] + (room[3] - size[1]) / 2
        yield from _side(sheet, side, corner, factor, knife=number == 0)


def _side(sheet: Sheet, side: Side, corner: tuple[float, float], factor: float, *, knife: bool) -> Iterable[str]:
    left, top = corner
    yield _rectangle((left, top, sheet.width * factor, sheet.height * factor), _PAGE)
    for one in side.placements:
        box = left + one.x * factor, top + one.y * factor, one.width * factor, one.height * factor
        yield _rectangle(box, _THIN)
        yield _number(str(one.page + 1), box, one.turn)
    for line in side.folds:
        yield _ruled(_moved(line, corner, factor), "0 .9")
    for line in side.cuts if knife else ():
        moved = _moved(line, corner, factor)
        yield _ruled(moved, "1.2 .8")
        yield scissors(moved)


def _poster(plan: Imposition) -> list[str]:
    """One of the sheets, an arrow, and the sheets put together."""
    (columns, rows), tile = plan.grid, plan.sheets[1]
    high = _HEIGHT - 2 * _EDGE
    factor = min(high / plan.page[1], 21 / plan.page[0])
    width, height = plan.page[0] * factor, plan.page[1] * factor
    x, y = _WIDTH - _EDGE - (21 + width) / 2, (_HEIGHT - height) / 2
    parts = [_rectangle((x, y, width, height), _PAGE)]
    parts += [_plain(x + width * n / columns, y, x + width * n / columns, y + height) for n in range(1, columns)]
    parts += [_plain(x, y + height * n / rows, x + width, y + height * n / rows) for n in range(1, rows)]
    parts += [
        _number(
            f"{row + 1}–{column + 1}",
            (x + width * column / columns, y + height * row / rows, width / columns, height / rows),
        )
        for row in range(rows)
        for column in range(columns)
    ]
    small = 12 / max(tile.width, tile.height)
    corner = _EDGE, (_HEIGHT - tile.height * small) / 2
    trimmed = Side((), tile.front.cuts, tile.front.folds)
    parts += _side(tile, trimmed, corner, small, knife=True)
    parts.append(_number("1–1", (*corner, tile.width * small, tile.height * small)))
    middle = _EDGE + 12 + 1.5
    return [*parts, arrow(middle, _HEIGHT / 2, middle + 3)]


def _nested(count: int) -> list[str]:
    """Sheets laid into one another, seen from the foot, with the staple through their fold."""
    middle, foot = _WIDTH / 2, _HEIGHT - _EDGE
    parts = []
    for n in range(count):
        up, out = 0.9 * n, 9 - 0.35 * n
        ends = f"{foot - 3 - up:g}"
        parts.append(_drawn(f"M{middle - out:g} {ends}L{middle:g} {foot - up:g}L{middle + out:g} {ends}"))
    parts.append(_drawn(f"M{middle:g} {foot + 0.8:g}V{foot - 0.9 * count - 0.6:g}", "currentColor", _PAGE))
    return parts


def _zigzag(plan: Imposition) -> list[str]:
    """The folded sheet, seen from the foot."""
    left, right, foot = _WIDTH / 2 - 7, _WIDTH / 2 + 7, _HEIGHT - _EDGE
    if plan.scheme == "z-fold":
        return [_drawn(f"M{right:g} {foot - 4.5:g}L{left:g} {foot - 3:g}L{right:g} {foot - 1.5:g}L{left:g} {foot:g}")]
    # The cover ends above the fold of the flap, the flap just before that of the cover.
    mirrored = plan.sheets[0].front.placements[0].page == 0
    cover, back = [(left, foot - 4), (right, foot - 3.4)], [(right, foot), (left, foot)]
    points = [*cover, *back, (left, foot - 1.7), (right - 1, foot - 1.7)]
    turned = [(_WIDTH - x, y) if mirrored else (x, y) for x, y in points]
    return [_drawn("M" + "L".join(f"{x:g} {y:g}" for x, y in turned))]


def _moved(line: Segment, corner: tuple[float, float], factor: float) -> Segment:
    x1, y1, x2, y2 = line
    left, top = corner
    return left + x1 * factor, top + y1 * factor, left + x2 * factor, top + y2 * factor


def _number(number: str, box: Rectangle, turn: Turn = 0) -> str:
    """A number in the middle of a box, turned as its page is."""
    x, y, width, height = box
    digit = min(_LARGEST_NUMBER, 0.5 * height, 0.7 * width / max(2, len(number)))
    return digits(number, x + width / 2, y + height / 2, digit, turn)


def _rectangle(box: Rectangle, stroke: float) -> str:
    x, y, width, height = box
    return (
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" stroke-width="{stroke}" fill="#fff"/>'
    )


def _ruled(line: Segment, dashes: str) -> str:
    """A line in dashes; what lies under it is wiped out, or no gap would be seen."""
    x1, y1, x2, y2 = line
    path = f'<path d="M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}"'
    return (
        f'{path} stroke="#fff" stroke-width="{2 * _PAGE}" stroke-linecap="butt"/>'
        f'{path} stroke="currentColor" stroke-width="{_PAGE}" stroke-dasharray="{dashes}"/>'
    )


def _plain(x1: float, y1: float, x2: float, y2: float) -> str:
    return _drawn(f"M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}")


def _drawn(path: str, stroke: str = "", width: float = 0) -> str:
    more = (f' stroke="{stroke}"' if stroke else "") + (f' stroke-width="{width}"' if width else "")
    return f'<path d="{path}"{more}/>'
