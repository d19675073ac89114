"""A page as a PNG, to be shown on a screen."""

from __future__ import annotations

from io import BytesIO

from packbuilder.model.paper import MM_PER_PT

# Larger than any telephone shows, and no larger than is sent in a message: A3 has 1,095 pixels across.
_DPI = 96


def picture(pdf: bytes, crop_mm: float) -> bytes:
    """The first page of a PDF without `crop_mm` along every edge: a PNG of 96 dpi with nothing in it but its pixels."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        page = document[0]
        bitmap = page.render(scale=_DPI / 72, crop=(crop_mm / MM_PER_PT,) * 4, may_draw_forms=False)
        made = BytesIO()
        bitmap.to_pil().save(made, "PNG")
        return made.getvalue()
    finally:
        document.close()
