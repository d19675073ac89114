"""Job tickets: the documents of an edition, composed, with all that their files are made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from packbuilder.compose import labels, printed_passages
from packbuilder.compose.calendar import calendar
from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.composer import Composer
from packbuilder.compose.display_face import display_face
from packbuilder.compose.font_set import FontSet
from packbuilder.compose.template import Templates
from packbuilder.impose.poster_composition import ComposedPosters, PosterComposer
from packbuilder.impose.sheet_words import SheetWords
from packbuilder.impose.tiles import Tiling
from packbuilder.model.applicability import made_for
from packbuilder.pipeline.target import Target
from packbuilder.postal.text_widths import TextWidths
from packbuilder.production import outputs
from packbuilder.production.job_ticket import Calendar, JobTicket, Poster


def composer_of(target: Target) -> Composer:
    """What composes the documents of an edition."""
    edition = target.edition
    folders = target.workspace.layouts_folders
    words = labels.load(folders, edition.lang, edition.campaign.root, draft=target.draft)
    made = [layout for layout in target.layouts.values() if made_for(layout, edition.case, edition.branch)]
    needed = frozenset(name for layout in made for name in layout.facts.needs)
    faces, widths = {"display": display_face(target.fonts, words)}, TextWidths.of(target.fonts)
    return Composer(edition, words, Templates(folders), faces, needed, target.draft, target.layouts, widths)


@dataclass(frozen=True)
class TicketWriter:
    """Writes the tickets of a target."""

    target: Target
    composer: Composer

    @cached_property
    def fonts(self) -> FontSet:
        """The house fonts."""
        return FontSet.of(self.target.fonts)

    @cached_property
    def _posters(self) -> dict[Tiling, ComposedPosters]:
        return {}

    @property
    def rtl(self) -> bool:
        """Whether pages are read from right to left."""
        return self.composer.labels.direction == "rtl"

    def ticket(self, composed: ComposedDocument, *, marks: bool = False) -> JobTicket:
        """The ticket of a document, its code still to come; LayoutError for the template of posters."""
        target, edition, words = self.target, self.target.edition, self.composer.labels
        texts = edition.case.texts[edition.lang]
        return JobTicket(
            composed=composed,
            fonts=self.fonts,
            stock=edition.stock,
            duplex=target.duplex,
            rtl=self.rtl,
            words=SheetWords.of(words, composed.facts.pages.max),
            posters=tuple(Poster(one, self._poster(one.tiling)) for one in outputs.posters(composed, edition.stock)),
            secrets=edition.secrets,
            prose=() if target.draft else printed_passages.printed(texts, composed),
            as_of=edition.case.facts.as_of,
            calendar=self._calendar(composed),
            draft=target.draft,
            marks=marks,
        )

    def _poster(self, tiling: Tiling) -> ComposedPosters:
        if tiling not in self._posters:
            self._posters[tiling] = PosterComposer(self.composer.labels, self.composer.templates).composed([tiling])
        return self._posters[tiling]

    def _calendar(self, composed: ComposedDocument) -> Calendar | None:
        """The calendar of the branch's pickets, beside the document whose layout offers it."""
        if not (composed.facts.calendar and composed.variant.calendar):
            return None
        edition = self.target.edition
        title = self.composer.labels("Picket: %(what)s", what=edition.case.texts[edition.lang]["title"].heading)
        data = calendar(edition, title)
        return Calendar(f"{edition.folder}pickets.ics", data) if data is not None else None
