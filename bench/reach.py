"""How far readers get with printed codes: what was counted, and the tables that tell it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from bench.camera import Print, px_per_module
from packbuilder.compose.qr import Level

# Of the frames of a series this share has to be read for a code to count as read from there.
ENOUGH = 0.8
# With ten frames a second and this share of them, nine of ten codes are read within a second (1 - 0.8 ** 10).
AT_LAST = 0.2
_PX_STEPS = (0.0, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 99.0)
_MM_STEPS = (0.0, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9, 99.0)


@dataclass(frozen=True, slots=True)
class Card:
    """A printed code: how many letters its address has, its width in mm without the quiet zone, and a module's."""

    version: int
    level: Level
    letters: int
    size_mm: float
    module_mm: float
    kind: Print


@dataclass(frozen=True, slots=True)
class Count:
    """Of the frames of a card from one place, how many a reader read, and how many it read wrongly."""

    card: Card
    reader: str
    distance_cm: float
    tilt_deg: float
    frames: int
    read: int
    wrong: int

    @property
    def enough(self) -> bool:
        return self.read >= ENOUGH * self.frames


def share(counts: Iterable[Count]) -> float:
    """Of all frames, how many were read; NaN of none."""
    kept = list(counts)
    frames = sum(one.frames for one in kept)
    return sum(one.read for one in kept) / frames if frames else float("nan")


def by_card(counts: Sequence[Count], kind: Print, usual_cm: float) -> str:
    """Each reader's reach in cm with the page held straight and tilted, and the share of frames at the usual distance.

    Reach is the farthest distance at which enough frames are read; with a star, they are not at some nearer one.
    """
    readers = list(dict.fromkeys(one.reader for one in counts))
    lines = [f"version  letters  width  module  {''.join(f'{name:>10}' for name in readers)}  all at {usual_cm:g} cm"]
    kept = sorted((one for one in counts if one.card.kind == kind), key=lambda one: _place(one.card))
    for card, of_card in groupby(kept, key=lambda one: one.card):
        here = list(of_card)
        cells = "".join(f"{_reaches([one for one in here if one.reader == name]):>10}" for name in readers)
        usual = share(one for one in here if one.distance_cm == usual_cm)
        label = f"{card.version:5} {card.level}  {card.letters:7}  {card.size_mm:5g}  {card.module_mm:6.2f}"
        lines.append(f"{label}  {cells}  {usual:12.0%}")
    return "\n".join(lines)


def by_pixels(counts: Sequence[Count], kind: Print) -> str:
    """The share of frames that each reader reads, by the pixels that a module gets: holds for other cameras as well."""
    readers = list(dict.fromkeys(one.reader for one in counts))
    lines = [f"px a module{''.join(f'{name:>10}' for name in readers)}"]
    for low, high in pairwise(_PX_STEPS):
        here = [one for one in counts if one.card.kind == kind and low <= _pixels(one) < high]
        if here:
            cells = (share(one for one in here if one.reader == name) for name in readers)
            lines.append(f"{_span(low, high):11}{''.join(f'{cell:10.0%}' for cell in cells)}")
    return "\n".join(lines)


def by_module(counts: Sequence[Count], kind: Print) -> str:
    """How many readers read enough of all frames, how many read some at last, and what share all read together.

    By the width of a module in mm and the distance in cm, frames of tilted pages included.
    """
    distances = sorted({one.distance_cm for one in counts})
    lines = [f"mm a module{''.join(f'{distance:9g} cm' for distance in distances)}"]
    for low, high in pairwise(_MM_STEPS):
        here = [one for one in counts if one.card.kind == kind and low <= one.card.module_mm < high]
        if here:
            cells = (_readers([one for one in here if one.distance_cm == distance]) for distance in distances)
            lines.append(f"{_span(low, high):11}{''.join(f'{cell:>12}' for cell in cells)}")
    return "\n".join(lines)


def _span(low: float, high: float) -> str:
    return f"from {low:g}" if high == 99 else f"{low:g} to {high:g}"


def _readers(counts: Sequence[Count]) -> str:
    shares = [share(one for one in counts if one.reader == name) for name in {one.reader for one in counts}]
    return f"{_at_least(shares, ENOUGH)}/{_at_least(shares, AT_LAST)} {share(counts):4.0%}"


def _at_least(shares: Sequence[float], least: float) -> int:
    return sum(one >= least for one in shares)


def _place(card: Card) -> tuple[int, str, float]:
    return card.version, card.level, card.size_mm


def _pixels(count: Count) -> float:
    return px_per_module(count.card.module_mm, count.distance_cm)


def _reaches(counts: Sequence[Count]) -> str:
    return "/".join(_reach(counts, tilt) for tilt in sorted({one.tilt_deg for one in counts}))


def _reach(counts: Sequence[Count], tilt: float) -> str:
    here = [one for one in counts if one.tilt_deg == tilt]
    farthest = max((one.distance_cm for one in here if one.enough), default=0)
    gaps = any(one.distance_cm < farthest and not one.enough for one in here)
    return f"{farthest:g}{'*' if gaps else ''}" if farthest else "-"
