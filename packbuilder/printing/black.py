"""Black and greys in black ink alone: not mixed of four, whose plates and passes never quite meet.

The renderer writes every colour as RGB, which printers and print shops turn into all their inks. Grey of one component
is black ink wherever there is any, and the same on a screen; PDF/A allows it beside an output intent (ISO 19005-2,
6.2.4.3).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pydyf

if TYPE_CHECKING:
    from weasyprint import Document

_GREY = re.compile(rb"(\S+) \1 \1 (rg|RG)")  # equal shares of red, green and blue, to fill or to stroke


def plain_black(_: Document, pdf: pydyf.PDF) -> None:
    """Set the colours of a file that have no hue by one component; a mixture with transparency stays as it is."""
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream):
            thing.stream = [_one(part) if isinstance(part, bytes) else part for part in thing.stream]


def _one(part: bytes) -> bytes:
    found = _GREY.fullmatch(part)
    return b"%s %s" % (found[1], {b"rg": b"g", b"RG": b"G"}[found[2]]) if found else part
