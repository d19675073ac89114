"""The signers' own lines: laid out for many letters at once, each at the largest size at which it fits its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from packbuilder import printing
from packbuilder.compose.labels import Labels
from packbuilder.compose.page import Page
from packbuilder.compose.template import Templates
from packbuilder.errors import Problem
from packbuilder.letters.signers import Signer
from packbuilder.model.envelope import Box
from packbuilder.model.loaded import Layout
from packbuilder.model.paper import Size
from packbuilder.model.variant import Variant
from packbuilder.typeset.engine import warnings_of_renderer
from packbuilder.typeset.places import spilled

if TYPE_CHECKING:
    from packbuilder.typeset.engine import Engine

# The sizes that are tried, in pt: that of the letter, and down to what is still read without a glass.
SIZES = (11.0, 10.0, 9.0, 8.0, 7.5)
_TEMPLATE = "lines.html"
_ISOLATE, _POP = "\u2068", "\u2069"
_TOKENS = ":root{--accent:#000;--black:#000;--paper:#fff;--inset:0mm;--more-width:0mm;--more-height:0mm}"


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one letter, in their two places, each at a size in pt; or, on a sheet between them, two words.

    `place` is where the sender's lines stand, which the envelope says.
    """

    sender: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    sender_pt: float = SIZES[0]
    signature_pt: float = SIZES[0]
    divider: tuple[str, str] | None = None
    place: Box | None = None


def of(signer: Signer, labels: Labels, day: str, place: Box | None) -> Lines:
    """The lines of a signer, in the language of the letter; `day` is in words, `place` the sender's."""
    members = ""
    if signer.members is not None:
        members = labels.plural("representing %(n)s member", "representing %(n)s members", signer.members)
    # Isolated, so that a place in one script and a day in another keep to their own sides of the comma.
    comma = dict(zip(labels.signs[::2], labels.signs[1::2], strict=False)).get(",", ",")
    where = f"{comma} ".join(f"{_ISOLATE}{part}{_POP}" for part in (signer.place, day) if part)
    sender = (signer.name, signer.organisation, where)
    signature = (signer.name, signer.organisation, members)
    return Lines(tuple(line for line in sender if line), tuple(line for line in signature if line), place=place)


@dataclass(frozen=True)
class Setter:
    """Sets lines in one language on sheets of one size."""

    layout: Layout
    labels: Labels
    templates: Templates
    engine: Engine
    sheet: Size

    def pages(self, letters: Sequence[Lines]) -> tuple[bytes, list[int]]:
        """The lines as a PDF, a page a letter, and which of them fit at no size."""
        lines = list(letters)
        document = self._laid_out(lines)
        waiting = spilled(document)
        for size in SIZES[1:]:
            if not waiting:
                break
            smaller = {n: _at(lines[n], places, size) for n, places in waiting.items()}
            again = spilled(self._laid_out(list(smaller.values())))
            for n, changed in smaller.items():
                lines[n] = changed
            order = list(smaller)
            waiting = {order[n]: places for n, places in again.items()}
            document = None
        return printing.plain(document or self._laid_out(lines), self.layout.source.file), sorted(waiting)

    def _laid_out(self, letters: Sequence[Lines]) -> Any:  # noqa: ANN401 - the renderer is untyped
        spoken = {"lang": self.labels.lang, "dir": self.labels.direction, "title": self.layout.name}
        view: Mapping[str, Any] = {**spoken, "letters": letters, "sheet": self.sheet, "data": self.layout.facts.data}
        html = self.templates.render(self.layout.name, view, _TEMPLATE)
        file = self.layout.source.file
        page = Page(
            name="lines", path=file, layout=self.layout.name, facts=self.layout.facts, variant=Variant.HOME, file=file,
            title=self.layout.name, lang=self.labels.lang, html=html, css=_TOKENS, sheet_mm=self.sheet, resources={},
            codes={}, cap_mm=None, fed_by=(),
        )  # fmt: skip
        with warnings_of_renderer():  # whether the fonts have every letter has been looked at, row by row
            return self.engine.lay_out(page, self.engine.parse(page), SIZES[0])


def _at(lines: Lines, places: frozenset[str], size: float) -> Lines:
    """The lines with those places that spill over at a smaller size."""
    sender = size if "sender" in places else lines.sender_pt
    return replace(lines, sender_pt=sender, signature_pt=size if "signature" in places else lines.signature_pt)


def too_long(signer: Signer, file: str) -> Problem:
    """What is said of a row whose lines fit at no size."""
    what = f"The lines of `{signer.name}` do not fit their place at {SIZES[-1]:g} pt."
    return Problem(file, signer.line, "name", what, "Shorten the name or the organisation.")
