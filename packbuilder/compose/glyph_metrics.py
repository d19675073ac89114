"""A face, measured: how wide words are and where the ink of their glyphs lies, in em.

Places are counted from where the line starts, and along it: in a line that is read from right to left, they grow to the
left. So whoever sets lines need not know which way they run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from unicodedata import category

import uharfbuzz as hb

from packbuilder.language import bidi

# Letters that are spaced form no ligatures; the renderer holds to that, too.
_SPACED = {"liga": False, "clig": False, "dlig": False}
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Glyph:
    """The ink of a glyph in em: its edges from the start of the word or line, its depth below and height above."""

    left: float
    right: float
    below: float
    above: float


@dataclass(frozen=True, slots=True)
class MeasuredWord:
    """A word's advance and the ink of its glyphs, in em; `way` is how it is read in its line (see bidi.way)."""

    text: str
    advance: float
    glyphs: tuple[Glyph, ...]
    way: bidi.Way = "on"


class MeasuredFace:
    """A font file, measured: advances and ink of words in em, tracking included.

    `lang` is the language that is set, `rtl` whether its lines run from right to left; letters that are `joined` are
    never spaced; `tall` is the letter whose height says from how far type is read. Characters that the file lacks are
    those of the first of the `others` that has them, as style sheets name their families one after another.
    """

    def __init__(  # noqa: PLR0913 - what is known of a family, and what stands in for it
        self,
        file: Path,
        lang: str = "",
        *,
        rtl: bool = False,
        joined: bool = False,
        tall: str = "H",
        others: Sequence[Path] = (),
    ) -> None:
        self._fonts = [hb.Font(hb.Face(hb.Blob.from_file_path(str(one)))) for one in (file, *others)]
        self._has = [frozenset(font.face.unicodes) for font in self._fonts]
        self.lang, self._rtl, self._joined, self._tall = lang, rtl, joined, tall

    @cached_property
    def cap_em(self) -> float:
        """The height of a capital H in em, or of what stands for it in this script."""
        return self.word(self._tall, 0).glyphs[0].above

    @cached_property
    def baseline_em(self) -> float:
        """From the top of a line box one em high to its baseline: half the leading, and the ascender."""
        font, upem = self._fonts[0], self._fonts[0].face.upem
        extents = font.get_font_extents("ltr")
        ascent, descent = extents.ascender / upem, -extents.descender / upem
        return float((1 - ascent - descent) / 2 + ascent)

    @lru_cache(maxsize=4096)  # noqa: B019 - faces live as long as the process
    def word(self, text: str, tracking: float) -> MeasuredWord:
        """Shape a word: HarfBuzz with its default features, without ligatures where letters are spaced, like Pango."""
        spaced = 0.0 if self._joined else tracking
        if not self._rtl:
            advance, glyphs = self._shaped(text, spaced, None)
            return MeasuredWord(text, advance, tuple(glyphs))
        x, found = 0.0, []
        for run, against in bidi.runs(text):
            advance, glyphs = self._shaped(run, spaced, "ltr" if against else "rtl")
            found += [Glyph(x + advance - g.right, x + advance - g.left, g.below, g.above) for g in glyphs]
            x += advance
        return MeasuredWord(text, x, tuple(found), bidi.way(text))

    def _shaped(self, text: str, tracking: float, direction: str | None) -> tuple[float, list[Glyph]]:
        """The advance of a run of letters of one direction, and its ink from its left edge, font by font."""
        x, glyphs = 0.0, list[Glyph]()
        pieces = list(self._pieces(text))
        for number, piece in pieces[::-1] if direction == "rtl" else pieces:
            advance, ink = self._of_font(self._fonts[number], piece, tracking, direction)
            glyphs += [Glyph(x + one.left, x + one.right, one.below, one.above) for one in ink]
            x += advance
        return x, glyphs

    def _pieces(self, text: str) -> Iterator[tuple[int, str]]:
        """The parts of a text that are set in one font each; a mark stays with the letter that it is on."""
        chosen: list[int] = []
        for char in text:
            on_letter = bool(chosen) and (category(char).startswith("M") or char in _JOINERS)
            has = (number for number, there in enumerate(self._has) if ord(char) in there)
            chosen.append(chosen[-1] if on_letter else next(has, 0))
        for number, group in groupby(zip(chosen, text, strict=True), key=lambda one: one[0]):
            yield number, "".join(char for _, char in group)

    def _of_font(self, font: hb.Font, text: str, tracking: float, direction: str | None) -> tuple[float, list[Glyph]]:
        upem = font.face.upem
        buffer = hb.Buffer()
        buffer.add_str(text)
        if direction:
            buffer.direction, buffer.language = direction, self.lang
        buffer.guess_segment_properties()
        hb.shape(font, buffer, _SPACED if tracking else {})
        x, glyphs = 0.0, []
        clusters = [info.cluster for info in buffer.glyph_infos]
        for info, position, following in zip(
            buffer.glyph_infos, buffer.glyph_positions, [*clusters[1:], None], strict=True
        ):
            ink = font.get_glyph_extents(info.codepoint)
            if ink is not None and ink.height:
                left, top = x + position.x_offset + ink.x_bearing, position.y_offset + ink.y_bearing
                edges = (left, left + ink.width, -(top + ink.height), top)
                glyphs.append(Glyph(*(edge / upem for edge in edges)))
            x += position.x_advance + (tracking * upem if following != info.cluster else 0)  # marks are not spaced
        return x / upem, glyphs
