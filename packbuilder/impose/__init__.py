"""Imposing: finished pages put on sheets to cut, staple and fold, and enlarged over several sheets.

What lies where is arithmetic (`plan`, `schemes`, `folds`, `tiles`); only `imposer` and `layers` touch
PDFs, through the room `pdf`.
"""

from packbuilder.impose.folds import letter_fold, panel_width, z_fold
from packbuilder.impose.imposer import imposed
from packbuilder.impose.imposition import Imposition, sheets_for
from packbuilder.impose.posters import biggest, tiled, tiling
from packbuilder.impose.schemes import booklet, cut, plain, wanting
from packbuilder.pdf.source import sizes

__all__ = [
    "Imposition",
    "biggest",
    "booklet",
    "cut",
    "imposed",
    "letter_fold",
    "panel_width",
    "plain",
    "sheets_for",
    "sizes",
    "tiled",
    "tiling",
    "wanting",
    "z_fold",
]
