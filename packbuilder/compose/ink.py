"""Ink: the accent in the four colours of the press."""

from __future__ import annotations

from functools import lru_cache

from packbuilder.model.condition import FOGRA39, TOTAL_INK, Condition, Inks
from packbuilder.resources import profile

# Shares below this print as a veil of single dots, and change nothing that anybody sees.
_LEAST = 0.03
# From this share of black on a colour is black: the other inks would only show where the plates do not meet.
_BLACK = 0.85


@lru_cache
def cmyk(colour: str, condition: Condition) -> Inks:
    """The inks that come nearest to a colour #RRGGBB under a printing condition, in whole percents.

    By the condition's profile, colorimetric; by that of FOGRA39, which is much the same, where it has none. Shares of
    less than 3 % are left out, and what is nearly black is black alone.
    """
    from PIL import Image, ImageCms  # only files for the press need them

    screen = ImageCms.createProfile("sRGB")
    press = str(profile(condition.profile or str(FOGRA39.profile)))
    transform = ImageCms.buildTransform(screen, press, "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC)
    pixel = Image.new("RGB", (1, 1), colour)
    inks = ImageCms.applyTransform(pixel, transform).getpixel((0, 0))
    cyan, magenta, yellow, black = (round(share / 255, 2) if share / 255 >= _LEAST else 0.0 for share in inks)
    return (0.0, 0.0, 0.0, 1.0) if black >= _BLACK else _limited((cyan, magenta, yellow, black))
