"""Finished pages laid over one another as they come, thousands of them.

What is laid is drawn as it lies on its own page, which is as large as the sheet. Each page and each font is in the file
once, however often it is laid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from packbuilder.model.paper import Size
from packbuilder.pdf.figure_file import FigureFile, Form
from packbuilder.pdf.operators import Matrix, drawing
from packbuilder.pdf.source import SourcePage, SourcePdf, reading


@dataclass(frozen=True, slots=True)
class Layer:
    """A page as it is laid: its form, and what leads from that to the sheet."""

    form: Form
    matrix: Matrix


@dataclass
class LayeredSheets:
    """The file in the making: sheets of one size in mm, each with a blank back where `backs` is true.

    `title` and `lang` are what the file says of itself, `count` how many sheets it will have: each side is tagged as a
    figure, with its number among all sides.
    """

    size: Size
    title: str
    lang: str
    count: int
    backs: bool
    _file: FigureFile = field(init=False)
    _accessible: bool = True

    def __post_init__(self) -> None:
        """Begin the file."""
        self._file = FigureFile(self.title, self.lang, "long" if self.backs else None)

    def layer(self, page: SourcePage) -> Layer:
        """A page, to be laid any number of times. RenderError for one that cannot be read."""
        with reading(self.title):
            return Layer(self._file.form(page), page.matrix)

    def sheet(self, source: SourcePdf) -> Layer:
        """The first page of a file, to be laid below all else; the whole is PDF/UA-1 if every such file is."""
        self._accessible &= source.accessible
        return self.layer(source.pages[0])

    def add(self, layers: Sequence[Layer]) -> None:
        """The next sheet, with these laid on it, the later over the former."""
        forms = {f"/F{n}": layer.form for n, layer in enumerate(layers)}
        figure = b"\n".join(drawing(f"/F{n}", layer.matrix) for n, layer in enumerate(layers))
        sides = 2 if self.backs else 1
        self._file.add(self.size, forms, figure, f"{self.title} ({self._file.count + 1}/{sides * self.count})")
        if self.backs:
            self._file.add(self.size, {}, b"", "")

    def file(self) -> bytes:
        """The whole file."""
        return self._file.finished(accessible=self._accessible)
