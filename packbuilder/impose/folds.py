"""Sheets folded in three: the letter fold, one panel inside the other, and the Z fold.

The six pages come in reading order: 1 cover, 2 the flap, seen when the cover is opened, 3 4 5 the inner spread, 6 back.
All of them are as wide as the narrowest panel, and each lies in the middle of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from packbuilder.errors import LayoutError, Problem
from packbuilder.impose.grid import Grid, fitting, refused
from packbuilder.impose.imposition import Edge, Imposition, Placement, Segment, Sheet, Side, for_edge, upright_edge
from packbuilder.model.paper import Size, flap

_COUNT = 6


def panel_width(sheet: Size) -> float:
    """How wide the pages are, in mm, of which six are folded from a sheet lying on its long edge."""
    return flap(max(sheet))


def letter_fold(pages: int, page: Size, sheet: Size, *, edge: Edge | None = None, rtl: bool = False) -> Imposition:
    """The right panel folded in, the left one over it: outside flap, back, cover; inside the spread."""
    width = max(sheet)
    narrow = flap(width)
    wide = (width - narrow) / 2
    panels = _Panels((narrow, wide, wide), (1, 5, 0), (2, 3, 4))
    return _folded("letter-fold", pages, page, sheet, panels.mirrored() if rtl else panels, edge)


def z_fold(pages: int, page: Size, sheet: Size, *, edge: Edge | None = None, rtl: bool = False) -> Imposition:
    """Folded one way and then the other, panels of one width: 1 2 3 on one side, 4 5 6 on the other."""
    third = max(sheet) / 3
    panels = _Panels((third, third, third), (0, 1, 2), (3, 4, 5))
    return _folded("z-fold", pages, page, sheet, panels.mirrored() if rtl else panels, edge)


@dataclass(frozen=True, slots=True)
class _Panels:
    """Panels from left to right: widths on the front, pages on the front, pages on the back."""

    widths: tuple[float, float, float]
    front: tuple[int, int, int]
    back: tuple[int, int, int]

    def mirrored(self) -> _Panels:
        """For languages that are read from right to left."""
        return _Panels(self.widths[::-1], self.front[::-1], self.back[::-1])


def _folded(scheme: str, pages: int, page: Size, sheet: Size, panels: _Panels, edge: Edge | None) -> Imposition:  # noqa: PLR0913, PLR0917 - what the two schemes share
    if pages != _COUNT:
        what = f"A sheet folded in three has six pages, and there are {pages}."
        raise LayoutError(Problem.at(scheme, what, "Give it six."))
    widths = panels.widths
    lying = max(sheet), min(sheet)
    if not (fitting(page[0], min(widths)) and fitting(page[1], lying[1])):
        raise refused(scheme, page, sheet, f"Its panels are {min(widths):g} × {lying[1]:g} mm: make the pages so.")
    turned = edge or upright_edge(lying)
    front = _side(panels.front, widths, page, lying)
    back = for_edge(_side(panels.back, widths[::-1], page, lying), lying, turned)
    trim = Grid.of(lying, (lying[0], page[1]), 1, 1).trim
    return Imposition(scheme, (Sheet(*lying, trim, front, back),), turned, pages, page, (3, 1))


def _side(numbers: Sequence[int], widths: Sequence[float], page: Size, lying: Size) -> Side:
    starts = [sum(widths[:n]) for n in range(len(widths))]
    y = (lying[1] - page[1]) / 2
    placements = (
        Placement(number, start + (width - page[0]) / 2, y, *page)
        for number, start, width in zip(numbers, starts, widths, strict=True)
    )
    folds: tuple[Segment, ...] = tuple((x, 0.0, x, lying[1]) for x in starts[1:])
    return Side(tuple(placements), Grid.of(lying, (lying[0], page[1]), 1, 1).cuts(), folds)
