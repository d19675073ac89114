"""Files to bind, bound ones, and what they show: each page as pdfium draws and reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdfium2 import PdfDocument

from packbuilder import printing
from packbuilder.bind import BoundPart, bound
from packbuilder.load.font_names import postscript_name
from packbuilder.typeset.fit import typeset
from tests.printing.files import read
from tests.typeset.house import engine, page

FONTS = Path(__file__).parents[2] / "fonts"
FACES = {name: file for file in sorted(FONTS.rglob("*.ttf")) if (name := postscript_name(file.read_bytes()))}


def made(body: str, css: str = "", lang: str = "en", name: str = "sample") -> bytes:
    """A page as a file."""
    return printing.single(typeset(engine(), page(body, css, sizes=(9, 9), lang=lang, name=name)))


def pack(**parts: bytes) -> bytes:
    """Files under the names of their documents, bound."""
    return bound([BoundPart(name, data) for name, data in parts.items()], "The pack", "en", FACES)


def drawn(pdf: bytes) -> list[tuple[tuple[int, int], bytes]]:
    """The size and the dots of each page."""
    bitmaps = [one.render(scale=1.5) for one in PdfDocument(pdf)]
    return [((one.width, one.height), bytes(one.buffer)) for one in bitmaps]


def texts(pdf: bytes) -> list[str]:
    """The words of each page as they are copied."""
    return [one.get_textpage().get_text_range() for one in PdfDocument(pdf)]


def fonts(pdf: bytes) -> Iterator[tuple[str, int, int]]:
    """The fonts of each page: the name of the face, the number of the font and that of its embedded file."""
    for place in read(pdf).pages:
        resources: Any = place["/Resources"]
        for reference in resources["/Font"].values():
            described = reference.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            yield str(described["/FontName"]), reference.idnum, described.raw_get("/FontFile2").idnum


def elements(pdf: bytes) -> list[Any]:
    """Every structure element, the highest first."""
    tree: Any = read(pdf).root_object["/StructTreeRoot"]
    found, waiting = [], [tree["/K"]]
    while waiting:
        one = waiting.pop(0).get_object()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict) and "/S" in one:
            found.append(one)
            waiting += [one["/K"]] if "/K" in one else []
    return found
