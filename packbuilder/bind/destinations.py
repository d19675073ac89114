"""Where links of a bound file lead: to the places of its parts, and from one part to another.

A part knows no other when it is made: it leads to them by addresses below BOUND_URL, which become links within the
file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String

from packbuilder.bind.copies import copied
from packbuilder.compose.composed import BOUND_URL
from packbuilder.errors import Problem, RenderError


class Destinations:
    """The places of a file in the making."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._taken: frozenset[str] = frozenset()
        self._begin: dict[str, Object] = {}

    def add(self, source: Pdf, first: Object, name: str, renamed: Collection[str]) -> None:
        """The named places of a file whose pages were copied, `first` the first of them.

        Those that its own links lead to are there already, under other names where theirs were taken, `renamed`; others
        whose names are taken are left behind. The place with the name of the document is where it begins, the top of
        its first page if there is none.
        """
        top = Array([first, Name.XYZ, 0, first.MediaBox[3], 0])
        own = {name: top} | {key: copied(self._pdf, source, place) for key, place in _named(source)}
        places, free = self._places(), own.keys() - self._taken - set(renamed)
        for key in sorted(free):
            if key not in places:
                places[key] = own[key]
        self._begin[name] = String(name) if name in free else own[name]
        self._taken = frozenset(places)

    def _places(self) -> NameTree:
        root = self._pdf.Root
        if "/Names" not in root:
            root.Names = self._pdf.make_indirect(Dictionary())
        if "/Dests" not in root.Names:
            root.Names.Dests = NameTree.new(self._pdf).obj
        return NameTree(root.Names.Dests)

    def lead(self) -> None:
        """Let links to documents lead there; RenderError for each that leads to none of the file."""
        problems = []
        for link, name in _links(self._pdf):
            if (place := self._begin.get(name)) is None:
                problems.append(_astray(str(link.get("/Contents", "")), name))
            else:
                del link["/A"]
                link.Dest = place
        if problems:
            raise RenderError(*problems)


def _named(source: Pdf) -> Iterator[tuple[str, Object]]:
    tree = source.Root.get("/Names", Dictionary()).get("/Dests")
    if tree is not None:
        yield from NameTree(tree).items()


def _links(pdf: Pdf) -> Iterator[tuple[Object, str]]:
    """The links to other documents, each with the name of its document."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", Array()):
            address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
            if address.startswith(BOUND_URL):
                yield annotation, address.removeprefix(BOUND_URL)


def _astray(words: str, name: str) -> Problem:
    what = f"The link “{words}” leads to the document `{name}`, which is not in the pack."
    return Problem.at(name, what, "Let it lead to a document that is: its `entry.href`.", key="link")
