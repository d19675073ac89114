"""The house fonts as pages need them: their @font-face rules, which families each script is set in, and the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from packbuilder.load.font_families import ROLES
from packbuilder.load.font_names import faces_by_name
from packbuilder.model.fonts import Face, Family, Fonts


@dataclass(frozen=True, slots=True)
class FontSet:
    """Fonts by what is in them: their rules as CSS, and the SHA-256 of each face by its file below the folders.

    `folders` are where the files lie on this machine; documents that are made from the same fonts are the same
    wherever these lie.
    """

    css: str
    digests: tuple[tuple[str, str], ...]
    folders: tuple[Path, ...] = field(compare=False, metadata={"fingerprint": False})

    @classmethod
    def of(cls, fonts: Fonts) -> FontSet:
        """The house fonts of a campaign."""
        faces = {face.file: face.sha256 for family in fonts.families for face in family.faces}
        return cls(_rules(fonts), tuple(sorted(faces.items())), fonts.folders)

    @property
    def faces(self) -> Mapping[str, Path]:
        """The files of all faces by their PostScript names; FileNotFoundError for one that has gone meanwhile."""
        return faces_by_name(tuple(self.file(name) for name, _ in self.digests))

    def file(self, name: str) -> Path:
        """Where a face lies; FileNotFoundError where it has gone meanwhile."""
        if (found := next((file for folder in self.folders if (file := folder / name).is_file()), None)) is None:
            raise FileNotFoundError(name)
        return found


def _rules(fonts: Fonts) -> str:
    """The rules of all fonts, as every document needs them."""
    faces = "".join(_face(family, face) for family in fonts.families for face in family.faces)
    return faces + "".join(_stacks(fonts, script) for script in dict.fromkeys(f.script for f in fonts.families))


def _face(family: Family, face: Face) -> str:
    return (
        f'@font-face{{font-family:"{family.name}";src:url(fonts/{face.file});'
        f"font-weight:{face.weight};font-style:{face.style}}}"
    )


def _stacks(fonts: Fonts, script: str | None) -> str:
    """The families of each role in a script as CSS, and what must not be done to its letters; of all, if it is None."""
    root = ":root" if script is None else f':root[data-script="{script}"]'
    stacks = ("".join(f'"{name}",' for name in fonts.stack(role, script)).rstrip(",") for role in ROLES)
    tokens = [f"--{role}:{stack};" for role, stack in zip(ROLES, stacks, strict=True)]
    # Large numbers are those of the house in every script: condensed, and the same on sister pages.
    tokens.append(f'--figures:"{fonts.family("display").name}",var(--display);')
    rules = f"{root}{{{''.join(tokens)}}}"
    text = fonts.family("text", script)
    if text.joined:
        rules += f"{root} *{{letter-spacing:normal!important}}"
    if text.leading:
        rules += f"{root} :is(h2, h3).head{{line-height:{text.leading:g}}}"
    if all(face.style == "normal" for face in text.faces):  # a slant that no face has would be made up
        rules += f"{root} *{{font-style:normal!important}}"
    return rules
