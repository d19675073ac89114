"""Files: what is made of a document that was laid out, each read back before it counts as made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from packbuilder import printing
from packbuilder.compose import printed_passages
from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.images import path_of
from packbuilder.deliver import Entry, File
from packbuilder.errors import Problem, RenderError
from packbuilder.impose import descriptions, imposed, sheets_for, wanting
from packbuilder.impose.plan import Sheet, Side
from packbuilder.impose.poster_pages import Posters
from packbuilder.limits import SECONDS, within
from packbuilder.model.condition import condition_for
from packbuilder.model.paper import Size
from packbuilder.model.variant import INSET_MM, Variant
from packbuilder.pipeline import outputs, placed_codes
from packbuilder.pipeline.outputs import Poster, Way
from packbuilder.pipeline.target import Order
from packbuilder.proof import CLAIMS, Expectation, PlacedCode, Press, Proof, prove, prove_picture, tones
from packbuilder.typeset.fit import Typeset

# Processor seconds. Proving a page of the campaign takes a twentieth of a second.
_A_PAGE = 0.5


@dataclass(frozen=True)
class Files:
    """Makes the files of an order. Each raises RenderError for whatever is not as it was meant."""

    order: Order
    posters: Posters

    def of(self, one: Typeset) -> Iterator[File]:
        """The file of a document, and whatever its layout offers beside it: sheets, posters, a picture."""
        placed = tuple(placed_codes.placed([one]))
        single = self._single(one, placed)
        yield single
        if one.misfits:  # of a draft: nothing else is made of pages that are not as they are to be
            return
        for way in self.order.ways(one.composed, single.pages, rtl=self.posters.labels.direction == "rtl"):
            match way:
                case Poster():
                    yield self._poster(single, one.composed, way, placed)
                case _:
                    yield self._sheets(single, one.composed, way, placed)
        if one.composed.facts.calendar and one.composed.variant is Variant.HOME:
            yield from self._calendar(single)
        if one.composed.facts.picture and one.composed.variant in {Variant.HOME, Variant.SCREEN}:
            yield self._picture(single, one.composed, placed)

    def pack(self, front: Typeset, typeset: Sequence[Typeset]) -> File:
        """The front and all documents as one file."""
        parts = [front, *typeset]
        expected = replace(self._expected(front.composed, parts), codes=tuple(placed_codes.placed(parts)))
        return self._file(front, printing.pack(front, typeset), expected)

    def _single(self, one: Typeset, placed: tuple[PlacedCode, ...]) -> File:
        self._pictured(one.composed)
        expected = replace(self._expected(one.composed, [one]), codes=placed)
        if not self.order.draft:  # the stamp of a draft lies across everything
            texts = self.order.edition.case.texts[self.order.edition.lang]
            expected = replace(
                expected, posted=one.composed.posted, prose=printed_passages.printed(texts, one.composed)
            )
        if one.composed.variant is not Variant.PRESS:
            return self._file(one, printing.single(one), expected)
        condition, as_of = condition_for(self.order.edition.stock), self.order.edition.case.facts.as_of
        expected = replace(
            expected, standard="pdf/x-4" if condition.profile else "plain",
            press=Press(condition.name, condition.bleed_mm, as_of),
        )  # fmt: skip
        sheets, rtl = expected.sheets_mm, self.posters.labels.direction == "rtl"
        if plan := outputs.flat(one.composed, len(sheets), self.order.edition.stock, rtl=rtl):
            spreads = [_spread(sheet, side) for sheet in plan.sheets for side in sheet.sides]
            at = tuple(placed_codes.on_sheets(placed, plan))
            expected = replace(expected, sheets_mm=tuple(spread.size for spread in spreads), codes=at)
            return self._file(one, printing.press(one, condition, as_of, spreads=spreads), expected)
        blank = wanting(len(sheets)) if any(scheme.kind == "booklet" for scheme in one.composed.facts.sheets) else 0
        at = tuple(replace(code, page=code.page + blank) if code.page == len(sheets) else code for code in placed)
        expected = replace(expected, sheets_mm=(*sheets, *[sheets[-1]] * blank), codes=at)
        return self._file(one, printing.press(one, condition, as_of, blank=blank), expected)

    def _pictured(self, composed: ComposedDocument) -> None:
        for key, picture in self.order.edition.case.pictures.items():
            path = path_of(key)
            if path in composed.html and (problems := list(tones.check(picture, composed.resources[path][0]))):
                raise RenderError(*problems)

    def _sheets(self, single: File, composed: ComposedDocument, way: Way, placed: Sequence[PlacedCode]) -> File:
        said = descriptions.sheets(self.posters.labels, composed.title, way.plan)
        with in_time(way.path, single.pages):
            data = imposed(single.data, way.plan, composed.title, composed.lang, name=composed.path, said=said)
        sides = tuple((sheet.width, sheet.height) for sheet in way.plan.sheets for _ in sheet.sides)
        plan = way.plan
        how = {
            "scheme": plan.scheme, "up": plan.up, "duplex": plan.duplex, "sheets": sheets_for(plan, 1),
            "creep_mm": plan.creep_mm,
        }  # fmt: skip
        return self._made(single, composed, way.path, data, sides, placed_codes.on_sheets(placed, plan), "sheet", how)

    def _poster(self, single: File, composed: ComposedDocument, way: Poster, placed: Sequence[PlacedCode]) -> File:
        tiling = way.tiling
        with in_time(way.path, tiling.count):
            data = self.posters.poster(single.data, [(0, tiling)], composed.title, composed.path)
        sides = (tiling.cover, *(tiling.sheet for _ in tiling.tiles))
        how = {
            "scheme": "tiles", "target_mm": list(tiling.target), "columns": tiling.columns, "rows": tiling.rows,
            "overlap_mm": tiling.overlap, "sheets": tiling.count,
        }  # fmt: skip
        made = self._made(single, composed, way.path, data, sides, placed_codes.on_poster(placed, tiling), "tiles", how)
        return replace(made, cap_mm=single.cap_mm and round(single.cap_mm * tiling.scale, 1))

    def _calendar(self, single: File) -> Iterator[File]:
        edition = self.order.edition
        title = self.posters.labels("Picket: %(what)s", what=edition.case.texts[edition.lang]["title"].heading)
        if (data := printing.calendar(edition, title)) is not None:
            path = f"{edition.folder}pickets.ics"
            yield replace(
                single,
                path=path,
                data=data,
                variant="calendar",
                pages=0,
                sheets_mm=(),
                codes=(),
                font_pt=0,
                cap_mm=None,
                problems=(),
                standards=(),
            )

    def _picture(self, single: File, composed: ComposedDocument, placed: Sequence[PlacedCode]) -> File:
        crop = INSET_MM if composed.variant is Variant.HOME else 0.0
        with in_time(single.path, 1):
            data = printing.picture(single.data, crop)
        path = outputs.picture_path(composed)
        expected = replace(self._expected(composed, []), path=path, sheets_mm=(composed.sheet_mm,), codes=tuple(placed))
        proof = prove_picture(data, expected, crop)
        width, height = composed.sheet_mm
        shown = (width - 2 * crop, height - 2 * crop)
        return replace(_kept(single, proof), path=path, data=data, sheets_mm=(shown,), variant="screen", standards=())

    def _made(  # noqa: PLR0913, PLR0917 - what sheets and posters share
        self, single: File, composed: ComposedDocument, path: str, data: bytes, sides: tuple[Size, ...],
        placed: Sequence[PlacedCode], variant: str, how: Entry,
    ) -> File:  # fmt: skip
        expected = Expectation(
            path,
            composed.title,
            composed.lang,
            sides,
            self.order.house.faces,
            tuple(placed),
            standard="pdf/ua-1",
            secrets=self.order.edition.secrets,
        )
        with in_time(path, len(sides)):
            made = _kept(single, prove(data, expected))
        return replace(
            made, path=path, data=data, sheets_mm=tuple(dict.fromkeys(sides)), pages=len(sides), variant=variant,
            imposition=how, standards=CLAIMS[expected.standard],
        )  # fmt: skip

    def _expected(self, composed: ComposedDocument, parts: Sequence[Typeset]) -> Expectation:
        sheets = tuple(part.composed.sheet_mm for part in parts for _ in part.document.pages)
        secrets = self.order.edition.secrets
        return Expectation(
            composed.path, composed.title, composed.lang, sheets, self.order.house.faces, secrets=secrets
        )

    def _file(self, one: Typeset, data: bytes, expected: Expectation) -> File:
        composed, order = one.composed, self.order
        with in_time(composed.path, len(expected.sheets_mm)):
            proof = prove(data, expected)
        if proof.problems:
            raise RenderError(*proof.problems)
        return File(
            path=composed.path, layout=composed.layout, lang=composed.lang, paper=order.edition.stock.label,
            branch=branch.facts.id if (branch := order.edition.branch) else None, audience=order.edition.audience,
            code=order.edition.code, data=data, sheets_mm=tuple(dict.fromkeys(expected.sheets_mm)),
            pages=len(expected.sheets_mm), codes=tuple(map(placed_codes.entry, proof.codes)), font_pt=one.font_pt,
            cap_mm=composed.cap_mm, draft=order.draft, problems=composed.warnings,
            variant=order.written_as,
            standards=CLAIMS[expected.standard],
        )  # fmt: skip


def _spread(sheet: Sheet, side: Side) -> printing.Spread:
    """A side of a flat sheet as it is printed for the press: its pages from left to right."""
    folds = tuple(sorted(line[0] for line in side.folds))
    return printing.Spread((sheet.width, sheet.height), tuple((one.page, one.x) for one in side.placements), folds)


def in_time(path: str, pages: int, seconds: float = SECONDS) -> AbstractContextManager[None]:
    """Puts a file together, or reads it back, in so many seconds of the processor and some for each of its pages.

    RenderError otherwise: a layout may draw what no printer ever finishes, either.
    """
    most = seconds + pages * _A_PAGE
    what = f"It takes more than {most:g} seconds of the processor to be read back."
    remedy = "Simplify what its layout draws: patterns, gradients, drawings with many thousands of lines."
    return within(lambda: RenderError(Problem.at(path, what, remedy)), most)


def _kept(single: File, proof: Proof) -> File:
    """A file that is made of another, with the codes that were read in it."""
    if proof.problems:
        raise RenderError(*proof.problems)
    return replace(single, codes=tuple(map(placed_codes.entry, proof.codes)), problems=())
