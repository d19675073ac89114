"""Characters that the house fonts lack, found before anything is set.

Every stack of the house fonts ends with the text families of all scripts: what their regular faces lack is lacking
everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from unicodedata import category, name

from packbuilder.check import printed_words
from packbuilder.check.printed_words import Words
from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load.script_listing import of_character, of_languages, scripts
from packbuilder.markup.entities import decoded
from packbuilder.model.fonts import REGULAR, Family, Fonts
from packbuilder.model.loaded import Campaign, Subject
from packbuilder.model.scripts import ScriptsFile, Writing

# Spaces and marks that steer the setting; an engine makes them without a glyph.
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cf", "Cc"})


def missing(campaign: Campaign, cases: Sequence[Subject], catalogues: Sequence[Path], fonts: Fonts) -> list[Problem]:
    """The characters of texts, names and labels that the house fonts lack, where each first stands in a file.

    `catalogues` are the .po files of the labels. Of a script that is lacking altogether the first character is told.
    """
    printed = chain(
        printed_words.printed(campaign, cases),
        printed_words.names(cases),
        printed_words.labels(catalogues, campaign.root),
    )
    if not (lacked := list(_lacked(printed, house_coverage(fonts)))):
        return []
    listed, spoken = scripts(fonts.folders, ErrorCollector()), of_languages(campaign.settings.languages)
    found: dict[tuple[str, str], Problem] = {}
    for file, line, char in lacked:
        writing = of_character(char, listed, spoken)
        told = writing.script if writing else char
        found.setdefault((file, told), _problem(file, line, char, _remedy(writing, listed)))
    return list(found.values())


def _lacked(printed: Iterable[Words], covered: frozenset[int]) -> Iterator[tuple[str, int, str]]:
    """Each character that is not covered, with its file and its line."""
    for file, first, text in printed:
        if not _uncovered(text, covered):  # almost all of them: lines are looked at only where it matters
            continue
        for line, content in enumerate(text.split("\n"), start=first):
            for char in _uncovered(content, covered):
                yield file, line, char


def _uncovered(words: str, covered: frozenset[int]) -> list[str]:
    """The characters of words, entities decoded, that are to be seen and not covered; sorted, each once."""
    return sorted(char for char in set(decoded(words)) if ord(char) not in covered and category(char) not in _UNSEEN)


def house_coverage(fonts: Fonts) -> frozenset[int]:
    """The code points that the regular faces of the text families have."""
    return _coverage(fonts, fonts.families)


def lacking(fonts: Fonts, listed: ScriptsFile, languages: Iterable[str]) -> list[tuple[Writing, str]]:
    """The scripts of languages, each with the first of them, that have no text family and are in no other's."""
    spoken, there = of_languages(languages), {family.script for family in fonts.families}
    house = _coverage(fonts, [family for family in fonts.families if family.script is None])
    return [
        (one, spoken[one.script])
        for one in listed.scripts
        if one.script in spoken and one.script not in there and not house.issuperset(map(ord, one.letters))
    ]


def _coverage(fonts: Fonts, families: Iterable[Family]) -> frozenset[int]:
    import uharfbuzz  # slow to import

    texts = (face for family in families if family.role == "text" for face in family.faces)
    files = (fonts.file(face) for face in texts if (face.weight, face.style) == REGULAR)
    faces = (uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))) for file in files)
    return frozenset(code for face in faces for code in face.unicodes)


def _problem(file: str, line: int, char: str, remedy: str) -> Problem:
    what = f"The house fonts have no `{char}` (U+{ord(char):04X} {name(char, 'without a name')})."
    return Problem.at(file, what, remedy, line=line)


def _remedy(writing: Writing | None, listed: ScriptsFile) -> str:
    if writing is None:
        return "Write another character, or add a font that has it."
    return f"Add fonts for {writing.name}: {listed.remedy(writing)}."
