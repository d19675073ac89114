"""Signs made of strokes: digits, scissors, an arrow."""

from __future__ import annotations

from packbuilder.impose.imposition import Segment, Turn

# In a box 4 wide and 6 high, the origin in its upper left corner.
_DIGITS = (
    "M2 0Q4 0 4 3Q4 6 2 6Q0 6 0 3Q0 0 2 0",
    "M.8 1.2L2.4 0V6",
    "M.1 1.6Q.1 0 2 0Q3.9 0 3.9 1.7Q3.9 2.9 0 6H4",
    "M.2 0H3.8L1.8 2.4Q4 2.4 4 4.2Q4 6 2 6Q.4 6 0 4.8",
    "M2.9 6V0L0 4.2H4",
    "M3.6 0H.6L.3 2.7Q4 2 4 4.2Q4 6 2 6Q.4 6 0 5",
    "M3.2 0Q0 1.8 0 4Q0 6 2 6Q4 6 4 4Q4 2.2 2 2.2Q.4 2.2 0 3.6",
    "M0 0H4L1.4 6",
    "M2 2.8Q.3 2.6 .3 1.4Q.3 0 2 0Q3.7 0 3.7 1.4Q3.7 2.6 2 2.8Q0 3 0 4.4Q0 6 2 6Q4 6 4 4.4Q4 3 2 2.8",
    "M.8 6Q4 4.2 4 2Q4 0 2 0Q0 0 0 2Q0 3.8 2 3.8Q3.6 3.8 4 2.4",
)
_HIGH, _WIDE, _APART = 6, 4, 1.6
_SCISSORS = (
    "M1.5-.5L-.7.4M1.5.5L-.7-.4M-1.6.6a.45.45 0 1 0 .9 0a.45.45 0 1 0-.9 0M-1.6-.6a.45.45 0 1 0 .9 0a.45.45 0 1 0-.9 0"
)


def _stroke(figure: str) -> str:
    return _DIGITS[int(figure)] if figure.isdecimal() else f"M0 {_HIGH / 2:g}h{_WIDE:g}"


def digits(figures: str, x: float, y: float, height: float, turn: Turn = 0) -> str:
    """Digits and dashes about a point, so many units high, turned clockwise."""
    factor = height / _HIGH
    width = len(figures) * _WIDE + (len(figures) - 1) * _APART
    turned = f"rotate({turn})" if turn else ""
    paths = "".join(
        f'<path d="{_stroke(figure)}" transform="translate({n * (_WIDE + _APART):g} 0)"/>'
        for n, figure in enumerate(figures)
    )
    return (
        f'<g transform="translate({x:.2f} {y:.2f}){turned}scale({factor:.4f})translate({-width / 2:g} {-_HIGH / 2:g})" '
        f'stroke-width=".8">{paths}</g>'
    )


def scissors(line: Segment) -> str:
    """Scissors at the beginning of a line, which they are about to cut."""
    x, y, x2, _ = line
    down = "rotate(90)" if x == x2 else ""
    return f'<path d="{_SCISSORS}" transform="translate({x:.2f} {y:.2f}){down}" stroke="currentColor" fill="#fff"/>'


def arrow(x1: float, y: float, x2: float) -> str:
    """An arrow to the right."""
    return f'<path d="M{x1:g} {y:g}H{x2:g}m-1.2-1.2L{x2:g} {y:g}l-1.2 1.2"/>'
