"""QR codes: the symbol of an address as one SVG path, and what its printed size means in the hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from qrcode.main import QRCode

Level = Literal["L", "M", "Q", "H"]
# For screens and printers of one's own, or for the press: black is then the one ink.
Inks = Literal["rgb", "cmyk"]
_WHITE_BLACK: dict[Inks, tuple[str, str]] = {
    "rgb": ("#fff", "#000"),
    "cmyk": ("device-cmyk(0 0 0 0)", "device-cmyk(0 0 0 1)"),
}

# Modules of white on every side: ISO/IEC 18004, and https://www.qrcode.com/en/howto/code.html
QUIET_ZONE = 4
# What we print at most. A version more adds four modules a side, so each module gets smaller: at 25 mm, version 4 has
# modules of 0.76 mm and version 6 of 0.61 mm; below 0.5 mm a photocopy of a copy is no longer read.
WARN_VERSION = 4
MAX_VERSION = 6
# A mail with its first words in it. Such a code is printed 32 mm wide, so that its modules of 0.60 mm are read in the
# hand that holds it 20 cm away; those of one version more are not, nor those of a higher correction (`bench.readers`).
MAIL_VERSION = 9
# A code is read from at most ten times its width; a rule of the trade, not of the standard:
# https://imgkilo.com/guides/qr-minimum-size-for-print
DISTANCE_TO_WIDTH = 10


@dataclass(frozen=True, slots=True)
class Symbol:
    """The QR code of an address.

    `modules` counts one side without the quiet zone; `svg` is a whole SVG file, quiet zone included, whose user unit
    is the module, so its side is `modules + 2 * QUIET_ZONE`.
    """

    url: str
    level: Level
    version: int
    modules: int
    svg: str


@lru_cache(maxsize=256)
def symbol(url: str, level: Level, inks: Inks = "rgb", most: int = MAX_VERSION) -> Symbol:
    """Draw the code of an address, in the smallest version that holds it.

    ValueError, with a sentence that says so, if the address is empty, is not plain ASCII (what readers make of other
    bytes is a guess) or needs more than version `most`. Above WARN_VERSION it is drawn, and worth a warning.
    """
    if not (url.isascii() and url.isprintable() and url):
        raise ValueError("A code holds an address in plain ASCII, with everything else percent-encoded.")
    matrix = _matrix(url, level, most)
    modules = len(matrix)
    return Symbol(url, level, (modules - 17) // 4, modules, _svg(matrix, *_WHITE_BLACK[inks]))


def fits(url: str, level: Level, most: int) -> bool:
    """Whether a code of version `most` holds an address. It depends on its letters: runs of %D0%9F take less room."""
    version = _code(url, level)[1]
    return version is not None and version <= most


def module_mm(size_mm: float, modules: int) -> float:
    """The width of one module in mm, of a code that is `size_mm` wide without its quiet zone."""
    return size_mm / modules


def printed_mm(size_mm: float, modules: int) -> float:
    """How wide the picture is in mm, quiet zone included, whose code itself is to be `size_mm` wide."""
    return size_mm * (modules + 2 * QUIET_ZONE) / modules


def reading_distance_m(size_mm: float) -> float:
    """From how far, in metres, a code that is `size_mm` wide without its quiet zone can be read."""
    return size_mm * DISTANCE_TO_WIDTH / 1000


def _code(url: str, level: Level) -> tuple[QRCode[Any], int | None]:
    """The code of an address before it is drawn, and its version, None where there is none so large."""
    # Imported here: it brings Pillow with it, which nobody needs who only checks.
    from qrcode import constants
    from qrcode.exceptions import DataOverflowError
    from qrcode.main import QRCode

    code = QRCode(error_correction=getattr(constants, f"ERROR_CORRECT_{level}"), border=0)
    code.add_data(url)
    try:
        return code, code.best_fit()
    except (DataOverflowError, ValueError):  # above version 40 the library raises either
        return code, None


def _matrix(url: str, level: Level, most: int) -> list[list[bool]]:
    code, version = _code(url, level)
    if version is None or version > most:
        raise ValueError(
            f"The address of {len(url)} characters does not fit a code of version {most} at level {level}."
        )
    code.make(fit=False)
    return [[bool(module) for module in row] for row in code.modules]


def _svg(matrix: list[list[bool]], white: str, black: str) -> str:
    """One path of horizontal runs: ten times cheaper to print than a square per module, and without seams."""
    side = len(matrix) + 2 * QUIET_ZONE
    path = "".join(
        f"M{start + QUIET_ZONE} {y + QUIET_ZONE}h{end - start}v1h-{end - start}z"
        for y, row in enumerate(matrix)
        for start, end in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="{white}"/><path d="{path}" fill="{black}"/></svg>'
    )


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """The runs of dark modules, each as its first module and the one after its last.

    >>> _runs([True, True, False, True])
    [(0, 2), (3, 4)]
    """
    edges = [x for x in range(len(row) + 1) if (x > 0 and row[x - 1]) != (x < len(row) and row[x])]
    return list(zip(edges[::2], edges[1::2], strict=True))
