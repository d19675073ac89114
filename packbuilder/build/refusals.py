"""Every problem at once: work goes on past what is refused, and all of it is told at the end."""

from __future__ import annotations

from types import TracebackType

from packbuilder.errors import PackError


class Refusals:
    """Gathers the refusals of pieces of work, each done in `with refusals:`; bugs pass through."""

    def __init__(self) -> None:
        self._errors: list[PackError] = []

    def __enter__(self) -> None:
        """Begin a piece of work."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, PackError):
            self._errors.append(error)
            return True
        return False

    def tell(self) -> None:
        """Raise the first refusal, with the problems of all of them; nothing if there was none."""
        if self._errors:
            problems = dict.fromkeys(problem for error in self._errors for problem in error.problems)
            raise type(self._errors[0])(*problems)
