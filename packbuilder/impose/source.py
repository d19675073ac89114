"""The pages of a finished PDF, ours or anybody's: how large each is as a viewer shows it, and what is drawn on it."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from packbuilder.errors import Problem, RenderError
from packbuilder.impose.matrix import Matrix, quarters, scaled, shifted, then
from packbuilder.model.paper import MM_PER_PT, Size

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic import DictionaryObject

_LOGGER = logging.getLogger("pypdf")
_HEADER = 1024  # bytes in which a PDF must say that it is one
_SMALLEST_MM, _LARGEST_MM = 1.0, 20_000.0  # anything smaller or larger than that is a mistake


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Reads a PDF; RenderError, naming the file, for whatever is wrong with it. What pypdf would log is not told."""
    from pypdf.errors import PyPdfError

    quiet, propagate = logging.NullHandler(), _LOGGER.propagate
    _LOGGER.addHandler(quiet)
    _LOGGER.propagate = False
    try:
        yield
    except (
        PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError,
        NotImplementedError, zlib.error,
    ) as error:  # fmt: skip
        what = f"The PDF is damaged: {str(error).strip().rstrip('.') or type(error).__name__}."
        raise RenderError(Problem.at(name, what, "Get it anew, or print it to a PDF again.")) from error
    finally:
        _LOGGER.propagate = propagate
        _LOGGER.removeHandler(quiet)


@dataclass(frozen=True)
class SourcePage:
    """A page. `size` is in mm, as it is shown; `matrix` leads from its own units to points on it, y upwards."""

    page: DictionaryObject
    box: tuple[float, float, float, float]  # what is shown of it, in its own units: left, bottom, right, top
    size: Size
    matrix: Matrix


class Source:
    """A PDF whose pages are put on sheets; `name` is what messages call it.

    Raises RenderError if it is damaged, encrypted or without pages. Use it within `reading`.
    """

    def __init__(self, pdf: bytes, name: str) -> None:
        from packbuilder.pdf.objects import Reader

        self.name = name
        if not pdf.strip():
            raise RenderError(Problem.at(name, "The file is empty.", "Name a PDF with pages."))
        if b"%PDF-" not in pdf[:_HEADER]:
            raise RenderError(Problem.at(name, "This is no PDF.", "Print it to a PDF, and name that."))
        self.reader = Reader(pdf, strict=False)
        if self.reader.is_encrypted:
            what = "The PDF is encrypted."
            raise RenderError(Problem.at(name, what, "Save a copy without a password and use that."))
        if not self.pages:
            raise RenderError(Problem.at(name, "The PDF has no pages.", "Name a PDF with pages."))

    @cached_property
    def pages(self) -> list[SourcePage]:
        """The pages, in order."""
        return [_page(page) for page in self.reader.pages]


def groups(source: Source) -> list[SourcePage]:
    """What the renderer drew as groups on the first page of a PDF, in order, as if each were a page.

    Each is a form: so it can be put on sheets without the rest of its page, which would be hidden beside every window,
    and found by whoever searches. It is as large as the page, and lies where it lies there; its units are those of CSS,
    y downwards.
    """
    from packbuilder.pdf.objects import at

    first = source.pages[0]
    forms = at(first.page, "/Resources", "/XObject")
    return [_group(forms.raw_get(name), first.size) for name in forms or ()]


def _group(form: Any, size: Size) -> SourcePage:  # noqa: ANN401 - a reference
    from pypdf.generic import DictionaryObject, NameObject

    stream = form.get_object()
    page = DictionaryObject({NameObject("/Contents"): form, NameObject("/Resources"): stream.raw_get("/Resources")})
    left, top, right, bottom = map(float, stream["/BBox"])
    width = size[0] / MM_PER_PT
    matrix = then(shifted(-left, -bottom), scaled(width / (right - left)), (1, 0, 0, -1, 0, 0))
    return SourcePage(page, (left, top, right, bottom), size, matrix)


def sizes(pdf: bytes, name: str = "") -> list[Size]:
    """The width and height of each page in mm, to a micrometre, as a viewer shows it; RenderError as for `Source`."""
    with reading(name):
        return [(round(page.size[0], 3), round(page.size[1], 3)) for page in Source(pdf, name).pages]


def content(page: SourcePage) -> tuple[dict[str, Any], bytes, bool]:
    """What is drawn on a page: the filters of its stream, its data, and whether those filters are still to be undone.

    The structure of its document is left behind, and with it the marks in the content.
    """
    from packbuilder.impose.content import unmarked
    from packbuilder.impose.writer import raw
    from packbuilder.pdf.objects import at, items

    streams = items(at(page.page, "/Contents"))
    whole = b"\n".join(stream.get_data() for stream in streams)
    bare = unmarked(whole)
    if len(streams) == 1 and bare is whole:
        filters = {key: streams[0].raw_get(key) for key in ("/Filter", "/DecodeParms") if key in streams[0]}
        return filters, raw(streams[0]), True
    return {}, bare, False


def _page(page: PageObject) -> SourcePage:
    left, bottom, right, top = _shown(page)
    unit = float(page.user_unit)
    width, height = (right - left) * unit, (top - bottom) * unit
    turn = page.rotation % 360
    if (
        turn % 90
        or not max(width, height) * MM_PER_PT < _LARGEST_MM
        or not min(width, height) * MM_PER_PT > _SMALLEST_MM
    ):
        raise ValueError("a page has no size that could be printed")
    matrix = then(shifted(-left, -bottom), scaled(unit), quarters(turn, width, height))
    shown = (width, height) if turn % 180 == 0 else (height, width)
    return SourcePage(page, (left, bottom, right, top), (shown[0] * MM_PER_PT, shown[1] * MM_PER_PT), matrix)


def _shown(page: PageObject) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what a viewer shows: the crop box, as far as there is any medium."""
    medium, crop = (_sorted(box) for box in (page.mediabox, page.cropbox))
    both = max(medium[0], crop[0]), max(medium[1], crop[1]), min(medium[2], crop[2]), min(medium[3], crop[3])
    return both if both[0] < both[2] and both[1] < both[3] else medium


def _sorted(box: Any) -> tuple[float, float, float, float]:  # noqa: ANN401 - as pypdf has it
    x1, y1, x2, y2 = map(float, box)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
