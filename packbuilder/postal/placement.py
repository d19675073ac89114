"""Where on a letter or a card everything stands that the post has a say in, in mm."""

from __future__ import annotations

from packbuilder.model.branch import BranchFile
from packbuilder.model.campaign import Address
from packbuilder.model.envelope import Box, address, visible
from packbuilder.model.paper import Size
from packbuilder.model.post import PostFile, Rectangle, Sender, Window
from packbuilder.postal.address_fitting import FittedAddress, TextWidth, fit_address
from packbuilder.postal.address_lines import posted_lines
from packbuilder.postal.shown import box

# By how much more than the least an address is set away from the edges of its window: half a pen's stroke.
_SPARE_MM = 0.5
_MARGIN_MM = 20.0
# The text of a letter begins here, below the window of most envelopes.
_TEXT_MM = 95.0
_APART_MM = 1.0


def window_of(post: PostFile, branch: BranchFile | None, to: Address | None) -> Window | None:
    """The envelope that a branch posts letters in; without a branch that of the country of the office."""
    if branch:
        return post.window(branch.country, branch.envelope)
    return post.window(to.country if to else "any")


def in_window(window: Window, sheet: Size) -> tuple[Box, Box]:
    """Where the address of a letter stands: where a standard wants it, and all the room that there is for it."""
    preferred, whole = address(window, sheet)
    return preferred.grown(-_SPARE_MM), whole.grown(-_SPARE_MM)


def letter(  # noqa: PLR0913, PLR0917 - what an address is fitted with
    window: Window, sheet: Size, to: Address, branch: BranchFile | None, lang: str, width: TextWidth
) -> FittedAddress | None:
    """The address of a letter as it is set; None where it fits in no way."""
    return fit_address(posted_lines(to, branch, lang), *in_window(window, sheet), width)


def card(  # noqa: PLR0913, PLR0917 - likewise
    place: Rectangle, sheet: Size, to: Address, branch: BranchFile | None, lang: str, width: TextWidth
) -> FittedAddress | None:
    """The address of a card as it is set; None where it fits in no way."""
    room = box(place, sheet)
    return fit_address(posted_lines(to, branch, lang), room, room, width)


def text_top(window: Window, sheet: Size) -> float:
    """Where the text of a letter may begin."""
    return max(_TEXT_MM, visible(window, sheet).bottom + _APART_MM)


def sender(window: Window, sheet: Size, place: Sender) -> Box:
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
