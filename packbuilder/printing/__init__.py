"""Printing: laid-out pages into tagged PDF files, singles first, then the pack from the same pages."""

from packbuilder.printing.files import pack, single

__all__ = ["pack", "single"]
