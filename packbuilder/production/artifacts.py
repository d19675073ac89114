"""Files: what is made of a document that was laid out, each read back before it counts as made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from packbuilder import printing
from packbuilder.compose.composed import ComposedDocument
from packbuilder.deliver import Entry, PrintedPages
from packbuilder.errors import RenderError
from packbuilder.impose import sheets_for, wanting
from packbuilder.impose.imposer import imposed
from packbuilder.impose.imposition import Sheet, Side
from packbuilder.impose.poster_pages import Posters
from packbuilder.model.condition import condition_for
from packbuilder.model.paper import Size
from packbuilder.production import outputs, placed_codes
from packbuilder.production.job_ticket import JobTicket, Poster
from packbuilder.production.made import MadeDocument, MadeFile
from packbuilder.production.outputs import SheetOutput
from packbuilder.production.time_limit import in_time
from packbuilder.proof import CLAIMS, Expectation, PlacedCode, Press, Proof, prove, prove_picture, tones
from packbuilder.typeset.fit import LaidOutDocument


@dataclass(frozen=True)
class ArtifactMaker:
    """Makes the files of a document. Each raises RenderError for whatever is not as it was meant."""

    ticket: JobTicket
    one: LaidOutDocument
    posters: Posters

    @property
    def _composed(self) -> ComposedDocument:
        return self.one.composed

    def made(self) -> MadeDocument:
        """The file of its pages, and whatever its layout offers beside it: sheets, posters, a picture, a calendar."""
        placed = tuple(placed_codes.placed(self.one))
        single = self._front() if self._composed.facts.pack else self._single(placed)
        # Of a draft nothing else is made of pages that are not as they are to be.
        more = () if self.one.misfits else self._more(single, placed)
        one, count = self.one, len(self.one.document.pages)
        return MadeDocument((single, *more), count, one.font_pt, placed, one.misfits)

    def _more(self, single: MadeFile, placed: tuple[PlacedCode, ...]) -> Iterator[MadeFile]:
        composed, ticket, count = self._composed, self.ticket, len(self.one.document.pages)
        for output in outputs.sheets(composed, count, ticket.stock, ticket.duplex, rtl=ticket.rtl):
            yield self._sheets(single, output, placed)
        for poster in ticket.posters:
            yield self._poster(single, poster, placed)
        if ticket.calendar is not None:
            yield MadeFile(ticket.calendar.path, "calendar", ticket.calendar.data)
        if composed.facts.picture and (crop := composed.variant.picture_crop_mm) is not None:
            yield self._picture(single, placed, crop)

    def _front(self) -> MadeFile:
        """The front of a pack, whose links lead somewhere only in that: there it is proven."""
        return MadeFile(self._composed.path, "page", printing.single(self.one))

    def _single(self, placed: tuple[PlacedCode, ...]) -> MadeFile:
        self._pictured()
        composed, ticket = self._composed, self.ticket
        sheets = (composed.sheet_mm,) * len(self.one.document.pages)
        expected = replace(self._expected(sheets), codes=placed)
        if not ticket.draft:  # the stamp of a draft lies across everything
            expected = replace(expected, posted=composed.posted, prose=ticket.prose)
        if not composed.variant.press:
            return self._file(printing.single(self.one), expected)
        condition, as_of = condition_for(ticket.stock), ticket.as_of
        expected = replace(
            expected, standard="pdf/x-4" if condition.profile else "plain",
            press=Press(condition.name, condition.bleed_mm, as_of),
        )  # fmt: skip
        if plan := outputs.flat(composed, len(sheets), ticket.stock, rtl=ticket.rtl):
            spreads = [_spread(sheet, side) for sheet in plan.sheets for side in sheet.sides]
            at = tuple(placed_codes.on_sheets(placed, plan))
            expected = replace(expected, sheets_mm=tuple(spread.size for spread in spreads), codes=at)
            return self._file(printing.press(self.one, condition, as_of, spreads=spreads), expected)
        blank = wanting(len(sheets)) if any(scheme.kind == "booklet" for scheme in composed.facts.sheets) else 0
        at = tuple(replace(code, page=code.page + blank) if code.page == len(sheets) else code for code in placed)
        expected = replace(expected, sheets_mm=(*sheets, *[sheets[-1]] * blank), codes=at)
        return self._file(printing.press(self.one, condition, as_of, blank=blank), expected)

    def _pictured(self) -> None:
        for one in self._composed.pictures.values():
            if problems := list(tones.check(one.picture, one.resource[0])):
                raise RenderError(*problems)

    def _sheets(self, single: MadeFile, output: SheetOutput, placed: Sequence[PlacedCode]) -> MadeFile:
        composed, plan = self._composed, output.plan
        said = self.ticket.words.sheets(composed.title, plan)
        with in_time(output.path, plan.pages):
            data = imposed(single.data, plan, composed.title, composed.lang, name=composed.path, alt_texts=said)
        sides = tuple((sheet.width, sheet.height) for sheet in plan.sheets for _ in sheet.sides)
        how = {
            "scheme": plan.scheme,
            "up": plan.up,
            "duplex": plan.duplex,
            "sheets": sheets_for(plan, 1),
            "creep_mm": plan.creep_mm,
        }
        made = replace(single, path=output.path, form="sheet", data=data)
        return self._proven(made, sides, placed_codes.on_sheets(placed, plan), how)

    def _poster(self, single: MadeFile, poster: Poster, placed: Sequence[PlacedCode]) -> MadeFile:
        composed, path, tiling = self._composed, poster.output.path, poster.output.tiling
        with in_time(path, tiling.count):
            data = self.posters.poster(single.data, [(0, tiling)], poster.composed, composed.title, composed.path)
        how = {
            "scheme": "tiles",
            "target_mm": list(tiling.target),
            "columns": tiling.columns,
            "rows": tiling.rows,
            "overlap_mm": tiling.overlap,
            "sheets": tiling.count,
        }
        made = replace(single, path=path, form="tiles", data=data)
        sides = (tiling.cover, *(tiling.sheet for _ in tiling.tiles))
        return self._proven(made, sides, placed_codes.on_poster(placed, tiling), how, tiling.scale)

    def _proven(
        self, made: MadeFile, sides: tuple[Size, ...], placed: Sequence[PlacedCode], how: Entry, scale: float = 1
    ) -> MadeFile:
        """A file of sheets or tiles, read back; `scale` is how many times as large as in the single its type is."""
        expected = replace(self._expected(sides), path=made.path, codes=tuple(placed), standard="pdf/ua-1")
        with in_time(made.path, len(sides)):
            pages = printed_pages(prove(made.data, expected), expected, made.pages)
        cap_mm = pages.cap_mm and round(pages.cap_mm * scale, 1)
        return replace(made, pages=replace(pages, cap_mm=cap_mm, imposition=how))

    def _picture(self, single: MadeFile, placed: Sequence[PlacedCode], crop: float) -> MadeFile:
        composed = self._composed
        with in_time(single.path, 1):
            data = printing.picture(single.data, crop)
        path = outputs.picture_path(composed)
        expected = replace(self._expected((composed.sheet_mm,)), path=path, codes=tuple(placed))
        pages = printed_pages(prove_picture(data, expected, crop), expected, single.pages)
        width, height = composed.sheet_mm
        shown = (width - 2 * crop, height - 2 * crop)
        return replace(
            single, path=path, form="image", data=data, pages=replace(pages, sheets_mm=(shown,), standards=())
        )

    def _expected(self, sheets: tuple[Size, ...]) -> Expectation:
        composed, faces = self._composed, frozenset(self.ticket.fonts.faces)
        return Expectation(composed.path, composed.title, composed.lang, sheets, faces, secrets=self.ticket.secrets)

    def _file(self, data: bytes, expected: Expectation) -> MadeFile:
        composed = self._composed
        with in_time(composed.path, len(expected.sheets_mm)):
            proof = prove(data, expected)
        pages = replace(printed_pages(proof, expected), font_pt=self.one.font_pt, cap_mm=composed.cap_mm)
        return MadeFile(composed.path, "page", data, pages)


def printed_pages(proof: Proof, expected: Expectation, single: PrintedPages | None = None) -> PrintedPages:
    """What the proof found on the pages of a file that may be made of a single one; RenderError for what is wrong."""
    if proof.problems:
        raise RenderError(*proof.problems)
    found = tuple(map(placed_codes.entry, proof.codes))
    sheets, count = tuple(dict.fromkeys(expected.sheets_mm)), len(expected.sheets_mm)
    font_pt, cap_mm = (single.font_pt, single.cap_mm) if single else (0.0, None)
    return PrintedPages(count, sheets, found, font_pt, cap_mm, standards=CLAIMS[expected.standard])


def _spread(sheet: Sheet, side: Side) -> printing.Spread:
    """A side of a flat sheet as it is printed for the press: its pages from left to right."""
    folds = tuple(sorted(line[0] for line in side.folds))
    return printing.Spread((sheet.width, sheet.height), tuple((one.page, one.x) for one in side.placements), folds)
