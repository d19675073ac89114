"""Files for the press: one made for tests, good in every respect, and what each plate prints of a page."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageSequence

from packbuilder import printing
from packbuilder.compose.qr import symbol
from packbuilder.model.condition import FOGRA39, GRACOL, Condition
from packbuilder.production import placed_codes
from packbuilder.proof import Expectation, Press
from packbuilder.typeset.fit import LaidOutDocument, typeset
from tests.pdfcheck.sample import FACES
from tests.typeset.house import URL, code_image, engine, page

AS_OF = date(2013, 7, 1)
TRIM = (100.0, 150.0)
TITLE = "Для печати: Жезқазған & co"
CONDITIONS = [FOGRA39, GRACOL]
NO_PROFILE = replace(FOGRA39, profile=None)
ACCENT = (0.1, 0.95, 0.8, 0.05)

needs_ghostscript = pytest.mark.skipif(not shutil.which("gs"), reason="there is no Ghostscript: install ghostscript")

TOKENS = ":root{--accent:device-cmyk(.1 .95 .8 .05);--black:device-cmyk(0 0 0 1);--paper:device-cmyk(0 0 0 0)}"
# The field of colour runs past the edges, the lower one past the bleed.
BODY = f"""
<div style="position:absolute;left:-30mm;right:-30mm;top:-30mm;height:60mm;background:var(--accent)"></div>
<h1 style="position:relative;color:var(--paper);margin:5mm">Жезқазған</h1>
<p style="position:absolute;top:40mm;left:10mm;color:var(--black)">Read <a href="{URL}">the appeal</a>.</p>
<div style="position:absolute;left:10mm;top:60mm">{code_image("", 30)}</div>
<img alt="Grey" src="https://pack.invalid/pictures/grey.jpg" style="position:absolute;left:60mm;top:60mm;width:20mm">
<div style="position:absolute;left:-30mm;right:-30mm;bottom:-30mm;height:40mm;background:var(--black)"></div>
"""


def laid_out(
    body: str = BODY, css: str = "", condition: Condition = FOGRA39, picture: str = "L", pages: int = 1
) -> LaidOutDocument:
    """Pages of some HTML, laid out for the press; `picture` is the mode of their picture."""
    grey = BytesIO()
    Image.linear_gradient("L").convert(picture).save(grey, "JPEG")
    resources = {
        "codes/appeal.svg": (symbol(URL, "Q", "cmyk").svg.encode(), "image/svg+xml"),
        "pictures/grey.jpg": (grey.getvalue(), "image/jpeg"),
    }
    rules = f"@page{{bleed:{condition.bleed_mm}mm}}{TOKENS}{css}"
    made = page(
        body, rules, pages=(pages, pages), sizes=(9, 9), sheet=TRIM, margin="0", lang="ru", title=TITLE,
        resources=resources,
    )  # fmt: skip
    return typeset(engine(), replace(made, title=TITLE))


@cache
def good(condition: Condition = FOGRA39) -> bytes:
    """A file with nothing wrong."""
    return printing.press(laid_out(condition=condition), condition, AS_OF)


def pressed(body: str = BODY, picture: str = "L") -> bytes:
    """A file of some HTML."""
    return printing.press(laid_out(body, picture=picture), FOGRA39, AS_OF)


@cache
def expectation(condition: Condition = FOGRA39) -> Expectation:
    """What the good file is expected to be."""
    placed = tuple(placed_codes.placed(laid_out(condition=condition)))
    press = Press(condition.name, condition.bleed_mm, AS_OF)
    standard = "pdf/x-4" if condition.profile else "plain"
    return Expectation("ru/sample.pdf", TITLE, "ru", (TRIM,), FACES, placed, standard, press)  # type: ignore[arg-type]


def plates(pdf: bytes, folder: Path, dpi: int = 72) -> list[np.ndarray[Any, Any]]:
    """Each page as Ghostscript separates it: rows, columns and the shares of C, M, Y and K, 0 to 255."""
    (folder / "in.pdf").write_bytes(pdf)
    options = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff32nc", f"-r{dpi}"]
    subprocess.run(["gs", *options, "-o", str(folder / "out.tif"), str(folder / "in.pdf")], check=True)
    with Image.open(folder / "out.tif") as image:
        return [np.asarray(one) for one in ImageSequence.Iterator(image)]


def within(plate: np.ndarray[Any, Any], *, more_mm: float, dpi: int = 72) -> np.ndarray[Any, Any]:
    """What of a page lies within the trim and so many mm around it."""
    edge = round((10 - more_mm) / 25.4 * dpi)
    return plate[edge:-edge, edge:-edge]
