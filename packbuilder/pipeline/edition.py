"""Editions, from texts to finished and proven files: compose all, make all, then the fronts of packs, and bind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from packbuilder.compose import pack_front
from packbuilder.deliver import Refusal
from packbuilder.errors import LayoutError, PackError, Problem
from packbuilder.pipeline import fit_fallback
from packbuilder.pipeline.conversation import Finished, Talk, document_of
from packbuilder.pipeline.floor import Floor
from packbuilder.pipeline.kept_results import KeptResults
from packbuilder.pipeline.outcome import Outcome, artifacts
from packbuilder.pipeline.progress import Tally
from packbuilder.pipeline.target import Target
from packbuilder.pipeline.tickets import TicketWriter, composer_of
from packbuilder.pipeline.workers import Crew
from packbuilder.plan import Document
from packbuilder.preflight.checks import refuse
from packbuilder.production import outputs
from packbuilder.production.job_ticket import JobTicket
from packbuilder.production.made import MadeDocument
from packbuilder.production.work import Bind, ComposedPart, Make

# How often the front of a pack is laid out anew until the page numbers in it are those that its own length makes.
_ATTEMPTS = 3


def made(targets: Sequence[Target], crew: Crew, kept: KeptResults, tally: Tally) -> Outcome:
    """The finished files of editions.

    A document that a stage refuses is not made, nor is the pack, which would hold it, unless that is wanted without.
    """
    editions = [EditionUnderway(target, tally) for target in targets]
    floor: Floor[tuple[EditionUnderway, Document], Finished] = Floor(crew, kept, lambda key: key[0].begun(key[1]))
    for edition in editions:
        edition.begin(floor)
    for (edition, document), finished in floor:
        edition.note(document, finished)
        edition.go_on(floor)
    return Outcome.of(edition.outcome for edition in editions)


@dataclass(eq=False)
class EditionUnderway:
    """A target whose documents are made, in any order; the pack follows when all that it holds is there."""

    target: Target
    tally: Tally
    finished: dict[str, Finished] = field(default_factory=dict)  # by their path
    refused: dict[str, Refusal] = field(default_factory=dict)

    @cached_property
    def documents(self) -> list[Document]:
        """Its documents, in the order of the pack, without the pack itself."""
        return self.target.documents

    @cached_property
    def pack(self) -> Document | None:
        """The pack, where it is wanted."""
        return self.target.pack

    @cached_property
    def writer(self) -> TicketWriter:
        """What writes the tickets of its documents."""
        return TicketWriter(self.target, composer_of(self.target))

    def begin(self, floor: Floor[tuple[EditionUnderway, Document], Finished]) -> None:
        """Have its documents made."""
        for document in self.documents:
            floor.add((self, document), self._make(document))

    def note(self, document: Document, finished: Finished | PackError) -> None:
        """Say what came of a document."""
        if isinstance(finished, PackError):
            self.refused[document.path] = self.target.refused(document, finished)
        else:
            self.finished[document.path] = finished
        self.tally.finish(document, self.target.name)

    def go_on(self, floor: Floor[tuple[EditionUnderway, Document], Finished]) -> None:
        """Have the pack made as soon as all that it holds has been made or refused."""
        if len(self.finished) + len(self.refused) < len(self.documents):
            return
        if self.pack is None or self.pack.path in {*self.finished, *self.refused}:
            self._end()
        elif self.refused and not (self.target.pack_without and self.finished):
            lacks = tuple(one.path for one in self.documents if one.path in self.refused)
            self.refused[self.pack.path] = self.target.refused(self.pack, None, lacks)
            self.tally.finish(self.pack, self.target.name)
            self._end()
        else:
            floor.add((self, self.pack), self._bind(self.pack))

    def begun(self, document: Document) -> None:
        """Say that a worker has begun a document."""
        self.tally.begin(document, self.target.name)

    def _end(self) -> None:
        self.tally.end(self.target.edition.case.slug, self.target.name)

    @property
    def outcome(self) -> Outcome:
        """What came of it, in the order of the pack, which comes last."""
        order = [*self.documents, *([self.pack] if self.pack else [])]
        wanted = [one for one in order if one.path in self.finished and self.target.wants(one.layout.name)]
        files = tuple(file for one in wanted for file in artifacts(self.target, self.finished[one.path]))
        return Outcome(files, tuple(self.refused[one.path] for one in order if one.path in self.refused))

    def _make(self, document: Document) -> Talk[Finished]:
        finished = yield from fit_fallback.made(self.writer, document)
        refuse(finished.warnings, strict=self.target.strict, draft=self.target.draft)
        return finished

    def _bind(self, document: Document) -> Talk[Finished]:
        """The pack: only now is it known what is on which page, and what is missing."""
        ticket, code, front = yield from self._front(document)
        there = [self.finished[one.path] for one in self.documents if one.path in self.finished]
        parts = tuple((ComposedPart(one.composed.name, one.composed.sheet_mm), one.made) for one in there)
        bound = yield Bind(ticket, front, parts, self.target.strict)
        return Finished(ticket.composed, document_of(bound), code)

    def _front(self, document: Document) -> Talk[tuple[JobTicket, str, MadeDocument]]:
        composer, target = self.writer.composer, self.target
        made = [self._counted(self.finished[one.path]) for one in self.documents if one.path in self.finished]
        lacks = [composer.title(one) for one in self.documents if one.path in self.refused]
        numbers = document.layout.facts.pages
        pages = numbers.usual or numbers.min
        for _ in range(_ATTEMPTS):
            extra = pack_front.front(made, pages + 1, target.languages, composer.labels, lacks)
            composed = composer.compose(document, extra | {"duplex": target.duplex}, pack_front.drawings(made))
            plain = self.writer.ticket(composed, marks=target.draft)
            ticket = plain.coded(plain.code)
            front = document_of((yield Make(ticket)))
            if front.pages == pages:
                return ticket, plain.code, front
            pages = front.pages
        what = "The front has another number of pages each time its page numbers are put right."
        raise LayoutError(
            Problem.at(document.layout.source.file, what, "Give it `min` and `max` of one number.", key="pages")
        )

    def _counted(self, finished: Finished) -> pack_front.Made:
        """A document with the files that can be printed of it."""
        composed, made = finished.composed, finished.made
        edition, duplex = self.target.edition, self.target.duplex
        found: list[outputs.SheetOutput | outputs.TiledOutput] = []
        if not made.misfits:
            found += outputs.sheets(composed, made.pages, edition.stock, duplex, rtl=self.writer.rtl)
            found += outputs.posters(composed, edition.stock)
        bound = any(scheme.kind != "cut" for scheme in composed.facts.sheets)
        if not (found and bound):  # nobody prints a booklet page by page whose sheets are there
            found = [outputs.pages(composed, made.pages, duplex), *found]
        prints = (outputs.print_instructions(output, edition.folder) for output in found)
        return pack_front.Made(composed, made.pages, tuple(prints))
