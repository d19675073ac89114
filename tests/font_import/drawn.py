"""Fonts drawn for a test: squares in the place of letters, and everything else that a font says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from pypdf import PdfReader

THAI = "กขคงจ"
FREE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
UPEM = 1000


def font(  # noqa: PLR0913 - each of them is what some test is about
    family: str = "Mill Lane Thai",
    letters: str = THAI,
    *,
    weight: int = 400,
    licence: str = FREE,
    permissions: int = 0,
    serif: bool = False,
    heaviest: int = 0,
) -> FontBuilder:
    """A font with these letters; a variable one from 100 to `heaviest`, if that is said."""
    made = FontBuilder(UPEM, isTTF=True)
    names = {ord(letter): f"u{ord(letter):04X}" for letter in f" {letters}"}
    made.setupGlyphOrder([".notdef", *names.values()])
    made.setupCharacterMap(names)
    made.setupGlyf({name: _square() for name in (".notdef", *names.values())})
    made.setupHorizontalMetrics(dict.fromkeys((".notdef", *names.values()), (700, 50)))
    made.setupHorizontalHeader(ascent=900, descent=-300)
    style = "Regular" if weight == 400 else f"W{weight}"
    made.setupNameTable(
        {
            "copyright": "Copyright the readers of Mill Lane",
            "familyName": family,
            "styleName": style,
            "psName": f"{family.replace(' ', '')}-{style}",
            "version": "Version 1.5",
            "licenseDescription": licence,
        }
    )
    made.setupOS2(sTypoAscender=900, sTypoDescender=-300, usWeightClass=weight, fsType=permissions)
    made.font["OS/2"].panose.bFamilyType, made.font["OS/2"].panose.bSerifStyle = 2, 2 if serif else 11
    made.setupPost()
    if heaviest:
        made.setupFvar([("wght", 100, weight, heaviest, "Weight")], [])
        wider = TupleVariation({"wght": (0, 1, 1)}, [(0, 0), (0, 0), (90, 0), (90, 0), *[(0, 0)] * 4])
        made.setupGvar({name: [wider] for name in names.values()})
    return made


def saved(path: Path, *fonts: FontBuilder) -> Path:
    """The font as a file; several as a collection."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if len(fonts) == 1:
        fonts[0].save(path)
        return path
    collection = TTCollection()
    collection.fonts = [one.font for one in fonts]
    collection.save(path)
    return path


def faces(pdf: Path) -> set[str]:
    """What a PDF calls the faces of its pages."""
    every: list[Any] = [page["/Resources"] for page in PdfReader(pdf).pages]
    return {str(font.get_object()["/BaseFont"]) for resources in every for font in resources["/Font"].values()}


def _square() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 700), (600, 700), (600, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()
