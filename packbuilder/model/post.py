"""layouts/_post/post.yaml: windows of envelopes, and what the post keeps for itself on cards, with source and date."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from packbuilder.model.base import CountryOrAny, Line, Model, Slug
from packbuilder.model.law import Sourced

Millimetres = Annotated[float, Field(ge=0, le=500)]
Length = Annotated[float, Field(gt=0, le=500)]
ANY = "any"


class Envelope(Model):
    """An envelope lying on its long side, in mm, outside: what is inside is a little less, so the play is no more."""

    width: Length = Field(description="Width of the envelope, in mm.")
    height: Length = Field(description="Height of the envelope, in mm.")


class Rectangle(Model):
    """A rectangle in mm, measured from one of the upright edges and from one of the others."""

    left: Millimetres | None = Field(None, description="From the left edge, in mm; or else say `right`.")
    right: Millimetres | None = Field(None, description="From the right edge, in mm; or else say `left`.")
    top: Millimetres | None = Field(None, description="From the upper edge, in mm; or else say `bottom`.")
    bottom: Millimetres | None = Field(None, description="From the lower edge, in mm; or else say `top`.")
    width: Length = Field(description="Its width, in mm.")
    height: Length = Field(description="Its height, in mm.")

    @model_validator(mode="after")
    def _placed_once(self) -> Rectangle:
        for one, other in ((self.left, self.right), (self.top, self.bottom)):
            if (one is None) == (other is None):
                raise PydanticCustomError("opposite_edges", "one of two opposite edges")
        return self

    def corner(self, width: float, height: float) -> tuple[float, float]:
        """Where its upper left corner lies in something of this width and height, in mm from that one's own."""
        left = width - (self.right or 0) - self.width if self.left is None else self.left
        top = height - (self.bottom or 0) - self.height if self.top is None else self.top
        return left, top


class Zone(Model):
    """Where on the sheet a standard wants the address, in mm from its upper left corner."""

    left: Millimetres = Field(description="From the left edge, in mm.")
    top: Millimetres = Field(description="From the upper edge, in mm.")
    width: Length = Field(description="Its width, in mm.")
    height: Length = Field(description="Its height, in mm.")


class Window(Sourced):
    """An envelope with a window, and how a sheet is folded for it."""

    key: Slug = Field(description="Its name, which a branch may say as its `envelope`.")
    name: Line = Field(description="What people call it.")
    countries: Annotated[list[CountryOrAny], Field(min_length=1)] = Field(
        description="Where it is used; of a country's several, the first one stands unless a branch says another."
    )
    envelope: Envelope = Field(description="The envelope, in mm.")
    window: Rectangle = Field(description="The window in the envelope, in mm.")
    fold: Length = Field(description="How far below the upper edge of the sheet it is folded first, in mm.")
    folded: Length | None = Field(
        None, description="How high the folded sheet is, in mm; left out, as high as its first panel."
    )
    zone: Zone | None = Field(None, description="Where on the sheet a standard wants the address, if one does.")

    @property
    def height(self) -> float:
        """The height of the folded sheet in mm."""
        return self.folded or self.fold


class ClearZone(Sourced):
    """What the post keeps for itself on the address side of a card: nothing is printed there."""

    key: Slug = Field(description="Its name.")
    countries: Annotated[list[CountryOrAny], Field(min_length=1)] = Field(description="Where it is kept.")
    zone: Rectangle = Field(description="The zone on the card, in mm.")
    stamp: bool = Field(False, description="Whether the place of the stamp may be marked in it.")


class PostFile(Model):
    """layouts/_post/post.yaml."""

    windows: list[Window] = Field(default_factory=list, description="Envelopes with windows.")
    zones: list[ClearZone] = Field(default_factory=list, description="What the post keeps for itself on cards.")

    def window(self, country: str, key: str | None = None) -> Window | None:
        """The envelope of that key, else the first of a country, else that of any; None where there is none at all."""
        by_key = [one for one in self.windows if one.key == key]
        local = [one for one in self.windows if country in one.countries]
        found = [*by_key, *local, *(one for one in self.windows if ANY in one.countries)]
        return next(iter(found), None)


class Sender(Model):
    """Where the sender's lines stand on a letter: at the side where the window is not, if they would show in it."""

    top: Millimetres = Field(description="From the upper edge, in mm.")
    width: Length = Field(description="How wide they are where there is room, in mm.")
    height: Length = Field(description="How high they are, in mm.")


class Posting(Model):
    """How the post takes a document: in an envelope with a window, or as a card."""

    kind: Literal["window", "card"] = Field(description="In an envelope with a `window`, or as a `card`.")
    page: Annotated[int, Field(ge=1)] = Field(1, description="The page with the address.")
    known: bool = Field(True, description="Whether it goes to somebody of the case; else the address is written in.")
    strip: Millimetres = Field(0, description="What is cut off at the foot before a letter is folded, in mm.")
    sender: Sender | None = Field(None, description="Where the sender's lines stand on a letter, in mm.")
    stamp: Rectangle | None = Field(None, description="Where a card marks the place of the stamp, in mm.")
    to: Rectangle | None = Field(None, description="Where the address stands on a card, in mm.")
