"""Printing: laid-out pages into PDF files: tagged ones, and those for a print shop."""

from packbuilder.printing.accessible import plain, single
from packbuilder.printing.calendar import calendar
from packbuilder.printing.page_image import picture
from packbuilder.printing.poster_source import enlargeable
from packbuilder.printing.press import press
from packbuilder.printing.spread import Spread

__all__ = ["Spread", "calendar", "enlargeable", "picture", "plain", "press", "single"]
