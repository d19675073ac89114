"""The face that display type is measured in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from packbuilder.compose.glyph_metrics import MeasuredFace
from packbuilder.compose.labels import Labels
from packbuilder.model.fonts import Fonts


def display_face(fonts: Fonts, labels: Labels) -> MeasuredFace:
    """The boldest face of display type, to be measured for a language, and those that stand in for it."""
    families = [fonts.named(name) for name in fonts.stack("display", labels.script)]
    files = tuple(fonts.file(max(one.faces, key=lambda face: face.weight)) for one in families)
    return _measured(files, labels.lang, labels.direction, (families[0].joined, families[0].tall))


@cache
def _measured(files: tuple[Path, ...], lang: str, direction: str, of_letters: tuple[bool, str]) -> MeasuredFace:
    """A face for a language: one a process, as it keeps every word that it has measured."""
    joined, tall = of_letters
    return MeasuredFace(files[0], lang, rtl=direction == "rtl", joined=joined, tall=tall, others=files[1:])
