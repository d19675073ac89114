"""A PDF of sheets: each side is one figure, with words for what it is and what is to be done with it.

What its pages say can be read aloud in the file that they come from; here they lie turned, in parts and out of order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from packbuilder.model.paper import MM_PER_PT, Size
from packbuilder.pdf.operators import ARTIFACT, END, FIGURE
from packbuilder.pdf.saving import saved
from packbuilder.pdf.source import SourcePage, SourcePdf
from packbuilder.pdf.xmp import packet

Form = Object

_PRODUCER = "packbuilder"
_DUPLEX = {None: Name.Simplex, "long": Name.DuplexFlipLongEdge, "short": Name.DuplexFlipShortEdge}


class FigureFile:
    """The file in the making. `title` and `lang` are what it says of itself, `duplex` on which edge sheets are turned.

    Every page that is drawn comes along once, and so does every font, however often it is used.
    """

    def __init__(self, title: str, lang: str, duplex: Literal["long", "short"] | None) -> None:
        self._pdf = pikepdf.new()
        self._title = title
        self._pages, self._figures, self._owners = Array(), Array(), Array()
        self._contents: dict[bytes, Object] = {}
        self._boxes: dict[Size, tuple[Object, Object]] = {}
        self._document = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
        root = self._pdf.Root
        root.Lang, root.MarkInfo = String(lang), Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True, PrintScaling=Name("/None"), Duplex=_DUPLEX[duplex])
        self._pdf.docinfo.Title, self._pdf.docinfo.Producer = String(title), String(_PRODUCER)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def form(self, page: SourcePage) -> Form:
        """A page as a form of this file, to be drawn any number of times."""
        return self._pdf.copy_foreign(page.form)

    def add(self, size: Size, forms: Mapping[str, Form], figure: bytes, alt: str, artifact: bytes = b"") -> None:
        """A page of so many mm, with the operators that draw the forms named, and those of what is beside the figure.

        `alt` is said of the figure. Without operators for it, the page has none.
        """
        media, layout = self._box(size)
        page = Dictionary(Type=Name.Page, Parent=self._pdf.Root.Pages, MediaBox=media)
        if forms:
            page.Resources = Dictionary(XObject=Dictionary(dict(forms)))
        self._pages.append(page := self._pdf.make_indirect(page))
        if figure:
            page.StructParents, page.Tabs = len(self._figures), Name.S
            element = self._pdf.make_indirect(
                Dictionary(
                    Type=Name.StructElem, S=Name.Figure, P=self._document, Pg=page, K=0, Alt=String(alt), A=layout
                )
            )
            self._owners.append(len(self._figures))
            self._owners.append(Array([element]))
            self._figures.append(element)
        parts = [FIGURE, figure, END] * bool(figure) + [ARTIFACT, artifact, END] * bool(artifact)
        if parts:
            page.Contents = self._content(b"\n".join(parts))

    def _box(self, size: Size) -> tuple[Object, Object]:
        """The media box of pages of a size, and where their figures lie: each is there once."""
        if size not in self._boxes:
            box = Array([0, 0, *(round(side / MM_PER_PT, 5) for side in size)])
            layout = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box)
            self._boxes[size] = self._pdf.make_indirect(box), self._pdf.make_indirect(layout)
        return self._boxes[size]

    def _content(self, operators: bytes) -> Object:
        """A content stream: the same for all pages whose forms lie alike."""
        if operators not in self._contents:
            self._contents[operators] = self._pdf.make_stream(operators)
        return self._contents[operators]

    def finished(self, *, accessible: bool, optional: SourcePdf | None = None) -> bytes:
        """The whole file, the same bytes for the same pages; `accessible` claims PDF/UA-1.

        `optional` is the file whose layers a viewer can hide in this one, too.
        """
        root = self._pdf.Root
        root.Pages.Kids, root.Pages.Count = self._pages, len(self._pages)
        self._document.K = self._figures
        tree = Dictionary(
            Type=Name.StructTreeRoot,
            K=Array([self._document]),
            ParentTree=Dictionary(Nums=self._owners),
            ParentTreeNextKey=len(self._figures),
        )
        root.StructTreeRoot = self._document.P = self._pdf.make_indirect(tree)
        if optional is not None and optional.optional_content is not None:
            root.OCProperties = self._pdf.copy_foreign(optional.optional_content)
        if accessible:
            claim = packet(self._title, {"pdf:Producer": _PRODUCER, "pdfuaid:part": "1"})
            root.Metadata = self._pdf.make_stream(claim, Type=Name.Metadata, Subtype=Name.XML)
        return saved(self._pdf)
