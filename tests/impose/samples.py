"""PDFs to be put on sheets: made by hand, with whatever boxes a PDF may have, and by the renderer, tagged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
import pypdfium2
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, NumberObject

from packbuilder import printing
from packbuilder.typeset.fit import typeset
from tests.typeset import house
from tests.untyped import PdfThing

DPI = 72
Pixels = np.ndarray[Any, np.dtype[Any]]

# An upright field of colour with a corner of another: no two ways to turn it look alike. Drawn in a box 100 x 60.
FIELD = b".2 .4 .8 rg 5 5 90 50 re f .9 .1 .1 rg 5 35 30 20 re f 0 .6 .2 rg 75 5 20 10 re f"


def page(
    width: float,
    height: float,
    *contents: bytes,
    at: tuple[float, float] = (0, 0),
    **entries: PdfThing,
) -> dict[str, Any]:
    """A page of so many points, its media box beginning at `at`, with its content streams."""
    box = [at[0], at[1], at[0] + width, at[1] + height]
    return {"MediaBox": box, "contents": contents, **entries}


def pdf(*pages: dict[str, Any]) -> bytes:
    """A file of such pages."""
    writer = PdfWriter()
    for one in pages:
        added = writer.add_blank_page(1, 1)
        for key, value in one.items():
            if key == "contents":
                streams = [_stream(writer, data) for data in value]
                if streams:
                    added[NameObject("/Contents")] = ArrayObject(streams) if len(streams) > 1 else streams[0]
            elif isinstance(value, Sequence):
                added[NameObject(f"/{key}")] = ArrayObject(map(FloatObject, value))
            else:
                added[NameObject(f"/{key}")] = NumberObject(value) if isinstance(value, int) else FloatObject(value)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def chequered(width: float, height: float) -> dict[str, Any]:
    """A page covered with fields of all colours, no two rows alike."""
    columns, rows = 5, 7
    fields = (
        f"{n / 35:.2f} {n * 11 % 35 / 35:.2f} {n * 17 % 35 / 35:.2f} rg {n % 5 * width / columns:.2f} "
        f"{n // 5 * height / rows:.2f} {width / columns:.2f} {height / rows:.2f} re f"
        for n in range(columns * rows)
    )
    return page(width, height, "\n".join(fields).encode())


def _stream(writer: PdfWriter, data: bytes) -> PdfThing:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return writer._add_object(stream.flate_encode())  # noqa: SLF001 - pypdf adds streams no other way


@cache
def numbered(count: int, width_mm: float, height_mm: float) -> bytes:
    """Tagged pages of the house that tell their number in text and by a field, which tells the way up, too."""
    body = "".join(
        f"<section class='leaf'><svg viewBox='0 0 100 60' style='width:{20 + 8 * n}mm'>"
        f"<path fill='#36c' d='M5 5h90v50h-90z'/><path fill='#e22' d='M5 5h30v20h-30z'/></svg>"
        f"<h1>Page {n + 1}</h1><p>{'words ' * 120}{n}</p></section>"
        for n in range(count)
    )
    css = ":root{--black:#111;--paper:#fff}.leaf{break-after:page}.leaf:last-child{break-after:auto}"
    sheet = width_mm, height_mm
    made = house.page(body, css, pages=(count, count), sheet=sheet, margin="8mm", sizes=(9, 9), title="Numbered")
    return printing.single(typeset(house.engine(), made))


def pixels(data: bytes, number: int, dpi: float = DPI) -> Pixels:
    """A page as pdfium shows it, as rows of pixels of three colours."""
    document = pypdfium2.PdfDocument(data)
    shown = document[number].render(scale=dpi / 72).to_numpy()[:, :, :3].astype(np.int16)
    document.close()
    return np.asarray(shown)


def alike(one: Pixels, other: Pixels, share: float = 0.01) -> bool:
    """Whether two pictures show the same, a pixel to this side or that, and but for the edges of shapes."""
    height, width = min(one.shape[0], other.shape[0]) - 2, min(one.shape[1], other.shape[1]) - 2
    assert abs(one.shape[0] - other.shape[0]) <= 2, (one.shape, other.shape)
    assert abs(one.shape[1] - other.shape[1]) <= 2, (one.shape, other.shape)
    middle = _soft(one[1 : height + 1, 1 : width + 1])
    moved = (_soft(other[y : y + height, x : x + width]) for y in range(3) for x in range(3))
    return bool(min((np.abs(middle - each).max(axis=2) > 40).mean() for each in moved) < share)


def _soft(picture: Pixels) -> Pixels:
    """Each pixel with its neighbours."""
    rows = picture[:-2] + picture[1:-1] + picture[2:]
    return np.asarray((rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) // 9)


def read(data: bytes) -> PdfReader:
    """The file, read strictly."""
    return PdfReader(BytesIO(data), strict=True)


def root(data: bytes) -> dict[str, Any]:
    """What a file says of itself."""
    return dict(read(data).root_object)


def dictionaries(data: bytes) -> list[DictionaryObject]:
    """Every dictionary of a file that is an object of its own."""
    reader = read(data)
    found = (reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"]))))
    return [one for one in found if isinstance(one, DictionaryObject)]
