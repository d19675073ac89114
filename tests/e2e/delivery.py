"""A delivered case, read back by programs that had no part in making it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp
from fontTools.ttLib import TTFont
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from tests import program
from tests.pdfcheck import tagged
from tests.untyped import PdfiumHandle, PdfThing

MM_PER_PT = 25.4 / 72
_DPI = 150
# What is made of a document's pages, by the manifest: no tagged text, each side is one figure.
UNTAGGED = {"sheet", "tiles"}
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
    def catalog(self) -> PdfThing:
        return self.reader.root_object

    @property
    def size(self) -> int:
        """How many objects the file says it has, the empty first one included."""
        size: Any = self.reader.trailer["/Size"]
        return int(size)

    @cached_property
    def texts(self) -> list[str]:
        """The text of each page. A font has one glyph for both spaces, and whichever came first is read back for it."""
        document = pypdfium2.PdfDocument(self.data)
        return [page.get_textpage().get_text_bounded().replace("\u00a0", " ") for page in document]

    @cached_property
    def tagged(self) -> list[tuple[str, str]]:
        """The tagged texts in order, each with its language; spaces as in `texts`."""
        return [(lang, text.replace("\u00a0", " ")) for lang, text in tagged.strings(self.data)]

    @cached_property
    def sheets_mm(self) -> list[tuple[float, float]]:
        """Width and height of each page."""
        return [_size_mm(page) for page in self.reader.pages]

    @cached_property
    def trims_mm(self) -> list[tuple[float, float]]:
        """Width and height of what is left of each page of a file for the press when it has been cut."""
        boxes = [page.trimbox for page in self.reader.pages]
        return [(float(box.width) * MM_PER_PT, float(box.height) * MM_PER_PT) for box in boxes]

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

    @cached_property
    def sizes_pt(self) -> list[tuple[str, float]]:
        """Every letter and figure that the pages show, and the size that it is set in."""
        return [size for page in pypdfium2.PdfDocument(self.data) for size in _sizes(page)]

    def margins(self, first: int, last: int, margin_mm: float, *, above: bool = True) -> str:
        """What stands in the margins below the text of some pages, from 0, and above it: running heads and numbers."""
        pages = [pypdfium2.PdfDocument(self.data)[number] for number in range(first, last + 1)]
        margin = margin_mm / MM_PER_PT
        return "".join(
            page.get_textpage().get_text_bounded(bottom=bottom, top=top)
            for page in pages
            for bottom, top in ((page.get_height() - margin, page.get_height()), (0, margin))
            if above or not bottom
        )

    def headings(self) -> Iterator[int]:
        """The levels of the headings in the order of the structure tree."""
        return (int(kind[2]) for kind in _kinds(self.catalog["/StructTreeRoot"]) if re.fullmatch(r"/H[1-6]", kind))


class Delivery:
    """out/<case>/: every file of it, the manifest apart; `told` is what the program said on its way out.

    `within` is the folder that its languages lie in.

    `files` are the PDFs by their paths, `pictures` and `calendars` the bytes of others, `kinds` tells each variant.
    """

    def __init__(self, place: Path, told: str = "", within: str = "") -> None:
        self.place = place
        self.within = within
        self.told = told
        self.manifest = program.manifest(place)
        data = program.delivered(place)
        self.files = {path: Pdf(path, data[path]) for path in data if path[-4:] == ".pdf"}
        self.pictures = {path: data[path] for path in data if path[-4:] == ".png"}
        self.forms = {entry["path"]: str(entry["form"]) for entry in self.manifest["files"]}
        self.codes = {entry["path"]: str(entry["code"]) for entry in self.manifest["files"]}
        self.variants = {entry["path"]: str(entry["variant"]) for entry in self.manifest["files"]}
        self.calendars = {path: data[path] for path in data if path[-4:] == ".ics"}
        assert self.forms.keys() == self.files.keys() | self.pictures.keys() | self.calendars.keys()

    def forget(self) -> None:
        """Let go of what was read of the files: of a whole delivery that is a gigabyte."""
        for pdf in self.files.values():
            for name in ("reader", "objects", "decompressed"):
                pdf.__dict__.pop(name, None)

    def of(self, lang: str, layout: str = "", variant: str = "home") -> list[Pdf]:
        """The single files of a language in the order of their names, of one layout or of all; no sheets, no pack."""
        found = [one for one in self.entries(lang) if layout in {"", one["layout"]} and one["variant"] == variant]
        return [self.files[one["path"]] for one in found if one["form"] == "page"]

    def pack(self, lang: str, folder: str = "") -> Pdf:
        """The combined pack of a language, in the folder of an edition."""
        return self.files[f"{self.within}{lang}/{folder}pack.pdf"]

    def read(self) -> list[Pdf]:
        """The PDFs that are read on a screen: pages and packs, not the sheets and posters that are made of them."""
        return [pdf for path, pdf in self.files.items() if self.forms[path] not in UNTAGGED]

    def put_together(self) -> list[Pdf]:
        """The PDFs that are made of others, to be printed and nothing else: sheets and posters."""
        return [pdf for path, pdf in self.files.items() if self.forms[path] in UNTAGGED]

    def entries(self, lang: str) -> list[Any]:
        """What the manifest says of the files of a language."""
        return [entry for entry in self.manifest["files"] if entry["lang"] == lang]


def uncoded(pdf: Pdf, made: Delivery) -> list[str]:
    """The text of each page without the code of its document, which is another in each variant and on each paper.

    It stands at the end of a line, which breaks at its dots where a code happens to be wider.
    """
    codes = "|".join(form for code in set(made.codes.values()) for form in code_forms(code))
    return [_read(re.sub(r"·\s+", "· ", re.sub(codes, "", text))) for text in pdf.texts]


def code_forms(code: str) -> list[str]:
    """A code as readers may tell it: on Arabic pages figures and letters from right to left."""
    return [code, "".join(reversed(re.findall("[0-9]+|[a-f]+", code)))]


def letters(words: str) -> str:
    """Letters and digits alone: what is left of a text however it was broken, hyphenated, spaced and quoted."""
    return "".join(char for char in words if char.isalnum()).casefold()


def starts(singles: Sequence[Pdf], pack: Pdf) -> dict[str, int]:
    """On which page of the pack, from 0, each single begins: where all of its pages are, one after another."""
    found = {}
    whole = [_read(text) for text in pack.texts]
    for single in singles:
        own = [_read(text) for text in single.texts]
        places = [n for n in range(len(whole)) if whole[n : n + len(own)] == own]
        assert len(places) == 1, f"{single.path} is at {places} of the pack"
        found[single.path] = places[0]
    return found


def _read(page: str) -> str:
    """The text of a page; of an Arabic one its letters, counted, without what a glyph does not tell by itself.

    A file says of each glyph once what it stands for: of brackets, which are mirrored, and of lam, alef and a mark in
    one, this depends on what came first in it; and with that, which line a reader takes for the first of two columns.
    """
    if not re.search("[\u0620-\u064a]", page):
        return page
    return "".join(sorted(char for char in page if char.isalnum() and char not in "\u0622\u0623\u0625\u0627\u0644"))


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
    # The first pages with links within the file: the booklet further on has contents of its own.
    linked = groupby(range(len(pack.texts)), lambda number: bool(_inner_links(pack.reader.pages[number])))
    numbers = next(list(run) for found, run in linked if found)
    return [line for number in numbers for line in _lines(pack, number)]


def _lines(pack: Pdf, number: int) -> Iterator[tuple[int, int]]:
    page = pypdfium2.PdfDocument(pack.data)[number]
    text = page.get_textpage()
    # Of a link that is broken into lines the first: there the number stands, or, in large print, in the line below.
    for target, (_, first, _, second) in reversed(dict(reversed(_inner_links(pack.reader.pages[number]))).items()):
        destination = pack.reader.get_destination_page_number(pack.reader.named_destinations[target])
        low, high = sorted((first, second))
        lines = [
            text.get_text_bounded(left=0, right=page.get_width(), bottom=bottom, top=high)
            for bottom in (low, low - 1.2 * (high - low))
        ]
        printed = next(filter(None, (re.search(r"(\d+)\s*\Z", line) for line in lines)), None)
        assert printed, lines
        assert destination is not None
        yield destination, int(printed[1])


def _sizes(page: PdfiumHandle) -> Iterator[tuple[str, float]]:
    text = page.get_textpage()
    for n in range(text.count_chars()):
        if (char := text.get_text_range(n, 1)).isalnum():
            matrix = pypdfium2.raw.FS_MATRIX()
            assert pypdfium2.raw.FPDFText_GetMatrix(text, n, matrix)
            yield char, pypdfium2.raw.FPDFText_GetFontSize(text, n) * math.hypot(matrix.c, matrix.d)


def _size_mm(page: PageObject) -> tuple[float, float]:
    assert page.rotation == 0
    assert page.cropbox == page.mediabox
    return float(page.mediabox.width) * MM_PER_PT, float(page.mediabox.height) * MM_PER_PT


def _codes(number: int, page: PdfiumHandle) -> Iterator[Code]:
    picture = page.render(scale=_DPI / 72, grayscale=True).to_numpy()
    for code in zxingcpp.read_barcodes(picture[:, :, 0] if picture.ndim > 2 else picture):
        left, right = code.position.top_left, code.position.top_right
        yield Code(number, code.text, code.ec_level, math.hypot(right.x - left.x, right.y - left.y) / _DPI * 25.4)


def _kinds(element: PdfThing) -> Iterator[str]:
    element = element.get_object()
    if isinstance(element, list):
        for kid in element:
            yield from _kinds(kid)
    elif isinstance(element, DictionaryObject):
        yield str(element.get("/S", ""))
        if "/K" in element:
            yield from _kinds(element["/K"])


def _inner_links(page: PdfThing) -> list[tuple[str, list[float]]]:
    annotations = [annotation.get_object() for annotation in page.get("/Annots", [])]
    return [(str(one["/Dest"]), [float(at) for at in one["/Rect"]]) for one in annotations if "/Dest" in one]
