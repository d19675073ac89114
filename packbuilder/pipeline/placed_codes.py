"""Codes between layout and proof: where the pages show each, and what the manifest says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from packbuilder.compose.composed import BASE_URL
from packbuilder.deliver import Artifact
from packbuilder.errors import LayoutError, Problem
from packbuilder.impose.imposition import Imposition, Placement
from packbuilder.impose.tiles import Tiling
from packbuilder.model.paper import Size
from packbuilder.proof import Part, PlacedCode, ReadCode

if TYPE_CHECKING:
    from packbuilder.typeset.fit import LaidOutDocument


def placed(parts: Sequence[LaidOutDocument]) -> list[PlacedCode]:
    """Where the codes lie in a file of several parts. LayoutError for a code that could not be found again to be read.

    A code that is printed and not read back is the one thing that must not leave the house. Drafts do not: where
    something in them does not fit, a code may lie anywhere.
    """
    if problems := [problem for part in parts if not part.misfits for problem in _astray(part)]:
        raise LayoutError(*problems)
    found, before = [], 0
    for part in parts:
        for image in () if part.misfits else part.images:
            symbol = part.composed.codes[image.code]
            found.append(PlacedCode.of_picture(symbol, before + image.page, image.x_mm, image.y_mm, image.width_mm))
        before += len(part.document.pages)
    return found


def on_sheets(placed: Sequence[PlacedCode], plan: Imposition) -> list[PlacedCode]:
    """Where the codes of a document lie on its sheets, each as often as its page is there.

    The part of a page that a plan leaves out, the creep of a booklet, holds no codes.
    """
    sides = [side for sheet in plan.sheets for side in sheet.sides]
    return [
        _moved(code, number, placement, plan.page)
        for number, side in enumerate(sides, start=1)
        for placement in side.placements
        for code in placed
        if placement.page == code.page - 1
    ]


def _moved(code: PlacedCode, number: int, placement: Placement, page: Size) -> PlacedCode:
    left, top, *shown = placement.window or (0.0, 0.0, *page)
    x, y = code.x_mm - left, code.y_mm - top
    match placement.turn:
        case 90:
            x, y = shown[1] - y - code.size_mm, x
        case 180:
            x, y = shown[0] - x - code.size_mm, shown[1] - y - code.size_mm
        case 270:
            x, y = y, shown[0] - x - code.size_mm
    return replace(code, page=number, x_mm=placement.x + x, y_mm=placement.y + y, turn=placement.turn)


def on_poster(placed: Sequence[PlacedCode], tiling: Tiling) -> list[PlacedCode]:
    """Where the codes of a page lie on its poster. The sheets of that follow a first page that explains them."""
    left, top = ((aim - side * tiling.scale) / 2 for aim, side in zip(tiling.target, tiling.page, strict=True))
    parts = tuple(Part(number, tile.part, tile.frame) for number, tile in enumerate(tiling.tiles, start=2))
    return [
        replace(
            code, x_mm=left + code.x_mm * tiling.scale, y_mm=top + code.y_mm * tiling.scale,
            size_mm=code.size_mm * tiling.scale, parts=parts,
        )
        for code in placed
    ]  # fmt: skip


def with_those_of(pack: Artifact, singles: Sequence[Artifact]) -> Artifact:
    """A pack with the codes of its singles, as they were read there, behind those of its front."""
    if pack.pages is None:
        return pack
    pages = [one.pages for one in singles if one.pages]
    codes, before = list(pack.pages.codes), pack.pages.count - sum(one.count for one in pages)
    for one in pages:
        codes += [code | {"page": before + code["page"]} for code in one.codes]
        before += one.count
    return replace(pack, pages=replace(pack.pages, codes=tuple(codes)))


def entry(code: ReadCode) -> dict[str, Any]:
    """A code as the manifest writes it."""
    return {
        "page": code.page, "url": code.url, "size_mm": round(code.size_mm, 2), "module_mm": round(code.module_mm, 3),
        "level": code.level, "distance_m": round(code.distance_m, 2), "read": code.read,
    }  # fmt: skip


def _astray(part: LaidOutDocument) -> Iterator[Problem]:
    """A problem for each code that the template shows and the pages do not, or that it marks by another name."""
    composed = part.composed
    shown = [image.code for image in part.images]
    for key in dict.fromkeys([*composed.codes, *shown]):
        asked = composed.html.count(f"{BASE_URL}codes/{key}.svg")
        if not asked or shown.count(key) != asked:
            yield Problem.at(
                composed.file,
                f"The template names the code `{key}` {asked} time(s), and {shown.count(key)} of them can be found.",
                f'Show each, and give its <img> `data-code="{key}"`; or leave `code:` out of layout.yaml.',
                key=composed.called,
            )
