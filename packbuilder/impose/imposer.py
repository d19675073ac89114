"""Finished pages put on sheets as a plan has them: drawn, not rendered again, each page and each font once a file."""

from __future__ import annotations

from collections.abc import Sequence

from packbuilder.impose.imposition import Imposition, Marks, Placement, Segment, Sheet, Side, marks
from packbuilder.model.paper import MM_PER_PT
from packbuilder.pdf.figure_file import FigureFile
from packbuilder.pdf.operators import Matrix, drawing, numbers, quarters, stroke
from packbuilder.pdf.source import SourcePage, SourcePdf, reading

_PT_PER_MM = 1 / MM_PER_PT
_HAIRLINE = b"0 G %s w" % numbers(0.5)  # points
_DASHES = b"[2 2] 0 d"
_GROUND = b"1 G %s w" % numbers(1.5)  # so that a seam is seen on any colour
_OFF_MM = 0.5  # by how much a page may differ in size from its place, for sizes that were rounded on their way


def imposed(  # noqa: PLR0913 - what a file says of itself
    pdf: bytes,
    plan: Imposition,
    title: str,
    lang: str,
    *,
    name: str = "",
    overlays: Sequence[Sequence[SourcePage]] = (),
    alt_texts: Sequence[str] = (),
) -> bytes:
    """The sheets of a plan as a PDF with a page for each of their sides, in order.

    `title` and `lang` are what the file says of itself, `name` what messages call the source. `overlays` are the pages
    of the sources, from 1, that placements may name besides it. Each side is tagged as one figure, with its text of
    `alt_texts`, else the title and its number; the file is PDF/UA-1 if its source is. Raises RenderError for a source
    that cannot be read, ValueError for a plan of other pages than the sources'.
    """
    with reading(name):
        source = SourcePdf(pdf, name)
    pages = [source.pages, *overlays]
    _check(pages, plan)
    sides = [
        (sheet, side, drawn) for sheet in plan.sheets for side, drawn in zip(sheet.sides, marks(sheet), strict=True)
    ]
    words = alt_texts or [f"{title} ({number}/{len(sides)})" for number in range(1, len(sides) + 1)]
    with reading(name):
        file = FigureFile(title, lang, plan.duplex)
        for (sheet, side, drawn), alt in zip(sides, words, strict=True):
            _add(file, pages, sheet, side, drawn, alt)
        return file.finished(accessible=source.accessible, optional=source)


def _add(  # noqa: PLR0913, PLR0917 - one side
    file: FigureFile, pages: Sequence[Sequence[SourcePage]], sheet: Sheet, side: Side, drawn: Marks, alt: str
) -> None:
    lying = [(one, _called(one), pages[one.source][one.page]) for one in side.placements]
    figure = b"\n".join(_placed(one, name, page, sheet.height) for one, name, page in lying)
    forms = {name: file.form(page) for _, name, page in lying}
    file.add((sheet.width, sheet.height), forms, figure, alt, _marked(drawn, sheet.height))


def _called(placement: Placement) -> str:
    """The name of a page as a form."""
    return f"/P{placement.page}" if not placement.source else f"/P{placement.source}.{placement.page}"


def _placed(placement: Placement, name: str, page: SourcePage, sheet_height: float) -> bytes:
    """The operators that draw a page in its place."""
    x, y, width, height = (length * _PT_PER_MM for length in placement.box)
    y = sheet_height * _PT_PER_MM - y - height
    matrix = page.matrix @ _onto(placement, page) @ Matrix(1, 0, 0, 1, x, y)
    return drawing(name, matrix, (x, y, width, height) if placement.window else ())


def _onto(placement: Placement, page: SourcePage) -> Matrix:
    """From a page in points, as it is shown, to its box on the sheet."""
    left, top, width, height = placement.window or (0, 0, *page.size)
    window = Matrix(1, 0, 0, 1, -left * _PT_PER_MM, (top + height - page.size[1]) * _PT_PER_MM)
    scale = placement.scale
    box = width * scale * _PT_PER_MM, height * scale * _PT_PER_MM
    return window @ Matrix(scale, 0, 0, scale, 0, 0) @ quarters(placement.turn, *box)


def _marked(drawn: Marks, height: float) -> bytes:
    seams = [_stroked(line, height) for line in drawn.seams]
    lines = [_GROUND, *seams] if seams else []
    lines += [_HAIRLINE, *(_stroked(line, height) for line in drawn.cuts)]
    if drawn.folds or seams:
        lines += [_DASHES, *(_stroked(line, height) for line in drawn.folds), *seams]
    return b"\n".join([b"q", *lines, b"Q"]) if len(lines) > 1 else b""


def _stroked(line: Segment, height: float) -> bytes:
    x1, y1, x2, y2 = line
    return stroke(x1 * _PT_PER_MM, (height - y1) * _PT_PER_MM, x2 * _PT_PER_MM, (height - y2) * _PT_PER_MM)


def _check(sources: Sequence[Sequence[SourcePage]], plan: Imposition) -> None:
    """ValueError if the plan places pages that are not there, or that have another size."""
    for side in (side for sheet in plan.sheets for side in sheet.sides):
        for one in side.placements:
            pages = sources[one.source]
            if one.page >= len(pages):
                raise ValueError(f"the plan places page {one.page + 1} of {len(pages)}")
            shown = one.window[2:] if one.window else pages[one.page].size
            width, height = (one.width, one.height) if one.turn % 180 == 0 else (one.height, one.width)
            if max(abs(shown[0] * one.scale - width), abs(shown[1] * one.scale - height)) > _OFF_MM:
                raise ValueError(f"page {one.page + 1} has not the size that it is placed with")
