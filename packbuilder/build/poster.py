"""Posters: pages of finished PDFs enlarged over several sheets, with the words and marks that putting them up takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packbuilder import printing
from packbuilder.compose.labels import Labels
from packbuilder.compose.page import Page
from packbuilder.compose.template import Templates
from packbuilder.impose import imposed, tiled
from packbuilder.impose.plan import Plan
from packbuilder.impose.tiles import Tiling
from packbuilder.model.layout import LayoutFile, Pages, Sheet, TypeRange
from packbuilder.model.paper import Size, named, sheet_name
from packbuilder.model.variant import Variant
from packbuilder.typeset.fit import typeset

if TYPE_CHECKING:
    from packbuilder.typeset.engine import Engine

LAYOUT = "_tiles"
_TYPE = TypeRange(smallest=8, largest=13)
# What layouts/_base/style.css expects of the program; words and marks are black, as copiers want it.
_COLOURS, _NOTHING = (
    "--accent:#000;--black:#000;--paper:#fff",
    ("width", "height", "more-width", "more-height", "inset"),
)
_TOKENS = f":root{{{_COLOURS}{''.join(f';--{name}:0mm' for name in _NOTHING)}}}"
_STROKE_MM = 0.25


@dataclass(frozen=True)
class Posters:
    """Makes posters in one language. Words and marks are laid out once for all pages of a size."""

    labels: Labels
    templates: Templates
    engine: Engine
    _overlays: dict[Tiling, bytes] = field(default_factory=dict)

    def poster(self, pdf: bytes, pages: Sequence[tuple[int, Tiling]], title: str = "", name: str = "") -> bytes:
        """Pages of a PDF, numbered from 0, each on its sheets, one after another in one file.

        `title` is that of the file, by default that of the first poster, and `name` what messages call the PDF. Raises
        RenderError for a PDF that cannot be read, LayoutError for words that do not fit their sheets.
        """
        overlays = [self.overlay(tiling) for _, tiling in pages]
        plans = [tiled(tiling, page) for page, tiling in pages]
        sheets = tuple(sheet for plan in plans for sheet in plan.sheets)
        whole = Plan("tiles", sheets, None, len(plans), plans[0].page, plans[0].grid)
        return imposed(pdf, whole, title or self.title(pages[0][1]), self.labels.lang, name=name, overlays=overlays)

    def title(self, tiling: Tiling) -> str:
        """What a poster is: its size, how many sheets and of what."""
        words = self.labels.plural(
            "%(size)s poster from %(n)s sheet of %(stock)s", "%(size)s poster from %(n)s sheets of %(stock)s",
            tiling.count, size=_called(tiling.target), stock=_called(tiling.sheet),
        )  # fmt: skip
        return words.replace("\u00a0", " ")  # a heading may be broken anywhere

    def overlay(self, tiling: Tiling) -> bytes:
        """The words and marks of a poster as a PDF: its first page, then one for each of its sheets."""
        if tiling not in self._overlays:
            self._overlays[tiling] = printing.single(typeset(self.engine, self._page(tiling), _TYPE.largest))
        return self._overlays[tiling]

    def _page(self, tiling: Tiling) -> Page:
        title, lang, file = self.title(tiling), self.labels.lang, f"layouts/{LAYOUT}/page.html"
        words = {
            "_": self.labels, "number": self.labels.number, "lang": lang, "title": title,
            "dir": self.labels.direction,
            "tiling": tiling, "small": tiling.map[2] / tiling.target[0],
            "box": _box, "line": _line,
        }  # fmt: skip
        (width, height), cover = tiling.sheet, tiling.cover
        pages = tiling.count + 1
        return Page(
            name="poster", path=file, layout=LAYOUT, facts=_facts(cover, pages), variant=Variant.HOME, file=file,
            title=title, lang=lang, html=self.templates.render(LAYOUT, words),
            css=f"{_TOKENS}@page{{size:{width:g}mm {height:g}mm}}@page cover{{size:{cover[0]:g}mm {cover[1]:g}mm}}"
            f".sheet{{width:{width:g}mm;height:{height:g}mm}}.cover{{width:{cover[0]:g}mm;height:{cover[1]:g}mm}}",
            sheet_mm=tiling.sheet, resources={}, codes={}, cap_mm=None, fed_by=(),
        )  # fmt: skip


def _facts(cover: Size, pages: int) -> LayoutFile:
    """What fitting must know of the pages."""
    return LayoutFile(
        title="Poster", sheet=Sheet(width=cover[0], height=cover[1]), pages=Pages(min=pages, max=pages), type=_TYPE,
        place=0, advice="Poster",
    )  # fmt: skip


def _called(size: Size) -> str:
    """The name of a size, else whole millimetres."""
    return sheet_name(size if named(size) else (round(size[0]), round(size[1])))


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"left:{x:.3f}mm;top:{y:.3f}mm;width:{width:.3f}mm;height:{height:.3f}mm"


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    """A thin box along an upright or level line."""
    half = _STROKE_MM / 2
    return _box(min(x1, x2) - half, min(y1, y2) - half, abs(x2 - x1) + 2 * half, abs(y2 - y1) + 2 * half)
