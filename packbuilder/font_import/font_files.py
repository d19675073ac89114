"""Faces as files of their own: copied whole, taken out of a collection, or made of a variable font."""

from __future__ import annotations

from io import BytesIO

from fontTools.varLib import instancer

from packbuilder.font_import.selection import SelectedFace
from packbuilder.font_import.source_faces import Font, open_font

_FAMILY, _STYLE, _UNIQUE, _FULL, _POSTSCRIPT, _TYPOGRAPHIC, _TYPOGRAPHIC_STYLE = 1, 2, 3, 4, 6, 16, 17


def font_file(face: SelectedFace, family: str) -> bytes:
    """The file of a face. A static one is as its makers made it; of a variable one, an instance under another name.

    `family` is that name: a licence may reserve the makers' own for what they made.
    """
    source = face.source
    if source.number is None and not source.variable:
        return source.file.read_bytes()
    font = open_font(source)
    font.recalcTimestamp = font.recalcBBoxes = False  # the same input gives the same bytes
    if source.variable:
        font = _instance(font, face.weight)
        _rename(font, family, face.weight, italic=source.italic)
    made = BytesIO()
    font.save(made, reorderTables=None)
    return made.getvalue()


def provenance(face: SelectedFace) -> str:
    """Where a face comes from and what was done to it, in words."""
    source = face.source
    if source.variable:
        return f"{source.file.name}, static instances of it under another name"
    if source.number is not None:
        return f"{source.file.name}, face {source.number + 1}, taken out whole"
    return f"{source.file.name}, unmodified"


def _instance(font: Font, weight: int) -> Font:
    """A variable font at a weight, everything else as its makers set it out."""
    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    place = axes | ({"wght": weight} if "wght" in axes else {})
    return instancer.instantiateVariableFont(font, place, downgradeCFF2="CFF2" in font)


def _rename(font: Font, family: str, weight: int, *, italic: bool) -> None:
    style = f"{weight}{' Italic' if italic else ''}"
    postscript = f"{''.join(filter(str.isalnum, family))}-{style.replace(' ', '')}"
    words = {
        **dict.fromkeys((_FAMILY, _FULL), f"{family} {style}"),
        **dict.fromkeys((_UNIQUE, _POSTSCRIPT), postscript),
        _STYLE: "Regular",
        _TYPOGRAPHIC: family,
        _TYPOGRAPHIC_STYLE: style,
    }
    for record in font["name"].names:
        if record.nameID in words:
            record.string = words[record.nameID]
