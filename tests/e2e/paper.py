"""Finished files as paper: pages as pixels, posters glued together, codes read off them, colours that are asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream, StreamObject

from tests.e2e.delivery import Code, Delivery, Pdf
from tests.untyped import PdfThing, Position

Pixels = np.ndarray[Any, np.dtype[Any]]
MM_PER_IN = 25.4
DPI = 72
# So coarse a poster is still sharper than a telephone sees it from across a street.
POSTER_DPI = 50
_SHARP = {"no_smoothtext": True, "no_smoothpath": True, "no_smoothimage": True}


def pages(data: bytes, dpi: float = DPI, **how: bool) -> Iterator[Pixels]:
    """Each page as rows of pixels of three colours; `how` goes to pdfium."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        yield np.asarray(page.render(scale=dpi / 72, **how).to_numpy()[:, :, :3])
    document.close()


def sharp(data: bytes) -> Iterator[Pixels]:
    """Each page without the greys that smooth the edges of shapes: every colour is one that the page asks for."""
    return pages(data, **_SHARP)


def margin(page: Pixels, width_mm: float, dpi: float = DPI) -> Pixels:
    """The pixels that lie wholly within so many mm of an edge, in one row."""
    inner = np.ones(page.shape[:2], dtype=bool)
    edge = math.floor(width_mm / MM_PER_IN * dpi)
    inner[edge:-edge, edge:-edge] = False
    return np.asarray(page[inner])


def glued(data: bytes, how: dict[str, Any], dpi: float = POSTER_DPI) -> Pixels:
    """The poster, from the sheets that follow the first page, each laid over the ones before as its words tell.

    The parts that the sheets show are equally large, lie in the middle of them and repeat `overlap_mm` of one another.
    """
    target, counts, overlap = how["target_mm"], (how["columns"], how["rows"]), how["overlap_mm"]
    part = [(side + (n - 1) * overlap) / n for side, n in zip(target, counts, strict=True)]
    px = dpi / MM_PER_IN
    whole = np.full((round(target[1] * px) + 2, round(target[0] * px) + 2, 3), 255, dtype=np.uint8)
    _, *sheets = pages(data, dpi)
    assert len(sheets) == counts[0] * counts[1] == how["sheets"]
    for number, sheet in enumerate(sheets):
        row, column = divmod(number, counts[0])
        left, top = (round((side - p * px) / 2) for side, p in zip((sheet.shape[1], sheet.shape[0]), part, strict=True))
        shown = sheet[top : top + round(part[1] * px), left : left + round(part[0] * px)]
        x, y = round(column * (part[0] - overlap) * px), round(row * (part[1] - overlap) * px)
        whole[y : y + shown.shape[0], x : x + shown.shape[1]] = shown
    return whole[: round(target[1] * px), : round(target[0] * px)]


def picture(data: bytes) -> Pixels:
    """A PNG as rows of pixels of three colours."""
    with Image.open(BytesIO(data)) as opened:
        return np.asarray(opened.convert("RGB"))


def read(shown: Pixels, dpi: float) -> list[Code]:
    """The codes on a picture, whichever way they are turned."""
    found = zxingcpp.read_barcodes(np.ascontiguousarray(shown[:, :, 1]))
    return [Code(1, code.text, code.ec_level, _width_mm(code.position, dpi)) for code in found]


def codes(made: Delivery, entry: dict[str, Any]) -> list[Code]:
    """The codes of a file as people meet them: on each page, on the poster that was put together, on the picture."""
    path = entry["path"]
    if path in made.pictures:
        shown = picture(made.pictures[path])
        return read(shown, shown.shape[1] / entry["sheet_mm"][0] * MM_PER_IN)
    if entry["form"] == "tiles":
        return read(glued(made.files[path].data, entry["imposition"]), POSTER_DPI)
    return made.files[path].codes


def colours(pdf: Pdf) -> set[tuple[str, ...]]:
    """Every operator of a file that sets a colour, with what it sets; colour spaces of pictures; gradients.

    Of spaces that are named in a resource dictionary the family and, of a Separation, the ink.
    """
    return {found for drawn, own in _drawn(pdf.reader) for found in _set(drawn, own, pdf.reader)} | {
        ("picture", *_family(one.get("/ColorSpace", "none"))) for one in pdf.objects if _kind(one) == "/Image"
    }


def _drawn(reader: PdfReader) -> Iterator[tuple[Any, Any]]:
    """Contents of pages, forms, patterns: whatever draws, with its resources."""
    for page in reader.pages:
        yield page.get_contents(), page["/Resources"]
    for number in range(1, int(str(reader.trailer["/Size"]))):
        found = reader.get_object(number)
        if isinstance(found, StreamObject) and (_kind(found) == "/Form" or "/PatternType" in found):
            yield found, found.get("/Resources", {})


def _set(drawn: PdfThing, own: PdfThing, reader: PdfReader) -> Iterator[tuple[str, ...]]:
    for operands, operator in ContentStream(drawn, reader).operations:
        name = operator.decode()
        if name in {"cs", "CS"}:
            spaces = own.get_object().get("/ColorSpace", {}).get_object()
            yield ("space", *_family(spaces.get(operands[0], operands[0])))
        elif name in {"g", "G", "rg", "RG", "k", "K", "sc", "SC", "scn", "SCN"}:
            yield (name, *(f"{float(one):g}" if _number(one) else str(one) for one in operands))
        elif name in {"sh", "BI", "INLINE IMAGE"}:
            yield (name,)


def _family(space: PdfThing) -> tuple[str, ...]:
    space = space.get_object() if hasattr(space, "get_object") else space
    return (str(space),) if isinstance(space, str) else tuple(str(part) for part in space[:2] if isinstance(part, str))


def _kind(found: PdfThing) -> str:
    return str(found.get("/Subtype", "")) if isinstance(found, StreamObject) else ""


def _number(operand: PdfThing) -> bool:
    return isinstance(operand, int | float)


def _width_mm(position: Position, dpi: float) -> float:
    left, right = position.top_left, position.top_right
    return math.hypot(right.x - left.x, right.y - left.y) / dpi * MM_PER_IN
