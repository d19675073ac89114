"""Objects of one file in another."""

from __future__ import annotations

from pikepdf import Object, Pdf


def copied(pdf: Pdf, source: Pdf, found: Object) -> Object:
    """An object of a source and all that it refers to, as one of the file; what was copied before is there once."""
    return pdf.copy_foreign(found if found.is_indirect else source.make_indirect(found))
