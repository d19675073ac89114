"""Signed letters read back: a page for each, with the name of its signer on it, as the post sees it in its envelope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from packbuilder.errors import Problem
from packbuilder.model.secrets import bare
from packbuilder.postal.placement import PostalView
from packbuilder.proof import mailpiece

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_REMEDY = "Make the letters again."
# The reader keeps what it has parsed until a document is closed: of thousands of letters, more than all the rest takes.
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Signed:
    """What a page must hold: the name of a signer, and what of it the post may see."""

    name: str
    posted: tuple[PostalView, ...] = ()


def check(pdf: bytes, wanted: Sequence[Signed | None], file: str, *, step: int) -> list[Problem]:
    """What is wrong with a file whose every `step`-th page must hold one of `wanted`, in order; None is no letter."""
    from pypdfium2 import PdfDocument

    found: list[Problem] = []
    for begins in range(0, len(wanted), _AT_ONCE):
        with closing(PdfDocument(pdf)) as document:
            if len(document) != len(wanted) * step:
                what = f"The file has {len(document)} pages instead of {len(wanted) * step}."
                return [Problem.at(file, what, _REMEDY)]
            for n, one in enumerate(wanted[begins : begins + _AT_ONCE], start=begins):
                found += _faults(document, n * step, one, file) if one else ()
    return found


def _faults(document: PdfDocument, page: int, wanted: Signed, file: str) -> Iterator[Problem]:
    """What is wrong with a page, which is opened and read once."""
    with closing(document[page]) as sheet, closing(sheet.get_textpage()) as text:
        if not _holds(bare(text.get_text_range()), bare(wanted.name)):
            yield Problem.at(file, f"Page {page + 1} does not hold the name of its signer.", _REMEDY)
        for shown in wanted.posted:
            for fault in islice(mailpiece.faults(sheet, shown, text), 1):
                yield mailpiece.problem(replace(shown, page=page + 1), fault, file)


def _holds(text: str, name: str) -> bool:
    """Whether a page holds a name, or all its letters, in whatever order its script is read back."""
    return name in text or all(text.count(char) >= name.count(char) for char in set(name))
