"""What shows of a page to the post: what finished pages are read back against."""

from __future__ import annotations

from dataclasses import dataclass

from packbuilder.model.envelope import Box, positions, safe
from packbuilder.model.paper import Size
from packbuilder.model.post import ClearZone, Rectangle, Window


@dataclass(frozen=True, slots=True)
class PostalView:
    """A page as the post sees it, in mm from its upper left corner.

    `page` counts from 1; `views` are the parts that show, in one position of the sheet or another; in none of them may
    there be anything outside `allowed`. `lines` is what must stand within that; None where nobody knows it. `zone` says
    that it is one that the post keeps for itself.
    """

    page: int
    name: str
    views: tuple[Box, ...]
    allowed: Box | None
    lines: tuple[str, ...] | None = None
    zone: bool = False


def letter(window: Window, sheet: Size, page: int, lines: tuple[str, ...] | None) -> PostalView:
    """A letter in its envelope, pushed to each limit: there its address shows, and nothing else."""
    return PostalView(page, window.name, tuple(positions(window, sheet)), safe(window, sheet), lines)


def card(zone: ClearZone, sheet: Size, page: int, stamp: Rectangle | None) -> PostalView:
    """What the post keeps for itself on a card: empty, but for the place of the stamp."""
    allowed = box(stamp, sheet).grown(_LINE_MM) if stamp and zone.stamp else None
    return PostalView(page, zone.key, (box(zone.zone, sheet),), allowed, zone=True)


_LINE_MM = 0.5  # the line around the place of a stamp


def box(rectangle: Rectangle, sheet: Size) -> Box:
    """A rectangle on a sheet."""
    left, top = rectangle.corner(*sheet)
    return Box(left, top, left + rectangle.width, top + rectangle.height)
