"""A job ticket: everything that the files of one document are made from, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from packbuilder import __version__
from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.font_set import FontSet
from packbuilder.fingerprint import fingerprint
from packbuilder.impose.imposition import Edge
from packbuilder.impose.poster_composition import ComposedPosters
from packbuilder.impose.sheet_words import SheetWords
from packbuilder.model.paper import Stock
from packbuilder.model.passage import Prose
from packbuilder.model.secrets import Secret
from packbuilder.plan import CODE_LENGTH
from packbuilder.production.outputs import TiledOutput


@dataclass(frozen=True)
class Poster:
    """One poster of a document: its file and tiling, and the pages that it has beside what it shows."""

    output: TiledOutput
    composed: ComposedPosters


@dataclass(frozen=True)
class Calendar:
    """A calendar that goes with a document: its path below out/<case>/, and what is in the file."""

    path: str
    data: bytes


@dataclass(frozen=True)
class JobTicket:
    """A composed document, and how its files are made and proven.

    `stock` is what is printed on, `duplex` the edge on which a sheet is turned, `rtl` whether pages are read from right
    to left; `words` are for its sheets. `secrets` must stand in none of its files, `prose` is what its pages show word
    for word; `as_of` the day up to which its facts hold. With `marks`, as only a draft has it, what does not fit is
    marked instead of being refused.
    """

    composed: ComposedDocument
    fonts: FontSet
    stock: Stock
    duplex: Edge
    rtl: bool
    words: SheetWords
    posters: tuple[Poster, ...]
    secrets: tuple[Secret, ...]
    prose: tuple[Prose, ...]
    as_of: date
    calendar: Calendar | None = None
    draft: bool = False
    marks: bool = False
    program: str = field(default=__version__)

    @cached_property
    def fingerprint(self) -> str:
        """Its identity: the same on every machine, and for everything that makes the same files."""
        return fingerprint(self)

    @property
    def code(self) -> str:
        """What is printed of that: the beginning."""
        return self.fingerprint[:CODE_LENGTH]

    def coded(self, code: str) -> JobTicket:
        """The same with a code in its place on the pages."""
        return replace(self, composed=self.composed.coded(code))
