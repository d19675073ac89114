"""How long a file may take to be put together, or to be read back."""

from __future__ import annotations

from contextlib import AbstractContextManager

from packbuilder.errors import Problem, RenderError
from packbuilder.limits import SECONDS, within

# Processor seconds. Proving a page of the campaign takes a twentieth of a second.
_A_PAGE = 0.5


def in_time(path: str, pages: int, seconds: float = SECONDS) -> AbstractContextManager[None]:
    """Puts a file together, or reads it back, in so many seconds of the processor and some for each of its pages.

    RenderError otherwise: a layout may draw what no printer ever finishes, either.
    """
    most = seconds + pages * _A_PAGE
    what = f"It takes more than {most:g} seconds of the processor to be read back."
    remedy = "Simplify what its layout draws: patterns, gradients, drawings with many thousands of lines."
    return within(lambda: RenderError(Problem.at(path, what, remedy)), most)
