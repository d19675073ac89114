"""Signed letters read back: a page for each, with the name of its signer on it."""

from __future__ import annotations

from collections.abc import Sequence

from packbuilder.errors import Problem
from packbuilder.model.secrets import bare


def check(pdf: bytes, names: Sequence[str], file: str, *, step: int) -> list[Problem]:
    """What is wrong with a file whose every `step`-th page must hold a name of `names`, in their order; "" for none."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        if len(document) != len(names) * step:
            what = f"The file has {len(document)} pages instead of {len(names) * step}."
            return [Problem(file, 0, "", what, "Make the letters again.")]
        return [
            Problem(
                file, 0, "", f"Page {n * step + 1} does not hold the name of its signer.", "Make the letters again."
            )
            for n, name in enumerate(names)
            if name and not _holds(bare(document[n * step].get_textpage().get_text_range()), bare(name))
        ]
    finally:
        document.close()


def _holds(text: str, name: str) -> bool:
    """Whether a page holds a name, or all its letters, in whatever order its script is read back."""
    return name in text or all(text.count(char) >= name.count(char) for char in set(name))
