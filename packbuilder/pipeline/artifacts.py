"""Files: what is made of a document that was laid out, each read back before it counts as made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from packbuilder import printing
from packbuilder.compose import printed_passages
from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.images import path_of
from packbuilder.deliver import Artifact, Entry, PrintedPages
from packbuilder.errors import Problem, RenderError
from packbuilder.impose import descriptions, imposed, sheets_for, wanting
from packbuilder.impose.imposition import Sheet, Side
from packbuilder.impose.poster_pages import Posters
from packbuilder.limits import SECONDS, within
from packbuilder.load.font_names import house_faces
from packbuilder.model.condition import condition_for
from packbuilder.model.manifest import Form
from packbuilder.model.paper import Size
from packbuilder.pipeline import outputs, placed_codes
from packbuilder.pipeline.bound_pack import bound_pack
from packbuilder.pipeline.outputs import SheetOutput, TiledOutput
from packbuilder.pipeline.target import Target
from packbuilder.proof import CLAIMS, Expectation, PlacedCode, Press, Proof, prove, prove_picture, tones
from packbuilder.typeset.fit import LaidOutDocument

# Processor seconds. Proving a page of the campaign takes a twentieth of a second.
_A_PAGE = 0.5


@dataclass(frozen=True)
class ArtifactMaker:
    """Makes the files of a target. Each raises RenderError for whatever is not as it was meant."""

    target: Target
    posters: Posters

    def of(self, one: LaidOutDocument) -> Iterator[Artifact]:
        """The file of a document, and where it is wanted what its layout offers besides: sheets, posters, a picture."""
        placed = tuple(placed_codes.placed([one]))
        single = self._single(one, placed)
        yield single
        if not self.target.wants(one.composed.layout):  # but for the pack
            return
        if one.misfits:  # of a draft: nothing else is made of pages that are not as they are to be
            return
        count = len(one.document.pages)
        for output in self.target.outputs(one.composed, count, rtl=self.posters.labels.direction == "rtl"):
            match output:
                case TiledOutput():
                    yield self._poster(single, one.composed, output, placed)
                case _:
                    yield self._sheets(single, one.composed, output, placed)
        if one.composed.facts.calendar and one.composed.variant.calendar:
            yield from self._calendar(single)
        if one.composed.facts.picture and (crop := one.composed.variant.picture_crop_mm) is not None:
            yield self._picture(single, one.composed, placed, crop)

    def pack(self, front: LaidOutDocument, singles: Sequence[tuple[LaidOutDocument, Artifact]]) -> Artifact:
        """The front and all documents, bound from their files where codes were read; a strict build reads all again."""
        laid, files = [front, *(one for one, _ in singles)], [file for _, file in singles]
        read = laid if self.target.strict else [front]
        proven = tuple(file.data for file in files)
        expected = replace(self._expected(front.composed, laid), codes=tuple(placed_codes.placed(read)), parts=proven)
        made = self._file(front, bound_pack(front, singles, self.target.fonts), expected)
        return made if self.target.strict else placed_codes.with_those_of(made, files)

    def _single(self, one: LaidOutDocument, placed: tuple[PlacedCode, ...]) -> Artifact:
        self._pictured(one.composed)
        expected = replace(self._expected(one.composed, [one]), codes=placed)
        if not self.target.draft:  # the stamp of a draft lies across everything
            texts = self.target.edition.case.texts[self.target.edition.lang]
            expected = replace(
                expected, posted=one.composed.posted, prose=printed_passages.printed(texts, one.composed)
            )
        if not one.composed.variant.press:
            return self._file(one, printing.single(one), expected)
        condition, as_of = condition_for(self.target.edition.stock), self.target.edition.case.facts.as_of
        expected = replace(
            expected, standard="pdf/x-4" if condition.profile else "plain",
            press=Press(condition.name, condition.bleed_mm, as_of),
        )  # fmt: skip
        sheets, rtl = expected.sheets_mm, self.posters.labels.direction == "rtl"
        if plan := outputs.flat(one.composed, len(sheets), self.target.edition.stock, rtl=rtl):
            spreads = [_spread(sheet, side) for sheet in plan.sheets for side in sheet.sides]
            at = tuple(placed_codes.on_sheets(placed, plan))
            expected = replace(expected, sheets_mm=tuple(spread.size for spread in spreads), codes=at)
            return self._file(one, printing.press(one, condition, as_of, spreads=spreads), expected)
        blank = wanting(len(sheets)) if any(scheme.kind == "booklet" for scheme in one.composed.facts.sheets) else 0
        at = tuple(replace(code, page=code.page + blank) if code.page == len(sheets) else code for code in placed)
        expected = replace(expected, sheets_mm=(*sheets, *[sheets[-1]] * blank), codes=at)
        return self._file(one, printing.press(one, condition, as_of, blank=blank), expected)

    def _pictured(self, composed: ComposedDocument) -> None:
        for key, picture in self.target.edition.case.pictures.items():
            path = path_of(key)
            if path in composed.html and (problems := list(tones.check(picture, composed.resources[path][0]))):
                raise RenderError(*problems)

    def _sheets(
        self, single: Artifact, composed: ComposedDocument, output: SheetOutput, placed: Sequence[PlacedCode]
    ) -> Artifact:
        said = descriptions.sheets(self.posters.labels, composed.title, output.plan)
        with in_time(output.path, output.plan.pages):
            data = imposed(single.data, output.plan, composed.title, composed.lang, name=composed.path, alt_texts=said)
        sides = tuple((sheet.width, sheet.height) for sheet in output.plan.sheets for _ in sheet.sides)
        plan = output.plan
        how = {
            "scheme": plan.scheme,
            "up": plan.up,
            "duplex": plan.duplex,
            "sheets": sheets_for(plan, 1),
            "creep_mm": plan.creep_mm,
        }
        made = replace(single, path=output.path, form="sheet", data=data)
        return self._proven(made, composed, sides, placed_codes.on_sheets(placed, plan), how)

    def _poster(
        self, single: Artifact, composed: ComposedDocument, output: TiledOutput, placed: Sequence[PlacedCode]
    ) -> Artifact:
        tiling = output.tiling
        with in_time(output.path, tiling.count):
            data = self.posters.poster(single.data, [(0, tiling)], composed.title, composed.path)
        how = {
            "scheme": "tiles",
            "target_mm": list(tiling.target),
            "columns": tiling.columns,
            "rows": tiling.rows,
            "overlap_mm": tiling.overlap,
            "sheets": tiling.count,
        }
        made = replace(single, path=output.path, form="tiles", data=data)
        sides = (tiling.cover, *(tiling.sheet for _ in tiling.tiles))
        return self._proven(made, composed, sides, placed_codes.on_poster(placed, tiling), how, tiling.scale)

    def _proven(  # noqa: PLR0913, PLR0917 - what sheets and posters are proven against
        self, made: Artifact, composed: ComposedDocument, sides: tuple[Size, ...], placed: Sequence[PlacedCode],
        how: Entry, scale: float = 1,
    ) -> Artifact:  # fmt: skip
        """A file of sheets or tiles, read back; `scale` is how many times as large as in the single its type is."""
        expected = replace(
            self._expected(composed, []), path=made.path, sheets_mm=sides, codes=tuple(placed), standard="pdf/ua-1"
        )
        with in_time(made.path, len(sides)):
            pages = _pages(prove(made.data, expected), expected, made.pages)
        cap_mm = pages.cap_mm and round(pages.cap_mm * scale, 1)
        return replace(made, problems=(), pages=replace(pages, cap_mm=cap_mm, imposition=how))

    def _calendar(self, single: Artifact) -> Iterator[Artifact]:
        edition = self.target.edition
        title = self.posters.labels("Picket: %(what)s", what=edition.case.texts[edition.lang]["title"].heading)
        if (data := printing.calendar(edition, title)) is not None:
            path = f"{edition.folder}pickets.ics"
            yield replace(single, path=path, form="calendar", data=data, pages=None, problems=())

    def _picture(
        self, single: Artifact, composed: ComposedDocument, placed: Sequence[PlacedCode], crop: float
    ) -> Artifact:
        with in_time(single.path, 1):
            data = printing.picture(single.data, crop)
        path = outputs.picture_path(composed)
        expected = replace(self._expected(composed, []), path=path, sheets_mm=(composed.sheet_mm,), codes=tuple(placed))
        pages = _pages(prove_picture(data, expected, crop), expected, single.pages)
        width, height = composed.sheet_mm
        shown = (width - 2 * crop, height - 2 * crop)
        pages = replace(pages, sheets_mm=(shown,), standards=())
        return replace(single, path=path, form="image", data=data, problems=(), pages=pages)

    def _expected(self, composed: ComposedDocument, parts: Sequence[LaidOutDocument]) -> Expectation:
        sheets = tuple(part.composed.sheet_mm for part in parts for _ in part.document.pages)
        secrets = self.target.edition.secrets
        return Expectation(
            composed.path,
            composed.title,
            composed.lang,
            sheets,
            frozenset(house_faces(self.target.fonts)),
            secrets=secrets,
        )

    def _file(self, one: LaidOutDocument, data: bytes, expected: Expectation) -> Artifact:
        composed, target = one.composed, self.target
        with in_time(composed.path, len(expected.sheets_mm)):
            proof = prove(data, expected)
        pages = replace(_pages(proof, expected), font_pt=one.font_pt, cap_mm=composed.cap_mm)
        form: Form = "pack" if composed.facts.pack else "page"
        draft, warnings = target.draft, composed.warnings
        return Artifact(composed.path, composed.layout, form, target.origin, data, draft, warnings, pages)


def _pages(proof: Proof, expected: Expectation, single: PrintedPages | None = None) -> PrintedPages:
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


def in_time(path: str, pages: int, seconds: float = SECONDS) -> AbstractContextManager[None]:
    """Puts a file together, or reads it back, in so many seconds of the processor and some for each of its pages.

    RenderError otherwise: a layout may draw what no printer ever finishes, either.
    """
    most = seconds + pages * _A_PAGE
    what = f"It takes more than {most:g} seconds of the processor to be read back."
    remedy = "Simplify what its layout draws: patterns, gradients, drawings with many thousands of lines."
    return within(lambda: RenderError(Problem.at(path, what, remedy)), most)
