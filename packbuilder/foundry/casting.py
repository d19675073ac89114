"""Faces as files of their own: copied whole, taken out of a collection, or made of a variable font."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from packbuilder.foundry.choice import Cut
from packbuilder.foundry.faces import opened

_FAMILY, _STYLE, _UNIQUE, _FULL, _POSTSCRIPT, _TYPOGRAPHIC, _TYPOGRAPHIC_STYLE = 1, 2, 3, 4, 6, 16, 17


def cast(cut: Cut, family: str) -> bytes:
    """The file of a face. A static one is as its makers made it; of a variable one, an instance under another name.

    `family` is that name: a licence may reserve the makers' own for what they made.
    """
    source = cut.source
    if source.number is None and not source.variable:
        return source.file.read_bytes()
    font = opened(source)
    font.recalcTimestamp = font.recalcBBoxes = False  # the same input gives the same bytes
    if source.variable:
        font = _instance(font, cut.weight)
        _rename(font, family, cut.weight, italic=source.italic)
    made = BytesIO()
    font.save(made, reorderTables=None)
    return made.getvalue()


def said(cut: Cut) -> str:
    """Where a face comes from and what was done to it, in words."""
    source = cut.source
    if source.variable:
        return f"{source.file.name}, static instances of it under another name"
    if source.number is not None:
        return f"{source.file.name}, face {source.number + 1}, taken out whole"
    return f"{source.file.name}, unmodified"


def _instance(font: Any, weight: int) -> Any:  # noqa: ANN401 - fontTools is untyped
    """A variable font at a weight, everything else as its makers set it out."""
    from fontTools.varLib import instancer

    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    place = axes | ({"wght": weight} if "wght" in axes else {})
    return instancer.instantiateVariableFont(font, place, downgradeCFF2="CFF2" in font)


def _rename(font: Any, family: str, weight: int, *, italic: bool) -> None:  # noqa: ANN401
    style = f"{weight}{' Italic' if italic else ''}"
    postscript = f"{''.join(filter(str.isalnum, family))}-{style.replace(' ', '')}"
    words = {
        _FAMILY: f"{family} {style}", _STYLE: "Regular", _UNIQUE: postscript, _FULL: f"{family} {style}",
        _POSTSCRIPT: postscript, _TYPOGRAPHIC: family, _TYPOGRAPHIC_STYLE: style,
    }  # fmt: skip
    for record in font["name"].names:
        if record.nameID in words:
            record.string = words[record.nameID]
