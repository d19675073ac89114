"""Pictures are read by a second decoder, and what is printed has the size and the tones that the file has for it."""

from __future__ import annotations

import pytest
from PIL import Image, ImageOps

from packbuilder.compose.images import grey_jpeg
from packbuilder.proof import tones
from tests import program
from tests.compose.test_images import picture, ramp

KINDS = [(mode, "PNG") for mode in ("1", "L", "I;16", "P", "RGB", "LA", "RGBA", "clear")]
KINDS += [(mode, "JPEG") for mode in ("L", "RGB", "CMYK")]
BY_ONE = {("LA", "PNG"), ("RGBA", "PNG"), ("clear", "PNG"), ("CMYK", "JPEG")}  # which pdfium is not given
WRONG = {
    "white": Image.new("L", (64, 32), 255),
    "black": Image.new("L", (64, 32), 0),
    "negative": ImageOps.invert(ramp("L").point(lambda tone: tone // 2)),
    "half": ramp("L").crop((0, 0, 64, 16)),
}


@pytest.mark.parametrize(("mode", "form"), KINDS)
def test_what_is_printed_has_the_tones_of_its_file(mode: str, form: str) -> None:
    one = picture(ramp(mode), form)
    assert list(tones.check(one, grey_jpeg(one))) == []


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(("mode", "form"), [kind for kind in KINDS if kind not in BY_ONE])
def test_what_a_decoder_made_of_it_otherwise_is_told(mode: str, form: str, wrong: str) -> None:
    one = picture(ramp(mode), form)
    found = list(tones.check(one, grey_jpeg(picture(WRONG[wrong], "PNG"))))
    assert [problem.file for problem in found[:1]] == [one.file]


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_may_be_turned(turned: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    shot = picture(ramp("RGB"), "JPEG", exif=exif)
    assert list(tones.check(shot, grey_jpeg(shot))) == []


def test_a_large_picture_takes_little_memory() -> None:
    """59 megapixels in colours, in a process of its own."""
    script = (
        "from PIL import Image\n"
        "from packbuilder.compose.images import grey_jpeg\n"
        "from packbuilder.proof import tones\n"
        "from tests.compose.test_images import picture, ramp\n"
        "for form in 'PNG', 'JPEG':\n"
        "    one = picture(ramp('RGB').resize((9600, 6200)), form)\n"
        "    assert list(tones.check(one, grey_jpeg(one))) == []\n"
    )
    assert program.peak_mb(script) < 600
