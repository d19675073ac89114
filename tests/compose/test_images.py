"""Pictures as they are printed: of the tones and the way up that they were saved with, whatever saved them."""

from __future__ import annotations

import struct
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageOps

from packbuilder.compose.images import grey_jpeg
from packbuilder.model.loaded import Picture
from tests import program


def picture(image: Image.Image, form: str, **options: object) -> Picture:
    data = BytesIO()
    image.save(data, form, **options)
    return Picture("content/cases/ferry/images/x", data.getvalue(), f"image/{form.casefold()}", *image.size)


RAMP = [round(x * 255 / 63) for x in range(64)] * 32


def ramp(mode: str) -> Image.Image:
    """From black at the left to white at the right, as different programs save it."""
    grey = Image.new("L", (64, 32))
    grey.putdata(RAMP)
    if mode == "I;16":
        return Image.frombytes("I;16", grey.size, b"".join(struct.pack("<H", 257 * tone) for tone in RAMP))
    if mode == "clear":
        grey.putalpha(255)
        return grey.convert("RGBA").quantize(64)
    return grey.convert(mode)


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        ("L", "PNG"), ("I;16", "PNG"), ("P", "PNG"), ("clear", "PNG"), ("LA", "PNG"), ("RGBA", "PNG"), ("RGB", "PNG"),
        ("L", "JPEG"), ("RGB", "JPEG"), ("CMYK", "JPEG"),
    ],
)  # fmt: skip
def test_pictures_have_the_tones_that_they_were_saved_with(mode: str, form: str) -> None:
    """As another decoder reads what is printed: the same size, dark where it was dark."""
    made = grey_jpeg(picture(ramp(mode), form))
    page = pypdfium2.PdfDocument.new()
    drawn = pypdfium2.PdfImage.new(page)
    drawn.load_jpeg(BytesIO(made))
    tones = drawn.get_bitmap().to_pil().convert("L").tobytes()
    assert drawn.get_px_size() == (64, 32)
    assert max(abs(there - meant) for there, meant in zip(tones, RAMP, strict=True)) < 20


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_pictures_are_turned_as_every_camera_says(turned: int, form: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    shot = picture(ramp("L"), form, exif=exif)
    with Image.open(BytesIO(shot.data)) as opened, Image.open(BytesIO(grey_jpeg(shot))) as printed:
        upright = ImageOps.exif_transpose(opened)
        assert printed.size == upright.size
        assert max(ImageChops.difference(printed.convert("L"), upright.convert("L")).tobytes()) < 20


def test_a_large_picture_takes_little_memory() -> None:
    """59 megapixels in colours that may be transparent: in a process of its own, as the most of a process is told."""
    script = (
        "import io\n"
        "from PIL import Image\n"
        "from packbuilder.compose.images import grey_jpeg\n"
        "from packbuilder.model.loaded import Picture\n"
        "data = io.BytesIO()\n"
        "Image.new('LA', (7700, 7700), (90, 128)).save(data, 'PNG', compress_level=1)\n"
        "grey_jpeg(Picture('x.png', data.getvalue(), 'image/png', 7700, 7700))\n"
    )
    assert program.peak_mb(script) < 450
