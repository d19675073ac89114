"""Imposing: finished pages put on sheets to cut, staple and fold, and enlarged over several sheets.

What lies where is arithmetic (`plan`, `schemes`, `folds`, `tiles`), and that is what this package offers. `imposer`,
`layers` and `poster_pages` touch PDFs, through the room `pdf`; whoever needs them imports them by name, for they take
time to start.
"""

from packbuilder.impose.folds import letter_fold, panel_width, z_fold
from packbuilder.impose.imposition import Imposition, sheets_for
from packbuilder.impose.posters import biggest, tiled, tiling
from packbuilder.impose.schemes import booklet, cut, plain, wanting

__all__ = [
    "Imposition",
    "biggest",
    "booklet",
    "cut",
    "letter_fold",
    "panel_width",
    "plain",
    "sheets_for",
    "tiled",
    "tiling",
    "wanting",
    "z_fold",
]
