"""What came of a target: the files that were made, and those that were refused, each for itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from packbuilder.deliver import Artifact, Refusal
from packbuilder.errors import ErrorCollector, PackError
from packbuilder.pipeline.conversation import Finished
from packbuilder.pipeline.target import Target


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


def artifacts(target: Target, finished: Finished) -> Iterator[Artifact]:
    """The files of a document as they are delivered, of the edition and variant of their target."""
    composed, made = finished.composed, finished.made
    for file in made.files:
        problems = finished.warnings if file.form in {"page", "pack"} else ()
        yield Artifact(
            file.path, composed.layout, file.form, target.origin, file.data, finished.code, target.draft, problems,
            file.pages,
        )  # fmt: skip
