"""fonts/fonts.yaml: the house fonts, every face that may appear on a page; and those of several folders together."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from packbuilder.model.base import Line, Model, Slug

REGULAR = (400, "normal")  # weight and style of the face that running text is set in

# The renderer writes the name into the PDF as it is: a bracket there leaves a file that no program can read.
FAMILY = r"^[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*$"
Name = Annotated[str, StringConstraints(pattern=FAMILY, max_length=60)]
Path = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*$", max_length=200)]
Script = Annotated[str, StringConstraints(pattern=r"^[A-Z][a-z]{3}$")]
Checksum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Face(Model):
    """One font file: whole, static, unmodified."""

    file: Annotated[Path, Field(description="The font file, relative to the folder fonts/.")]
    weight: Annotated[int, Field(ge=1, le=1000, description="As CSS counts it: 400 is regular, 700 is bold.")]
    style: Literal["normal", "italic"]
    sha256: Annotated[Checksum, Field(description="The checksum of the file, as `sha256sum` prints it.")]


class Family(Model):
    """Faces that go together under the one name that style sheets ask for."""

    name: Annotated[Name, Field(description="The project's own name for it, so that no other font is taken for it.")]
    role: Annotated[Slug, Field(description="What it is for: `display`, `text`, `letter` or a further one.")]
    script: Annotated[
        Script | None,
        Field(description="The script (ISO 15924) of the languages that it is for: Arab; all, if left out."),
    ] = None
    joined: Annotated[bool, Field(description="Whether its letters join, so that nothing may space them.")] = False
    tall: Annotated[
        Line, Field(max_length=1, description="The letter whose height says from how far large type is read.")
    ] = "H"
    leading: Annotated[
        float | None,
        Field(ge=1, le=2, description="From line to line of a heading, in em, where marks above and below need room."),
    ] = None
    original: Annotated[Line, Field(description="The name its makers gave it.")]
    version: Line
    licence: Line
    licence_file: Annotated[Path, Field(description="The text of the licence, relative to the folder fonts/.")]
    source: Annotated[Line, Field(description="Where it comes from, in words.")]
    faces: Annotated[list[Face], Field(min_length=1)]


class FontsFile(Model):
    """fonts/fonts.yaml."""

    families: Annotated[list[Family], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Fonts:
    """The house fonts: the families of the campaign's own fonts folder before those that come with the program.

    `folders` are the fonts folders in that order, absolute.
    """

    families: tuple[Family, ...]
    folders: tuple[pathlib.Path, ...]

    def file(self, face: Face) -> pathlib.Path:
        """Where the file of a face is; FileNotFoundError if it has gone since it was read."""
        if (found := next((file for folder in self.folders if (file := folder / face.file).is_file()), None)) is None:
            raise FileNotFoundError(face.file)
        return found

    def family(self, role: str, script: str | None = None) -> Family:
        """The family of a role for a script: its own, else its text family, else the house's; KeyError without."""
        listed = {(family.role, family.script): family for family in self.families}
        own = listed.get((role, script)) or (listed.get(("text", script)) if script else None)
        return own or listed[role, None]

    def named(self, name: str) -> Family:
        """The family that style sheets ask for by a name."""
        return next(family for family in self.families if family.name == name)

    def stack(self, role: str, script: str | None = None) -> tuple[str, ...]:
        """The names of the families that a style sheet asks for in this role, one after another.

        The script's family is followed by the house's own, and by the text families of all scripts: a name in another
        script may stand in any text.
        """
        first = (self.family(role, script), self.family(role), self.family("text"))
        rest = (family for family in self.families if family.role == "text")
        return tuple(dict.fromkeys(family.name for family in (*first, *rest)))
