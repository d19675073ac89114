"""What ligatures of scripts that run from right to left are copied as.

Readers (poppler, pdfium, pdf.js) take the glyphs of such a line from left to right, as they lie on paper, and turn the
letters round, those of a ligature with them: a lam with its alef is read back as alef and lam, and a word with it is
never found. So the letters of these ligatures are told in the order that they would have on paper.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import bidirectional

import pydyf

if TYPE_CHECKING:
    from weasyprint import Document

_ENTRY = re.compile(rb"<([0-9a-f]+)> <((?:[0-9a-f]{4}){2,})>", re.IGNORECASE)
_FROM_THE_RIGHT = {"R", "AL", "NSM"}  # letters, and the marks upon them


def turn_ligatures(_: Document, pdf: pydyf.PDF) -> None:
    """Turn what glyphs of several letters from right to left stand for, in every font of a file."""
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Dictionary) and "ToUnicode" in thing:
            table = pdf.objects[int(thing["ToUnicode"].split()[0])]
            table.stream = [_ENTRY.sub(_turned, line) if isinstance(line, bytes) else line for line in table.stream]


def _turned(entry: re.Match[bytes]) -> bytes:
    glyph, letters = entry[1], bytes.fromhex(entry[2].decode()).decode("utf-16-be")
    if not {bidirectional(letter) for letter in letters} <= _FROM_THE_RIGHT:
        return entry[0]
    return b"<%s> <%s>" % (glyph, letters[::-1].encode("utf-16-be").hex().encode())
