"""layouts/<name>/layout.yaml: what a document type is. A new one is a folder, never program code."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from packbuilder.model.base import Line, Model, Slug

Millimetres = Annotated[float, Field(gt=0, le=2000)]
Points = Annotated[float, Field(ge=4, le=2000)]


class Sheet(Model):
    """The trimmed page in mm, upright; `turn` lets it lie down where that makes the display larger."""

    width: Millimetres
    height: Millimetres
    turn: bool = False


class Pages(Model):
    """How many pages the document may have, both ends included."""

    min: Annotated[int, Field(ge=1)]
    max: Annotated[int, Field(ge=1)]


class TypeRange(Model):
    """The text sizes in pt between which a document is fitted; the largest that fits is used."""

    smallest: Points
    largest: Points


class Display(Model):
    """A line of display type set as large as its field allows, lines balanced, clear of the slant.

    The field is `width` x `height` mm; its lower edge rises by `slant` (share of `width`) from left to right, and ink
    stays `clear` mm away from it.
    """

    key: Slug = Field(description="The name under which the template finds the fitted lines.")
    text: Slug = Field(description="The text that is set: `headline`, `title`, `summary` …, or `slogan`.")
    width: Millimetres
    height: Millimetres
    turned: tuple[Millimetres, Millimetres] | None = Field(
        None, strict=False, description="Width and height on the sheet lying down."
    )
    slant: Annotated[float, Field(ge=0, le=0.5)] = 0
    clear: Annotated[float, Field(ge=0)] = 3
    smallest: Points
    largest: Points
    line_height: Annotated[float, Field(gt=0.5, lt=2)] = 0.98
    tracking: Annotated[float, Field(ge=-0.05, le=0.2)] = 0.012


class Code(Model):
    """A QR code: its width in mm without the quiet zone, and its error correction."""

    size: Annotated[float, Field(ge=20)]
    level: Literal["L", "M", "Q", "H"] = "Q"


class LayoutFile(Model):
    """layouts/<name>/layout.yaml."""

    title: Line = Field(description="The document's name, a label of layouts/locale.")
    sheet: Sheet
    pages: Pages
    type: TypeRange
    each: Literal["case", "slogan", "addressee"] = Field("case", description="What one file is made for.")
    needs: list[Slug] = Field(default_factory=list, description="The texts that feed it; `letter` is per addressee.")
    display: list[Display] = Field(default_factory=list)
    code: Code | None = None
    place: int = Field(description="Its place in the pack, in rising order.")
    sides: Literal[1, 2] = Field(1, description="Printed on one side of the sheet or on both.")
    advice: Line = Field(description="How to print it, in a sentence: a label of layouts/locale.")
    pack: bool = Field(False, description="True for the layout that frames the combined pack.")
    data: dict[str, Any] = Field(default_factory=dict, description="Figures of its own that the template may see.")
