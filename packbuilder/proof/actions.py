"""What a PDF does: it leads to the addresses it prints and to its own pages, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from packbuilder.compose.composed import HOST
from packbuilder.errors import Problem
from packbuilder.pdf.strict_reader import PdfValue, at, items, resolved
from packbuilder.proof.expectation import Expectation

if TYPE_CHECKING:
    from packbuilder.pdf.strict_reader import StrictReader

# What the root of a document may hold. Anything else, such as OpenAction, AcroForm or AF, acts or carries something.
_CATALOG = frozenset(
    {
        "/Type",
        "/Version",
        "/Pages",
        "/PageLabels",
        "/PageMode",
        "/PageLayout",
        "/Outlines",
        "/Names",
        "/Dests",
        "/Lang",
        "/Metadata",
        "/MarkInfo",
        "/StructTreeRoot",
        "/ViewerPreferences",
        "/OutputIntents",
    }
)
_NAMES = frozenset({"/Dests"})
_SCHEMES = frozenset({"http", "https", "mailto"})
_REMOVE = "Remove it: a file that is handed out does nothing by itself and carries nothing within it."


def check(reader: StrictReader, expected: Expectation) -> Iterator[Problem]:
    """A problem for everything that acts or is carried along, and for each link that leads where it must not."""
    catalog = reader.catalog
    for key in sorted((catalog.keys() - _CATALOG) | ((at(catalog, "/Names") or {}).keys() - _NAMES)):
        yield expected.problem("active", f"The file carries {key.removeprefix('/')}.", _REMOVE)
    named = _destinations(catalog)
    for number, page in enumerate(reader.pages, start=1):
        if at(page, "/AA") is not None:
            yield expected.problem("active", f"Page {number} carries an action of its own.", _REMOVE)
        for annotation in items(at(page, "/Annots")):
            if fault := _annotation(annotation, named):
                yield expected.problem("link", f"{fault} (page {number}).", "Correct or remove the link.")
    for bookmark in bookmarks(catalog):
        if fault := _leads(bookmark, named):
            yield expected.problem("bookmark", f"{fault} (bookmark “{at(bookmark, '/Title')}”).", "Remove it.")


def _annotation(annotation: PdfValue, named: frozenset[str]) -> str:
    """What is wrong with an annotation; empty if it is a link, and leads where links may lead."""
    kind = at(annotation, "/Subtype")
    if kind != "/Link" or at(annotation, "/AA") is not None:
        return f"An annotation is no mere link but {str(kind).removeprefix('/')}"
    return _leads(annotation, named)


def _leads(holder: PdfValue, named: frozenset[str]) -> str:
    """What is wrong with the place a link or bookmark leads to; empty if nothing is."""
    action, target = at(holder, "/A"), at(holder, "/Dest")
    kind = at(action, "/S")
    if at(action, "/Next") is not None or kind not in {None, "/URI", "/GoTo"}:
        return f"A link does more than lead somewhere: {str(kind).removeprefix('/')}"
    if kind == "/URI":
        return _uri(str(at(action, "/URI")))
    target = at(action, "/D") if kind == "/GoTo" else target
    if isinstance(target, str) and target not in named:
        return f"A link leads to “{target}”, which is nowhere in the file"
    return "" if target is not None else "A link leads nowhere"


def _uri(uri: str) -> str:
    parts = urlsplit(uri)
    right = parts.scheme in _SCHEMES and parts.hostname != HOST and bool(parts.netloc or parts.scheme == "mailto")
    return "" if right else f"A link leads to “{uri}”, which is neither on the web nor a mailbox"


def _destinations(catalog: PdfValue) -> frozenset[str]:
    """The names of places within the file."""
    found: set[str] = set()
    waiting = [at(catalog, "/Names", "/Dests")]
    while waiting:
        node = waiting.pop()
        found |= {str(name) for name in (at(node, "/Names") or [])[::2]}
        waiting += items(at(node, "/Kids"))
    return frozenset(found)


def bookmarks(catalog: PdfValue) -> Iterator[PdfValue]:
    """The outline's items, in no particular order, each once however they are chained."""
    seen: set[int] = set()
    waiting = [at(catalog, "/Outlines", "/First")]
    while waiting:
        item = resolved(waiting.pop())
        if item is None or id(item) in seen:
            continue
        seen.add(id(item))
        yield item
        waiting += [at(item, "/First"), at(item, "/Next")]
