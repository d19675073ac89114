"""layouts/<name>/layout.yaml: what a document type is. A new one is a folder, never program code."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from packbuilder.model.base import SLUG, Line, Model, Slug
from packbuilder.model.case import ActionKind, CaseFile, Kind, Status
from packbuilder.model.post import Posting
from packbuilder.model.variant import VARIANTS, NamedVariant, Variant

Millimetres = Annotated[float, Field(gt=0, le=2000)]
Points = Annotated[float, Field(ge=4, le=2000)]
Pages = Annotated[int, Field(ge=1)]
_CHANGES_NO_RESULT = {"fingerprint": False}

ACTION = "action-"  # before a kind of action, in what a layout is made with
PICKETS = "pickets"  # an action of that kind; for a branch, its own pickets
# What a case may be asked to have, beside texts: a part of its file, an action of a kind.
CONDITIONS = frozenset({*CaseFile.model_fields, PICKETS, *(ACTION + kind for kind in get_args(ActionKind))})


def _in_force() -> list[Status]:
    return ["open", "archived"]


def _on_paper() -> list[Variant]:
    return [variant for variant in VARIANTS.values() if variant.offered]


class PageSize(Model):
    """The trimmed page in mm, upright; `turn` lets it lie down where that makes the display larger.

    With `folded`, the sheet is a flat one that is folded in three, and each of its six panels is a page.
    """

    width: Millimetres = Field(description="Width of the sheet, in mm.")
    height: Millimetres = Field(description="Height of the sheet, in mm.")
    turn: bool = Field(False, description="Whether the sheet may lie down.")
    folded: bool = Field(False, description="Whether the sheet is folded in three; each panel is a page.")


class PageCount(Model):
    """How many pages the document may have, both ends included."""

    min: Pages = Field(description="The least number of pages.")
    max: Pages = Field(description="The greatest number of pages.")
    usual: Annotated[Pages | None, _CHANGES_NO_RESULT] = Field(
        None, description="The number that the front of most packs comes out at: tried first. It changes no result."
    )
    step: Pages | None = Field(
        None, description="How many pages a sheet holds; given, the text is as large as the fewest sheets allow."
    )


class TypeRange(Model):
    """The text sizes in pt between which a document is fitted; the largest that fits is used."""

    smallest: Points = Field(description="The smallest size of the text, in pt.")
    largest: Points = Field(description="The largest size of the text, in pt.")
    usual: Annotated[Points | None, _CHANGES_NO_RESULT] = Field(
        None, description="The size that most texts come out at, in pt: where the search begins. It changes no result."
    )


class Display(Model):
    """A line of display type set as large as its field allows, lines balanced, clear of the slant.

    The field is `width` x `height` mm; its lower edge rises by `slant` (share of `width`) from where lines start to
    where they end, and ink stays `clear` mm away from it. Stylesheets find the place where that edge meets the edge of
    the page that lines start from as `--field-KEY`, in mm below the top of the page.
    """

    key: Slug = Field(description="The name under which the template finds the fitted lines.")
    text: Slug = Field(description="The text that is set: `headline`, `title`, `summary` …, or `slogan`.")
    top: Annotated[float, Field(ge=-2000, le=2000)] = Field(
        0, description="How far below the top of the page the field begins, in mm; below 0, how far above its foot."
    )
    start: Annotated[float, Field(ge=0, le=2000)] = Field(
        0, description="How far from the edge that they start from lines begin, in mm."
    )
    width: Millimetres = Field(description="Width of the field, in mm.")
    height: Millimetres = Field(description="Height of the field, in mm.")
    turned: tuple[Millimetres, Millimetres] | None = Field(
        None, strict=False, description="Width and height on the sheet lying down."
    )
    slant: Annotated[float, Field(ge=0, le=0.5)] = Field(0, description="Rise of the lower edge, as a share of width.")
    clear: Annotated[float, Field(ge=0)] = Field(3, description="Distance of the ink from the lower edge, in mm.")
    smallest: Points = Field(description="The smallest size of the display type, in pt.")
    largest: Points = Field(description="The largest size of the display type, in pt.")
    line_height: Annotated[float, Field(gt=0.5, lt=2)] = Field(0.98, description="Height of a line, in em.")
    grow: Annotated[float, Field(ge=0, le=1)] = Field(
        0, description="The share that this field takes of what another paper has more, or less, in height."
    )
    tracking: Annotated[float, Field(ge=-0.05, le=0.2)] = Field(0.012, description="Space between letters, in em.")
    stretch: Annotated[float, Field(ge=1, le=2)] = Field(
        1, description="How many times as large as the smallest line another may be, to fill the field."
    )


class Code(Model):
    """A QR code: its width in mm without the quiet zone, and its error correction."""

    size: Annotated[float, Field(ge=20)] = Field(description="Width of the symbol without the quiet zone, in mm.")
    level: Literal["L", "M", "Q", "H"] = Field("Q", description="Error correction.")


class MailCode(Model):
    """The QR code that opens a mail: its width in mm without the quiet zone. What it holds is fitted to modules."""

    size: Annotated[float, Field(ge=32)] = Field(description="Width of the symbol without the quiet zone, in mm.")


class RunsOn(Model):
    """A text of which one column prints the beginning, and another the rest where the first has no room for all."""

    text: Slug = Field(description="The name of the text.")
    first: Slug = Field(description="The id of the column that it begins in, without the document's name.")
    then: Slug = Field(description="The id of the column that it runs on in, without the document's name.")


class Scheme(Model):
    """A way to put the pages of a document on sheets: one a side, to cut, to staple or to fold."""

    kind: Literal["duplex", "cut", "booklet", "letter-fold", "z-fold"] = Field(
        description="How the pages come on the sheet."
    )
    order: Literal["repeat", "in-order"] = Field(
        "repeat", description="To cut: the same page in every place, or one page after another."
    )


class LayoutFile(Model):
    """layouts/<name>/layout.yaml."""

    title: Line = Field(description="The document's name, a label of layouts/locale.")
    sheet: PageSize = Field(description="The trimmed page.")
    pages: PageCount = Field(description="How many pages the document may have.")
    type: TypeRange = Field(description="The sizes between which the text is fitted.")
    each: Literal["case", "slogan", "addressee", "campaign", "signer"] = Field(
        "case", description="What one file is made for."
    )
    kinds: Annotated[list[Kind], Field(min_length=1)] = Field(
        default_factory=lambda: list(get_args(Kind)), description="The kinds of case that it is made for."
    )
    states: Annotated[list[Status], Field(min_length=1)] = Field(
        default_factory=_in_force, description="The states of a case in which it is made."
    )
    urges: bool = Field(False, description="Whether it asks to act by a date: it is not printed after that has passed.")
    given: list[Slug] = Field(
        default_factory=list,
        description="What a case must have for it: a part of its file, a text, `pickets`, or `action-picket`.",
        json_schema_extra={"items": {"anyOf": [{"enum": sorted(CONDITIONS)}, {"type": "string", "pattern": SLUG}]}},
    )
    needs: list[Slug] = Field(default_factory=list, description="The texts that feed it; `letter` is per addressee.")
    display: list[Display] = Field(default_factory=list, description="Lines set as large as their fields allow.")
    code: Code | None = Field(None, description="The code that leads to the appeal; none if left out.")
    mail: MailCode | None = Field(None, description="A second code, which opens a mail to those who are written to.")
    yields: list[Slug] = Field(
        default_factory=list,
        description="What it prints less of where there is no room for all, what it keeps first: of lists the first "
        "entries, with a line that says where the others stand; of texts nothing.",
    )
    whole: list[Slug] = Field(
        default_factory=list, description="The lists of which it prints all, where others have no room for them."
    )
    runs_on: RunsOn | None = Field(None, description="A text that runs on from one column in another.")
    begins: Slug | None = Field(
        None,
        description="A list that begins in an earlier column where its own has no room for all: the template prints "
        "`room.begun` entries of it there.",
    )
    place: int = Field(description="Its place in the pack, in rising order.")
    post: Posting | None = Field(None, description="How the post takes it; left out where it is not posted.")
    sides: Literal[1, 2] = Field(1, description="Printed on one side of the sheet or on both.")
    sheets: list[Scheme] = Field(default_factory=list, description="The sheets that are made of it beside its pages.")
    posters: list[Literal["a2", "a1", "a0"]] = Field(
        default_factory=list, description="The sizes to which it is enlarged over several sheets."
    )
    picture: bool = Field(False, description="Whether each page is made as a PNG, too, to be shown on a screen.")
    calendar: bool = Field(False, description="Whether a calendar file of the branch's pickets is made beside it.")
    variants: Annotated[list[NamedVariant], Field(min_length=1)] = Field(
        default_factory=_on_paper, description="The variants that it is made in; with `home` also in `email`."
    )
    advice: Line = Field(description="How to print it, in a sentence: a label of layouts/locale.")
    pack: bool = Field(False, description="True for the layout that frames the combined pack.")
    data: dict[str, Any] = Field(default_factory=dict, description="Figures of its own that the template may see.")

    @property
    def made_in(self) -> list[Variant]:
        """The variants that it is made in, and those that follow one of them, as `email` does, a lighter `home`."""
        named = {variant.name for variant in self.variants}
        return [*self.variants, *(one for one in VARIANTS.values() if one.follows in named and one.name not in named)]
