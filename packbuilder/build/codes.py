"""Codes between layout and proof: where the pages show each, and what the manifest says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from packbuilder.compose.page import BASE_URL
from packbuilder.errors import LayoutError, Problem
from packbuilder.proof import PlacedCode, ReadCode

if TYPE_CHECKING:
    from packbuilder.typeset.fit import Typeset


def placed(parts: Sequence[Typeset]) -> list[PlacedCode]:
    """Where the codes lie in a file of several parts. LayoutError for a code that could not be found again to be read.

    A code that is printed and not read back is the one thing that must not leave the house.
    """
    if problems := [problem for part in parts for problem in _astray(part)]:
        raise LayoutError(*problems)
    found, before = [], 0
    for part in parts:
        for image in part.images:
            symbol = part.page.codes[image.code]
            found.append(PlacedCode.of_picture(symbol, before + image.page, image.x_mm, image.y_mm, image.width_mm))
        before += len(part.document.pages)
    return found


def entry(code: ReadCode) -> dict[str, Any]:
    """A code as the manifest writes it."""
    return {
        "page": code.page, "url": code.url, "size_mm": round(code.size_mm, 2), "module_mm": round(code.module_mm, 3),
        "level": code.level, "distance_m": round(code.distance_m, 2), "read": code.read,
    }  # fmt: skip


def _astray(part: Typeset) -> Iterator[Problem]:
    """A problem for each code that the template shows and the pages do not, or that it marks by another name."""
    page = part.page
    shown = [image.code for image in part.images]
    for key in dict.fromkeys([*page.codes, *shown]):
        asked = page.html.count(f"{BASE_URL}codes/{key}.svg")
        if not asked or shown.count(key) != asked:
            yield Problem(
                page.file, 0, f"{page.layout} ({page.lang})",
                f"The template names the code `{key}` {asked} time(s), and {shown.count(key)} of them can be found.",
                f'Show each, and give its <img> `data-code="{key}"`; or leave `code:` out of layout.yaml.',
            )  # fmt: skip
