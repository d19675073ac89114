"""What breaks the renderer: a layout that it cannot cope with is told as one; a bug of ours stays a bug."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType

from packbuilder.errors import EndlessLayoutError, LayoutError, PackError, Problem
from packbuilder.limits import SECONDS, within

_REMEDY = "Correct the layout's page.html or style.css, or the text that it names."
_OURS = Path(__file__).parents[1]


@contextmanager
def translated_errors(file: str, key: str = "") -> Iterator[None]:
    """Runs the renderer over a layout; LayoutError, naming the file, for whatever a library raises.

    `OSError` passes: that is what the system refuses. So does what our own code raises, and that is a bug: but for
    nesting without end, of which nobody can say in whose code it comes to an end.
    """
    try:
        yield
    except (PackError, OSError):
        raise
    except Exception as error:
        if _ours(error.__traceback__) and not isinstance(error, RecursionError | MemoryError):
            raise
        raise LayoutError(Problem.at(file, f"The renderer breaks: {_why(error)}.", _REMEDY, key=key)) from error


def in_time(file: str, key: str = "", seconds: float = SECONDS) -> AbstractContextManager[None]:
    """Lays out once, or writes once, in so many seconds of the processor; EndlessLayoutError else.

    The search for the size that fits is not timed as a whole: it lays out as often as it has sizes and lists to try,
    and on a slow machine all of that together takes long for pages in which nothing is wrong.
    """
    what = f"The renderer is not done with it after {seconds:g} seconds."
    return within(lambda: EndlessLayoutError(Problem.at(file, what, _REMEDY, key=key)), seconds)


def _why(error: Exception) -> str:
    match error:
        case RecursionError():
            return "something is nested too deep"
        case MemoryError():
            return "there is not enough memory for it"
        case _:
            said = str(error).strip().rstrip(".")
            return ": ".join(filter(None, (type(error).__name__, said)))


def _ours(trace: TracebackType | None) -> bool:
    """Whether it was raised in code of the program's own."""
    place = ""
    while trace is not None:
        place, trace = trace.tb_frame.f_code.co_filename, trace.tb_next
    return Path(place).is_relative_to(_OURS)
