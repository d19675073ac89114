"""Adding fonts: from the files and folders that were named to what the campaign is to hold, or every reason why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from packbuilder import load
from packbuilder.check.glyphs import lacking
from packbuilder.errors import ContentError, ErrorCollector, Problem, UsageError
from packbuilder.font_import.campaign_files import campaign_files
from packbuilder.font_import.selection import SelectedFamily, select_families
from packbuilder.font_import.source_faces import SUFFIXES, SourceFace, read_faces
from packbuilder.load.script_listing import scripts
from packbuilder.load.spelling import suggestion
from packbuilder.model.fonts import Fonts
from packbuilder.model.loaded import Campaign
from packbuilder.model.scripts import ScriptsFile, Writing
from packbuilder.scaffold.skeletons import NewFile
from packbuilder.workspace import locations

_OPEN_LICENCE = "noto-sans/OFL.txt"


@dataclass(frozen=True, slots=True)
class FontImport:
    """What is to be written, and what was taken for what."""

    files: list[NewFile]
    families: tuple[SelectedFamily, ...]


def import_fonts(home: Campaign, paths: Sequence[Path], asked: Sequence[str]) -> FontImport:
    """Take from files and folders what the campaign's languages, or the scripts that are asked for, lack.

    Raises UsageError and ContentError with every reason why that cannot be done.
    """
    problems = ErrorCollector()
    folders = locations.fonts_folders(home.root)
    fonts, listed = load.fonts(folders, problems), scripts(folders, problems)
    if fonts is None or problems:
        raise ContentError(*problems)
    wanted = _asked(asked, listed, fonts) if asked else _lacking(home, listed, fonts)
    sources, named = _sources(paths, fonts, problems)
    if not problems:
        taken = [one for writing in wanted for one in select_families(writing, sources, named=named)]
        problems.extend(_without(wanted, taken, sources, listed))
        problems.extend(_useless(taken, sources, paths, wanted))
    problems.raise_if_any(UsageError)
    return FontImport(
        campaign_files(taken, home.root / "fonts", locations.shipped() / "fonts" / _OPEN_LICENCE), tuple(taken)
    )


def _asked(asked: Sequence[str], listed: ScriptsFile, fonts: Fonts) -> list[Writing]:
    """The scripts of these names or codes, for which the campaign has no fonts of its own."""
    known = {name.casefold(): one for one in listed.scripts for name in (one.script, one.name)}
    found = [
        Problem.at(
            "--script",
            f"`{name}` is no script that is known here.",
            suggestion(name, [one.script for one in listed.scripts], "Write its code of ISO 15924."),
        )
        for name in asked
        if name.casefold() not in known
    ]
    wanted = [known[name.casefold()] for name in asked if name.casefold() in known]
    shipped = load.fonts(fonts.folders[-1:], ErrorCollector())
    brought = {family.name for family in shipped.families} if shipped else set()
    own = {family.script: family.name for family in fonts.families if family.name not in brought}
    found += [
        Problem.at(
            "fonts/fonts.yaml",
            f"There are fonts for {one.name} already.",
            "Delete their entries first, and their files.",
            key=own[one.script],
        )
        for one in wanted
        if one.script in own
    ]
    if found:
        raise UsageError(*found)
    return wanted


def _lacking(home: Campaign, listed: ScriptsFile, fonts: Fonts) -> list[Writing]:
    """The scripts of the campaign's languages that the house fonts do not have."""
    wanted = [one for one, _ in lacking(fonts, listed, home.settings.languages)]
    if not wanted:
        what = "The fonts that are there have the letters of all the campaign's languages."
        remedy = "Begin the language first (`packbuilder new language CODE`), or say the script: `--script Thai`."
        raise UsageError(Problem.at("--script", what, remedy))
    return wanted


def _sources(paths: Sequence[Path], fonts: Fonts, problems: ErrorCollector) -> tuple[list[SourceFace], frozenset[str]]:
    """The faces in files and folders, and the families of files that were named; what is wrong with those is told."""
    sources: list[SourceFace] = []
    named: set[str] = set()
    for path in paths:
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
            passed_over = ErrorCollector()  # what is broken in a folder
            sources += [face for file in files for face in read_faces(file, passed_over)]
            if not files:
                what, remedy = "No font is in this folder.", "Name one that holds TTF, OTF, TTC or OTC files."
                problems.add(Problem.at(str(path), what, remedy))
            continue
        if path.suffix.lower() not in SUFFIXES and path.exists():
            what = "This is no TTF, OTF, TTC or OTC file."
            remedy = "Fonts of the web cannot be set: name the font itself."
            problems.add(Problem.at(str(path), what, remedy))
            continue
        own = read_faces(path, problems)
        problems.extend(_refused(own, fonts))
        sources += own
        named |= {one.family for one in own}
    return sources, frozenset(named)


def _refused(own: Sequence[SourceFace], fonts: Fonts) -> Iterator[Problem]:
    """Faces of a file that was named which may not be used, or are there already."""
    there = {family.original: family.name for family in reversed(fonts.families)}
    for one in {source.family: source for source in own}.values():
        if one.forbidden:
            yield Problem.at(str(one.file), one.forbidden, "Choose another font.", key=one.postscript)
        elif one.family in there:
            what = f"{one.family} is there already: it is {there[one.family]}."
            yield Problem.at(str(one.file), what, "Name a font for the script that is missing.", key=one.postscript)


def _without(
    wanted: Sequence[Writing], taken: Sequence[SelectedFamily], sources: Sequence[SourceFace], listed: ScriptsFile
) -> Iterator[Problem]:
    """Scripts that nothing was found for, with the reason."""
    for one in wanted:
        if any(choice.writing == one for choice in taken):
            continue
        holding = [source for source in sources if source.characters.issuperset(map(ord, one.letters))]
        why = next((f"{source.family}: {source.forbidden}" for source in holding if source.forbidden), "")
        narrow = "Fonts that have them have no upright regular face of normal width." if holding else ""
        what = f"No font here can be taken for {one.name}, whose letters are such as {one.letters}. {why or narrow}"
        yield Problem.at("fonts", what.strip(), f"Add one: {listed.remedy(one)}.", key=one.script)


def _useless(
    taken: Sequence[SelectedFamily], sources: Sequence[SourceFace], paths: Sequence[Path], wanted: Sequence[Writing]
) -> Iterator[Problem]:
    """Files that were named and serve nothing."""
    used = {face.source.file for one in taken for face in one.faces}
    names = " or ".join(one.name for one in wanted)
    for file in dict.fromkeys(source.file for source in sources if source.file in paths and source.file not in used):
        held = [source.characters for source in sources if source.file == file]
        lacks = not any(characters.issuperset(map(ord, one.letters)) for characters in held for one in wanted)
        what = f"It has no letters of {names}." if lacks else "Another of these files serves better."
        yield Problem.at(str(file), what, "Leave it out, or say with `--script` what it is for.")
