"""The proof: finished PDFs are read back, by other programs than the one that made them, before anybody gets them.

`prove` looks at everything at once and reads each file once by pypdf (structure) and once by pdfium (pixels). Both
are imported on first use, so that importing this package costs nothing.
"""

from __future__ import annotations

from packbuilder.proof.code_reading import PlacedCode, ReadCode, codes
from packbuilder.proof.expectation import CLAIMS, Expectation, Press, Proof
from packbuilder.proof.pdf_file import prove
from packbuilder.proof.png_file import prove_picture
from packbuilder.proof.region import Part

__all__ = [
    "CLAIMS",
    "Expectation",
    "Part",
    "PlacedCode",
    "Press",
    "Proof",
    "ReadCode",
    "codes",
    "prove",
    "prove_picture",
]
