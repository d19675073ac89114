"""What the post has a say in, as templates see it: the address, the sender, the folds, the zones of a card."""

from __future__ import annotations

from dataclasses import dataclass, replace

from packbuilder.errors import LayoutError, Problem
from packbuilder.model.branch import BranchFile
from packbuilder.model.campaign import Address
from packbuilder.model.envelope import Box, fits, folds
from packbuilder.model.paper import Size
from packbuilder.model.post import Posting, Window
from packbuilder.plan import Document, Edition
from packbuilder.postal import placement
from packbuilder.postal.address_fitting import LEADING, SIZES, FittedAddress, TextWidth, rows
from packbuilder.postal.address_lines import posted_lines
from packbuilder.postal.placement import PostalView

# Lines to write an address on: what a hand needs at least, and what it likes.
_ROW_MM = (4.8, 7.5)
_ROWS = 6
# The name above them: its size in pt, and the height of one of its rows.
_LABEL_PT = 7.5
_LABEL_MM = 3.2


@dataclass(frozen=True, slots=True)
class PostView:
    """Where everything stands on a letter or a card, in mm from the upper left corner of the page.

    `rows` are those of the address, in `size_pt`; where there are none, `blanks` lines of `row_mm` are to be written
    on.
    `text_top` is where the text of a letter may begin, `folds` where its sheet is folded for its `window` when its
    `strip` has been cut off; a card has none of that.
    """

    address: Box
    rows: tuple[str, ...]
    size_pt: float
    leading: float
    blanks: int
    row_mm: float
    sender: Box | None = None
    text_top: float = 0
    folds: tuple[float, ...] = ()
    stamp: Box | None = None
    strip: float = 0
    window: Window | None = None


# What a template sees, and what the finished page is read back against; nothing where pages flow.
Placed = tuple[PostView | None, tuple[PostalView, ...]]


def placed(document: Document, sheet: Size, recipient: str, width: TextWidth) -> Placed:
    """What the post has a say in on a document whose page is of this size in mm.

    `recipient` is the key of the one whom a card goes to. Raises LayoutError where there is no envelope or no room;
    `check` tells of that before, with the line of the address.
    """
    posting, edition = document.layout.facts.post, document.edition
    if posting is None or document.variant.reflowed:
        return None, ()
    to = edition.campaign.addresses.get(document.subject or recipient) if posting.known else None
    return _Poster(edition, posting, sheet, width, document.layout.source.file).placed(to)


@dataclass(frozen=True, slots=True)
class _Poster:
    """Places what the post has a say in; `file` is the document's layout.yaml, for messages."""

    edition: Edition
    posting: Posting
    sheet: Size
    width: TextWidth
    file: str

    def placed(self, to: Address | None) -> Placed:
        """Everything for a letter or a card to somebody; `to` is None where nobody is known."""
        known = to if to and isinstance(to.postal, list) else None
        return self._letter(to, known) if self.posting.kind == "window" else self._card(to, known)

    def _letter(self, to: Address | None, known: Address | None) -> Placed:
        window, posting = self._window(to), self.posting
        room, made = placement.in_window(window, self.sheet)[1], None
        if known:
            made = placement.letter_address(window, self.sheet, self._lines(known), self.width)
            if made is None:
                raise self._refused(f"An address does not fit the window of {window.name}.")
        view = replace(
            self._view(made, room, to),
            text_top=placement.text_top(window, self.sheet),
            folds=folds(window, self.sheet[1] - posting.strip),
            strip=posting.strip,
            window=window,
            sender=placement.sender_box(window, self.sheet, posting.sender) if posting.sender else None,
        )
        return view, (placement.letter_view(window, self.sheet, posting.page, made.rows if made else None),)

    def _card(self, to: Address | None, known: Address | None) -> Placed:
        posting, post = self.posting, self.edition.campaign.post
        if posting.to is None:
            raise self._refused("Nobody has said where the address of the card stands.")
        made = None
        if known:
            made = placement.card_address(posting.to, self.sheet, self._lines(known), self.width)
            if made is None:
                raise self._refused("An address does not fit the card.")
        stamp = placement.box(posting.stamp, self.sheet) if posting.stamp else None
        view = replace(self._view(made, placement.box(posting.to, self.sheet), to), stamp=stamp)
        return view, tuple(placement.card_view(zone, self.sheet, posting.page, posting.stamp) for zone in post.zones)

    def _view(self, made: FittedAddress | None, room: Box, to: Address | None) -> PostView:
        """The address in its place, or below a name as many lines to write it on as a hand has room for."""
        if made:
            return PostView(made.box, made.rows, made.size_pt, LEADING, 0, 0)
        least, liked = _ROW_MM
        name = rows(to.name[self.edition.lang], room, _LABEL_PT, self.width) if to else 1
        height = room.height - name * _LABEL_MM
        blanks = max(1, min(_ROWS, int(height / least)))
        return PostView(room, (), SIZES[0], LEADING, blanks, min(liked, height / blanks))

    def _lines(self, to: Address) -> tuple[str, ...]:
        return posted_lines(to, self._branch, self.edition.lang)

    @property
    def _branch(self) -> BranchFile | None:
        return self.edition.branch.facts if self.edition.branch else None

    def _window(self, to: Address | None) -> Window:
        window = placement.window_of(self.edition.campaign.post, self._branch, to)
        if window is None or not fits(window, self.sheet):
            raise self._refused("No envelope takes this letter.")
        return window

    def _refused(self, what: str) -> LayoutError:
        return LayoutError(Problem.at(self.file, what, "Put right layouts/_post/post.yaml or the layout.", key="post"))
