"""Font files, read: the faces that are in them, and why some may not be used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTCollection, TTFont

from packbuilder.errors import ErrorCollector, Problem

Font = Any  # fontTools is untyped
SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_COLLECTIONS = frozenset({".ttc", ".otc"})
# OS/2 fsType, OpenType 1.9: what the makers permit. Printing and viewing (bit 2) is what a PDF needs.
_RESTRICTED, _WHOLE_ONLY, _BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
_NORMAL_WIDTH = 5
_SERIFS = range(2, 11)  # PANOSE bSerifStyle, from Cove to Triangle
_LATIN_TEXT = 2  # PANOSE bFamilyType


@dataclass(frozen=True, slots=True)
class SourceFace:
    """A face in a file: `number` is its place in a collection, None in a file of one.

    `weights` are the lightest and the heaviest that it can be set in: the same number twice, unless it is variable.
    """

    file: Path
    number: int | None
    family: str
    postscript: str
    version: str
    weights: tuple[int, int]
    italic: bool
    serif: bool
    plain: bool
    variable: bool
    characters: frozenset[int]
    copyright: str
    licence: str
    suffix: str
    forbidden: str

    def sets(self, weight: int) -> bool:
        """Whether it can be set in a weight."""
        return self.weights[0] <= weight <= self.weights[1]


def open_font(source: SourceFace) -> Font:
    """The font of a face, to be taken out."""
    number = -1 if source.number is None else source.number
    return TTFont(BytesIO(source.file.read_bytes()), fontNumber=number, lazy=True)


def read_faces(file: Path, problems: ErrorCollector) -> list[SourceFace]:
    """The faces in a font file; none after a problem."""
    try:
        return list(_faces(file, BytesIO(file.read_bytes())))
    except FileNotFoundError:
        problems.add(Problem.at(str(file), "There is no such file or folder.", "See its name."))
    except Exception as error:  # noqa: BLE001 - fontTools stumbles over broken files in ways that nobody has listed
        what = f"This is no font, or a broken one ({type(error).__name__})."
        problems.add(Problem.at(str(file), what, "Name a TTF, OTF, TTC or OTC file that opens in other programs."))
    return []


def _faces(file: Path, data: BytesIO) -> Iterator[SourceFace]:
    if file.suffix.lower() not in _COLLECTIONS:
        font = TTFont(data, lazy=True)
        yield _read(file, None, font, frozenset(font.getBestCmap()))
        return
    tables: dict[int, frozenset[int]] = {}  # faces of a collection share them, and some have 45,000 characters
    for number, font in enumerate(TTCollection(data, lazy=True).fonts):
        place = font.reader.tables["cmap"].offset
        if place not in tables:
            tables[place] = frozenset(font.getBestCmap())
        yield _read(file, number, font, tables[place])


def _read(file: Path, number: int | None, font: Font, characters: frozenset[int]) -> SourceFace:
    names, system = font["name"], font["OS/2"]
    weight = system.usWeightClass
    axes = {axis.axisTag: axis for axis in font["fvar"].axes} if "fvar" in font else {}
    heavy = axes.get("wght")

    def said(*numbers: int) -> str:
        return " ".join(str(next(filter(None, map(names.getDebugName, numbers)), "")).split())

    family, postscript = said(16, 1), said(6)
    if not family or not postscript or not characters:
        raise ValueError("it has no name, or no characters")
    monospaced = bool(font["post"].isFixedPitch) or " Mono" in family
    return SourceFace(
        file=file, number=number, family=family, postscript=postscript,
        version=said(5).removeprefix("Version ").split(";")[0] or "unknown",
        weights=(int(heavy.minValue), int(heavy.maxValue)) if heavy else (weight, weight),
        italic=bool(system.fsSelection & 1), serif=_serif(system.panose, family),
        plain=system.usWidthClass == _NORMAL_WIDTH and not monospaced,
        variable=bool(axes), characters=characters,
        copyright=said(0), licence=" ".join(filter(None, (said(13), said(14)))),
        suffix=".ttf" if "glyf" in font else ".otf", forbidden=_forbidden(system.fsType, font),
    )  # fmt: skip


def _serif(panose: Font, family: str) -> bool:
    classed = panose.bFamilyType == _LATIN_TEXT and panose.bSerifStyle > 1
    return panose.bSerifStyle in _SERIFS if classed else "Serif" in family


def _forbidden(permissions: int, font: Font) -> str:
    """Why a face may not or cannot be set; empty where it can."""
    if permissions & _RESTRICTED:
        return "Its makers forbid to embed it (fsType 2, restricted licence)."
    if permissions & _WHOLE_ONLY:
        return "Its makers forbid to embed a part of it (fsType bit 8), and a PDF holds only the letters that it needs."
    if permissions & _BITMAPS_ONLY:
        return "Its makers permit to embed nothing but bitmaps of it (fsType bit 9)."
    if not {"glyf", "CFF ", "CFF2"} & set(font.keys()):
        return "It has no outlines, only pictures."
    return ""
