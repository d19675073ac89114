"""The tags of a PDF: there are some, and all marked content belongs to them.

The validator in the tests looks deeper. This catches what it has passed: files whose pages lost their tags on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from packbuilder.errors import Problem
from packbuilder.proof.expected import Expectation
from packbuilder.proof.reading import at, items

if TYPE_CHECKING:
    from pypdf import PageObject

    from packbuilder.proof.reading import Reader

_MARKED = re.compile(rb"/MCID\s+(\d+)[^>]*>>\s*BDC\b(.*?)\bEMC\b", re.DOTALL)
_SHOWS_TEXT = re.compile(rb"[\])>]\s*(?:TJ|Tj)\b")
_REMEDY = "Write it as PDF/UA-1, and put files together by Document.copy alone."


def check(reader: Reader, expected: Expectation) -> Iterator[Problem]:
    """A problem if there are no tags or no tagged text, and for each page whose marked content has lost its tags."""
    tree = at(reader.catalog, "/StructTreeRoot")
    if not any(items(at(element, "/K")) for element in items(at(tree, "/K"))):
        yield expected.problem("tags", "The file has no tags.", _REMEDY)
        return
    owners = _owners(reader)
    texts = 0
    for number, page in enumerate(reader.pages, start=1):
        marked = _marked(page)
        texts += sum(1 for shown in marked.values() if _SHOWS_TEXT.search(shown))
        owned = owners.get(at(page, "/StructParents"), 0)
        if max(marked, default=-1) >= owned:
            yield expected.problem("tags", f"Page {number} has content whose tags are lost.", _REMEDY)
    if not texts:
        yield expected.problem("tags", "The file has no tagged text.", _REMEDY)


def _marked(page: PageObject) -> dict[int, bytes]:
    """The marked content of a page by its identifier."""
    contents = page.get_contents()
    data = b"" if contents is None else contents.get_data()
    return {int(number): shown for number, shown in _MARKED.findall(data)}


def _owners(reader: Reader) -> dict[int, int]:
    """How many pieces of marked content of each page the tags account for, by the page's /StructParents."""
    found: dict[int, int] = {}
    waiting = [at(reader.catalog, "/StructTreeRoot", "/ParentTree")]
    while waiting:
        node = waiting.pop()
        numbers = at(node, "/Nums") or []
        found |= {int(key): len(items_of) for key, items_of in zip(numbers[::2], numbers[1::2], strict=True)
                  if isinstance(items_of, list)}  # fmt: skip
        waiting += items(at(node, "/Kids"))
    return found
