"""What letters the glyphs of a font are read as, where a page is searched, copied or spoken (/ToUnicode)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pikepdf import Object

# Letters by glyph, both in the digits of the file.
Reading = dict[bytes, bytes]
_Glyph = TypeVar("_Glyph")
_Told = TypeVar("_Told")

_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_SINGLE = re.compile(rb"\d+\s+beginbfchar(.*?)endbfchar", re.DOTALL)
_OTHER = re.compile(rb"beginbfrange|begincidrange|begincidchar|usecmap")
_AT_ONCE = 100  # pairs (Adobe Technical Note 5411)
_HEAD = b"""\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_FOOT = b"""\
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@dataclass
class Agreeing:
    """Fonts of one face that read no glyph as two letters and give none two widths, and all that they say of them."""

    reading: Reading
    widths: dict[int, Object]
    fonts: list[Object]


def agreeing(fonts: Sequence[tuple[Object, dict[int, Object]]]) -> list[Agreeing]:
    """Fonts of one face, each with the widths of its glyphs, by what they agree in; as few groups as come to be."""
    groups: list[Agreeing] = []
    for font, widths in fonts:
        own = _read(font)
        alike = (
            one for one in groups if own and one.reading and _agree(one.reading, own) and _agree(one.widths, widths)
        )
        if (found := next(alike, None)) is None:
            groups.append(Agreeing(own or {}, dict(widths), [font]))
        else:
            found.reading.update(own or {})
            found.widths.update(widths)
            found.fonts.append(font)
    return groups


def _agree(one: Mapping[_Glyph, _Told], other: Mapping[_Glyph, _Told]) -> bool:
    return all(one.get(glyph, told) == told for glyph, told in other.items())


def _read(font: Object) -> Reading | None:
    """How a font reads its glyphs; None where it says so in a way that is not the renderer's."""
    told = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
    if not told or _OTHER.search(told):
        return None
    return {glyph.lower(): letters.lower() for run in _SINGLE.findall(told) for glyph, letters in _PAIR.findall(run)}


def written(reading: Reading) -> bytes:
    """A reading as a font tells it."""
    pairs = [b"<%s> <%s>\n" % pair for pair in sorted(reading.items())]
    batches = (pairs[first : first + _AT_ONCE] for first in range(0, len(pairs), _AT_ONCE))
    runs = [b"%d beginbfchar\n%sendbfchar\n" % (len(batch), b"".join(batch)) for batch in batches]
    return b"".join([_HEAD, *runs, _FOOT])
