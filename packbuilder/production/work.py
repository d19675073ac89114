"""The pieces of work that making a document takes: each a value that can be sent to any process, and its outcome."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.font_set import FontSet
from packbuilder.compose.trial import Trial
from packbuilder.errors import PackError
from packbuilder.fingerprint import fingerprint
from packbuilder.production.job_ticket import JobTicket
from packbuilder.production.made import MadeDocument

if TYPE_CHECKING:
    from packbuilder.production.press_room import PressRoom

Outcome = MadeDocument | Trial | PackError


@dataclass(frozen=True, slots=True)
class ComposedPart:
    """What binding needs to know of a document: its name, by which links lead to it, and its page in mm."""

    name: str
    sheet_mm: tuple[float, float]


@dataclass(frozen=True)
class Make:
    """Make a document; `first_pt` is the size to try first, which changes nothing but the time that it takes."""

    ticket: JobTicket
    first_pt: float | None = None

    @property
    def composed(self) -> ComposedDocument:
        """What is made."""
        return self.ticket.composed

    @cached_property
    def fingerprint(self) -> str:
        """By what its outcome is known again; that of a draft says on its pages where its texts are from."""
        return self.refusal_fingerprint if self.ticket.draft else fingerprint(("make", self.ticket))

    @cached_property
    def refusal_fingerprint(self) -> str:
        """By what its refusal is known again, of which messages are a part."""
        return fingerprint(("refuse", self.ticket, self.composed.origins, self.composed.warnings))

    def done(self, room: PressRoom) -> MadeDocument:
        """Do it. LayoutError for what does not fit, RenderError for what is not as it was meant."""
        return room.made(self.ticket, self.first_pt)


@dataclass(frozen=True)
class Try:
    """Lay a document out at its smallest size; `foot` is what another trial of it found."""

    composed: ComposedDocument
    fonts: FontSet
    foot: float = 0

    @cached_property
    def fingerprint(self) -> str:
        """By what its outcome is known again."""
        return fingerprint(("try", self.composed, self.fonts, self.foot))

    @cached_property
    def refusal_fingerprint(self) -> str:
        """By what its refusal is known again."""
        return fingerprint(("refuse", self.composed, self.fonts, self.foot, self.composed.origins))

    def done(self, room: PressRoom) -> Trial:
        """Do it. LayoutError for a page that the renderer cannot lay out."""
        return room.tried(self.composed, self.fonts, self.foot)


@dataclass(frozen=True)
class Bind:
    """Bind the pack: its front, then every document, from their finished pages.

    `ticket` is that of the front. The codes were read in the singles; with `strict` they are read once more.
    """

    ticket: JobTicket
    front: MadeDocument
    parts: tuple[tuple[ComposedPart, MadeDocument], ...]
    strict: bool = False

    @property
    def composed(self) -> ComposedDocument:
        """Its front."""
        return self.ticket.composed

    @cached_property
    def fingerprint(self) -> str:
        """By what its outcome is known again."""
        parts = [(one.name, one.sheet_mm, made.single.data, made.codes) for one, made in self.parts]
        return fingerprint(("bind", self.ticket, self.front.single.data, parts, self.strict))

    @cached_property
    def refusal_fingerprint(self) -> str:
        """By what its refusal is known again."""
        return fingerprint(("refuse", self.fingerprint))

    def done(self, room: PressRoom) -> MadeDocument:
        """Do it. RenderError for a pack that is not as it was meant."""
        return room.bound(self)


Work = Make | Try | Bind
