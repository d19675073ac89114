"""Characters that the house fonts lack, found before anything is set.

Every stack of the house fonts ends with the text families of all scripts: what their regular faces lack is lacking
everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import unescape
from itertools import chain
from pathlib import Path
from unicodedata import category, name

from packbuilder.check import words
from packbuilder.errors import LayoutError, Problem
from packbuilder.load import documents, models
from packbuilder.model.fonts import Family, FontsFile
from packbuilder.model.loaded import Campaign, Case

REGULAR = 400
# Spaces and marks that steer the setting; an engine makes them without a glyph.
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cf", "Cc"})


def missing(
    campaign: Campaign, cases: Sequence[Case], catalogues: Sequence[Path], covered: Callable[[str], bool]
) -> list[Problem]:
    """The characters of texts, names and labels that are not covered, each once a file, where it first stands.

    `catalogues` are the .po files of the labels; `covered` tells of one character whether the house fonts have it.
    """
    printed = chain(words.printed(campaign, cases), words.names(cases), words.labels(catalogues, campaign.root))
    found: dict[tuple[str, str], Problem] = {}
    for file, first, text in printed:
        for line, content in enumerate(text.split("\n"), start=first):
            for char in sorted(set(unescape(content))):
                if category(char) not in _UNSEEN and not covered(char):
                    found.setdefault((file, char), _problem(file, line, char))
    return list(found.values())


def house_coverage(fonts_folder: Path) -> frozenset[int]:
    """The code points that regular faces of the text families have. LayoutError if one of them has no such face."""
    import uharfbuzz  # slow to import

    found: list[Problem] = []
    read = documents.read(fonts_folder.parent, fonts_folder / "fonts.yaml", found)
    if read is None:
        raise LayoutError(*found)
    tree, source = read
    listed = models.made(FontsFile, tree, source, found)
    families = [family for family in listed.families if family.role == "text"] if listed else []
    files = [file for family in families if (file := _regular(family, fonts_folder)) is not None]
    if not files or len(files) < len(families):
        what = "No file is there for the upright face of weight 400 in a family with the role `text`."
        raise LayoutError(*found, Problem(source.file, source.line("families"), "families", what, "Add it."))
    faces = (uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))) for file in files)
    return frozenset(code for face in faces for code in face.unicodes)


def _regular(family: Family, folder: Path) -> Path | None:
    faces = (face for face in family.faces if (face.weight, face.style) == (REGULAR, "normal"))
    return next((file for face in faces if (file := folder / face.file).is_file()), None)


def _problem(file: str, line: int, char: str) -> Problem:
    what = f"The house fonts have no `{char}` (U+{ord(char):04X} {name(char, 'without a name')})."
    return Problem(file, line, "", what, "Write another character, or add a font that has it.")
