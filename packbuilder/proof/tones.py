"""A picture as it is printed, beside the file that it was made of, as another decoder reads both: size and tones.

The other decoder is that of pdfium, which reads a JPEG as it is, and the pixels of a PNG as PDFs hold them. What it
cannot be given so, because pixels are interlaced or transparent, has been read by one decoder only; nor are colours for
print compared, of which each decoder makes a grey of its own.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from packbuilder.errors import Problem
from packbuilder.load import image_decoding
from packbuilder.model.loaded import Picture

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_SIDE_PT = 96  # of what is compared: a pixel a point
_CROOKED = 0.03  # by how much the sides may be in another proportion, once pixels are whole
_FAR = 16  # of 255: by how much tones differ on the whole; JPEG and another way to make grey of colours take a few
_GREY, _RGB, _PALETTE = 0, 2, 3  # colour types of a PNG
_SPACES = {_GREY: b"/DeviceGray", _RGB: b"/DeviceRGB"}


class _Tones(NamedTuple):
    """Width and height of a picture, and the tones of its pixels, the darkest first."""

    width: float
    height: float
    tones: bytes


def check(picture: Picture, printed: bytes) -> Iterator[Problem]:
    """A problem if the JPEG that is printed has not the proportions and the tones of the picture's file."""
    if (file := _of_file(picture.data)) is None:
        return
    made = _of_jpeg(printed)
    assert made is not None  # noqa: S101 - it was made grey
    sides = {file.width / file.height, file.height / file.width}  # which way up is told by Exif
    if all(abs(made.width / made.height / side - 1) > _CROOKED for side in sides):
        yield _problem(picture, "has other proportions than its file")
    count = len(file.tones)
    spread = (made.tones[n * len(made.tones) // count] for n in range(count))
    if sum(abs(there - meant) for there, meant in zip(spread, file.tones, strict=True)) > _FAR * count:
        yield _problem(picture, "has other tones than its file")


def _problem(picture: Picture, what: str) -> Problem:
    remedy = "Save it anew, as JPEG or as PNG with 8 bits a colour."
    return Problem.at(picture.file, f"What would be printed of the picture {what}.", remedy)


@lru_cache(16)  # each is in the files of several languages and documents
def _of_file(data: bytes) -> _Tones | None:
    if not data.startswith(image_decoding.SIGNATURE):
        return _of_jpeg(data)
    if (pdf := _around(data)) is None:
        return None
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document:
        return _drawn(document[0])


@lru_cache(16)
def _of_jpeg(data: bytes) -> _Tones | None:
    from PIL import Image
    from pypdfium2 import PdfDocument, PdfImage, PdfMatrix

    with Image.open(BytesIO(data)) as opened:
        if opened.mode == "CMYK":
            return None
    with PdfDocument.new() as document:
        picture = PdfImage.new(document)
        picture.load_jpeg(BytesIO(data), inline=True)
        width, height = _page(*picture.get_px_size())
        page = document.new_page(width, height)
        picture.set_matrix(PdfMatrix().scale(width, height))
        page.insert_obj(picture)
        page.gen_content()
        return _drawn(page)


def _page(width: int, height: int) -> tuple[float, float]:
    """The sides in points of a page for a picture of that size in pixels."""
    return _SIDE_PT * width / max(width, height), _SIDE_PT * height / max(width, height)


def _drawn(page: PdfPage) -> _Tones:
    tones = page.render(grayscale=True).to_pil()
    width, height = page.get_size()
    return _Tones(width, height, bytes(sorted(tones.tobytes())))


def _around(png: bytes) -> bytes | None:
    """A PDF of one page that shows the pixels of a PNG as they are packed in it; None where a PDF cannot hold them."""
    parts: dict[bytes, bytes] = {}
    for kind, data in image_decoding.chunks(png):
        parts[kind] = parts.get(kind, b"") + data
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    space, palette = _SPACES.get(colour), parts.get(b"PLTE", b"")
    if colour == _PALETTE:
        space = b"[/Indexed/DeviceRGB %d<%s>]" % (len(palette) // 3 - 1, palette.hex().encode())
    if space is None or interlaced or b"tRNS" in parts:
        return None
    rows = b"/Predictor 15/Colors %d/BitsPerComponent %d/Columns %d" % (3 if colour == _RGB else 1, depth, width)
    image = b"/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace%s" % (width, height, depth, space)
    sides = b"%.3f %.3f" % _page(width, height)
    return _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]/Contents 4 0 R/Resources<</XObject<</P 5 0 R>>>>>>" % sides,
        _stream(b"", b"%s 0 0 cm /P Do" % sides.replace(b" ", b" 0 0 ")),
        _stream(image + b"/Filter/FlateDecode/DecodeParms<<%s>>" % rows, parts[b"IDAT"]),
    )


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def _pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of which is its catalog. Readers find their places."""
    whole = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%%PDF-1.4\n%strailer\n<</Root 1 0 R>>\n%%%%EOF\n" % whole
