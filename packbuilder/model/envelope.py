"""Letters in envelopes with windows, as arithmetic: what shows of a sheet wherever it has slipped to, and its folds.

Everything is in mm from the upper left corner of the sheet. The folded sheet moves in its envelope from edge to edge:
by the outer size of the envelope less its own. Inside, an envelope is a little smaller, so what is reckoned here is
more than can happen.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from packbuilder.model.paper import Size
from packbuilder.model.post import Window

# From the ink of an address to the edge of its window. USPS asks for 1/8 in wherever the insert has slipped to (DMM
# 601.6.3), Royal Mail and Swiss Post for 3 to 5 mm.
CLEARANCE_MM = 3.0
_SHORTEST_MM = 20.0  # a panel that hands and machines still fold


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm, by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Its width in mm; below 0 if there is nothing of it."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height in mm; below 0 if there is nothing of it."""
        return self.bottom - self.top

    def within(self, other: Box) -> Box:
        """What both have in common."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def grown(self, by: float) -> Box:
        """The box with every edge moved outwards by so many mm; inwards where that is below 0."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def touches(self, other: Box) -> bool:
        """Whether both have an area in common."""
        common = self.within(other)
        return common.width > 0 and common.height > 0


def play(window: Window, sheet: Size) -> tuple[float, float]:
    """How far a sheet that is folded for a window moves in its envelope, across and up, in mm."""
    return window.envelope.width - sheet[0], window.envelope.height - window.height


def fits(window: Window, sheet: Size) -> bool:
    """Whether the folded sheet goes into the envelope at all."""
    return min(play(window, sheet)) >= 0


def shown(window: Window, right: float, up: float) -> Box:
    """What shows of a sheet that lies `right` mm from the left edge of the envelope and `up` mm from the lower one."""
    left, top = window.window.corner(window.envelope.width, window.envelope.height)
    # The first fold is the lower edge of the folded sheet.
    lower = window.envelope.height - up - window.fold
    x, y = left - right, top - lower
    return Box(x, y, x + window.window.width, y + window.window.height)


def positions(window: Window, sheet: Size) -> list[Box]:
    """What shows of the sheet at each limit to which it can be pushed, and in the middle."""
    across, up = play(window, sheet)
    limits = [*product((0.0, across), (0.0, up)), (across / 2, up / 2)]
    return [shown(window, *limit) for limit in limits]


def safe(window: Window, sheet: Size) -> Box:
    """Where an address shows whole, clear of the window's edges by CLEARANCE_MM, wherever the sheet has slipped to."""
    first, *others = positions(window, sheet)
    for one in others:
        first = first.within(one)
    return first.grown(-CLEARANCE_MM)


def visible(window: Window, sheet: Size) -> Box:
    """All of the sheet that shows in one position or another: nothing but the address may stand there."""
    first, *others = positions(window, sheet)
    for one in others:
        first = first.around(one)
    return first.within(Box(0, 0, *sheet))


def address(window: Window, sheet: Size) -> tuple[Box, Box]:
    """Where the address stands: the part of the safe area that a standard wants it in, and all of it."""
    whole = safe(window, sheet)
    if window.zone is None:
        return whole, whole
    zone = window.zone
    return whole.within(Box(zone.left, zone.top, zone.left + zone.width, zone.top + zone.height)), whole


def folds(window: Window, length: float) -> tuple[float, ...]:
    """Where a sheet of this length is folded, in mm below its upper edge: the length that is left after any cutting.

    No panel is higher than the folded sheet. A last one that would be too short to fold is made up from the one before.
    """
    if length <= window.fold:
        return ()
    marks = [window.fold]
    while length - marks[-1] > window.height:
        marks.append(marks[-1] + window.height)
    if length - marks[-1] < _SHORTEST_MM and len(marks) > 1:
        marks[-1] = (marks[-2] + length) / 2
    return tuple(marks)
