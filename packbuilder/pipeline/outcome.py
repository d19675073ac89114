"""What came of a target: the files that were made, and those that were refused, each for itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from packbuilder.deliver import Artifact, Refusal
from packbuilder.errors import ErrorCollector, PackError
from packbuilder.pipeline.target import Target
from packbuilder.plan import Document


@dataclass(frozen=True, slots=True)
class Outcome:
    """The finished files of some targets, and what of them was refused."""

    files: tuple[Artifact, ...] = ()
    refused: tuple[Refusal, ...] = ()

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Outcome:
        """Several as one."""
        some = list(outcomes)
        return cls(tuple(f for one in some for f in one.files), tuple(r for one in some for r in one.refused))

    @property
    def errors(self) -> list[PackError]:
        """What was said of all that was refused."""
        return [one.error for one in self.refused if one.error is not None]

    def raise_if_any(self) -> None:
        """Raise the gravest of what was refused, with the problems of all of it."""
        collected = ErrorCollector()
        collected.refuse(*self.errors)
        collected.raise_if_any()


@dataclass
class RefusedDocuments:
    """Gathers the documents of a target that are refused, each made in `with refusals.of(document):`; bugs pass."""

    target: Target
    documents: list[Document] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    @contextmanager
    def of(self, document: Document) -> Iterator[None]:
        """Make a document; whatever a stage says against it refuses this document alone."""
        try:
            yield
        except PackError as error:
            self.documents.append(document)
            self.refused.append(self.target.refused(document, error))

    def pack(self, document: Document) -> Refusal:
        """The pack that is not made, as it would lack what has been refused."""
        return self.target.refused(document, None, tuple(one.path for one in self.refused))
