"""Codes on paper, and what a phone's camera makes of them: a simulation, all of whose figures stand here.

Nothing here was measured on a phone. The camera is a pinhole with the pixels and the field of view of a usual preview
(1920 x 1080 px over 65 degrees, a lens of about 28 mm in terms of 35 mm film), so a page at 20 cm has 7.5 px a mm. Each
frame has its blur, noise, light and hand; of a frame only what lies around the code is looked at, as apps do with
their window. What is left out: lenses that do not focus nearer than 10 to 15 cm, distortion, colour, glare, folds.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from packbuilder.compose.qr import QUIET_ZONE, Symbol

Print = Literal["print", "copy"]
Frame = NDArray[np.uint8]  # rows of grey, 0 to 255

FRAME_PX = (1920, 1080)
FIELD_DEG = 65.0
_FOCAL_PX = FRAME_PX[0] / 2 / math.tan(math.radians(FIELD_DEG / 2))
# The blur of each frame of a series: the sigma of a Gaussian, in px. 0.75 halves the contrast at a quarter of a cycle a
# pixel (0.187 / 0.25), which is a sharp video frame; 1.6 does at an eighth: a hand that shakes, a focus just missed.
BLURS_PX = (0.75, 0.9, 1.1, 1.3, 1.6)
_NOISE = 3.0  # standard deviation in grey levels: a lit room, after the camera's own noise reduction
_EXPOSURE = 0.85  # of white paper, as the automatic exposure leaves it
_SHADE = 0.25  # how much darker one side of what is looked at is than the other
_JPEG_QUALITY = 75
_ROLL_DEG = 10.0  # how crooked the phone is held, at most
_OFF_CENTRE = 0.05  # of the frame's height: how far the code lies off its middle, at most
_LOOKED_AT = 1.6  # the side of what is looked at, in widths of the code

_DPI = 600
PX_PER_MM = _DPI / 25.4
_MARGIN = 0.4  # of the code's width: the paper around the quiet zone, with lines as of text
_LINE_MM, _LEADING_MM = 1.6, 4.0
# White paper and toner, in grey levels; the copier's toner is thin, and its paper picks up dirt.
_TONES: dict[Print, tuple[int, int]] = {"print": (240, 25), "copy": (215, 90)}
# A copier makes every dark edge bolder by a pixel of 600 dpi (0.04 mm) and softens it by 0.06 mm (sigma).
_GAIN_PX = 1
_SOFT_PX: dict[Print, float] = {"print": 0.7, "copy": 1.4}
_MOTTLE = 5.0  # unevenness of a copy's toner, standard deviation in grey levels
_GRAIN_PX = 5  # of 600 dpi, so 0.2 mm: how wide its grains are
_SPECKS_PER_CM2 = 6.0  # of a copy, each 0.2 mm wide, white on black or black on white


@dataclass(frozen=True, slots=True)
class Shot:
    """How a frame is taken: from how far, in cm, tilted by how much, in degrees, and with how much blur, in px."""

    distance_cm: float
    tilt_deg: float
    blur_px: float


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed, at 600 dpi, the code in its middle; `size_mm` is the code's width without its quiet zone."""

    picture: Image.Image
    size_mm: float


def px_per_module(module_mm: float, distance_cm: float) -> float:
    """How many pixels of the frame a module gets that lies flat before the camera."""
    return module_mm * _FOCAL_PX / (10 * distance_cm)


def paper(symbol: Symbol, size_mm: float, kind: Print, rng: np.random.Generator) -> Paper:
    """Print a code, fresh from a printer or as a cheap photocopy."""
    dark = _lines(_dark(symbol, size_mm), size_mm, rng)
    picture = Image.fromarray(np.where(dark, 0, 255).astype(np.uint8))
    if kind == "copy":
        picture = picture.filter(ImageFilter.MinFilter(2 * _GAIN_PX + 1))
    picture = picture.filter(ImageFilter.GaussianBlur(_SOFT_PX[kind]))
    white, black = _TONES[kind]
    tones = black + np.asarray(picture, dtype=np.float32) * ((white - black) / 255)
    if kind == "copy":
        toner = (white - tones) / np.float32(white - black)
        tones = _specked(tones + toner * _mottle(tones.shape, rng), white, black, rng)
    return Paper(Image.fromarray(np.clip(tones, 0, 255).astype(np.uint8)), size_mm)


def photograph(sheet: Paper, shot: Shot, rng: np.random.Generator) -> Frame:
    """What the camera sees of a printed code, cut to what lies around it."""
    px_per_mm = _FOCAL_PX / (10 * shot.distance_cm)
    side = min(FRAME_PX[1], math.ceil(_LOOKED_AT * sheet.size_mm * px_per_mm))
    # The printer's pixels are averaged until they are about half as large as the camera's, so that none is skipped.
    coarser = max(1, int(PX_PER_MM / px_per_mm / 1.5))
    picture = sheet.picture.reduce(coarser)
    there = _view(shot, px_per_mm, rng)
    middle = np.array(picture.size) / 2
    to_page = _scaled(PX_PER_MM / coarser, middle) @ np.linalg.inv(there) @ _scaled(1, -_seen_at(there, side))
    flat = (to_page / to_page[2, 2]).ravel()[:8]
    seen = picture.transform(
        (side, side),
        Image.Transform.PERSPECTIVE,
        tuple(flat),
        Image.Resampling.BILINEAR,
        fillcolor=int(sheet.picture.getpixel((0, 0))),  # type: ignore[arg-type]  # one channel, so one number
    )
    return _exposed(seen.filter(ImageFilter.GaussianBlur(shot.blur_px)), rng)


