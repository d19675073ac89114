"""What the pages of a file show: every line leaves ink, and every word is there. Each page is opened once for both."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from packbuilder.errors import Problem
from packbuilder.proof import invisible_text, word_order
from packbuilder.proof.expectation import Expectation

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_FAR = 4  # times the height of the higher letter: no space within a line is as wide


def check(pdf: bytes, expected: Expectation) -> Iterator[Problem]:
    """A problem for the first line of each page that nobody sees, and for each text of which words are missing.

    Of a bound file its own pages are looked at; the others were where they come from.
    """
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    texts: list[str] = []
    own = len(document) - sum(map(_length, expected.parts))
    try:
        for number, page in enumerate(islice(document, own), start=1):
            text = page.get_textpage()
            yield from invisible_text.check(page, text, number, expected)
            texts.append(text.get_text_range() if expected.prose else "")
        lost = list(word_order.check(texts, expected))
        if lost:  # perhaps the reader only put side by side what stands in lines of its own
            lost = list(word_order.check([_parted(page.get_textpage()) for page in islice(document, own)], expected))
        yield from lost
    finally:
        document.close()


def _parted(text: PdfTextPage) -> str:
    """The words of a page with a new line wherever the next letter stands far from the one before.

    Readers take a large number beside a heading of two lines for a part of its first, and the second for the rest.
    """
    parted: list[str] = []
    before: tuple[float, float] | None = None  # where the last letter begins, and how high it is
    for index, char in enumerate(text.get_text_range()):
        if char.strip():
            left, foot, _, top = text.get_charbox(index)
            if before is not None and abs(left - before[0]) > _FAR * max(top - foot, before[1]):
                parted.append("\n")
            before = left, top - foot
        parted.append(char)
    return "".join(parted)


def _length(pdf: bytes) -> int:
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
