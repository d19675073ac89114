"""The proof of a PNG: it can be opened, holds nothing but the picture, and its codes can be read."""

from __future__ import annotations

from io import BytesIO

from packbuilder.proof.code_reading import seen
from packbuilder.proof.expectation import Expectation, Proof
from packbuilder.proof.pdf_file import misread
from packbuilder.proof.region import pictured


def prove_picture(png: bytes, expected: Expectation, crop_mm: float) -> Proof:
    """Read a PNG of the page back from which `crop_mm` were cut along every edge."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(png)) as opened:
            info, grey = dict(opened.info), opened.convert("L")
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        return Proof((expected.problem("file", f"The picture cannot be read back: {error}.", "Build again."),), ())
    [(width_mm, _)] = expected.sheets_mm
    region = pictured(grey.tobytes(), grey.width, crop_mm, grey.width / (width_mm - 2 * crop_mm))
    problems = [
        expected.problem("metadata", f"The picture tells its {key}.", "Write nothing but pixels into it.")
        for key in info.keys() - {"dpi"}
    ]
    read = tuple(seen(region, code) for code in expected.codes)
    return Proof((*problems, *misread(read, expected)), read)
