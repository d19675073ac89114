"""Pictures as they are printed: black and white, no larger than paper can show, and nothing in them but the picture."""

from __future__ import annotations

from io import BytesIO

from packbuilder.load import decoding
from packbuilder.model.loaded import Picture

# 300 dpi over the 178 mm between the margins of an A4 sheet, and more than a copier shows.
_LONGEST_PX, _QUALITY = 2100, 85
# Twice as sharp as a phone's screen is wide in CSS pixels, and what a page of a screen shows of it.
_LIGHT_PX, _LIGHT_QUALITY = 900, 70


def path_of(key: str) -> str:
    """Where the page finds a picture, below its base."""
    return f"pictures/{key}.jpg"


def grey_jpeg(picture: Picture, *, light: bool = False) -> bytes:
    """The picture turned upright, in grey, as a new JPEG: no camera, place, time or thumbnail goes with it.

    With `light` it is smaller. The same bytes come out for the same picture. Transparent parts become white paper.
    """
    from PIL import Image  # slow to import

    longest, quality = (_LIGHT_PX, _LIGHT_QUALITY) if light else (_LONGEST_PX, _QUALITY)
    with Image.open(BytesIO(picture.data)) as opened:
        turn = decoding.turn(opened)
        printed, _ = decoding.grey(opened, longest)
    printed.thumbnail((longest, longest))
    if turn is not None:
        printed = printed.transpose(turn)
    made = BytesIO()
    printed.save(made, "JPEG", quality=quality, optimize=True)
    return made.getvalue()
