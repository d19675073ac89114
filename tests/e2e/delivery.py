"""A delivered case, read back by programs that had no part in making it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp
from fontTools.ttLib import TTFont
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from tests import program
from tests.pdfcheck import tagged

MM_PER_PT = 25.4 / 72
_DPI = 150
_FONT_FILES = {"/FontFile", "/FontFile2", "/FontFile3"}


@dataclass(frozen=True)
class Code:
    """A code as it was decoded: its page counts from 1, its width is in mm, within half a millimetre."""

    page: int
    text: str
    level: str
    size_mm: float


@dataclass(frozen=True)
class Pdf:
    """A PDF file, strictly read."""

    path: str
    data: bytes

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(BytesIO(self.data), strict=True)

    @property
    def catalog(self) -> Any:  # noqa: ANN401 - what a PDF holds has no type
        return self.reader.root_object

    @property
    def size(self) -> int:
        """How many objects the file says it has, the empty first one included."""
        size: Any = self.reader.trailer["/Size"]
        return int(size)

    @cached_property
    def texts(self) -> list[str]:
        """The text of each page."""
        document = pypdfium2.PdfDocument(self.data)
        return [page.get_textpage().get_text_bounded() for page in document]

    @cached_property
    def tagged(self) -> list[tuple[str, str]]:
        """The tagged texts in order, each with its language."""
        return tagged.strings(self.data)

    @cached_property
    def sheets_mm(self) -> list[tuple[float, float]]:
        """Width and height of each page."""
        return [_size_mm(page) for page in self.reader.pages]

    @cached_property
    def codes(self) -> list[Code]:
        """Every QR code on every page, looked for on the whole page."""
        document = pypdfium2.PdfDocument(self.data)
        return [code for number, page in enumerate(document, start=1) for code in _codes(number, page)]

    @cached_property
    def objects(self) -> list[Any]:
        """Every object of the file, whether something leads to it or not."""
        return [found for number in range(1, self.size) if (found := self.reader.get_object(number)) is not None]

    @cached_property
    def decompressed(self) -> bytes:
        """The file as it is, and then everything in it out of its compression: what a search would go through."""
        parts = [self.data]
        for found in self.objects:
            parts.append(repr(found).encode())
            if isinstance(found, StreamObject):
                parts.append(found.get_data())
        return b"\n".join(parts)

    @property
    def faces(self) -> set[str]:
        """The PostScript names that the embedded fonts give themselves, whatever the file calls them."""
        files = [found[key] for found in self.objects if isinstance(found, dict) for key in _FONT_FILES & found.keys()]
        return {str(TTFont(BytesIO(file.get_object().get_data()))["name"].getDebugName(6)) for file in files}

    def margins(self, first: int, last: int, margin_mm: float) -> str:
        """What stands in the margins above and below the text of some pages, from 0: running heads and page numbers."""
        pages = [pypdfium2.PdfDocument(self.data)[number] for number in range(first, last + 1)]
        margin = margin_mm / MM_PER_PT
        return "".join(
            page.get_textpage().get_text_bounded(bottom=bottom, top=top)
            for page in pages
            for bottom, top in ((page.get_height() - margin, page.get_height()), (0, margin))
        )

    def headings(self) -> Iterator[int]:
        """The levels of the headings in the order of the structure tree."""
        return (int(kind[2]) for kind in _kinds(self.catalog["/StructTreeRoot"]) if re.fullmatch(r"/H[1-6]", kind))


class Delivery:
    """out/<case>/: every file of it, the manifest apart; `told` is what the program said on its way out."""

    def __init__(self, place: Path, told: str = "") -> None:
        self.place = place
        self.told = told
        self.manifest = program.manifest(place)
        self.files = {path: Pdf(path, data) for path, data in program.delivered(place).items() if path[-4:] == ".pdf"}

    def of(self, lang: str, layout: str = "") -> list[Pdf]:
        """The single files of a language in the order of their names, of one layout or of all; no sheets, no pack."""
        found = [one for one in self.entries(lang) if layout in {"", one["layout"]} and one["variant"] == "page"]
        return [self.files[entry["path"]] for entry in found if entry["layout"] != "pack"]

    def pack(self, lang: str) -> Pdf:
        """The combined pack of a language."""
        return self.files[f"{lang}/pack.pdf"]

    def entries(self, lang: str) -> list[Any]:
        """What the manifest says of the files of a language."""
        return [entry for entry in self.manifest["files"] if entry["lang"] == lang]


def letters(words: str) -> str:
    """Letters and digits alone: what is left of a text however it was broken, hyphenated, spaced and quoted."""
    return "".join(char for char in words if char.isalnum()).casefold()


def starts(singles: Sequence[Pdf], pack: Pdf) -> dict[str, int]:
    """On which page of the pack, from 0, each single begins: where all of its pages are, one after another."""
    found = {}
    for single in singles:
        count = len(single.texts)
        places = [n for n in range(len(pack.texts)) if pack.texts[n : n + count] == single.texts]
        assert len(places) == 1, f"{single.path} is at {places} of the pack"
        found[single.path] = places[0]
    return found


def bookmarks(pdf: Pdf) -> list[tuple[int, str, int]]:
    """The bookmarks of a file: level from 0, title, page from 0."""

    def flat(items: list[Any], level: int) -> list[tuple[int, str, int]]:
        found = []
        for item in items:
            if isinstance(item, list):
                found += flat(item, level + 1)
            else:
                page = pdf.reader.get_destination_page_number(item)
                assert page is not None
                found.append((level, str(item.title), page))
        return found

    return flat(pdf.reader.outline, 0)


def contents(pack: Pdf) -> list[tuple[int, int]]:
    """The lines of the contents: the page that each leads to, from 0, and the number printed at its end."""
    # The first page with links within the file: the booklet further on has contents of its own.
    number = next(n for n, page in enumerate(pack.reader.pages) if _inner_links(page))
    page = pypdfium2.PdfDocument(pack.data)[number]
    text = page.get_textpage()
    found = []
    for target, (_, first, _, second) in _inner_links(pack.reader.pages[number]):
        destination = pack.reader.get_destination_page_number(pack.reader.named_destinations[target])
        line = text.get_text_bounded(left=0, right=page.get_width(), bottom=min(first, second), top=max(first, second))
        assert destination is not None
        found.append((destination, int(line.split()[-1])))
    return found


def _size_mm(page: PageObject) -> tuple[float, float]:
    assert page.rotation == 0
    assert page.cropbox == page.mediabox
    return float(page.mediabox.width) * MM_PER_PT, float(page.mediabox.height) * MM_PER_PT


def _codes(number: int, page: Any) -> Iterator[Code]:  # noqa: ANN401 - pdfium is untyped
    picture = page.render(scale=_DPI / 72, grayscale=True).to_numpy()
    for code in zxingcpp.read_barcodes(picture[:, :, 0] if picture.ndim > 2 else picture):
        left, right = code.position.top_left, code.position.top_right
        yield Code(number, code.text, code.ec_level, (right.x - left.x) / _DPI * 25.4)


def _kinds(element: Any) -> Iterator[str]:  # noqa: ANN401 - what a PDF holds has no type
    element = element.get_object()
    if isinstance(element, list):
        for kid in element:
            yield from _kinds(kid)
    elif isinstance(element, DictionaryObject):
        yield str(element.get("/S", ""))
        if "/K" in element:
            yield from _kinds(element["/K"])


def _inner_links(page: Any) -> list[tuple[str, list[float]]]:  # noqa: ANN401 - what a PDF holds has no type
    annotations = [annotation.get_object() for annotation in page.get("/Annots", [])]
    return [(str(one["/Dest"]), [float(at) for at in one["/Rect"]]) for one in annotations if "/Dest" in one]
