"""Finished pages put on sheets as a plan has them: drawn, not rendered again, each page and each font once a file."""

from __future__ import annotations

from collections.abc import Sequence

from packbuilder.impose import tags
from packbuilder.impose.matrix import Matrix, quarters, scaled, shifted, then
from packbuilder.impose.plan import Line, Marks, Placement, Plan, Sheet, Side, marks
from packbuilder.impose.source import Source, SourcePage, content, reading
from packbuilder.impose.writer import Writer, array, dictionary, numbers, reference, text
from packbuilder.model.paper import MM_PER_PT
from packbuilder.pdf.objects import at

Overlay = Sequence[SourcePage]

_PT_PER_MM = 1 / MM_PER_PT
_HAIRLINE = b"0 G %s w" % numbers(0.5)  # points
_DASHES = b"[2 2] 0 d"
_GROUND = b"1 G %s w" % numbers(1.5)  # so that a seam is seen on any colour
_DUPLEX = {None: b"/Simplex", "long": b"/DuplexFlipLongEdge", "short": b"/DuplexFlipShortEdge"}
_OFF_MM = 0.5  # by how much a page may differ in size from its place, for sizes that were rounded on their way


def imposed(  # noqa: PLR0913 - what a file says of itself
    pdf: bytes,
    plan: Plan,
    title: str,
    lang: str,
    *,
    name: str = "",
    overlays: Sequence[Overlay] = (),
    said: Sequence[str] = (),
) -> bytes:
    """The sheets of a plan as a PDF with a page for each of their sides, in order.

    `title` and `lang` are what the file says of itself, `name` what messages call the source. `overlays` are the pages
    of the sources, from 1, that placements may name besides it. Each side is tagged as one figure, with what is `said`
    of it, else the title and its number; the file is PDF/UA-1 if its source is. Raises RenderError for a source that
    cannot be read, ValueError for a plan of other pages than the sources'.
    """
    with reading(name):
        source = Source(pdf, name)
    pages = [source.pages, *overlays]
    _check(pages, plan)
    with reading(name):
        return _Hand(source, pages).file(plan, title, lang, said)


class _Hand:
    """Puts pages on sheets."""

    def __init__(self, source: Source, pages: Sequence[Overlay]) -> None:
        self._writer, self._source, self._pages = Writer(), source, pages
        self._forms: dict[bytes, bytes] = {}  # by the names that pages use for them
        self._figures: list[tags.Figure] = []

    def file(self, plan: Plan, title: str, lang: str, said: Sequence[str]) -> bytes:
        """The whole file."""
        writer = self._writer
        tree = writer.reserve()
        sides = [
            (sheet, side, drawn)
            for sheet in plan.sheets
            for side, drawn in zip(sheet.sides, marks(sheet), strict=True)
        ]  # fmt: skip
        words = said or [f"{title} ({number}/{len(sides)})" for number in range(1, len(sides) + 1)]
        pages = [self._page(*one, reference(tree), saying) for one, saying in zip(sides, words, strict=True)]
        writer.put(dictionary({"/Type": b"/Pages", "/Kids": array(pages), "/Count": b"%d" % len(pages)}), tree)
        preferences = {"/DisplayDocTitle": b"true", "/PrintScaling": b"/None", "/Duplex": _DUPLEX[plan.duplex]}
        catalog = {
            "/Type": b"/Catalog", "/Pages": reference(tree), "/Lang": text(lang),
            "/ViewerPreferences": dictionary(preferences), "/MarkInfo": dictionary({"/Marked": b"true"}),
            "/StructTreeRoot": tags.structure(writer, self._figures),
        }  # fmt: skip
        if layers := at(self._source.reader.catalog, "/OCProperties"):
            catalog["/OCProperties"] = writer.copied(layers)
        if tags.accessible(self._source.reader):
            catalog["/Metadata"] = tags.metadata(writer, title)
        info = writer.put(dictionary({"/Title": text(title), "/Producer": b"(%s)" % tags.PRODUCER.encode()}))
        return writer.finished(writer.put(dictionary(catalog)), info)

    def _page(self, sheet: Sheet, side: Side, drawn: Marks, tree: bytes, said: str) -> bytes:
        forms: dict[str, bytes] = {}
        placed = []
        for placement in side.placements:
            page, name = self._pages[placement.source][placement.page], _called(placement)
            forms[name.decode()] = self._form(name, page)
            placed.append(_placed(placement, page, sheet.height))
        number = self._writer.reserve()
        width, height = sheet.width * _PT_PER_MM, sheet.height * _PT_PER_MM
        entries = {
            "/Type": b"/Page", "/Parent": tree, "/MediaBox": array([b"0 0", numbers(width, height)]),
            "/Resources": dictionary({"/XObject": dictionary(forms)}),
        }  # fmt: skip
        if placed:
            entries |= {"/StructParents": b"%d" % len(self._figures), "/Tabs": b"/S"}
            self._figures.append(tags.Figure(reference(number), width, height, said))
            placed = [tags.FIGURE, *placed, tags.END]
        if parts := [*placed, *_marked(drawn, sheet.height)]:
            entries["/Contents"] = self._writer.compressed({}, b"\n".join(parts))
        return self._writer.put(dictionary(entries), number)

    def _form(self, name: bytes, page: SourcePage) -> bytes:
        """A page as a form, written when it is first used."""
        if name not in self._forms:
            self._forms[name] = drawn(self._writer, page)
        return self._forms[name]


