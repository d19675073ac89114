"""The matrices of PDF: x' = a x + c y + e, y' = b x + d y + f."""

from __future__ import annotations

from functools import reduce

Matrix = tuple[float, float, float, float, float, float]


def then(*matrices: Matrix) -> Matrix:
    """One after another, the first one first."""
    return reduce(_both, matrices)


def shifted(x: float, y: float) -> Matrix:
    """Moved."""
    return 1, 0, 0, 1, x, y


def scaled(factor: float) -> Matrix:
    """Enlarged about the origin."""
    return factor, 0, 0, factor, 0, 0


def quarters(turn: int, width: float, height: float) -> Matrix:
    """What lies in a box at the origin turned clockwise by 0, 90, 180 or 270 degrees, into a box at the origin."""
    return {
        0: (1, 0, 0, 1, 0, 0),
        90: (0, -1, 1, 0, 0, width),
        180: (-1, 0, 0, -1, width, height),
        270: (0, 1, -1, 0, height, 0),
    }[turn]


def _both(m: Matrix, n: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + o
