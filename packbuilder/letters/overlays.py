"""The signers' own lines: laid out for many signers at once, each at the largest size at which it fits its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from packbuilder import printing
from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.labels import Labels
from packbuilder.compose.template import Templates
from packbuilder.errors import Problem
from packbuilder.letters.signers import Signer
from packbuilder.model.envelope import Box
from packbuilder.model.loaded import Layout
from packbuilder.model.paper import Size
from packbuilder.model.variant import HOME
from packbuilder.typeset.engine import collected_warnings
from packbuilder.typeset.engine_errors import in_time, translated_errors
from packbuilder.typeset.inspection import overfull_boxes

if TYPE_CHECKING:
    from packbuilder.typeset.engine import Engine

# The sizes that are tried, in pt: that of the letter, and down to what is still read without a glass.
SIZES = (11.0, 10.0, 9.0, 8.0, 7.5)
_TEMPLATE = "lines.html"
_ISOLATE, _POP = "\u2068", "\u2069"
_TOKENS = ":root{--accent:#000;--black:#000;--paper:#fff;--inset:0mm;--more-width:0mm;--more-height:0mm}"


@dataclass(frozen=True, slots=True)
class Overlay:
    """The lines of a signer, in their two places, each at a size in pt; or, on a sheet between letters, two words.

    Where no date is given, the sender's end with a line to write it on: `undated` is what stands before it, `label`
    below it.
    """

    sender: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    undated: str | None = None
    label: str = ""
    sender_pt: float = SIZES[0]
    signature_pt: float = SIZES[0]
    divider: tuple[str, str] | None = None


def overlay_of(signer: Signer, labels: Labels) -> Overlay:
    """The lines of a signer, in the language of the letter."""
    members = ""
    if signer.members is not None:
        members = labels.plural("representing %(n)s member", "representing %(n)s members", signer.members)
    # Isolated, so that a place in one script and a day in another keep to their own sides of the comma.
    town = f"{_ISOLATE}{signer.place}{_POP}" if signer.place else ""
    comma = dict(zip(labels.signs[::2], labels.signs[1::2], strict=False)).get(",", ",")
    day = f"{_ISOLATE}{labels.date(signer.day)}{_POP}" if signer.day else ""
    where = f"{comma} ".join(one for one in (town, day) if one) if day else ""
    sender = (signer.name, signer.organisation, *signer.address, where)
    signature = (signer.name, signer.organisation, members)
    return Overlay(
        tuple(line for line in sender if line),
        tuple(line for line in signature if line),
        undated=None if day else f"{town}{comma}\u00a0" if town else "",
        label="" if day or town else labels("Place, date"),
    )


@dataclass(frozen=True)
class OverlayTypesetter:
    """Sets lines in one language on sheets of one size."""

    layout: Layout
    labels: Labels
    templates: Templates
    engine: Engine
    sheet: Size

    def rounds(self, overlays: Sequence[Overlay], place: Box | None) -> Iterator[tuple[bytes, dict[int, int]]]:
        """The overlays as PDFs of one page, those of each signer a group on it; a PDF for each size that is tried.

        `place` is where the sender's stand, which the envelope says. With each PDF comes which of the lines fit at that
        size, and as which of its groups; the others are in the next one.
        """
        waiting = dict(enumerate(overlays))
        for size in SIZES[1:] + SIZES[-1:]:
            if not waiting:
                return
            composed = self._composed(list(waiting.values()), place)
            # Whether the fonts have every letter has been looked at, row by row.
            with collected_warnings(), translated_errors(composed.file), in_time(composed.file):
                document = self.engine.lay_out(composed, self.engine.parse(composed), SIZES[0])
            over = overfull_boxes(document)
            order = list(waiting)
            fit = {order[group]: group for group in range(len(order)) if group not in over}
            yield printing.plain(document, self.layout.source.file), fit
            waiting = {order[group]: _at(waiting[order[group]], places, size) for group, places in over.items()}

    def _composed(self, overlays: Sequence[Overlay], place: Box | None) -> ComposedDocument:
        spoken = {"lang": self.labels.lang, "dir": self.labels.direction, "title": self.layout.name}
        where = {"place": place, "sheet": self.sheet, "data": self.layout.facts.data}
        view = {**spoken, **where, "letters": overlays, "sizes": SIZES}
        html = self.templates.render(self.layout.name, view, _TEMPLATE)
        styles = self.templates.sheets.of(self.layout.name, HOME)
        return ComposedDocument(
            name="lines",
            path=self.layout.source.file,
            layout=self.layout.name,
            facts=self.layout.facts,
            variant=HOME,
            file=self.layout.source.file,
            title=self.layout.name,
            lang=self.labels.lang,
            html=html,
            css=_TOKENS,
            sheet_mm=self.sheet,
            resources=self.templates.sheets.named([html, *(one.text for one in styles)]),
            codes={},
            cap_mm=None,
            fed_by=(),
            styles=styles,
        )


def _at(overlay: Overlay, places: frozenset[str], size: float) -> Overlay:
    """An overlay with those places that spill over at a smaller size."""
    sender = size if "sender" in places else overlay.sender_pt
    return replace(overlay, sender_pt=sender, signature_pt=size if "signature" in places else overlay.signature_pt)


def too_long(signer: Signer, file: str) -> Problem:
    """What is said of a row whose lines fit at no size."""
    what = f"The lines of `{signer.name}` do not fit their place at {SIZES[-1]:g} pt."
    return Problem.at(file, what, "Shorten the name, the organisation or the address.", line=signer.line, key="name")
