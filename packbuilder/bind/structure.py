"""The tags of a bound file: a document with a part for each file, and who owns what on its pages.

pikepdf copies pages without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, Pdf, String

from packbuilder.errors import Problem, RenderError

# What the root of tags may say of the kinds and classes of its elements.
_MAPS = ("/RoleMap", "/ClassMap")


class StructureTree:
    """The tree in the making: files are added in the order of their pages, and it is part of the file when finished."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root))
        self._parts, self._owners, self._namespaces = Array(), Array(), Array()
        self._maps = {key: Dictionary() for key in _MAPS}
        self._identified: dict[str, Object] = {}
        self._next = 0

    def add(self, source: Pdf, pages: Sequence[Object], name: str, lang: str) -> None:
        """The tags of a file whose pages were copied; `name` tells its element identifiers from those of others.

        `lang` is the language of the whole: a file in another one keeps its own. RenderError where it gives a name to
        another kind of element than a file before it.
        """
        tree = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        own = str(source.Root.get("/Lang", lang))
        for element in _listed(tree.get("/K")):
            element.P = self._document
            if element.get("/S") == Name.Document:
                element.S = Name.Part
            if own != lang and "/Lang" not in element:
                element.Lang = String(own)
            self._parts.append(element)
        self._identify(name)
        for key in _MAPS:
            self._map(key, tree.get(key, Dictionary()), name)
        self._namespaces.extend(_listed(tree.get("/Namespaces")))
        self._own(NumberTree(tree.ParentTree).items(), pages)

    def _own(self, owners: Iterable[tuple[int, Object]], pages: Sequence[Object]) -> None:
        """Count the keys of owners on from those of the files before, in the tree and on the pages."""
        first = self._next
        for key, owner in owners:
            self._owners.append(first + key)
            self._owners.append(owner)
            self._next = max(self._next, first + key + 1)
        for page in pages:
            if "/StructParents" in page:
                page.StructParents = int(page.StructParents) + first
            for annotation in page.get("/Annots", Array()):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + first

    def _map(self, key: str, own: Object, name: str) -> None:
        for named, meaning in own.items():
            if self._maps[key].get(named, meaning) != meaning:
                what = f"Its tags mean something else by {named.removeprefix('/')} than those of a file before it."
                raise RenderError(Problem.at(name, what, "Bind files of one build."))
            self._maps[key][named] = meaning

    def _identify(self, name: str) -> None:
        """Give the identifiers of the last part's elements, and where cells name them as their headers, its name."""
        for element in _elements(self._parts[-1]):
            if "/ID" in element:
                element.ID = String(f"{name}/{element.ID}")
                self._identified[str(element.ID)] = element
            for attributes in _listed(element.get("/A")):
                if isinstance(attributes, Dictionary) and "/Headers" in attributes:
                    attributes.Headers = Array([String(f"{name}/{header}") for header in attributes.Headers])

    def finish(self) -> None:
        """Make it the structure of its file."""
        self._document.K = self._parts
        root = self._root
        root.K = Array([self._document])
        root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=self._owners))
        root.ParentTreeNextKey = self._next
        for key, found in self._maps.items():
            if found:
                root[key] = found
        if self._namespaces:
            root.Namespaces = self._namespaces
        if self._identified:
            tree = NameTree.new(self._pdf)
            tree.update(self._identified)
            root.IDTree = tree.obj
        self._pdf.Root.StructTreeRoot = root


def _listed(found: Object | None) -> list[Object]:
    """The members of an array; one object stands for an array of it, None for an empty one."""
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def _elements(part: Object) -> Iterator[Object]:
    """An element and all below it."""
    waiting = [part]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [kid for kid in _listed(element.get("/K")) if isinstance(kid, Dictionary) and "/S" in kid]
