"""What libraries hand out without a type, by name: a signature says what it is, and here stands why no type can."""

from __future__ import annotations

from typing import Any

PdfThing = Any  # whatever a PDF holds: of pypdf's objects, which one it is shows when it is read
PdfiumHandle = Any  # a structure of pdfium, which pypdfium2 hands on as C has it
JavaObject = Any  # of veraPDF, by way of jpype
Laid = Any  # what WeasyPrint has laid out: it ships no types
Plain = Any  # what YAML and JSON hold
Pixels = Any  # a numpy array of a picture
Position = Any  # of a code, as zxing-cpp found it
