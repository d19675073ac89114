"""Where on a letter or a card everything stands that the post has a say in, and what of it shows, in mm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from packbuilder.model.branch import BranchFile
from packbuilder.model.campaign import Address
from packbuilder.model.envelope import Box, address, positions, safe, visible
from packbuilder.model.paper import Size
from packbuilder.model.post import ClearZone, PostFile, Rectangle, Sender, Window
from packbuilder.postal.address_fitting import FittedAddress, TextWidth, fit_address

# By how much more than the least an address is set away from the edges of its window: half a pen's stroke.
_SPARE_MM = 0.5
_MARGIN_MM = 20.0
# The text of a letter begins here, below the window of most envelopes.
_TEXT_MM = 95.0
_APART_MM = 1.0
_LINE_MM = 0.5  # the line around the place of a stamp


def window_of(post: PostFile, branch: BranchFile | None, to: Address | None) -> Window | None:
    """The envelope that a branch posts letters in; without a branch that of the country of the office."""
    if branch:
        return post.window(branch.country, branch.envelope)
    return post.window(to.country if to else "any")


def in_window(window: Window, sheet: Size) -> tuple[Box, Box]:
    """Where the address of a letter stands: where a standard wants it, and all the room that there is for it."""
    preferred, whole = address(window, sheet)
    return preferred.grown(-_SPARE_MM), whole.grown(-_SPARE_MM)


def letter_address(window: Window, sheet: Size, lines: Sequence[str], width: TextWidth) -> FittedAddress | None:
    """The lines of a letter's address as they are set; None where they fit in no way."""
    return fit_address(lines, *in_window(window, sheet), width)


def card_address(place: Rectangle, sheet: Size, lines: Sequence[str], width: TextWidth) -> FittedAddress | None:
    """The lines of a card's address as they are set; None where they fit in no way."""
    room = box(place, sheet)
    return fit_address(lines, room, room, width)


def text_top(window: Window, sheet: Size) -> float:
    """Where the text of a letter may begin."""
    return max(_TEXT_MM, visible(window, sheet).bottom + _APART_MM)


def sender_box(window: Window, sheet: Size, place: Sender) -> Box:
    """Where the sender's lines stand: opposite the window, as wide as they may be without showing in it."""
    seen = visible(window, sheet).grown(_APART_MM)
    far = sheet[0] - _MARGIN_MM
    foot = place.top + place.height
    right = Box(far - place.width, place.top, far, foot)
    left = Box(_MARGIN_MM, place.top, _MARGIN_MM + place.width, foot)
    opposite = seen.left + seen.right > sheet[0]
    first, other = (left, right) if opposite else (right, left)
    free = next((one for one in (first, other) if not one.touches(seen)), None)
    narrow = Box(_MARGIN_MM, place.top, seen.left, foot) if opposite else Box(seen.right, place.top, far, foot)
    return free or narrow


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


def letter_view(window: Window, sheet: Size, page: int, lines: tuple[str, ...] | None) -> PostalView:
    """A letter in its envelope, pushed to each limit: there its address shows, and nothing else."""
    return PostalView(page, window.name, tuple(positions(window, sheet)), safe(window, sheet), lines)


def card_view(zone: ClearZone, sheet: Size, page: int, stamp: Rectangle | None) -> PostalView:
    """What the post keeps for itself on a card: empty, but for the place of the stamp."""
    allowed = box(stamp, sheet).grown(_LINE_MM) if stamp and zone.stamp else None
    return PostalView(page, zone.key, (box(zone.zone, sheet),), allowed, zone=True)


def box(rectangle: Rectangle, sheet: Size) -> Box:
    """A rectangle on a sheet."""
    left, top = rectangle.corner(*sheet)
    return Box(left, top, left + rectangle.width, top + rectangle.height)
