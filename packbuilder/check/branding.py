"""The campaign's own look: whether its accent can be read on white paper, and whether its inks dry."""

from __future__ import annotations

from collections.abc import Iterator

from packbuilder.errors import Problem
from packbuilder.model.condition import TOTAL_INK
from packbuilder.model.loaded import Campaign

MINIMUM = 4.5


def contrast(campaign: Campaign) -> Iterator[Problem]:
    """An accent colour of too little contrast with white, by WCAG 2 (1.4.3)."""
    accent = campaign.settings.look.accent
    ratio = on_white(accent)
    if ratio < MINIMUM:
        what = f"`{accent}` has a contrast of {ratio:.1f}:1 with white; at least {MINIMUM}:1 is needed."
        yield campaign.source.problem(("look", "accent"), what, "Choose a darker colour.")


def inks(campaign: Campaign) -> Iterator[Problem]:
    """An accent of more ink than dries."""
    total = sum(campaign.settings.look.accent_cmyk or ())
    if total > TOTAL_INK * 100:
        what = f"The accent takes {total} % of ink; a press takes {TOTAL_INK * 100:.0f} %."
        yield campaign.source.problem(("look", "accent_cmyk"), what, "Take less of the weakest ink.")


def on_white(colour: str) -> float:
    """The contrast of a colour `#RRGGBB` with white, from 1 to 21.

    >>> round(on_white("#000000"))
    21
    """
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(share: float) -> float:
    threshold = 0.04045  # where sRGB's curve begins
    return float(share / 12.92 if share <= threshold else ((share + 0.055) / 1.055) ** 2.4)
