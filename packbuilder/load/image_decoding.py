"""Pictures on paper: decoded to their end, in as little memory as their decoder allows, whatever they are coded in."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose

_BAND = 256  # rows that are turned to grey at once: what stands in memory twice
_WHITE = 255
SIGNATURE = b"\x89PNG\r\n\x1a\n"  # what a PNG begins with
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type; W3C, Portable Network Graphics, 11.2.1
# Of each pass of an interlaced PNG: first column and row, and the steps to the next; the same, 8.1.
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_CHUNK = 1 << 20
# By the orientation that Exif tells (CIPA DC-008, 4.6.4.1), what turns the picture upright: Image.Transpose of Pillow.
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}


def grey(opened: Image, longest: int) -> tuple[Image, bool]:
    """An opened picture as grey on white paper, and whether it is to be seen at all, or wholly transparent.

    It is about twice `longest` pixels wide or high, or as large as it was stored where that is less; and it lies as it
    was stored, not turned as its Exif says.
    """
    from PIL import Image  # slow to import

    opened.draft(None, (longest, longest))  # decoders of JPEG read fewer pixels; others take no notice
    made, seen = Image.new("L", opened.size), False
    for top, band in _bands(opened):
        flat, opaque = _flat(band)
        seen = seen or opaque
        made.paste(flat.convert("L"), (0, top))
    factor = max(opened.size) // (2 * longest)
    return (made.reduce(factor) if factor > 1 else made), seen


def coloured(opened: Image) -> Image:
    """An opened picture on white paper in the colours and the size it was stored in, and lying as it was."""
    from PIL import Image

    made = Image.new("RGB", opened.size)
    for top, band in _bands(opened):
        made.paste(_flat(band)[0], (0, top))
    return made


def turn(opened: Image) -> Transpose | None:
    """What turns an opened picture upright, as its Exif says; None if it is."""
    from PIL import ExifTags, Image

    told = opened.getexif().get(ExifTags.Base.Orientation, 1)
    return Image.Transpose(_TURNS[told]) if told in _TURNS else None


def whole(png: bytes) -> bool:
    """Whether a PNG holds as many bytes of picture as its size takes: decoders fill up what is missing with black."""
    wanted, there, inflater = 0, 0, zlib.decompressobj()
    for kind, data in chunks(png):
        if kind == b"IHDR":
            wanted = _bytes(data)
        elif kind == b"IDAT":
            while data and not inflater.eof and there < wanted:
                there += len(inflater.decompress(data, _CHUNK))
                data = inflater.unconsumed_tail  # noqa: PLW2901 - what is left of it
    return 0 < wanted <= there


def _bands(opened: Image) -> Iterator[tuple[int, Image]]:
    """The rows of a picture, some at a time, each with the row it begins at."""
    opened.load()
    for top in range(0, opened.height, _BAND):
        yield top, opened.crop((0, top, opened.width, min(top + _BAND, opened.height)))


def _flat(band: Image) -> tuple[Image, bool]:
    """Rows of a picture on white, in its colours or in grey, and whether anything of them is not transparent."""
    from PIL import Image

    if band.mode.startswith("I;16"):
        high = 0 if band.mode.endswith("B") else 1  # Pillow's own conversion cuts off all above 255
        return Image.frombytes("L", band.size, band.tobytes()[high::2]), True
    if band.mode in {"I", "F"}:
        return band.point(lambda value: value / 257 + 0).convert("L"), True
    if band.mode == "CMYK":
        return band.convert("RGB"), True
    if not band.has_transparency_data:
        return band.convert("L" if band.mode in {"1", "L"} else "RGB"), True
    upon = band.convert("RGBA")
    paper = Image.new("RGBA", band.size, "white")
    return Image.alpha_composite(paper, upon).convert("RGB"), upon.getchannel("A").getextrema() != (0, 0)


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG in order, each with its kind."""
    at = len(SIGNATURE)
    while at + 8 <= len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        yield kind, png[at + 8 : at + 8 + length]
        at += 12 + length


def _bytes(header: bytes) -> int:
    """How many bytes the rows of a PNG take before they are packed, by its header."""
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    bits = depth * _CHANNELS[colour]
    passes = _ADAM7 if interlaced else ((0, 0, 1, 1),)
    total = 0
    for left, top, across, down in passes:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        total += rows * (1 + -(-columns * bits // 8)) if columns > 0 and rows > 0 else 0
    return total
