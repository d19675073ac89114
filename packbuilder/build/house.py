"""The house fonts as the stages need them, and what of the house an edition is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from packbuilder.model.fonts import Face, Family, FontsFile
from packbuilder.proof import postscript_name


@dataclass(frozen=True, slots=True)
class House:
    """The house fonts.

    `css` are their @font-face rules; `display` is the file of the display face; `faces` the PostScript names of all.
    """

    folder: Path
    css: str
    display: Path
    faces: frozenset[str]

    @classmethod
    def of(cls, folder: Path, fonts: FontsFile) -> House:
        """The fonts that `fonts` lists, in their folder."""
        boldest = max(fonts.family("display").faces, key=lambda face: face.weight)
        names = (postscript_name((folder / face.file).read_bytes()) for _, face in _faces(fonts))
        css = "".join(_rule(family, face) for family, face in _faces(fonts))
        return cls(folder, css, folder / boldest.file, frozenset(name for name in names if name))


def material(fonts: FontsFile, folders: Sequence[Path]) -> list[str]:
    """The digests of the fonts and of what all layouts share, each once, in an order that no folder's place changes."""
    return [*sorted({face.sha256 for _, face in _faces(fonts)}), *_shared(folders)]


def _shared(folders: Sequence[Path]) -> list[str]:
    """The digests of base and labels. Each counts once, so that a copy of the house's own adds nothing."""
    shared = [folder / part for folder in folders for part in ("_base", "_tiles", "locale")]
    parts = [path for folder in shared for path in sorted(folder.rglob("*"))]
    kept = (p for p in parts if p.is_file() and p.name[0] != "." and not p.name.endswith("~"))
    return list(dict.fromkeys(sha256(path.read_bytes()).hexdigest() for path in kept))


def _rule(family: Family, face: Face) -> str:
    return (
        f'@font-face{{font-family:"{family.name}";src:url(fonts/{face.file});'
        f"font-weight:{face.weight};font-style:{face.style}}}"
    )


def _faces(fonts: FontsFile) -> Iterator[tuple[Family, Face]]:
    return ((family, face) for family in fonts.families for face in family.faces)
