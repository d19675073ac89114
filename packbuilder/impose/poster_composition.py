"""The pages that a poster has beside what it shows, composed: its first page, and the words for all of its sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.labels import Labels
from packbuilder.compose.template import Templates
from packbuilder.impose.sheet_words import places
from packbuilder.impose.tiles import Tiling
from packbuilder.model import layout as model
from packbuilder.model.layout import LayoutFile, PageCount, TypeRange
from packbuilder.model.paper import Size, named, sheet_name
from packbuilder.model.variant import HOME

LAYOUT = "_tiles"
LINE_MM = 3.0  # as layouts/_tiles/style.css has it
TYPE = TypeRange(smallest=8, largest=13)
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


@dataclass(frozen=True, slots=True)
class ComposedCover:
    """The first page of a poster, and what is said of the poster: its `title`, and the place of each of its sheets."""

    tiling: Tiling
    title: str
    page: ComposedDocument
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComposedPosters:
    """What posters of these tilings take beside the pages that they show; `lines` holds the words for their sheets."""

    covers: tuple[ComposedCover, ...]
    lines: ComposedDocument
    rtl: bool

    @property
    def lang(self) -> str:
        """The language of the words."""
        return self.lines.lang

    def cover(self, tiling: Tiling) -> ComposedCover:
        """The cover of one of the tilings."""
        return next(one for one in self.covers if one.tiling == tiling)


@dataclass(frozen=True, slots=True)
class PosterComposer:
    """Composes for posters in one language."""

    labels: Labels
    templates: Templates

    def composed(self, tilings: Sequence[Tiling]) -> ComposedPosters:
        """What posters of these tilings take, of which there is one at least. Raises LayoutError for a template."""
        needed = frozenset((tile.row, tile.column) for tiling in tilings for tile in tiling.tiles)
        covers = tuple(map(self._cover, dict.fromkeys(tilings)))
        return ComposedPosters(covers, self._lines(needed if needed - _GRID else _GRID), self.labels.direction == "rtl")

    def _cover(self, tiling: Tiling) -> ComposedCover:
        """The first page of a poster, all but the small picture and the numbers on it."""
        view = {"tiling": tiling, "small": tiling.map[2] / tiling.target[0], "box": _box, "line": _line}
        title = self._title(tiling)
        return ComposedCover(tiling, title, self._page(title, view, tiling.cover, TYPE), places(self.labels, tiling))

    def _lines(self, grid: frozenset[tuple[int, int]]) -> ComposedDocument:
        rows, columns = map(max, zip(*grid, strict=True))
        count = 2 * len(grid) + rows + columns  # of lines, at most
        view = {"tiling": None, "places": sorted(grid), "rows": rows, "columns": columns}
        size = TypeRange(smallest=TYPE.largest, largest=TYPE.largest)
        return self._page(LAYOUT, view, (_LONGEST_MM, count * LINE_MM), size)

    def _title(self, tiling: Tiling) -> str:
        """What a poster is: its size, how many sheets and of what."""
        words = self.labels.plural(
            "%(size)s poster from %(n)s sheet of %(stock)s",
            "%(size)s poster from %(n)s sheets of %(stock)s",
            tiling.count,
            size=_called(tiling.target),
            stock=_called(tiling.sheet),
        )
        return words.replace("\u00a0", " ")  # a heading may be broken anywhere

    @property
    def _spoken(self) -> Mapping[str, object]:
        """What each template sees of the language."""
        labels = self.labels
        seen = {"_": labels, "number": labels.number, "lang": labels.lang}
        return seen | {"dir": labels.direction, "script": labels.script}

    def _page(self, title: str, view: Mapping[str, object], size: Size, text: TypeRange) -> ComposedDocument:
        """A page of so many mm with what its template sees besides the words of the language."""
        lang, file = self.labels.lang, f"layouts/{LAYOUT}/page.html"
        width, height = size
        html = self.templates.render(LAYOUT, {**self._spoken, "title": title, **view})
        styles = self.templates.sheets.of(LAYOUT, HOME)
        return ComposedDocument(
            name="poster",
            path=file,
            layout=LAYOUT,
            facts=_facts(size, text),
            variant=HOME,
            file=file,
            title=title,
            lang=lang,
            html=html,
            css=f"{_TOKENS}@page{{size:{width:g}mm {height:g}mm}}.sheet{{width:{width:g}mm;height:{height:g}mm}}",
            sheet_mm=size,
            resources=self.templates.sheets.named([html, *(one.text for one in styles)]),
            codes={},
            cap_mm=None,
            fed_by=(),
            styles=styles,
        )


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
