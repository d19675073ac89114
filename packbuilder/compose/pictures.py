"""Pictures as they are printed: black and white, no larger than paper can show, and nothing in them but the picture."""

from __future__ import annotations

from io import BytesIO

from packbuilder.load import decoding
from packbuilder.model.loaded import Picture

# 300 dpi over the 178 mm between the margins of an A4 sheet, and more than a copier shows.
_LONGEST_PX, _QUALITY = 2100, 85
# Twice as sharp as a phone's screen is wide in CSS pixels, and what a page of a screen shows of it.
_LIGHT_PX, _LIGHT_QUALITY = 900, 70
# By the orientation that Exif tells (CIPA DC-008, 4.6.4.1), what turns the picture upright: Image.Transpose of Pillow.
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}


def path_of(key: str) -> str:
    """Where the page finds a picture, below its base."""
    return f"pictures/{key}.jpg"


def grey_jpeg(picture: Picture, *, light: bool = False) -> bytes:
    """The picture turned upright, in grey, as a new JPEG: no camera, place, time or thumbnail goes with it.

    With `light` it is smaller. The same bytes come out for the same picture. Transparent parts become white paper.
    """
    from PIL import ExifTags, Image  # slow to import

    longest, quality = (_LIGHT_PX, _LIGHT_QUALITY) if light else (_LONGEST_PX, _QUALITY)
    with Image.open(BytesIO(picture.data)) as opened:
        turned = opened.getexif().get(ExifTags.Base.Orientation, 1)
        printed, _ = decoding.grey(opened, longest)
    printed.thumbnail((longest, longest))
    if turned in _TURNS:
        printed = printed.transpose(Image.Transpose(_TURNS[turned]))
    made = BytesIO()
    printed.save(made, "JPEG", quality=quality, optimize=True)
    return made.getvalue()
