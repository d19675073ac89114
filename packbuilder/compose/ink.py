"""Ink: the accent in the four colours of the press."""

from __future__ import annotations

from functools import lru_cache

from packbuilder.model.campaign import Look
from packbuilder.model.condition import FOGRA39, Condition, Inks
from packbuilder.workspace.locations import profile

# Shares below this print as a veil of single dots, and change nothing that anybody sees.
_LEAST = 0.03
# From this share of black on a colour is black: the other inks would only show where the plates do not meet.
_BLACK = 0.85


def accent(look: Look, condition: Condition) -> Inks:
    """The inks of a campaign's accent: those that it states, or the nearest to its colour."""
    if look.accent_cmyk is None:
        return cmyk(look.accent, condition)
    cyan, magenta, yellow, black = (share / 100 for share in look.accent_cmyk)
    return cyan, magenta, yellow, black


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
    inks = transform.apply(Image.new("RGB", (1, 1), colour)).tobytes()
    cyan, magenta, yellow, black = (round(share / 255, 2) if share / 255 >= _LEAST else 0.0 for share in inks)
    return (0.0, 0.0, 0.0, 1.0) if black >= _BLACK else (cyan, magenta, yellow, black)
