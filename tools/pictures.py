"""The README's pictures: pages of the zhezkazgan build side by side, small, as PNG with few colours."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

HEIGHT, GAP, PAPER = 360, 14, "#dddddd"
ROWS = {
    "family": [
        [("en/leaflet", 0), ("en/leaflet", 1), ("en/placard-3-to-the-people", 0), ("en/appeal", 0)],
        [("ru/leaflet", 0), ("ru/leaflet", 1), ("ru/placard-4-hands-off", 0), ("ru/appeal", 0)],
        [("kk/leaflet", 0), ("kk/leaflet", 1), ("kk/placard-3-to-the-people", 0), ("kk/appeal", 0)],
    ],
    "pack": [[("en/pack", 0), ("en/pack", 1), ("en/pack", 2), ("en/letter-embassy-gb", 0)]],
}


def main(built: Path, pictures: Path) -> None:
    """Write one PNG for each entry of ROWS."""
    pictures.mkdir(parents=True, exist_ok=True)
    for name, rows in ROWS.items():
        lines = [_row([_page(built / f"{file}.pdf", number) for file, number in row]) for row in rows]
        width = max(line.width for line in lines)
        sheet = Image.new("RGB", (width, len(lines) * (HEIGHT + GAP) + GAP), PAPER)
        for number, line in enumerate(lines):
            sheet.paste(line, (0, GAP + number * (HEIGHT + GAP)))
        sheet.quantize(64, dither=Image.Dither.NONE).save(pictures / f"{name}.png", optimize=True)


def _page(file: Path, number: int) -> Image.Image:
    with pypdfium2.PdfDocument(file) as document:
        page = document[number]
        picture: Image.Image = page.render(scale=3 * HEIGHT / page.get_height()).to_pil()
    return picture.resize((round(picture.width * HEIGHT / picture.height), HEIGHT), Image.Resampling.LANCZOS)


def _row(pages: list[Image.Image]) -> Image.Image:
    row = Image.new("RGB", (sum(page.width + GAP for page in pages) + GAP, HEIGHT), PAPER)
    left = GAP
    for page in pages:
        row.paste(page, (left, 0))
        left += page.width + GAP
    return row


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
