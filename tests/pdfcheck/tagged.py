"""What the tags of a PDF hold: every piece of text a screen reader gets, in its order, with its language.

Two readers share the work, neither of them the program that wrote the file: pypdf walks the structure tree, pdfium says
which text a piece of marked content shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from ctypes import c_ushort
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NumberObject

from tests.untyped import PdfiumHandle, PdfThing


def strings(pdf: bytes) -> list[tuple[str, str]]:
    """The tagged texts of a PDF in the order of the structure tree, each with the language in force.

    A text is what one piece of marked content shows, without spaces at its ends, where pdfium adds some of its own.
    Text that is drawn but not tagged is not among them.
    """
    reader = PdfReader(BytesIO(pdf), strict=True)
    catalog = reader.root_object
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages) if page.indirect_reference}
    texts = _texts(pdf)
    tree = catalog.get("/StructTreeRoot", DictionaryObject()).get_object()
    content = _content(tree, str(catalog.get("/Lang", "")), None)
    found = [(lang, texts.get((numbers[page], piece), "").strip()) for lang, page, piece in content]
    return [(lang, text) for lang, text in found if text]


def _content(element: PdfThing, lang: str, page: int | None) -> Iterator[tuple[str, int, int]]:
    """The marked content below an element: language, object number of its page, number on that page."""
    lang = str(element.get("/Lang", lang))
    if isinstance(own := element.get("/Pg"), IndirectObject):
        page = own.idnum
    kids = next((element[key] for key in ("/K", "/MCID") if key in element), ArrayObject())
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        child = kid.get_object()
        if isinstance(child, NumberObject):
            assert page is not None, "marked content belongs to a page"
            yield lang, page, int(child)
        elif child.get("/Type") != "/OBJR":
            yield from _content(child, lang, page)


def _texts(pdf: bytes) -> dict[tuple[int, int], str]:
    """What each piece of marked content shows, by page (from 0) and number on it."""
    found: defaultdict[tuple[int, int], str] = defaultdict(str)
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            drawn = pdfium.FPDFPage_GetObject(page, index)
            piece = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
            if piece >= 0 and pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_TEXT:
                found[number, piece] += _text(drawn, text_page)
        text_page.close()
        page.close()
    document.close()
    return found


def _text(drawn: PdfiumHandle, text_page: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(drawn, text_page, None, 0)  # in bytes, with the zero at its end
    buffer = (c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(drawn, text_page, buffer, size)
    return bytes(buffer).decode("utf-16-le").removesuffix("\0")
