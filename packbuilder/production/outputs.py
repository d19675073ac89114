"""The ways in which a document comes on paper: its pages as they are, and the sheets that its layout offers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from packbuilder import impose
from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.pack_front import COPIES, FINISHES, Print
from packbuilder.impose.diagram import drawing
from packbuilder.impose.imposition import Edge, Imposition, Placement, Side
from packbuilder.impose.tiles import Tiling
from packbuilder.model.layout import Scheme
from packbuilder.model.paper import PAPERS, Size, Stock, named, on_stock


@dataclass(frozen=True, slots=True)
class SheetOutput:
    """One file that can be printed: `path` below out/<case>/, and the plan by which its pages lie on their sheets."""

    path: str
    plan: Imposition

    @property
    def sheet(self) -> Size:
        """The sheet that goes through the printer, as it lies, in mm."""
        return self.plan.sheets[0].width, self.plan.sheets[0].height


@dataclass(frozen=True, slots=True)
class TiledOutput:
    """One page enlarged over several sheets: `path` of its file below out/<case>/."""

    path: str
    tiling: Tiling


def pages(composed: ComposedDocument, count: int, duplex: Edge) -> SheetOutput:
    """A document printed page by page, on sheets of its own size."""
    sides = composed.facts.sides
    return SheetOutput(
        composed.path, impose.plain(count, composed.sheet_mm, composed.sheet_mm, sides=sides, edge=duplex)
    )


def sheets(composed: ComposedDocument, count: int, stock: Stock, duplex: Edge, *, rtl: bool) -> Iterator[SheetOutput]:
    """The sheets of a document's schemes; LayoutError for a scheme that its pages do not fit."""
    if composed.variant.sheets:
        for scheme in composed.facts.sheets:
            plan = _plan(scheme, composed, count, sheet_of(scheme, stock), duplex, rtl=rtl)
            size = plan.sheets[0].width, plan.sheets[0].height
            words = dict.fromkeys([composed.name, _word(scheme, plan), _paper(stock, size)])
            yield SheetOutput(_path(composed, "sheets", "-".join(words)), plan)


def flat(composed: ComposedDocument, count: int, stock: Stock, *, rtl: bool) -> Imposition | None:
    """How a print shop prints what is folded: flat, by the first scheme there is, both sides upright.

    The outer pages begin at the edges of the sheet, over which they bleed; towards the folds their bleed fills their
    panels.
    """
    if not composed.facts.sheet.folded:
        return None
    scheme = composed.facts.sheets[0]
    plan = _plan(scheme, composed, count, sheet_of(scheme, stock), "short", rtl=rtl)
    [sheet] = plan.sheets
    front, back = (replace(side, placements=_outwards(side, sheet.width)) for side in sheet.sides)
    return replace(plan, sheets=(replace(sheet, front=front, back=back),))


def _outwards(side: Side, width: float) -> tuple[Placement, ...]:
    first, *inner, last = sorted(side.placements, key=lambda placement: placement.x)
    return replace(first, x=0.0), *inner, replace(last, x=width - last.width)


def print_instructions(output: SheetOutput | TiledOutput, folder: str) -> Print:
    """A file as the pack tells of it, below the folder of the language."""
    file = output.path.removeprefix(folder)
    if isinstance(output, TiledOutput):
        tiling = output.tiling
        sheets = tuple(n * tiling.count + 1 for n in COPIES)  # the first page explains the others, and is printed once
        return Print(file, tiling.sheet, "", "glue", sheets, drawing(impose.tiled(tiling, 0)))
    plan = output.plan
    finish = FINISHES.get(plan.scheme, "")
    sheets = tuple(impose.sheets_for(plan, n) for n in COPIES)
    return Print(file, output.sheet, plan.duplex or "", finish, sheets, drawing(plan) if finish else "")


def posters(composed: ComposedDocument, stock: Stock) -> Iterator[TiledOutput]:
    """The posters that are made of a document of one page, each on sheets of the paper that is printed on."""
    if composed.variant.sheets:
        sheet = _large(stock)
        for key in composed.facts.posters:
            tiling = impose.tiling(composed.sheet_mm, PAPERS[key].size, sheet)
            yield TiledOutput(_path(composed, "tiles", f"{composed.name}-{key}-on-{_paper(stock, sheet)}"), tiling)


def picture_path(composed: ComposedDocument) -> str:
    """The path of the picture of a document."""
    return str(PurePosixPath(composed.path).with_suffix(".png"))


def sheet_of(scheme: Scheme, stock: Stock) -> Size:
    """The sheet that a scheme takes, upright, in mm: large paper is for cutting, what is folded stays in the hand."""
    return _large(stock) if scheme.kind == "cut" else on_stock(PAPERS["a4"].size, stock)


def _large(stock: Stock) -> Size:
    """The largest sheet of this paper, upright, in mm."""
    return stock.sheet.size if stock in {Stock.A3, Stock.TABLOID} else on_stock(PAPERS["a4"].size, stock)


def _plan(  # noqa: PLR0913 - as many as a plan takes
    scheme: Scheme, composed: ComposedDocument, count: int, sheet: Size, duplex: Edge, *, rtl: bool
) -> Imposition:
    match scheme.kind:
        case "duplex":
            return impose.plain(count, composed.sheet_mm, sheet, sides=composed.facts.sides, edge=duplex)
        case "cut":
            return impose.cut(
                count, composed.sheet_mm, sheet, order=scheme.order, sides=composed.facts.sides, edge=duplex, rtl=rtl
            )
        case "booklet":
            return impose.booklet(count, composed.sheet_mm, sheet, edge=duplex, rtl=rtl)
        case "letter-fold":
            return impose.letter_fold(count, composed.sheet_mm, sheet, edge=duplex, rtl=rtl)
        case "z-fold":
            return impose.z_fold(count, composed.sheet_mm, sheet, edge=duplex, rtl=rtl)


def _word(scheme: Scheme, plan: Imposition) -> str:
    return f"{plan.grid[0] * plan.grid[1]}-up" if scheme.kind == "cut" else scheme.kind


def _paper(stock: Stock, sheet: Size) -> str:
    known = named(sheet)
    return known.name.lower() if known else stock.value


def _path(composed: ComposedDocument, folder: str, name: str) -> str:
    return str(PurePosixPath(composed.path).with_name(folder) / f"{name}.pdf")
