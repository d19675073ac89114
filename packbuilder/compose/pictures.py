"""Pictures as they are printed: black and white, no larger than paper can show, and nothing in them but the picture."""

from __future__ import annotations

from io import BytesIO

from packbuilder.model.loaded import Picture

# 300 dpi over the 178 mm between the margins of an A4 sheet, and more than a copier shows.
_LONGEST_PX = 2100
_QUALITY = 85


def grey_jpeg(picture: Picture) -> bytes:
    """The picture turned upright, in grey, as a new JPEG: no camera, place, time or thumbnail goes with it.

    The same bytes come out for the same picture. Transparent parts become white paper.
    """
    from PIL import Image, ImageOps  # slow to import

    with Image.open(BytesIO(picture.data)) as opened:
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
    upright.thumbnail((_LONGEST_PX, _LONGEST_PX))
    paper = Image.new("RGBA", upright.size, "white")
    printed = Image.alpha_composite(paper, upright).convert("L")
    made = BytesIO()
    printed.save(made, "JPEG", quality=_QUALITY, optimize=True)
    return made.getvalue()
