"""A picture as a page, to be enlarged."""

from __future__ import annotations

from io import BytesIO

from packbuilder.errors import Problem, RenderError
from packbuilder.load import image_decoding, pictures

_DPI = 96  # how large the page is matters little: it is only ever seen enlarged
_QUALITY = 95  # of the JPEG that a picture is kept as in a PDF


def page_of(data: bytes, name: str) -> bytes:
    """A JPEG or PNG as a PDF of one page, upright as its camera says, what can be seen through on white.

    RenderError, with `name`, for a picture that cannot be read or that nothing is to be seen on.
    """
    from PIL import Image

    try:
        pictures.measured(data)
    except pictures.BrokenError as broken:
        raise RenderError(Problem.at(name, broken.args[0], broken.args[1])) from None
    with Image.open(BytesIO(data)) as opened:
        turn = image_decoding.turn(opened)
        shown = image_decoding.coloured(opened)
    if turn is not None:
        shown = shown.transpose(turn)
    out = BytesIO()
    shown.save(out, "PDF", resolution=_DPI, quality=_QUALITY, subsampling=0)
    return out.getvalue()
