"""The pack: bound from finished documents, and proven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from packbuilder.bind import BoundPart, bound
from packbuilder.deliver import Entry
from packbuilder.production.artifacts import printed_pages
from packbuilder.production.made import MadeDocument, MadeFile
from packbuilder.production.time_limit import in_time
from packbuilder.proof import Expectation, PlacedCode, prove

if TYPE_CHECKING:
    from packbuilder.production.work import Bind


def pack(work: Bind) -> MadeDocument:
    """The front and all documents as one file.

    The codes of these were read in their own files: here those of the front are read, and if it is strict all of them.
    """
    composed, front, faces = work.composed, work.front, work.ticket.fonts.faces
    singles = [BoundPart(composed.name, front.single.data)]
    singles += [BoundPart(part.name, made.single.data) for part, made in work.parts]
    data = bound(singles, composed.title, composed.lang, faces)
    sheets = [composed.sheet_mm] * front.pages
    sheets += [part.sheet_mm for part, made in work.parts for _ in range(made.pages)]
    codes = (*front.codes, *(_placed(work) if work.strict else ()))
    expected = Expectation(
        composed.path, composed.title, composed.lang, tuple(sheets), frozenset(faces), codes,
        secrets=work.ticket.secrets, parts=tuple(made.single.data for _, made in work.parts),
    )  # fmt: skip
    with in_time(composed.path, len(sheets)):
        proof = prove(data, expected)
    pages = replace(printed_pages(proof, expected), font_pt=front.font_pt, cap_mm=composed.cap_mm)
    if not work.strict:
        pages = replace(pages, codes=(*pages.codes, *_read(work)))
    file = MadeFile(composed.path, "pack", data, pages)
    return MadeDocument((file,), len(sheets), front.font_pt, misfits=front.misfits)


def _placed(work: Bind) -> Iterator[PlacedCode]:
    """Where the codes of all documents lie in the pack."""
    before = work.front.pages
    for _, made in work.parts:
        yield from (replace(code, page=before + code.page) for code in made.codes)
        before += made.pages


def _read(work: Bind) -> Iterator[Entry]:
    """The codes as they were read in the singles, on the pages of the pack."""
    before = work.front.pages
    for _, made in work.parts:
        codes = made.single.pages.codes if made.single.pages else ()
        yield from (code | {"page": before + code["page"]} for code in codes)
        before += made.pages
