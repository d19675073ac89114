"""Every problem at once: work goes on past what is refused, and all of it is told at the end."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType

from packbuilder.errors import PackError


class Refusals:
    """Gathers the refusals of pieces of work, each done in `with refusals:`; bugs pass through."""

    def __init__(self, errors: Iterable[PackError] = ()) -> None:
        self._errors = list(errors)

    def __enter__(self) -> None:
        """Begin a piece of work."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, PackError):
            self._errors.append(error)
            return True
        return False

    def add(self, errors: Iterable[PackError]) -> None:
        """Gather refusals that were told otherwise."""
        self._errors += errors

    def tell(self) -> None:
        """Raise the gravest refusal, the one with the highest exit code, with the problems of all of them."""
        if self._errors:
            problems = dict.fromkeys(problem for error in self._errors for problem in error.problems)
            gravest = max(self._errors, key=lambda error: error.exit_code)
            raise type(gravest)(*problems)
