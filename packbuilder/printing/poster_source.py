"""Files of others made ready to be enlarged: pictures as a page, PDFs unlocked, with all that is seen on paper.

A PDF that opens without a password may be printed by whoever has it. What people wrote into its fields and on its pages
is no part of the pages' contents, and would be missing from a poster.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from packbuilder.errors import Problem, RenderError, Severity
from packbuilder.load import pictures
from packbuilder.printing.image_page import page_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_HEADER = 1024  # bytes in which a PDF must say that it is one
_WITHOUT_SECURITY = 3  # FPDF_REMOVE_SECURITY of fpdf_save.h
_SMALL = 0.02  # of its size a page is drawn at only to have appearances made for what has none of its own
_HIDDEN = 1 << 1  # of the flags of annotations (ISO 32000-1, table 165), bit 2
_PRINTED = 1 << 2  # bit 3
_EMPTY = 2  # bytes of an appearance that there is none of: the zero at the end of its words


def enlargeable(data: bytes, name: str) -> tuple[bytes, list[Problem]]:
    """A file as a PDF whose pages have everything in their contents, and warnings of what could not be put there.

    `name` is what messages call it. What is neither a picture nor in need of that is given back as it is. RenderError
    for a picture that cannot be read, for a PDF that asks for a password, and for one that only its maker can draw.
    """
    if data.startswith(pictures.BEGINNINGS):
        return page_of(data, name), []
    needs = b"/Encrypt" in data or b"/Annot" in data or b"/XFA" in data or b"/ObjStm" in data
    return _flat(data, name) if b"%PDF-" in data[:_HEADER] and needs else (data, [])


def _flat(data: bytes, name: str) -> tuple[bytes, list[Problem]]:
    """A PDF without encryption, annotations and fields drawn into its pages as they print; damaged ones as they are."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            raise _refused(name, "The PDF is encrypted and asks for a password.", "without a password") from None
        return data, []
    try:
        if document.get_formtype() == raw.FORMTYPE_XFA_FULL:
            raise _refused(name, "The PDF is a form (XFA) that only Adobe's program can draw.", "printed from there")
        document.init_forms()
        lost = [_drawn_flat(page) for page in document]
        if raw.FPDF_GetSecurityHandlerRevision(document) >= 0 or any(one is not None for one in lost):
            data = _saved(document)
        return data, [_warning(name, number, one) for number, one in enumerate(lost, start=1) if one]
    finally:
        document.close()


def _drawn_flat(page: PdfPage) -> int | None:
    """Draw what lies over a page into it, and how much of what is seen there is lost; None if nothing but links lies.

    Links are nothing that is printed, and what hangs on notes until somebody opens it is not, either.
    """
    from pypdfium2 import raw

    unseen = {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}
    if {kind for kind, _ in _annotations(page)} <= unseen:
        return None
    page.render(scale=_SMALL)
    lost = sum(kind not in unseen and left_out for kind, left_out in _annotations(page))
    raw.FPDFPage_Flatten(page, raw.FLAT_PRINT)
    return lost


def _annotations(page: PdfPage) -> list[tuple[int, bool]]:
    """The kind of each annotation of a page, and whether it is seen on the screen and not drawn when it is printed."""
    from pypdfium2 import raw

    found = []
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        kind, flags = raw.FPDFAnnot_GetSubtype(annotation), raw.FPDFAnnot_GetFlags(annotation)
        drawn = raw.FPDFAnnot_GetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _EMPTY
        # A field without an appearance is an empty one: those with a value have just been given one.
        left_out = not flags & _PRINTED if drawn else kind != raw.FPDF_ANNOT_WIDGET
        found.append((kind, left_out and not flags & _HIDDEN))
        raw.FPDFPage_CloseAnnot(annotation)
    return found


def _saved(document: PdfDocument) -> bytes:
    out = BytesIO()
    document.save(out, flags=_WITHOUT_SECURITY)
    return out.getvalue()


def _warning(name: str, page: int, lost: int) -> Problem:
    what = f"{lost} of the notes and marks upon page {page} {'is' if lost == 1 else 'are'} not printed."
    remedy = "They are meant for the screen: to have them, print the PDF to a PDF with its comments, and name that."
    return Problem.at(name, what, remedy, severity=Severity.WARNING)


def _refused(name: str, what: str, how: str) -> RenderError:
    return RenderError(Problem.at(name, what, f"Save a copy {how} and use that."))
