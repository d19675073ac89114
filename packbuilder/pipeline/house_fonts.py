"""The house fonts as the stages need them, and what of the house an edition is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from packbuilder.compose import glyph_metrics
from packbuilder.compose.labels import Labels
from packbuilder.load.typefaces import ROLES
from packbuilder.model.fonts import Face, Family, Fonts
from packbuilder.postal.text_widths import TextWidths
from packbuilder.proof import postscript_name


@dataclass(frozen=True, slots=True)
class House:
    """The house fonts.

    `css` are their @font-face rules, and which families each script is set in; `faces` the PostScript names of all.
    """

    fonts: Fonts
    css: str
    faces: frozenset[str]

    @classmethod
    def of(cls, fonts: Fonts) -> House:
        """The fonts as the renderer takes them."""
        names = (postscript_name(fonts.file(face).read_bytes()) for _, face in _faces(fonts))
        css = "".join(_rule(family, face) for family, face in _faces(fonts))
        scripts = "".join(_stacks(fonts, script) for script in dict.fromkeys(f.script for f in fonts.families))
        return cls(fonts, css + scripts, frozenset(name for name in names if name))

    @property
    def widths(self) -> TextWidths:
        """What measures lines of addresses."""
        return _widths(tuple(TextWidths.files(self.fonts)))

    def display(self, labels: Labels) -> glyph_metrics.MeasuredFace:
        """The boldest face of display type, to be measured for a language, and those that stand in for it."""
        families = [self.fonts.named(name) for name in self.fonts.stack("display", labels.script)]
        files = tuple(self.fonts.file(max(one.faces, key=lambda face: face.weight)) for one in families)
        return _measured(files, labels.lang, labels.direction == "rtl", families[0].joined, families[0].tall)


@cache
def _widths(files: tuple[Path, ...]) -> TextWidths:
    """One a process, as it keeps every line that it has measured."""
    return TextWidths(files)


@cache
def _measured(files: tuple[Path, ...], lang: str, rtl: bool, joined: bool, tall: str) -> glyph_metrics.MeasuredFace:  # noqa: FBT001
    """A face for a language: one a process, as it keeps every word that it has measured."""
    return glyph_metrics.MeasuredFace(files[0], lang, rtl=rtl, joined=joined, tall=tall, others=files[1:])


def material(fonts: Fonts, folders: Sequence[Path]) -> list[str]:
    """The digests of the fonts and of what all layouts share, each once, in an order that no folder's place changes."""
    return [*sorted({face.sha256 for _, face in _faces(fonts)}), *_shared(folders)]


def _shared(folders: Sequence[Path]) -> list[str]:
    """The digests of base and labels. Each counts once, so that a copy of the house's own adds nothing."""
    shared = [folder / part for folder in folders for part in ("_base", "_law", "_post", "_tiles", "locale")]
    parts = [path for folder in shared for path in sorted(folder.rglob("*"))]
    kept = (p for p in parts if p.is_file() and p.name[0] != "." and not p.name.endswith("~"))
    return list(dict.fromkeys(sha256(path.read_bytes()).hexdigest() for path in kept))


def _rule(family: Family, face: Face) -> str:
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


def _faces(fonts: Fonts) -> Iterator[tuple[Family, Face]]:
    return ((family, face) for family in fonts.families for face in family.faces)
