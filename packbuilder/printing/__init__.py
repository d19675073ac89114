"""Printing: laid-out pages into PDF files: tagged ones, singles first, then the pack; and those for a print shop."""

from packbuilder.printing.calendar import calendar
from packbuilder.printing.files import pack, plain, single
from packbuilder.printing.opened import opened
from packbuilder.printing.picture import picture
from packbuilder.printing.press import press

__all__ = ["calendar", "opened", "pack", "picture", "plain", "press", "single"]
