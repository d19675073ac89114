"""The house fonts of a folder, each file compared with the checksum that fonts.yaml states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from packbuilder.errors import ErrorCollector
from packbuilder.load import documents, files, models
from packbuilder.load.tree import Tree
from packbuilder.model.fonts import REGULAR, Family, Fonts, FontsFile

LIST = "fonts.yaml"
ROLES = ("display", "text", "letter")
FILE_LIMIT = 32_000_000


def fonts(folders: Sequence[Path], problems: ErrorCollector) -> Fonts | None:
    """The house fonts of fonts folders, families of an earlier one in the place of those of a later one.

    One takes the place of another that has its role and script; the last folder has a family for every role. None
    unless every file is there and is the one that was meant.
    """
    before = len(problems)
    families: tuple[Family, ...] = ()
    for folder in reversed(folders):
        if (read := documents.read(folder.parent, folder / LIST, problems)) is not None:
            rules = documents.Rules(*read, problems)
            families = _over(families, _listed(rules, folder), rules, last=folder == folders[-1])
    return Fonts(families, tuple(folders)) if len(problems) == before else None


def _listed(rules: documents.Rules, folder: Path) -> list[Family]:
    """The families that a folder lists, each looked at by itself."""
    listed = models.made(FontsFile, Tree(rules.data, {}), rules.source, rules.problems)
    rules.once("families", field="name")
    _one_each(rules)
    if listed is None:
        return []
    _whole(rules, listed, folder)
    for index, family in enumerate(listed.families):
        if family.role == "text" and not any((one.weight, one.style) == REGULAR for one in family.faces):
            what = "A family with the role `text` has an upright face of weight 400: texts are set in it."
            rules.problem(("families", index, "faces"), what, "Add it.")
    return listed.families


def _over(
    below: tuple[Family, ...], families: list[Family], rules: documents.Rules, *, last: bool
) -> tuple[Family, ...]:
    """The families of a folder before those of the next one whose place they do not take."""
    taken = {(family.role, family.script) for family in families}
    kept = tuple(family for family in below if (family.role, family.script) not in taken)
    names, files = {family.name for family in kept}, {face.file: face.sha256 for one in kept for face in one.faces}
    for index, family in enumerate(families):
        if family.name in names:
            what = f"`{family.name}` is the name of a family that comes with packbuilder."
            rules.problem(("families", index, "name"), what, "Give it another name.")
        for number, face in enumerate(family.faces):
            if files.get(face.file, face.sha256) != face.sha256:
                what = f"fonts/{face.file} is the name of a file that comes with packbuilder."
                rules.problem(("families", index, "faces", number, "file"), what, "Put it into a folder of its own.")
    if last and families:
        _roles(rules, families)
    return (*families, *kept)


def _whole(rules: documents.Rules, listed: FontsFile, folder: Path) -> None:
    """Every file is there, and is the one that was meant."""
    first = {(file, checksum): here for here, file, checksum in reversed(list(_faces(listed)))}  # each is told once
    for (file, checksum), here in sorted(first.items(), key=lambda one: rules.source.line(*one[1])):
        data = files.content(folder.parent, folder / file, rules.problems, FILE_LIMIT)
        if data is not None and sha256(data).hexdigest() != checksum:
            what = f"{folder.name}/{file} is not the file that this checksum was taken of."
            rules.problem((*here, "sha256"), what, "Restore the file, or list it anew if it was replaced on purpose.")
    for index, family in enumerate(listed.families):
        if not (folder / family.licence_file).is_file():
            what = f"There is no {folder.name}/{family.licence_file}."
            rules.problem(("families", index, "licence_file"), what, "Put the licence beside the fonts it is for.")


def _one_each(rules: documents.Rules) -> None:
    """No two families have one role in one script."""
    first: dict[tuple[object, object], int] = {}
    for here, value in rules.items("families"):
        if isinstance(value, dict) and (role := value.get("role")):
            line = rules.source.line(*here)
            if (taken := first.setdefault((role, value.get("script")), line)) != line:
                rules.problem(here, f"`{role}` already stands on line {taken}.", "Keep one of them.")


def _roles(rules: documents.Rules, families: list[Family]) -> None:
    for role in ROLES:
        if not any((family.role, family.script) == (role, None) for family in families):
            rules.problem(("families",), f"No family has the role `{role}`.", f"Give one the key `role: {role}`.")


def _faces(listed: FontsFile) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for index, family in enumerate(listed.families):
        for number, face in enumerate(family.faces):
            yield ("families", index, "faces", number), face.file, face.sha256
