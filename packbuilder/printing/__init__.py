"""Printing: laid-out pages into PDF files: tagged ones, singles first, then the pack; and those for a print shop."""

from packbuilder.printing.accessible import pack, plain, single
from packbuilder.printing.page_image import picture
from packbuilder.printing.poster_source import enlargeable
from packbuilder.printing.press import press
from packbuilder.printing.spread import Spread

__all__ = ["Spread", "enlargeable", "pack", "picture", "plain", "press", "single"]
