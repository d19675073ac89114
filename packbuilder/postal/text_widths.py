"""How wide lines of addresses are: measured in every face that may set them, the widest counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import uharfbuzz

from packbuilder.model.fonts import REGULAR, Fonts

# Of a letter that no face has: it is told of elsewhere.
_UNKNOWN_EM = 0.6
_ROLES = frozenset({"letter", "text"})


class TextWidths:
    """Widths of lines in em, in upright faces of weight 400 given by their files."""

    def __init__(self, files: Sequence[Path] = ()) -> None:
        self._files = tuple(files)
        self._known: dict[str, float] = {}

    @staticmethod
    def of(fonts: Fonts) -> TextWidths:
        """In the faces of running text and of letters, of all scripts: which one sets a line, its page decides."""
        faces = (face for family in fonts.families if family.role in _ROLES for face in family.faces)
        return _of_files(tuple(fonts.file(face) for face in faces if (face.weight, face.style) == REGULAR))

    def __call__(self, text: str) -> float:
        """The width of a line in em."""
        if text not in self._known:
            self._known[text] = sum(self._word(word) for word in text.split(" ")) + text.count(" ") * self._word(" ")
        return self._known[text]

    @cached_property
    def _fonts(self) -> list[tuple[Any, frozenset[int], int]]:
        faces = [uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))) for file in self._files]
        return [(uharfbuzz.Font(face), frozenset(face.unicodes), face.upem) for face in faces]

    def _word(self, word: str) -> float:
        able = [(font, upem) for font, has, upem in self._fonts if all(ord(char) in has for char in word)]
        if able or not word[1:]:
            return max((_advance(font, word) / upem for font, upem in able), default=_UNKNOWN_EM)
        return sum(self._word(char) for char in word)


def _advance(font: uharfbuzz.Font, word: str) -> float:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return float(sum(position.x_advance for position in buffer.glyph_positions))


@cache
def _of_files(files: tuple[Path, ...]) -> TextWidths:
    """One a process, as it keeps every line that it has measured."""
    return TextWidths(files)
