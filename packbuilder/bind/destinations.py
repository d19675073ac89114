"""Where links of a bound file lead: to the places of its parts, and from one part to another.

A part knows no other when it is made: it leads to them by addresses below BOUND_URL, which become links within the
file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

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
        self._links: list[tuple[Object, str, str]] = []  # to other documents, with its name and that of its own

    def add(self, source: Pdf, pages: Sequence[Object], name: str, renamed: Collection[str]) -> None:
        """The named places and the links of a file whose pages were copied.

        Those that its own links lead to are there already, under other names where theirs were taken, `renamed`; others
        whose names are taken are left behind. The place with the name of the document is where it begins, the top of
        its first page if there is none.
        """
        top = Array([pages[0], Name.XYZ, 0, pages[0].MediaBox[3], 0])
        own = {name: top} | {key: copied(self._pdf, source, place) for key, place in _named(source)}
        places, free = self._places(), own.keys() - self._taken - set(renamed)
        for key in sorted(free):
            if key not in places:
                places[key] = own[key]
        self._begin[name] = String(name) if name in free else own[name]
        self._taken = frozenset(places)
        self._links += [(link, there, name) for link, there in _links(pages)]

    def _places(self) -> NameTree:
        root = self._pdf.Root
        if "/Names" not in root:
            root.Names = self._pdf.make_indirect(Dictionary())
        if "/Dests" not in root.Names:
            root.Names.Dests = NameTree.new(self._pdf).obj
        return NameTree(root.Names.Dests)

    def lead(self) -> None:
        """Let links to documents lead there; RenderError for each that leads to none of the file."""
        problems: dict[Problem, None] = {}  # a link that is broken into lines is as many
        for link, name, holder in self._links:
            if (place := self._begin.get(name)) is None:
                problems[_astray(holder, str(link.get("/Contents", "")), name)] = None
            else:
                del link["/A"]
                link.Dest = place
        if problems:
            raise RenderError(*problems)


def _named(source: Pdf) -> Iterator[tuple[str, Object]]:
    tree = source.Root.get("/Names", Dictionary()).get("/Dests")
    if tree is not None:
        yield from NameTree(tree).items()


def _links(pages: Sequence[Object]) -> Iterator[tuple[Object, str]]:
    """The links of pages to other documents, each with the name of its document."""
    for annotation in (one for page in pages for one in page.get("/Annots", Array())):
        address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
        if address.startswith(BOUND_URL):
            yield annotation, address.removeprefix(BOUND_URL)


def _astray(holder: str, words: str, name: str) -> Problem:
    what = f"The link “{words}” leads to the document `{name}`, which is not in the pack."
    return Problem.at(holder, what, "Let it lead to a document that is, by its `entry.href`.", key="link")
