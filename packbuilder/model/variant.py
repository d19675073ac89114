"""Variants of a document: one design, printed by different machines and read by different eyes."""

from __future__ import annotations

from enum import StrEnum


class Variant(StrEnum):
    """What a file is made for.

    `home` any printer, nothing within INSET_MM of the sheet's edge; `press` a print shop, colour past the edge, in
    CMYK; `mono` a copier, pure black; `large` those who need large print, reflowed; `screen` colour to the edge.
    """

    HOME = "home"
    PRESS = "press"
    MONO = "mono"
    LARGE = "large"
    SCREEN = "screen"

    @property
    def folder(self) -> str:
        """The folder of its files in that of the language, with a slash; none for the usual one."""
        return "" if self is Variant.HOME else f"{self.value}/"

    @property
    def printed_at_home(self) -> bool:
        """Whether sheets and tiles are made of it."""
        return self in {Variant.HOME, Variant.MONO}


# Printers at home keep 3 to 6.7 mm clear, and 6.35 mm is called a safe bet (newbetuts.com, HP Officejet 7210).
INSET_MM = 7.0
