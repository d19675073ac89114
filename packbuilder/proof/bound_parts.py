"""A bound file against the files that it is bound of: each of their pages is there, in order, as it was proven there.

What a page shows and the tags of it are compared as they stand in the files, so that nobody has to look at the page
again: it draws the same with the same marks, each mark has its element, and its links lead where they did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypdf.generic import NullObject

from packbuilder.errors import Problem
from packbuilder.pdf.strict_reader import StrictReader, array, at, items, resolved
from packbuilder.proof.actions import bookmarks
from packbuilder.proof.expectation import Expectation
from packbuilder.proof.tags import owners

if TYPE_CHECKING:
    from pypdf import PageObject

    from packbuilder.pdf.strict_reader import PdfValue

_REMEDY = "Build again; if it stays so, name its documents with `--only`, without the pack."


@dataclass(frozen=True, slots=True)
class _BoundPage:
    """What a page is known by: what it draws, which of its marks have an element, and its links.

    What it draws are its own operators, and by name what is drawn with them: codes and pictures.
    """

    drawing: tuple[bytes, ...]
    tags: tuple[bool, ...]
    links: tuple[tuple[str, ...], ...]


def check(reader: StrictReader, expected: Expectation) -> Iterator[Problem]:
    """A problem for each page that is not that of its part, for bookmarks that are lost, and for labels that differ."""
    parts = [StrictReader(part) for part in expected.parts]
    kept, own = [page for part in parts for page in _pages(part)], _pages(reader)
    first = len(own) - len(kept)
    for number, (page, there) in enumerate(zip(own[max(first, 0) :], kept, strict=False), start=first + 1):
        if lost := [name for name in ("drawing", "tags", "links") if getattr(page, name) != getattr(there, name)]:
            yield expected.problem("bound", f"Page {number} has lost {' and '.join(lost)} of its document.", _REMEDY)
    if Counter(title for part in parts for title in _titles(part)) - Counter(_titles(reader)):
        yield expected.problem("bookmark", "Bookmarks of its documents are lost.", _REMEDY)
    if [at(one, "/S") for one in items(at(reader.catalog, "/PageLabels", "/Nums"))[1::2]] != ["/D"]:
        yield expected.problem("labels", "Its pages are not labelled 1, 2, 3 …, as its contents count them.", _REMEDY)


def _pages(reader: StrictReader) -> list[_BoundPage]:
    found = owners(reader)
    return [_page(page, array(found.get(at(page, "/StructParents")))) for page in reader.pages]


def _page(page: PageObject, elements: list[PdfValue]) -> _BoundPage:
    contents = page.get_contents()
    links = tuple(
        tuple(map(str, (at(one, "/A", "/URI"), at(one, "/Contents"), at(one, "/Rect"))))
        for one in items(at(page, "/Annots"))
    )
    own = b"" if contents is None else contents.get_data()
    drawing = (own, *_drawn(at(page, "/Resources")))
    return _BoundPage(drawing, tuple(not isinstance(one, NullObject) for one in elements), links)


def _drawn(resources: PdfValue) -> Iterator[bytes]:
    """The names of codes, pictures and whatever else is drawn as a whole, and what each consists of."""
    for name, drawn in sorted((at(resources, "/XObject") or {}).items()):
        yield name.encode()
        yield resolved(drawn).get_data()
        yield from _drawn(at(drawn, "/Resources"))


def _titles(reader: StrictReader) -> list[str]:
    return [str(at(one, "/Title")) for one in bookmarks(reader.catalog)]
