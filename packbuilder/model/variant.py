"""Variants of a document: one design, printed by different machines and read by different eyes."""

from __future__ import annotations

from enum import StrEnum


class Variant(StrEnum):
    """What a file is made for.

    `home` any printer, nothing within INSET_MM of the sheet's edge; `press` a print shop, colour past the edge, in
    CMYK; `mono` a copier, pure black; `large` those who need large print, reflowed; `screen` colour to the edge;
    `email` the pages of `home` with smaller pictures; `phone` one narrow column, to be read without zooming.
    """

    HOME = "home"
    PRESS = "press"
    MONO = "mono"
    LARGE = "large"
    SCREEN = "screen"
    EMAIL = "email"
    PHONE = "phone"

    @property
    def folder(self) -> str:
        """The folder of its files in that of the language, with a slash; none for the usual one."""
        return "" if self is Variant.HOME else f"{self.value}/"

    @property
    def design(self) -> Variant:
        """The variant whose templates and rules of CSS it shares; `phone` adds rules of its own."""
        return {Variant.EMAIL: Variant.HOME, Variant.PHONE: Variant.LARGE}.get(self, self)

    @property
    def reflowed(self) -> bool:
        """Whether all runs in one column over as many pages as it takes."""
        return self.design is Variant.LARGE

    @property
    def light(self) -> bool:
        """Whether its pictures are made small, to travel by e-mail."""
        return self in {Variant.EMAIL, Variant.PHONE}

    @property
    def printed_at_home(self) -> bool:
        """Whether sheets and tiles are made of it."""
        return self in {Variant.HOME, Variant.MONO}


# Printers at home keep 3 to 6.7 mm clear, and 6.35 mm is called a safe bet (newbetuts.com, HP Officejet 7210).
INSET_MM = 7.0
