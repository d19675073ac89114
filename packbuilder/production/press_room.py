"""The press room of a process: its renderer, started once, and what it does with a piece of work."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from tempfile import gettempdir

from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.font_set import FontSet
from packbuilder.compose.trial import Trial
from packbuilder.errors import Problem, RenderError
from packbuilder.impose.poster_pages import Posters
from packbuilder.production.artifacts import ArtifactMaker
from packbuilder.production.binding import pack
from packbuilder.production.job_ticket import JobTicket
from packbuilder.production.made import MadeDocument
from packbuilder.production.work import Bind
from packbuilder.typeset.drafts import typeset_or_mark
from packbuilder.typeset.engine import Engine
from packbuilder.typeset.fit import try_smallest


class PressRoom:
    """Makes documents with one set of fonts at a time: a second one with the same names would print wrong letters."""

    def __init__(self) -> None:
        self._fonts: FontSet | None = None

    def made(self, ticket: JobTicket, first_pt: float | None = None) -> MadeDocument:
        """A document from its ticket; `first_pt` is the size to try first.

        Raises LayoutError for what does not fit; RenderError for what is not as it was meant, and for what the system
        refuses the renderer.
        """
        with _spared(ticket.composed.path):
            self._use(ticket.fonts)
            one = typeset_or_mark(self._engine, ticket.composed, first_pt, draft=ticket.marks)
            return ArtifactMaker(ticket, one, self._posters).made()

    def tried(self, composed: ComposedDocument, fonts: FontSet, foot: float) -> Trial:
        """A document at its smallest size; `foot` is what another trial of it found."""
        with _spared(composed.path):
            self._use(fonts)
            return try_smallest(self._engine, composed, foot)

    def bound(self, work: Bind) -> MadeDocument:
        """A pack."""
        with _spared(work.composed.path):
            return pack(work)

    def close(self) -> None:
        """Let the renderer go: it keeps copies of the fonts in a temporary folder, which goes with its last reference.

        That is in a cycle, and a worker ends without looking for cycles.
        """
        for name in ("_engine", "_posters"):
            self.__dict__.pop(name, None)
        gc.collect()

    def _use(self, fonts: FontSet) -> None:
        if fonts != self._fonts:
            self.close()
            self._fonts = fonts

    @cached_property
    def _engine(self) -> Engine:
        assert self._fonts is not None  # noqa: S101 - said before anything is laid out
        return Engine(self._fonts)

    @cached_property
    def _posters(self) -> Posters:
        return Posters(self._engine)


@contextmanager
def _spared(path: str) -> Iterator[None]:
    """RenderError for what the system refuses, or has too little of."""
    try:
        yield
    except OSError as error:
        what = f"The system refuses the renderer something: {error.strerror or error}."
        raise RenderError(Problem.at(gettempdir(), what, "See that there is room for temporary files.")) from error
    except MemoryError as error:
        what = "There is not enough memory for it."
        raise RenderError(
            Problem.at(path, what, "Close what else takes memory, or make its pictures smaller.")
        ) from error
