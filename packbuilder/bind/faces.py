"""The faces of a bound file, each embedded once: as many glyphs of it as all the files together show.

Glyphs keep their numbers, so that no page has to be written anew. Where two files read one glyph as two letters, as
one hyphen is both U+002D and U+2010 in many faces, each keeps its own reading of the same embedded file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pikepdf import Array, Name, Object, Pdf

from packbuilder.bind import readings
from packbuilder.bind.resources import resources
from packbuilder.load.font_names import postscript_name

Fonts = Sequence[Object]
# What an embedded file needs not: it shows glyphs by their numbers.
_UNUSED = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "STAT", "gasp", "kern", "meta")
_FILES = ("/FontFile2", "/FontFile3")
_OPEN_TYPE = {"Subtype": Name.OpenType}


def join_faces(pdf: Pdf, faces: Mapping[str, Path]) -> None:
    """Join the fonts of a file that are of one of the `faces`, which are known by their PostScript names.

    Those of another version of the face stay as they are: its glyphs may have other numbers.
    """
    holders = [found.Font for found in resources(pdf) if "/Font" in found]
    groups: defaultdict[tuple[str, _Stamp], dict[tuple[int, int], Object]] = defaultdict(dict)
    for font in (font for holder in holders for _, font in holder.items()):
        if (stamp := _embedded(font)) is not None:
            groups[str(font.BaseFont), stamp][font.objgen] = font
    instead: dict[tuple[int, int], Object] = {}
    for (_, stamp), fonts in groups.items():
        if len(fonts) > 1 and stamp.name in faces and _stamp(face := faces[stamp.name].read_bytes()) == stamp:
            instead |= _joined(pdf, list(fonts.values()), face)
    for holder in holders:
        for key, font in list(holder.items()):
            holder[key] = instead.get(font.objgen, font)


class _Stamp(NamedTuple):
    """What a face is told apart by, whole or in part: its name, its version, when it was made and changed."""

    name: str
    version: bytes
    days: bytes


def _stamp(file: bytes) -> _Stamp:
    import uharfbuzz

    head = uharfbuzz.Face(file).reference_table("head").data
    return _Stamp(postscript_name(file) or "", head[4:8], head[20:36])


def _embedded(font: Object) -> _Stamp | None:
    """The face of a font whose glyphs go by their numbers; None for any other font."""
    if font.get("/Subtype") != Name.Type0 or font.get("/Encoding") != Name("/Identity-H"):
        return None
    file = next((file for key in _FILES if (file := _described(font).get(key)) is not None), None)
    return None if file is None else _stamp(file.read_bytes())


def _described(font: Object) -> Object:
    return font.DescendantFonts[0].FontDescriptor


def _joined(pdf: Pdf, fonts: Fonts, face: bytes) -> dict[tuple[int, int], Object]:
    """For each font the one to be put in its place: the same file for all, and a font for those that agree of it.

    The renderer rounds the width of a glyph at the size that it first has: two files may tell it a thousandth apart.
    """
    told = [_widths(font.DescendantFonts[0].W) for font in fonts]
    described = _described(fonts[0])
    data = _subset(face, set().union(*told))
    [key] = [key for key in _FILES if key in described]
    described[key] = pdf.make_stream(data, **({"Length1": len(data)} if key == "/FontFile2" else _OPEN_TYPE))
    widest = max(width for widths in told for width in widths.values())
    described.FontBBox = Array([*list(described.FontBBox)[:2], widest, described.FontBBox[3]])
    instead: dict[tuple[int, int], Object] = {}
    for group in readings.agreeing(list(zip(fonts, told, strict=True))):
        kept, *others = group.fonts
        whole = kept.DescendantFonts[0]
        whole.FontDescriptor = described
        if others:
            whole.W = pdf.make_indirect(_listed(group.widths))
            kept.ToUnicode = pdf.make_stream(readings.written(group.reading))
        instead |= {font.objgen: kept for font in group.fonts}
    return instead


def _subset(face: bytes, glyphs: Iterable[int]) -> bytes:
    """A face with some of its glyphs, which keep their numbers, without what helps coarse screens to draw them."""
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode().ljust(4)) for tag in _UNUSED)
    data: bytes = hb.subset(hb.Face(face), wanted).blob.data
    return data


def _widths(told: Object) -> dict[int, Object]:
    """The width of each glyph, in thousandths of an em, from the two ways in which a font tells them."""
    found: dict[int, Object] = {}
    waiting = list(told)
    while waiting:
        first, second, *waiting = waiting
        if isinstance(second, Array):
            found |= {int(first) + place: width for place, width in enumerate(second)}
        else:
            width, *waiting = waiting
            found |= dict.fromkeys(range(int(first), int(second) + 1), width)
    return found


def _listed(known: Mapping[int, Object]) -> Array:
    """Widths by glyph as a font tells them: each run of numbers after the first of them."""
    runs: list[tuple[int, list[Object]]] = []
    for glyph in sorted(known):
        if glyph - 1 not in known:
            runs.append((glyph, []))
        runs[-1][1].append(known[glyph])
    return Array([told for first, run in runs for told in (first, Array(run))])
