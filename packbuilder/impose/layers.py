"""Finished pages laid over one another as they come: thousands of them, in the memory that their file takes.

What is laid is drawn as it lies on its own page, which is as large as the sheet. Each page and each font is in the file
once, however often it is laid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from packbuilder.impose import tags
from packbuilder.impose.hand import drawn
from packbuilder.impose.source import Source, SourcePage, reading
from packbuilder.impose.writer import Writer, array, dictionary, numbers, reference, text
from packbuilder.model.paper import MM_PER_PT, Size

_SETTLED = 256  # sheets after which what is known of them is packed


@dataclass(frozen=True, slots=True)
class Layer:
    """A page as it is laid: the reference to its form, and the operators that say where."""

    form: bytes
    place: bytes


@dataclass
class Layers:
    """The file in the making: sheets of one size in mm, each with a blank back where `backs` is true.

    `title` and `lang` are what the file says of itself, `count` how many sheets it will have: each side is tagged as a
    figure, with its number among all sides.
    """

    size: Size
    title: str
    lang: str
    count: int
    backs: bool
    _writer: Writer = field(default_factory=Writer)
    _pages: list[bytes] = field(default_factory=list)
    _elements: list[bytes] = field(default_factory=list)
    _contents: dict[tuple[bytes, ...], bytes] = field(default_factory=dict)
    _accessible: bool = True

    def __post_init__(self) -> None:
        """Keep places for what refers to all sheets."""
        self._tree, self._document = self._writer.reserve(), self._writer.reserve()

    def layer(self, page: SourcePage) -> Layer:
        """A page, to be laid any number of times. RenderError for one that cannot be read."""
        with reading(self.title):
            return Layer(drawn(self._writer, page), b"q %s cm " % numbers(*page.matrix))

    def sheet(self, source: Source) -> Layer:
        """The first page of a file, to be laid below all else; the whole is PDF/UA-1 if every such file is."""
        self._accessible &= tags.accessible(source.reader)
        return self.layer(source.pages[0])

    def left(self, source: Source) -> None:
        """A file of which no more pages are laid."""
        self._writer.forget(source.reader)

    def add(self, layers: Sequence[Layer]) -> None:
        """The next sheet, with these laid on it, the later over the former."""
        width, height = (side / MM_PER_PT for side in self.size)
        number = self._writer.reserve()
        forms = {f"/F{n}": layer.form for n, layer in enumerate(layers)}
        page = {
            "/Type": b"/Page", "/Parent": reference(self._tree), "/MediaBox": array([numbers(0, 0, width, height)]),
            "/Resources": dictionary({"/XObject": dictionary(forms)}), "/Contents": self._drawing(layers),
            "/StructParents": b"%d" % len(self._elements), "/Tabs": b"/S",
        }  # fmt: skip
        self._pages.append(self._writer.put(dictionary(page), number))
        sides = 2 if self.backs else 1
        said = f"{self.title} ({len(self._pages)}/{sides * self.count})"
        figure = tags.Figure(reference(number), width, height, said)
        self._elements.append(tags.element(self._writer, figure, reference(self._document)))
        if self.backs:
            blank = {key: page[key] for key in ("/Type", "/Parent", "/MediaBox")}
            self._pages.append(self._writer.put(dictionary(blank)))
        if len(self._elements) % _SETTLED == 0:
            self._writer.settle()

    def _drawing(self, layers: Sequence[Layer]) -> bytes:
        """What draws the layers of a sheet: the same for all whose layers lie alike."""
        places = tuple(layer.place for layer in layers)
        if places not in self._contents:
            laid = [b"%s/F%d Do Q" % (place, n) for n, place in enumerate(places)]
            self._contents[places] = self._writer.compressed({}, b"\n".join([tags.FIGURE, *laid, tags.END]))
        return self._contents[places]

    def file(self) -> bytes:
        """The whole file."""
        writer = self._writer
        kids = {"/Type": b"/Pages", "/Kids": array(self._pages), "/Count": b"%d" % len(self._pages)}
        writer.put(dictionary(kids), self._tree)
        duplex = b"/DuplexFlipLongEdge" if self.backs else b"/Simplex"
        preferences = {"/DisplayDocTitle": b"true", "/PrintScaling": b"/None", "/Duplex": duplex}
        catalog = {
            "/Type": b"/Catalog", "/Pages": reference(self._tree), "/Lang": text(self.lang),
            "/ViewerPreferences": dictionary(preferences), "/MarkInfo": dictionary({"/Marked": b"true"}),
            "/StructTreeRoot": tags.root(writer, self._elements, self._document),
        }  # fmt: skip
        if self._accessible:
            catalog["/Metadata"] = tags.metadata(writer, self.title)
        info = writer.put(dictionary({"/Title": text(self.title), "/Producer": b"(%s)" % tags.PRODUCER.encode()}))
        return writer.finished(writer.put(dictionary(catalog)), info)
