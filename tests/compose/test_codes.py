"""Codes: drawn right, and still read after everything that happens to paper."""

from __future__ import annotations

import logging
import random
from typing import Literal

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from packbuilder.compose import qr
from packbuilder.compose.qr import MAX_VERSION, QUIET_ZONE, symbol
from tests.pdfcheck import sample

DPI = 150


def read(image: Image.Image) -> str | None:
    """What a decoder makes of a picture at its first attempt; None if nothing."""
    found = zxingcpp.read_barcode(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return found.text if found else None


def read_patiently(image: Image.Image) -> str | None:
    """What a telephone makes of it, which smooths and looks again, nearer and farther. Only where a test says so."""
    width, height = image.size
    attempts = (
        image,
        image.filter(ImageFilter.MedianFilter(3)),
        image.resize((width // 2, height // 2), Image.Resampling.BOX),
        image.resize((width * 2, height * 2), Image.Resampling.BICUBIC),
    )
    return next(filter(None, map(read, attempts)), None)


def printed(code: qr.Symbol, size_mm: float) -> Image.Image:
    """A code on a page that WeasyPrint set, as a copier sees it: 150 dpi, grey, with white around it."""
    page = pypdfium2.PdfDocument(sample.write(sample.picture(code, 40, 40, size_mm)))[0]
    picture: Image.Image = page.render(scale=DPI / 72, grayscale=True).to_pil()
    left, right = (round(edge / 25.4 * DPI) for edge in (30, 50 + size_mm))
    return picture.crop((left, left, right, right))


def test_symbol_is_the_smallest_version_that_holds_the_address() -> None:
    code = symbol("https://campaignkazakhstan.org", "Q")
    assert (code.version, code.modules) == (3, 29)
    assert symbol("https://campaignkazakhstan.org", "L").version == 2


def test_svg_has_a_quiet_zone_of_four_white_modules() -> None:
    code = symbol(sample.URL, "Q")
    side = code.modules + 2 * QUIET_ZONE
    assert f'viewBox="0 0 {side} {side}"' in code.svg
    assert f'<rect width="{side}" height="{side}" fill="#fff"/>' in code.svg
    assert '<path d="M4 4h7v1h-7z' in code.svg  # the top of the finder pattern, one run
    assert 'fill="#000"' in code.svg


def test_svg_is_the_same_at_every_drawing() -> None:
    first = symbol(sample.URL, "Q").svg
    symbol.cache_clear()
    assert symbol(sample.URL, "Q").svg == first


def test_svg_is_set_without_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "weasyprint"):
        sample.write(sample.picture(symbol(sample.URL, "Q")))
    assert caplog.messages == []
    sample.write('<img alt="Nothing" src="data:image/svg+xml;base64,bm8=">')
    assert caplog.messages, "a broken picture is warned of, so the silence above means something"


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_what_needs_a_larger_version_is_refused(level: qr.Level) -> None:
    longest = {"L": 134, "M": 106, "Q": 74, "H": 58}[level]  # ISO/IEC 18004, version 6, bytes
    address = "https://example.org/".ljust(longest, "a")
    assert symbol(address, level).version == MAX_VERSION
    with pytest.raises(ValueError, match=f"address of {longest + 1} characters does not fit"):
        symbol(address + "a", level)
    with pytest.raises(ValueError, match="address of 9000 characters does not fit"):
        symbol(address.ljust(9000, "a"), level)


@pytest.mark.parametrize("address", ["", "https://жезқазған.kz/", "https://example.org/\n"])
def test_what_readers_would_have_to_guess_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="plain ASCII"):
        symbol(address, "Q")


def test_sizes() -> None:
    assert qr.module_mm(30, 29) == pytest.approx(1.0345, abs=1e-4)
    assert qr.printed_mm(29, 29) == 37
    assert qr.reading_distance_m(60) == 0.6


addresses = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), max_size=50).map(
    "https://x.org/".__add__
)


@settings(max_examples=25)
@given(address=addresses, level=st.sampled_from(["L", "M", "Q"]))
def test_every_address_is_read_as_it_was_written(address: str, level: Literal["L", "M", "Q"]) -> None:
    code = symbol(address, level)
    assert read(printed(code, 30)) == address


@pytest.fixture(scope="module", params=[30, 60], ids="{}mm".format)
def clean(request: pytest.FixtureRequest) -> Image.Image:
    return printed(symbol(sample.URL, "Q"), request.param)


def grain(image: Image.Image, seed: int) -> Image.Image:
    """The grain of a bad copy: each pixel off by up to a fifth of the way from black to white, and some of dust."""
    chance = random.Random(seed)  # noqa: S311 - a test must fail again when it fails
    noisy = bytearray(image.tobytes())
    for at, grey in enumerate(noisy):
        noisy[at] = (
            chance.choice((0, 255)) if chance.random() < 0.02 else min(255, max(0, grey + chance.randint(-50, 50)))
        )
    return Image.frombytes("L", image.size, bytes(noisy))


def bilevel(image: Image.Image) -> Image.Image:
    """A copy in pure black and white of a sheet that lay askew."""
    skewed = image.rotate(1.3, Image.Resampling.BICUBIC, fillcolor=255)
    return skewed.point(lambda grey: 255 if grey > 140 else 0)


def blot(image: Image.Image, where: tuple[float, float]) -> Image.Image:
    """A grey stain over a tenth of the code's area, its middle at `where` in shares of the code's side."""
    margin = round(10 / 25.4 * DPI)
    side = image.width - 2 * margin
    radius = side * (0.10 / 3.14159) ** 0.5
    x, y = (margin + share * side for share in where)
    stained = image.copy()
    ImageDraw.Draw(stained).ellipse((x - radius, y - radius, x + radius, y + radius), fill=70)
    return stained


def test_read_from_paper(clean: Image.Image) -> None:
    assert read(clean) == sample.URL


def test_read_out_of_focus(clean: Image.Image) -> None:
    assert read(clean.filter(ImageFilter.GaussianBlur(0.35 / 25.4 * DPI))) == sample.URL  # a third of a module


@pytest.mark.parametrize("seed", range(5))
def test_read_from_a_noisy_copy(clean: Image.Image, seed: int) -> None:
    """Dust defeats a single look, so this alone of all tests gives the decoder more than one."""
    assert read_patiently(grain(clean, seed)) == sample.URL


def test_read_from_a_skewed_copy_in_black_and_white(clean: Image.Image) -> None:
    assert read(bilevel(clean)) == sample.URL


@pytest.mark.parametrize("where", [(0.5, 0.5), (0.82, 0.82)], ids=["centre", "corner"])
def test_read_under_a_blot(clean: Image.Image, where: tuple[float, float]) -> None:
    """In the corner that has no finder: a stain that hides one of the three finders defeats every code."""
    stained = blot(clean, where)
    changed = sum(a != b for a, b in zip(stained.tobytes(), clean.tobytes(), strict=True))
    assert changed > 0
    assert read(stained) == sample.URL


def test_not_read_where_half_of_it_is_gone(clean: Image.Image) -> None:
    halved = clean.copy()
    halved.paste(255, (0, 0, clean.width // 2, clean.height))
    assert read_patiently(halved) is None
