"""The pages of a finished PDF, ours or anybody's: how large each is as a viewer shows it, and what is drawn on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Object, Page, Pdf, PdfError, Stream

from packbuilder.errors import Problem, RenderError
from packbuilder.model.paper import MM_PER_PT, Size
from packbuilder.pdf.operators import quarters, unmarked

_HEADER = 1024  # bytes in which a PDF must say that it is one, and as many in which it must say that it ends
_SMALLEST_MM, _LARGEST_MM = 1.0, 20_000.0  # anything smaller or larger than that is a mistake
_ACCESSIBLE = re.compile(rb"pdfuaid:part(?:>|=[\"'])1\b")
# What ties an object to a document that is left behind, or tells of whoever made it.
_LEFT = ("/Parent", "/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/LastModified", "/OPI")

Corners = tuple[float, float, float, float]  # left, bottom, right, top


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Reads a PDF; RenderError, naming the file, for whatever is wrong with it."""
    try:
        yield
    except (PdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError) as error:
        what = f"The PDF is damaged: {str(error).strip().rstrip('.') or type(error).__name__}."
        raise RenderError(Problem.at(name, what, "Get it anew, or print it to a PDF again.")) from error


@dataclass(frozen=True)
class SourcePage:
    """A page, or a form that is taken for one. `size` is in mm, as it is shown.

    `corners` are what is shown of it, in its own units, `matrix` leads from them to points on it, y upwards.
    """

    source: SourcePdf
    drawn: Object
    corners: Corners
    size: Size
    matrix: Matrix

    @cached_property
    def form(self) -> Object:
        """What is drawn on it as a form of its file, without the structure of that and without traces of its maker."""
        form = self.source.pdf.make_stream(unmarked(_content(self.drawn)), Subtype=Name.Form)
        form.BBox = Array([round(side, 5) for side in self.corners])
        for key in ("/Resources", "/Group"):
            if key in self.drawn:
                form[key] = self.source.pdf.make_indirect(
                    self.drawn[key]
                )  # objects of their own are packed with others
        _leave_behind(form, self.source.clean)
        return form


class SourcePdf:
    """A PDF whose pages are put on sheets; `name` is what messages call it.

    Raises RenderError if it is damaged, encrypted or without pages. Use it within `reading`.
    """

    def __init__(self, pdf: bytes, name: str) -> None:
        self.name = name
        self.clean: set[tuple[int, int]] = set()  # the objects that hold nothing but what is drawn
        if not pdf.strip():
            raise RenderError(Problem.at(name, "The file is empty.", "Name a PDF with pages."))
        if b"%PDF-" not in pdf[:_HEADER]:
            raise RenderError(Problem.at(name, "This is no PDF.", "Print it to a PDF, and name that."))
        if b"%%EOF" not in pdf.rstrip(b"\0 \t\r\n")[-_HEADER:]:  # qpdf would repair it, with whatever pages are left
            raise RenderError(Problem.at(name, "The PDF is damaged: its end is missing.", "Get it anew."))
        self.pdf = _opened(pdf, name)
        if not self.pages:
            raise RenderError(Problem.at(name, "The PDF has no pages.", "Name a PDF with pages."))

    @cached_property
    def pages(self) -> list[SourcePage]:
        """The pages, in order."""
        return [_page(self, page) for page in self.pdf.pages]

    @property
    def accessible(self) -> bool:
        """Whether it claims PDF/UA-1: what is imposed from another one, such as one without its fonts, must not."""
        metadata = self.pdf.Root.get("/Metadata")
        return isinstance(metadata, Stream) and _ACCESSIBLE.search(metadata.read_bytes()) is not None

    @property
    def optional_content(self) -> Object | None:
        """Its layers that a viewer can hide; None where there are none."""
        found = self.pdf.Root.get("/OCProperties")
        return None if found is None else self.pdf.make_indirect(found)


