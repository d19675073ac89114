"""Ink: the accent in the four colours of the press."""

from __future__ import annotations


def cmyk(colour: str) -> tuple[float, float, float, float]:
    """The shares of cyan, magenta, yellow and black, 0 to 1, of a colour given as #RRGGBB."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    black = 1 - max(red, green, blue)
    if black == 1:
        return 0, 0, 0, 1
    cyan, magenta, yellow = (round((1 - one - black) / (1 - black), 2) for one in (red, green, blue))
    return cyan, magenta, yellow, round(black, 2)
