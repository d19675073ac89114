"""The house fonts of a folder, each file compared with the checksum that fonts.yaml states."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from packbuilder.errors import Problem
from packbuilder.load import documents, files, models
from packbuilder.model.fonts import FontsFile

LIST = "fonts.yaml"
ROLES = ("display", "text", "letter")
FILE_LIMIT = 32_000_000


def fonts(folder: Path, found: list[Problem]) -> FontsFile | None:
    """The house fonts of the folder `fonts/`; None unless every file is there and is the one that was meant."""
    root = folder.parent
    if (read := documents.read(root, folder / LIST, found)) is None:
        return None
    tree, source = read
    before = len(found)
    listed = models.made(FontsFile, tree, source, found)
    rules = documents.Rules(tree, source, found)
    rules.once("families", field="name")
    _one_each(rules)
    if listed is None:
        return None
    _roles(rules, listed)
    for here, file, checksum in _faces(listed):
        data = files.content(root, folder / file, found, FILE_LIMIT)
        if data is not None and sha256(data).hexdigest() != checksum:
            what = f"{folder.name}/{file} is not the file that this checksum was taken of."
            rules.problem((*here, "sha256"), what, "Restore the file, or list it anew if it was replaced on purpose.")
    for index, family in enumerate(listed.families):
        if not (folder / family.licence_file).is_file():
            what = f"There is no {folder.name}/{family.licence_file}."
            rules.problem(("families", index, "licence_file"), what, "Put the licence beside the fonts it is for.")
    return listed if len(found) == before else None


def _one_each(rules: documents.Rules) -> None:
    """No two families have one role in one script."""
    first: dict[tuple[object, object], int] = {}
    for here, value in rules.items("families"):
        if isinstance(value, dict) and (role := value.get("role")):
            line = rules.source.line(*here)
            if (taken := first.setdefault((role, value.get("script")), line)) != line:
                rules.problem(here, f"`{role}` already stands on line {taken}.", "Keep one of them.")


def _roles(rules: documents.Rules, listed: FontsFile) -> None:
    for role in ROLES:
        if not any((family.role, family.script) == (role, None) for family in listed.families):
            rules.problem(("families",), f"No family has the role `{role}`.", f"Give one the key `role: {role}`.")


def _faces(listed: FontsFile) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for index, family in enumerate(listed.families):
        for number, face in enumerate(family.faces):
            yield ("families", index, "faces", number), face.file, face.sha256
