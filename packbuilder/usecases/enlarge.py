"""Anybody's PDF as a poster: what `packbuilder poster` does, with or without a campaign around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from packbuilder import load, printing
from packbuilder.compose import labels
from packbuilder.compose.font_set import FontSet
from packbuilder.compose.template import Templates
from packbuilder.errors import ContentError, ErrorCollector, Problem, UsageError
from packbuilder.impose import biggest, tiling
from packbuilder.impose.poster_composition import PosterComposer
from packbuilder.impose.poster_pages import Posters
from packbuilder.impose.tiles import Tiling
from packbuilder.model.paper import Size
from packbuilder.pdf.source import sizes
from packbuilder.typeset.engine import Engine
from packbuilder.workspace import locations


@dataclass(frozen=True, slots=True)
class Enlargement:
    """What is asked for: the pages enlarged `to` a size in mm, or else to what so many `sheets` hold.

    `on` are the sheets that are printed on; `page` counts from 1, None stands for all pages. `margin` and `overlap` are
    in mm.
    """

    to: Size | None
    sheets: int
    on: Size
    page: int | None
    margin: float
    overlap: float
    lang: str


def enlarged(file: bytes, name: str, request: Enlargement) -> tuple[bytes, list[Problem]]:
    """The poster of a PDF or a picture, as a PDF, and warnings; `name` is what messages call the source.

    Raises RenderError for a file that cannot be read, UsageError for a page or language that is not there, LayoutError
    for sheets that do not do.
    """
    pdf, warnings = printing.enlargeable(file, name)
    found = sizes(pdf, name)
    if request.page is not None and request.page > len(found):
        there = "one page" if len(found) == 1 else f"{len(found)} pages"
        raise UsageError(Problem.at("--page", f"{name} has {there}.", "Name one of them, or leave --page out."))
    chosen = range(len(found)) if request.page is None else [request.page - 1]
    pages = [(number, _tiling(found[number], request)) for number in chosen]
    composer, posters = _posters(request.lang)
    composed = composer.composed([tiling for _, tiling in pages])
    return posters.poster(pdf, pages, composed, name=name), warnings


def _tiling(page: Size, request: Enlargement) -> Tiling:
    room = {"margin": request.margin, "overlap": request.overlap}
    return tiling(page, request.to or biggest(page, request.on, request.sheets, **room), request.on, **room)


def _posters(lang: str) -> tuple[PosterComposer, Posters]:
    """What makes posters, with the campaign's own layouts and fonts where there is a campaign."""
    home = load.find_root(Path.cwd()) or locations.shipped()
    folders = locations.layouts_folders(home)
    if lang not in (spoken := _languages(folders)):
        what = f"There are no labels in the language `{lang}`."
        raise UsageError(Problem.at("--lang", what, f"There is: {', '.join(spoken)}."))
    problems = ErrorCollector()
    fonts = load.fonts(locations.fonts_folders(home), problems)
    if fonts is None:
        raise ContentError(*problems)
    composer = PosterComposer(labels.load(folders, lang, home), Templates(folders))
    return composer, Posters(Engine(FontSet.of(fonts)))


def _languages(folders: Sequence[Path]) -> list[str]:
    return sorted({file.stem for folder in folders for file in (folder / "locale").glob("*.po")})
