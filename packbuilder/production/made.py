"""What making a document yields: its files, proven, and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass

from packbuilder.deliver import PrintedPages
from packbuilder.errors import Problem
from packbuilder.model.manifest import Form
from packbuilder.proof import PlacedCode


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A finished file: its path below out/<case>/, and its bytes; `pages` is None for what has none."""

    path: str
    form: Form
    data: bytes
    pages: PrintedPages | None = None


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """The files of a document, its pages first, the number of these and their text size in pt.

    `codes` is where they lie on its pages, `misfits` what in a draft does not fit.
    """

    files: tuple[MadeFile, ...]
    pages: int
    font_pt: float
    codes: tuple[PlacedCode, ...] = ()
    misfits: tuple[Problem, ...] = ()

    @property
    def single(self) -> MadeFile:
        """The file of its pages."""
        return self.files[0]
