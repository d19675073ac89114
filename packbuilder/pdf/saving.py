"""How a PDF in the making becomes bytes: the same for the same objects, in as few of them as there may be."""

from __future__ import annotations

from io import BytesIO

from pikepdf import ObjectStreamMode, Pdf, settings

# The most of deflate. Set for the process, so that bytes do not depend on what it has written before.
settings.set_flate_compression_level(9)


def saved(pdf: Pdf) -> bytes:
    """A file as bytes, as PDF 1.7; what its metadata says of it stays as it is."""
    out = BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        fix_metadata_version=False,
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.generate,
    )
    return out.getvalue()
