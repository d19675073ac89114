"""The tags of a PDF: there are some, and all marked content belongs to them.

The validator in the tests looks deeper. This catches what it has passed: files whose pages lost their tags on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from packbuilder.errors import Problem
from packbuilder.pdf.operators import operations
from packbuilder.pdf.strict_reader import array, at, items
from packbuilder.proof.expectation import Expectation

if TYPE_CHECKING:
    from pypdf import PageObject

    from packbuilder.pdf.strict_reader import StrictReader

_SHOWS_TEXT = frozenset({"Tj", "TJ"})
_SHOWS_FIGURE = frozenset({"Do"})  # a page on a sheet, which is one figure
_READ = _SHOWS_TEXT | _SHOWS_FIGURE | {"BDC", "BMC", "EMC"}
_IN_LINK = "Put nothing but text into an <a>: the renderer makes a link of every element within it."
_REMEDY = "Write it by printing.single, or bind it from such files: put together in another way they lose tags."


def check(reader: StrictReader, expected: Expectation) -> Iterator[Problem]:
    """A problem if there are no tags or no tagged text, and for each page whose content or links have lost theirs."""
    tree = at(reader.catalog, "/StructTreeRoot")
    if not any(items(at(element, "/K")) for element in items(at(tree, "/K"))):
        yield expected.problem("tags", "The file has no tags.", _REMEDY)
        return
    owned = owners(reader)
    texts, shows = 0, _SHOWS_TEXT if expected.standard == "pdf/a-2a" else _SHOWS_FIGURE
    for number, page in enumerate(reader.pages, start=1):
        marked = _marked(page)
        texts += sum(1 for shown in marked.values() if shows & shown)
        if max(marked, default=-1) >= len(array(owned.get(at(page, "/StructParents")))):
            yield expected.problem("tags", f"Page {number} has content whose tags are lost.", _REMEDY)
        links = [a for a in items(at(page, "/Annots")) if at(a, "/Subtype") == "/Link"]
        if stray := sum(1 for a in links if at(owned.get(at(a, "/StructParent")), "/S") != "/Link"):
            yield expected.problem("tags", f"Page {number} has {stray} link(s) without a tag of their own.", _IN_LINK)
    if not texts:
        what = "text" if shows is _SHOWS_TEXT else "figure"
        yield expected.problem("tags", f"The file has no tagged {what}.", _REMEDY)


def _marked(page: PageObject) -> dict[int, set[str]]:
    """Which operators show something within the marked content of a page, by its identifier."""
    contents = page.get_contents()
    found: dict[int, set[str]] = {}
    within: list[set[str]] = []
    for operator, operands in operations(b"" if contents is None else contents.get_data(), _READ):
        match operator, operands:
            case "BDC", [_, {"/MCID": number}]:
                within.append(found.setdefault(int(number), set()))
            case "BDC" | "BMC", _:
                within.append(set())
            case "EMC", _:
                del within[-1:]
            case _:
                for shown in within:
                    shown.add(operator)
    return found


def owners(reader: StrictReader) -> dict[int, Any]:
    """The elements that own a page's content, by its /StructParents, or the one that owns a link, by /StructParent."""
    found: dict[int, Any] = {}
    waiting = [at(reader.catalog, "/StructTreeRoot", "/ParentTree")]
    while waiting:
        node = waiting.pop()
        numbers = at(node, "/Nums") or []
        found |= {int(key): owner for key, owner in zip(numbers[::2], numbers[1::2], strict=True)}
        waiting += items(at(node, "/Kids"))
    return found