def drawn(writer: Writer, page: SourcePage) -> bytes:
    """A page as a form of a file in the making; the reference to it."""
    filters, data, encoded = content(page)
    entries = {"/Type": b"/XObject", "/Subtype": b"/Form", "/BBox": array([numbers(*page.box)])}
    entries |= {key: writer.copied(page.page.raw_get(key)) for key in ("/Resources", "/Group") if key in page.page}
    if not encoded:
        return writer.compressed(entries, data)
    return writer.stream({**entries, **{key: writer.copied(value) for key, value in filters.items()}}, data)


def _called(placement: Placement) -> bytes:
    """The name of a page as a form."""
    return b"/P%d" % placement.page if not placement.source else b"/P%d.%d" % (placement.source, placement.page)


def _placed(placement: Placement, page: SourcePage, sheet_height: float) -> bytes:
    """The operators that draw a page in its place."""
    x, y, width, height = (length * _PT_PER_MM for length in placement.box)
    y = sheet_height * _PT_PER_MM - y - height
    matrix = then(page.matrix, _onto(placement, page), shifted(x, y))
    clip = b"%s re W n " % numbers(x, y, width, height) if placement.window else b""
    return b"q %s%s cm %s Do Q" % (clip, numbers(*matrix), _called(placement))


def _onto(placement: Placement, page: SourcePage) -> Matrix:
    """From a page in points, as it is shown, to its box on the sheet."""
    left, top, width, height = placement.window or (0, 0, *page.size)
    window = shifted(-left * _PT_PER_MM, (top + height - page.size[1]) * _PT_PER_MM)
    box = width * placement.scale * _PT_PER_MM, height * placement.scale * _PT_PER_MM
    return then(window, scaled(placement.scale), quarters(placement.turn, *box))


def _marked(drawn: Marks, height: float) -> list[bytes]:
    seams = [_stroked(line, height) for line in drawn.seams]
    lines = [_GROUND, *seams] if seams else []
    lines += [_HAIRLINE, *(_stroked(line, height) for line in drawn.cuts)]
    if drawn.folds or seams:
        lines += [_DASHES, *(_stroked(line, height) for line in drawn.folds), *seams]
    return [tags.ARTIFACT, b"q", *lines, b"Q", tags.END] if len(lines) > 1 else []


def _stroked(line: Line, height: float) -> bytes:
    x1, y1, x2, y2 = line
    ends = (x1, height - y1), (x2, height - y2)
    (a, b), (c, d) = ((numbers(x * _PT_PER_MM), numbers(y * _PT_PER_MM)) for x, y in ends)
    return b"%s %s m %s %s l S" % (a, b, c, d)


def _check(sources: Sequence[Overlay], plan: Plan) -> None:
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
