"""What font files call themselves, and which file of the house bears which name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from packbuilder.model.fonts import Fonts


def postscript_name(font: bytes) -> str | None:
    """The PostScript name that an OpenType or TrueType font gives itself; None if it gives none, or is no font."""
    import uharfbuzz

    name: str | None = uharfbuzz.Face(font).get_name(uharfbuzz.OTNameIdPredefined.POSTSCRIPT_NAME)
    return name


def house_faces(fonts: Fonts) -> Mapping[str, Path]:
    """The files of all house fonts by their PostScript names; of several with one name that differ, the first."""
    return _named(tuple(fonts.file(face) for family in fonts.families for face in family.faces))


@cache
def _named(files: tuple[Path, ...]) -> Mapping[str, Path]:
    """Some font files by their names; they are read once a process."""
    named: dict[str, Path] = {}
    for file in files:
        if name := postscript_name(file.read_bytes()):
            named.setdefault(name, file)
    return named