def _dark(symbol: Symbol, size_mm: float) -> NDArray[np.bool_]:
    """The code and its quiet zone as the printer rasters it, out of the very drawing that is printed."""
    side = symbol.modules + 2 * QUIET_ZONE
    matrix = np.zeros((side, side), dtype=np.bool_)
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)", symbol.svg):
        matrix[int(y), int(x) : int(x) + int(run)] = True
    pixels = round(size_mm * PX_PER_MM * side / symbol.modules)
    module_of = (np.arange(pixels) + 0.5) * side // pixels
    place = module_of.astype(np.intp)
    return matrix[np.ix_(place, place)]


def _lines(code: NDArray[np.bool_], size_mm: float, rng: np.random.Generator) -> NDArray[np.bool_]:
    """The code with lines of words all around it."""
    margin = round(_MARGIN * size_mm * PX_PER_MM)
    side = len(code) + 2 * margin
    dark = np.zeros((side, side), dtype=np.bool_)
    line, leading = round(_LINE_MM * PX_PER_MM), round(_LEADING_MM * PX_PER_MM)
    for top in range(leading // 2, side - line, leading):
        x = 0
        while x < side:
            word, gap = rng.integers(line, 6 * line), rng.integers(line // 2, line)
            dark[top : top + line, x : x + word] = np.repeat(rng.random(side) < 0.5, 4)[
                : min(word, side - x)
            ]  # strokes
            x += int(word + gap)
    dark[margin:-margin, margin:-margin] = code
    return dark


def _mottle(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    grains = (shape[0] // _GRAIN_PX + 1, shape[1] // _GRAIN_PX + 1)
    small = rng.normal(0, _MOTTLE, grains).astype(np.float32)
    return np.kron(small, np.ones((_GRAIN_PX, _GRAIN_PX), dtype=np.float32))[: shape[0], : shape[1]]


def _specked(tones: NDArray[np.float32], white: int, black: int, rng: np.random.Generator) -> NDArray[np.float32]:
    side, width = len(tones), round(0.2 * PX_PER_MM)
    for _ in range(round(_SPECKS_PER_CM2 * (side / PX_PER_MM / 10) ** 2)):
        x, y = rng.integers(0, side - width, 2)
        tones[y : y + width, x : x + width] = white if rng.random() < 0.5 else black
    return tones


def _view(shot: Shot, px_per_mm: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """From mm of the page, the code's middle being 0, to px of the frame, its middle being 0."""
    direction, roll = rng.uniform(0, 2 * math.pi), math.radians(rng.uniform(-_ROLL_DEG, _ROLL_DEG))
    tilt = math.radians(shot.tilt_deg)
    lean = np.array([[1, 0, 0], [0, math.cos(tilt), 0], [0, math.sin(tilt), 0]])
    turned: NDArray[np.float64] = _turn(direction) @ lean @ _turn(roll - direction)
    off = rng.uniform(-_OFF_CENTRE, _OFF_CENTRE, 2) * FRAME_PX[1] / px_per_mm
    turned[:, 2] = (*off, 10 * shot.distance_cm)  # the page has no third dimension: its column holds where it lies
    turned[:2] *= _FOCAL_PX
    return turned


def _turn(angle: float) -> NDArray[np.float64]:
    sine, cosine = math.sin(angle), math.cos(angle)
    return np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])


def _scaled(factor: float, shift: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array([[factor, 0, shift[0]], [0, factor, shift[1]], [0, 0, 1]])


def _seen_at(there: NDArray[np.float64], side: int) -> NDArray[np.float64]:
    """What to add to a place in the frame so that the code's middle lies in the middle of what is looked at."""
    middle: NDArray[np.float64] = there[:2, 2] / there[2, 2]
    return side / 2 - middle


def _exposed(seen: Image.Image, rng: np.random.Generator) -> Frame:
    """With light from one side, noise, and what JPEG leaves of it."""
    across = np.linspace(-0.5, 0.5, seen.width)
    angle = rng.uniform(0, 2 * math.pi)
    light = 1 - _SHADE * (0.5 + (across[:, None] * math.sin(angle) + across * math.cos(angle)) / math.sqrt(2))
    grey = np.asarray(seen, dtype=np.float64) * _EXPOSURE * light + rng.normal(0, _NOISE, (seen.height, seen.width))
    stored = BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(stored, "JPEG", quality=_JPEG_QUALITY)
    return np.asarray(Image.open(stored))
