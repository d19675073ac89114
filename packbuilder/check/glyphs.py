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
from packbuilder.errors import Problem
from packbuilder.model.fonts import REGULAR, Fonts
from packbuilder.model.loaded import Campaign, Case

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


def house_coverage(fonts: Fonts) -> frozenset[int]:
    """The code points that the regular faces of the text families have."""
    import uharfbuzz  # slow to import

    texts = (face for family in fonts.families if family.role == "text" for face in family.faces)
    files = (fonts.file(face) for face in texts if (face.weight, face.style) == REGULAR)
    faces = (uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))) for file in files)
    return frozenset(code for face in faces for code in face.unicodes)


def _problem(file: str, line: int, char: str) -> Problem:
    what = f"The house fonts have no `{char}` (U+{ord(char):04X} {name(char, 'without a name')})."
    return Problem(file, line, "", what, "Write another character, or add a font that has it.")
