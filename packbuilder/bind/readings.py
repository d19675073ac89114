"""What letters the glyphs of a font are read as, where a page is searched, copied or spoken (/ToUnicode)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pikepdf import Object

# Letters by glyph, both in the digits of the file.
Reading = dict[bytes, bytes]

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


def agreeing(fonts: Sequence[Object]) -> list[tuple[Reading, list[Object]]]:
    """Fonts of one face by how they read it: together as long as no glyph is two letters."""
    groups: list[tuple[Reading, list[Object]]] = []
    for font in fonts:
        own = _read(font)
        found = None if own is None else next((one for one in groups if one[0] and _agree(one[0], own)), None)
        if found is None:
            groups.append((own or {}, [font]))
        else:
            found[0].update(own or {})
            found[1].append(font)
    return groups


def _agree(one: Reading, other: Reading) -> bool:
    return all(one.get(glyph, letters) == letters for glyph, letters in other.items())


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
