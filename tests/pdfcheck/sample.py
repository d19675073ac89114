"""Real PDFs for tests: written by WeasyPrint in the house fonts, good in every respect unless a test asks otherwise."""

from __future__ import annotations

import base64
import os
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from packbuilder.compose.qr import Symbol, printed_mm, symbol
from packbuilder.load.font_names import postscript_name
from packbuilder.proof import Expectation, PlacedCode

FONTS = Path(__file__).parents[2] / "fonts"
URL = "https://campaignkazakhstan.org/zhezkazgan"
TITLE = "Жезқазған: a sample"
FACES = frozenset(filter(None, (postscript_name(file.read_bytes()) for file in FONTS.rglob("*.ttf"))))
# Where every sample has its code: quiet zone not included.
X_MM, Y_MM, SIZE_MM = 100.0, 60.0, 30.0

_TEXT = "noto-sans/NotoSans_400Regular.ttf"
_BOLD = "noto-sans/NotoSans_700Bold.ttf"
_CSS = f"""
@font-face {{ font-family: "Sample Text"; font-weight: 400; src: url({(FONTS / _TEXT).as_uri()}) }}
@font-face {{ font-family: "Sample Text"; font-weight: 700; src: url({(FONTS / _BOLD).as_uri()}) }}
@page {{ size: A4; margin: 15mm }}
html {{ font: 12pt "Sample Text" }}
.code {{ position: absolute }}
"""
BODY = '<h1>Жезқазған</h1><p>The foundry <b>stays</b> open. <a href="https://example.org/">Read on</a></p>'


@cache
def _fonts() -> tuple[Any, Any]:
    """WeasyPrint and the one font configuration of the process, blind to the fonts of the machine."""
    os.environ["FONTCONFIG_FILE"] = str(FONTS / "fontconfig.xml")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        return weasyprint, FontConfiguration()


def picture(code: Symbol, x_mm: float = X_MM, y_mm: float = Y_MM, size_mm: float = SIZE_MM) -> str:
    """HTML that shows a code; place and size without the quiet zone, the place from the edges of an A4 page."""
    width = printed_mm(size_mm, code.modules)
    quiet = (width - size_mm) / 2
    data = base64.b64encode(code.svg.encode()).decode()
    place = f"left:{x_mm - quiet - 15}mm;top:{y_mm - quiet - 15}mm;width:{width}mm"
    return f'<img class="code" alt="Code" src="data:image/svg+xml;base64,{data}" style="{place}">'


def write(body: str, head: str = f"<title>{TITLE}</title>", lang: str = "en", **options: Any) -> bytes:  # noqa: ANN401
    """A PDF/A-2a and PDF/UA-1 of a page's body, or else what `options` of WeasyPrint's write_pdf make of it."""
    weasyprint, fonts = _fonts()
    from packbuilder.printing.pdfa import claim_pdfa

    html = f'<html lang="{lang}"><head>{head}</head><body style="margin:0">{body}</body></html>'
    css = weasyprint.CSS(string=_CSS, font_config=fonts)
    document = weasyprint.HTML(string=html).render(font_config=fonts, stylesheets=[css])
    standard = {"pdf_variant": "pdf/ua-1", "pdf_identifier": True, "finisher": claim_pdfa}
    pdf: bytes = document.write_pdf(**(options or standard))
    return pdf


@cache
def good() -> bytes:
    """A file with nothing wrong: one A4 page with text, a link and a code."""
    return write(BODY + picture(symbol(URL, "Q")))


def expectation() -> Expectation:
    """What the good file is expected to be."""
    placed = PlacedCode(1, URL, "Q", symbol(URL, "Q").modules, X_MM, Y_MM, SIZE_MM)
    return Expectation("en/sample.pdf", TITLE, "en", ((210, 297),), FACES, (placed,))
