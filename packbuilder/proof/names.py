"""Signed letters read back: a page for each, with the name of its signer on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packbuilder.errors import Problem
from packbuilder.model.secrets import bare

_REMEDY = "Make the letters again."
# The reader keeps what it has parsed until a document is closed: of thousands of letters, more than all the rest takes.
_AT_ONCE = 200


def check(pdf: bytes, names: Sequence[str], file: str, *, step: int) -> list[Problem]:
    """What is wrong with a file whose every `step`-th page must hold a name of `names`, in their order; "" for none."""
    from pypdfium2 import PdfDocument

    found: list[Problem] = []
    for begins in range(0, len(names), _AT_ONCE):
        document = PdfDocument(pdf)
        try:
            if len(document) != len(names) * step:
                what = f"The file has {len(document)} pages instead of {len(names) * step}."
                return [Problem(file, 0, "", what, _REMEDY)]
            numbers = range(begins, min(begins + _AT_ONCE, len(names)))
            texts = (document[n * step].get_textpage().get_text_range() for n in numbers if names[n])
            found += _missing(texts, [(n * step + 1, names[n]) for n in numbers if names[n]], file)
        finally:
            document.close()
    return found


def _missing(texts: Iterator[str], wanted: Sequence[tuple[int, str]], file: str) -> Iterator[Problem]:
    for text, (page, name) in zip(texts, wanted, strict=True):
        if not _holds(bare(text), bare(name)):
            yield Problem(file, 0, "", f"Page {page} does not hold the name of its signer.", _REMEDY)


def _holds(text: str, name: str) -> bool:
    """Whether a page holds a name, or all its letters, in whatever order its script is read back."""
    return name in text or all(text.count(char) >= name.count(char) for char in set(name))
