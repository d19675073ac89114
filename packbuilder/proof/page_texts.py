"""What the pages of a file show: every line leaves ink, and every word is there. Each page is opened once for both."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from packbuilder.errors import Problem
from packbuilder.proof import invisible_text, word_order
from packbuilder.proof.expectation import Expectation


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
    finally:
        document.close()
    yield from word_order.check(texts, expected)


def _length(pdf: bytes) -> int:
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
