"""Panels side by side on a flat sheet, as a print shop prints what is folded: cut at the edges, folded between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pydyf

from packbuilder.model.paper import MM_PER_PT, Size
from packbuilder.printing import marks
from packbuilder.printing.marks import Boxes


@dataclass(frozen=True, slots=True)
class Spread:
    """One side of a flat sheet of `size` mm: which pages, from 0, lie how far from its left edge, and where it folds.

    What a page has more than its panel takes is cut off at the fold, and its bleed fills what it has less.
    """

    size: Size
    pages: tuple[tuple[int, float], ...]
    folds: tuple[float, ...]


def spread_out(pdf: pydyf.PDF, pages: Sequence[tuple[Any, Boxes]], spreads: Sequence[Spread], bleed_mm: float) -> None:
    """Put pages, whose contents are drawn, on spreads in their stead."""
    objects = {f"{number} 0 R".encode(): thing for number, thing in enumerate(pdf.objects)}
    spaces = objects[pages[0][0]["Resources"]]["ColorSpace"]
    forms = [_form(objects[page["Contents"]], page["Resources"], boxes) for page, boxes in pages]
    kids: list[object] = []
    for spread in spreads:
        boxes = Boxes.around(*spread.size, bleed_mm)
        folds = tuple(fold / MM_PER_PT for fold in spread.folds)
        under = marks.underlay(boxes, folds)
        under.stream += list(_drawn(spread, boxes))
        pdf.add_object(under)
        drawn = pydyf.Dictionary({f"P{number}": forms[number].reference for number, _ in spread.pages})
        page = pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": pdf.pages.reference,
                "Contents": under.reference,
                "Resources": pydyf.Dictionary({"XObject": drawn, "ColorSpace": spaces}),
                **{name: pydyf.Array(box) for name, box in boxes.named().items()},
            }
        )
        pdf.add_object(page)
        kids += [page.number, 0, "R"]
    for page, _ in pages:
        page.clear()  # nothing leads to it any more; the renderer's own way to free an object is not read by pdfium
    pdf.pages["Kids"], pdf.pages["Count"] = pydyf.Array(kids), len(spreads)


def _form(stream: pydyf.Stream, resources: object, boxes: Boxes) -> pydyf.Stream:
    """What a page draws, as a form with its bleed."""
    box = pydyf.Array(boxes.bleed)
    stream.extra |= {"Type": "/XObject", "Subtype": "/Form", "BBox": box, "Resources": resources}
    return stream


def _drawn(spread: Spread, boxes: Boxes) -> Sequence[bytes]:
    """Each page in its panel, from fold to fold, and at the ends with the bleed."""
    left, bottom, right, top = boxes.bleed
    edges = [left, *(fold / MM_PER_PT for fold in spread.folds), right]
    parts = []
    for (number, x), (start, end) in zip(spread.pages, pairwise(edges), strict=True):
        clip = f"{start:.4f} {bottom:.4f} {end - start:.4f} {top - bottom:.4f} re W n"
        parts.append(f"q {clip} 1 0 0 1 {x / MM_PER_PT:.4f} 0 cm /P{number} Do Q".encode())
    return parts