def groups(source: SourcePdf) -> list[SourcePage]:
    """What the renderer drew as groups on the first page of a PDF, in order, as if each were a page.

    Each is a form: so it can be put on sheets without the rest of its page, which would be hidden beside every window,
    and found by whoever searches. It is as large as the page, and lies where it lies there; its units are those of CSS,
    y downwards.
    """
    first = source.pages[0]
    forms = first.drawn.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    drawn = sorted(forms.keys(), key=lambda name: (len(name), name))  # the renderer counts: /x9 comes before /x10
    return [_group(source, forms[name], first.size) for name in drawn]


def sizes(pdf: bytes, name: str = "") -> list[Size]:
    """The width and height of each page in mm, to a micrometre, as a viewer shows it; RenderError as for SourcePdf."""
    with reading(name):
        return [(round(page.size[0], 3), round(page.size[1], 3)) for page in SourcePdf(pdf, name).pages]


def _opened(pdf: bytes, name: str) -> Pdf:
    encrypted = RenderError(Problem.at(name, "The PDF is encrypted.", "Save a copy without a password and use that."))
    try:
        opened = pikepdf.open(BytesIO(pdf))
    except pikepdf.PasswordError as error:
        raise encrypted from error
    if opened.is_encrypted:
        raise encrypted
    return opened


def _leave_behind(form: Object, clean: set[tuple[int, int]]) -> None:
    """Take out of a form, and of whatever it refers to and is not `clean` yet, what is not its drawing."""
    waiting: list[object] = [form]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, Dictionary | Stream | Array) or (one.is_indirect and one.objgen in clean):
            continue
        clean.add(one.objgen)
        if isinstance(one, Array):
            waiting.extend(one)
            continue
        for key in _LEFT:
            if key in one:
                del one[key]
        waiting += (value for _, value in one.items())


def _content(drawn: Object) -> bytes:
    """The content of a page, or of a form."""
    if isinstance(drawn, Stream):
        return drawn.read_bytes()
    contents = drawn.get("/Contents", Array())
    return b"\n".join(one.read_bytes() for one in (contents if isinstance(contents, Array) else [contents]))


def _group(source: SourcePdf, form: Object, size: Size) -> SourcePage:
    left, top, right, bottom = map(float, form.BBox)
    scale = size[0] / MM_PER_PT / (right - left)
    matrix = Matrix(1, 0, 0, 1, -left, -bottom) @ Matrix(scale, 0, 0, scale, 0, 0) @ Matrix(1, 0, 0, -1, 0, 0)
    return SourcePage(source, form, (left, top, right, bottom), size, matrix)


def _page(source: SourcePdf, page: Page) -> SourcePage:
    left, bottom, right, top = corners = _shown(page)
    unit, turn = float(page.get("/UserUnit", 1)), int(page.get("/Rotate", 0)) % 360
    width, height = (right - left) * unit, (top - bottom) * unit
    if (
        turn % 90
        or not max(width, height) * MM_PER_PT < _LARGEST_MM
        or not min(width, height) * MM_PER_PT > _SMALLEST_MM
    ):
        raise ValueError("a page has no size that could be printed")
    matrix = Matrix(1, 0, 0, 1, -left, -bottom) @ Matrix(unit, 0, 0, unit, 0, 0) @ quarters(turn, width, height)
    shown = (width, height) if turn % 180 == 0 else (height, width)
    return SourcePage(source, page.obj, corners, (shown[0] * MM_PER_PT, shown[1] * MM_PER_PT), matrix)


def _shown(page: Page) -> Corners:
    """What a viewer shows: the crop box, as far as there is any medium."""
    medium, crop = _sorted(page.mediabox), _sorted(page.cropbox)
    both = max(medium[0], crop[0]), max(medium[1], crop[1]), min(medium[2], crop[2]), min(medium[3], crop[3])
    return both if both[0] < both[2] and both[1] < both[3] else medium


def _sorted(box: Object) -> Corners:
    x1, y1, x2, y2 = map(float, box)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
