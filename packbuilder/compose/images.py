"""Pictures as they are printed: black and white, no larger than paper can show, and nothing in them but the picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from packbuilder.load import image_decoding
from packbuilder.model.loaded import Picture
from packbuilder.model.variant import PRINTED, PictureQuality


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A picture as a page shows it: the file's own, and how good it is printed."""

    picture: Picture
    quality: PictureQuality = PRINTED

    @property
    def resource(self) -> tuple[bytes, str]:
        """The JPEG that is printed, and its media type."""
        return grey_jpeg(self.picture, self.quality), "image/jpeg"


def path_of(key: str) -> str:
    """Where the page finds a picture, below its base."""
    return f"pictures/{key}.jpg"


@lru_cache(16)  # each is in several documents
def grey_jpeg(picture: Picture, quality: PictureQuality = PRINTED) -> bytes:
    """The picture turned upright, in grey, as a new JPEG: no camera, place, time or thumbnail goes with it.

    The same bytes come out for the same picture. Transparent parts become white paper.
    """
    from PIL import Image  # slow to import

    with Image.open(BytesIO(picture.data)) as opened:
        turn = image_decoding.turn(opened)
        printed, _ = image_decoding.grey(opened, quality.longest_px)
    printed.thumbnail((quality.longest_px, quality.longest_px))
    if turn is not None:
        printed = printed.transpose(turn)
    made = BytesIO()
    printed.save(made, "JPEG", quality=quality.jpeg, optimize=True)
    return made.getvalue()
