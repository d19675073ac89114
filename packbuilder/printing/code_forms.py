"""Codes as forms: each is in a file once, however often it is drawn, and in a pack once for all its documents.

What a code consists of is drawn in units of its modules, whatever its size on paper: so the same code is the same
bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pydyf

if TYPE_CHECKING:
    from weasyprint import Document

_LEAST = 60  # runs of modules: the smallest code has more, and nothing else that is drawn has as many squares
_RECTANGLE, _FILL = b" re", b"f"


def draw_codes_once(_: Document, pdf: pydyf.PDF) -> None:
    """Make a form of each code of a file's pages, once `compact` has written its modules as rectangles."""
    objects = {f"{number} 0 R".encode(): thing for number, thing in enumerate(pdf.objects)}
    pages = [objects[reference] for reference in pdf.page_references]
    names: dict[bytes, str] = {}
    for page in pages:
        drawn = objects[page["Resources"]]["XObject"]
        stream = objects[page["Contents"]]
        for start, end in reversed(list(_codes(stream.stream))):
            modules = stream.stream[start:end]
            if (key := b"\n".join(modules)) not in names:
                names[key] = f"code{len(names)}"
                pdf.add_object(form := _form(modules))
                drawn[names[key]] = form.reference
            stream.stream[start:end] = [f"/{names[key]} Do".encode()]


def _codes(parts: list[object]) -> Iterator[tuple[int, int]]:
    """Where in a stream so many rectangles follow each other and are filled: from the first to behind the filling."""
    start = 0
    for place, part in enumerate(parts):
        if isinstance(part, bytes) and part.endswith(_RECTANGLE):
            continue
        if part == _FILL and place - start >= _LEAST:
            yield start, place + 1
        start = place + 1


def _form(modules: list[bytes]) -> pydyf.Stream:
    """A code as a form with a module of room around it, so that no edge is cut; its colour is that of where it lies."""
    rectangles = [[float(number) for number in part.split()[:4]] for part in modules[:-1]]
    left, top = (min(one[side] for one in rectangles) - 1 for side in (0, 1))
    right, foot = (max(one[side] + one[side + 2] for one in rectangles) + 1 for side in (0, 1))
    box = pydyf.Array([left, top, right, foot])
    described = {"Type": "/XObject", "Subtype": "/Form", "BBox": box, "Resources": pydyf.Dictionary()}
    return pydyf.Stream(modules, described, compress=True)
