"""Pictures of a case: there, whole, of a kind that prints, and no larger than a copier can use."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path, PurePosixPath

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load import files, image_decoding
from packbuilder.model.loaded import Picture

BYTES_LIMIT = 12_000_000
PIXELS_LIMIT = 60_000_000
_LEAST = 16  # pixels: less is a dot that somebody counts readers with
_LONGEST = 20  # times the other side
_SMALL = 256  # pixels, at which a JPEG is decoded to see whether it is whole
_MEDIA = {"JPEG": "image/jpeg", "PNG": "image/png"}
BEGINNINGS = b"\xff\xd8\xff", b"\x89PNG"  # of the files of both


class BrokenError(Exception):
    """The bytes are no picture that can be printed. Why: carries what and remedy out of the decoding."""


def load(root: Path, folder: Path, name: str, place: Problem, problems: ErrorCollector) -> Picture | None:
    """The picture `name` of an images folder; `place` is where case.yaml names it, and lacks only what is wrong."""
    path = folder / name
    shown = files.shown(path, root)
    if (wrong := _misplaced(root, path, name, shown)) is not None:
        problems.add(Problem.at(place.file, wrong[0], wrong[1], line=place.line, key=place.key))
        return None
    data = files.content(root, path, problems, BYTES_LIMIT)
    if data is None:
        return None
    try:
        media_type, width, height = measured(data)
    except BrokenError as broken:
        what, remedy = broken.args
        problems.add(Problem.at(shown, what, remedy))
        return None
    return Picture(shown, data, media_type, width, height)


def _misplaced(root: Path, path: Path, name: str, shown: str) -> tuple[str, str] | None:
    """What is wrong with the place of a picture, and what to do."""
    if name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts:
        return f"`{name}` leads out of the images folder.", "Copy the picture there and name it alone."
    if not files.confined(root, path):
        return f"`{shown}` is a link that leads out of the campaign.", "Copy the picture itself there."
    if not path.is_file():
        return f"The picture `{shown}` is missing.", "Add it, or delete its entry."
    return None


def measured(data: bytes) -> tuple[str, int, int]:
    """Media type, width and height in pixels of a JPEG or PNG that decodes to its end; else BrokenError."""
    from PIL import Image, UnidentifiedImageError  # slow to import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(data), formats=list(_MEDIA)) as picture:
                kind, (width, height) = picture.format, picture.size
                if width * height <= PIXELS_LIMIT:
                    _fit(width, height)
                    picture.verify()
            if width * height <= PIXELS_LIMIT:
                _decode(data, "PNG" if kind == "PNG" else "JPEG")
        except BrokenError:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            width = height = PIXELS_LIMIT
        except UnidentifiedImageError:
            raise BrokenError("This is neither a JPEG nor a PNG.", "Save the picture as one of them.") from None
        except Exception:  # noqa: BLE001  a codec raises whatever it trips over
            raise BrokenError("The picture is broken.", "Save or copy it anew.") from None
    if width * height > PIXELS_LIMIT:
        raise BrokenError(f"The picture has more than {PIXELS_LIMIT // 10**6} megapixels.", "Save it smaller.")
    return _MEDIA["PNG" if kind == "PNG" else "JPEG"], width, height


def _fit(width: int, height: int) -> None:
    """Refuse what is no picture by its size: a dot, a line."""
    if min(width, height) < _LEAST:
        what = f"The picture has {width} × {height} pixels; each side has at least {_LEAST}."
        raise BrokenError(what, "Check that it is the right file.")
    if max(width, height) > _LONGEST * min(width, height):
        what = f"The picture has {width} × {height} pixels: it would be printed as a line."
        raise BrokenError(what, f"Crop it, so that no side is more than {_LONGEST} times the other.")


def _decode(data: bytes, kind: str) -> None:
    """Decode a picture to its end, a JPEG at a fraction of its size, and see that something is on it.

    `verify` looks at nothing but the header of a JPEG, and at no pixel of a PNG.
    """
    from PIL import Image

    if kind == "PNG" and not image_decoding.whole(data):
        raise BrokenError("The picture is broken: a part of it is missing.", "Save or copy it anew.")
    with Image.open(BytesIO(data), formats=[kind]) as picture:
        if kind == "PNG" and getattr(picture, "is_animated", False):
            raise BrokenError("The picture moves.", "Save the one of its pictures that is to be printed.")
        shown, seen = image_decoding.grey(picture, _SMALL)
    if not seen:
        raise BrokenError("The picture is wholly transparent.", "Save it with what is to be seen.")
    darkest, lightest = shown.getextrema()
    if darkest == lightest:
        raise BrokenError("Nothing is to be seen on the picture: it has one tone.", "Check that it is the right file.")
