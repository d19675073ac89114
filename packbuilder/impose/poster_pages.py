"""Posters: pages of finished PDFs enlarged over several sheets, with the words and marks that putting them up takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from packbuilder import printing
from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.labels import Labels
from packbuilder.compose.template import Templates
from packbuilder.errors import LayoutError, Problem
from packbuilder.impose import descriptions, imposed, tiled
from packbuilder.impose.captions import LINE_MM, SOURCE, CaptionSet, captions
from packbuilder.impose.imposition import Imposition, Placement, Sheet
from packbuilder.impose.tiles import Tiling
from packbuilder.model import layout as model
from packbuilder.model.layout import LayoutFile, PageCount, TypeRange
from packbuilder.model.paper import Size, named, sheet_name
from packbuilder.model.variant import HOME
from packbuilder.pdf.source import SourcePage, SourcePdf, groups
from packbuilder.typeset.fit import typeset

if TYPE_CHECKING:
    from packbuilder.typeset.engine import Engine

Place = tuple[int, int]  # row and column, from 1

LAYOUT = "_tiles"
_TYPE = TypeRange(smallest=8, largest=13)
# What layouts/_base/style.css expects of the program; words and marks are black, as copiers want it.
_COLOURS, _NOTHING = (
    "--accent:#000;--black:#000;--paper:#fff",
    ("width", "height", "more-width", "more-height", "inset"),
)
_TOKENS = f":root{{{_COLOURS}{''.join(f';--{name}:0mm' for name in _NOTHING)}}}"
_STROKE_MM = 0.25
# The usual posters have no more rows and columns: words are laid out for all of these at once, else for those needed.
_GRID = frozenset((row, column) for row in range(1, 6) for column in range(1, 6))
_LONGEST_MM = 400.0


@dataclass(frozen=True)
class Posters:
    """Makes posters in one language. Words are laid out once for all posters, a first page once for all of a size."""

    labels: Labels
    templates: Templates
    engine: Engine
    _covers: dict[Tiling, tuple[list[SourcePage], str]] = field(default_factory=dict)
    _words: dict[frozenset[Place], tuple[list[SourcePage], CaptionSet]] = field(default_factory=dict)

    def poster(self, pdf: bytes, pages: Sequence[tuple[int, Tiling]], title: str = "", name: str = "") -> bytes:
        """Pages of a PDF, numbered from 0, each on its sheets, one after another in one file.

        `title` is that of the file, by default that of the first poster, and `name` what messages call the PDF. Raises
        RenderError for a PDF that cannot be read, LayoutError for words that do not fit their sheets.
        """
        tilings = list(dict.fromkeys(tiling for _, tiling in pages))
        drawn, words = self._lines(tilings)
        sheets: list[Sheet] = []
        alt_texts: list[str] = []
        for page, tiling in pages:
            alt_texts += descriptions.poster(self.labels, title or self.title(tiling), tiling, self._cover(tiling)[1])
            cover, *rest = tiled(tiling, page).sheets
            first = Placement(0, 0, 0, *tiling.cover, source=SOURCE + 1 + tilings.index(tiling))
            sheets.append(_with(cover, [first, *words.on_map(tiling)]))
            sheets += (_with(one, words.on_sheet(tiling, tile)) for one, tile in zip(rest, tiling.tiles, strict=True))
        made = tilings[0]
        plan = Imposition("tiles", tuple(sheets), None, len(pages), made.page, (made.columns, made.rows))
        over = [drawn, *(self._cover(tiling)[0] for tiling in tilings)]
        return imposed(
            pdf, plan, title or self.title(made), self.labels.lang, name=name, overlays=over, alt_texts=alt_texts
        )

    def title(self, tiling: Tiling) -> str:
        """What a poster is: its size, how many sheets and of what."""
        words = self.labels.plural(
            "%(size)s poster from %(n)s sheet of %(stock)s",
            "%(size)s poster from %(n)s sheets of %(stock)s",
            tiling.count,
            size=_called(tiling.target),
            stock=_called(tiling.sheet),
        )
        return words.replace("\u00a0", " ")  # a heading may be broken anywhere

    def _cover(self, tiling: Tiling) -> tuple[list[SourcePage], str]:
        """The first page of a poster, all but the small picture and the numbers on it; and what it says."""
        if tiling not in self._covers:
            view = {"tiling": tiling, "small": tiling.map[2] / tiling.target[0], "box": _box, "line": _line}
            page = self._page(self.title(tiling), view, tiling.cover, _TYPE)
            made = typeset(self.engine, page, _TYPE.largest)
            self._covers[tiling] = SourcePdf(printing.single(made), "").pages, descriptions.words_of(made)
        return self._covers[tiling]

    def _lines(self, tilings: Sequence[Tiling]) -> tuple[list[SourcePage], CaptionSet]:
        """The words for the sheets of posters."""
        needed = frozenset((tile.row, tile.column) for tiling in tilings for tile in tiling.tiles)
        places = needed if needed - _GRID else _GRID
        if places not in self._words:
            rows, columns = map(max, zip(*places, strict=True))
            count = 2 * len(places) + rows + columns  # of lines, at most
            view = {"tiling": None, "places": sorted(places), "rows": rows, "columns": columns}
            size = TypeRange(smallest=_TYPE.largest, largest=_TYPE.largest)
            made = typeset(self.engine, self._page(LAYOUT, view, (_LONGEST_MM, count * LINE_MM), size))
            words = CaptionSet(captions(made), self.labels.direction == "rtl")
            self._words[places] = _groups(printing.single(made), len(words.lines)), words
        return self._words[places]

    def _page(self, title: str, view: Mapping[str, object], size: Size, text: TypeRange) -> ComposedDocument:
        """A page of so many mm with what its template sees besides the words of the language."""
        lang, file = self.labels.lang, f"layouts/{LAYOUT}/page.html"
        spoken = {
            "_": self.labels,
            "number": self.labels.number,
            "lang": lang,
            "dir": self.labels.direction,
            "script": self.labels.script,
            "title": title,
        }
        width, height = size
        return ComposedDocument(
            name="poster",
            path=file,
            layout=LAYOUT,
            facts=_facts(size, text),
            variant=HOME,
            file=file,
            title=title,
            lang=lang,
            html=self.templates.render(LAYOUT, {**spoken, **view}),
            css=f"{_TOKENS}@page{{size:{width:g}mm {height:g}mm}}.sheet{{width:{width:g}mm;height:{height:g}mm}}",
            sheet_mm=size,
            resources={},
            codes={},
            cap_mm=None,
            fed_by=(),
        )


def _groups(pdf: bytes, count: int) -> list[SourcePage]:
    """The groups of a page with so many lines; LayoutError if there are more or less."""
    found = groups(SourcePdf(pdf, ""))
    if len(found) != count:
        what = f"{len(found)} of {count} lines are groups."
        remedy = "Give each line an `opacity` of its own in style.css, just below 1, and nothing else."
        raise LayoutError(Problem.at(f"layouts/{LAYOUT}/page.html", what, remedy))
    return found


def _with(sheet: Sheet, more: Iterable[Placement]) -> Sheet:
    """A sheet with more on its front."""
    return replace(sheet, front=replace(sheet.front, placements=(*sheet.front.placements, *more)))


def _facts(size: Size, text: TypeRange) -> LayoutFile:
    """What fitting must know of the page."""
    return LayoutFile(
        title="Poster",
        sheet=model.PageSize(width=size[0], height=size[1]),
        pages=PageCount(min=1, max=1),
        type=text,
        place=0,
        advice="Poster",
    )


def _called(size: Size) -> str:
    """The name of a size, else whole millimetres."""
    return sheet_name(size if named(size) else (round(size[0]), round(size[1])))


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"left:{x:.3f}mm;top:{y:.3f}mm;width:{width:.3f}mm;height:{height:.3f}mm"


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    """A thin box along an upright or level line."""
    half = _STROKE_MM / 2
    return _box(min(x1, x2) - half, min(y1, y2) - half, abs(x2 - x1) + 2 * half, abs(y2 - y1) + 2 * half)
