"""From how far phones read the codes that open a mail: printed, photographed and read by all readers there are.

    .venv/bin/python -m bench.readers          # some minutes on two cores; --quick for a first look

Draws codes of mail links as large as each version holds them, prints them in several widths, fresh and as a cheap
photocopy, photographs them as a phone's preview sees them (simulated: camera.py) and hands the frames to the readers
that are installed (scanners.py). A code counts as read from a place if four of five frames are; a phone takes many
frames a second and needs one, so that is strict. The same numbers come out of every run.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import get_args
from urllib.parse import quote

import numpy as np

from bench import reach
from bench.camera import BLURS_PX, Print, Shot, paper, photograph
from bench.scanners import mail_of, missing, scanners
from packbuilder.compose.qr import Level, Symbol, module_mm, symbol

SMALLEST = ("--smallest",)
LEVELS: tuple[Level, ...] = ("L", "M")
PRINTS: tuple[Print, ...] = get_args(Print)
DISTANCES_CM = (10.0, 15.0, 20.0, 30.0, 40.0)
USUAL_CM = 20.0
TILTS_DEG = (0.0, 25.0)

_TO = "office@president.example,info@prokuror.example,chief@colony.example"
_SUBJECT = "Обращение о деле Жезказгана: 50 % + 1"
_BODY = "Уважаемый господин Прокурор!\r\n\r\nПрошу Вас проверить приговор & освободить осуждённых.\r\n\r\n"
_HEADERS = f"cc=copy@campaign.example&subject={quote(_SUBJECT, safe='')}&body={quote(_BODY, safe='')}"
MAIL = f"mailto:{_TO}?{_HEADERS}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured: which versions, and which widths in mm without the quiet zone."""

    versions: tuple[int, ...] = (4, 6, 8, 10, 12, 15, 20)
    widths_mm: tuple[float, ...] = (28, 32, 36, 40)

    def cards(self) -> Iterator[reach.Card]:
        for version in self.versions:
            for level in LEVELS:
                code = filled(version, level)
                for size in self.widths_mm:
                    for kind in PRINTS:
                        module = module_mm(size, code.modules)
                        yield reach.Card(version, level, len(code.url), size, module, kind)


@cache
def filled(version: int, level: Level) -> Symbol:
    """The code of as much of a long mail link as the version holds at the level."""
    words = np.random.default_rng(version).choice(_BODY.split(), 200)  # no pattern in them that a code would show
    link = MAIL + quote(" ".join(words), safe="")
    fits, too_long = 1, len(link)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        try:
            symbol(link[:middle], level, most=version)
            fits = middle
        except ValueError:
            too_long = middle
    return symbol(link[:fits], level, most=version)


def counted(card: reach.Card) -> list[reach.Count]:
    """A card, photographed from everywhere and read by all."""
    code = filled(card.version, card.level)
    places = [(distance, tilt) for distance in DISTANCES_CM for tilt in TILTS_DEG]
    seed = (card.version, LEVELS.index(card.level), round(card.size_mm * 10), PRINTS.index(card.kind))
    rng = np.random.default_rng(seed)
    sheet = paper(code, card.size_mm, card.kind, rng)
    frames = [photograph(sheet, Shot(*place, blur), rng) for place in places for blur in BLURS_PX]
    counts = []
    for reader, scan in scanners().items():
        said = scan(frames)
        for number, place in enumerate(places):
            here = said[number * len(BLURS_PX) : (number + 1) * len(BLURS_PX)]
            read = here.count(code.url)
            counts.append(reach.Count(card, reader, *place, len(here), read, len(here) - read - here.count(None)))
    return counts


def report(counts: Sequence[reach.Count]) -> None:
    """The tables."""
    names = {"print": "Fresh from the printer", "copy": "A cheap photocopy"}
    for kind in PRINTS:
        print(f"\n{names[kind]}: reach in cm, straight/tilted by {TILTS_DEG[-1]:g} degrees")
        print(reach.by_card(counts, kind, USUAL_CM))
        print("\nshare of frames read, by pixels of the frame a module")
        print(reach.by_pixels(counts, kind))
        print("\nreaders that read 80%/20% of the frames, and the share of all, by mm a module")
        print(reach.by_module(counts, kind))
    wrong = {one.reader: 0 for one in counts}
    for one in counts:
        wrong[one.reader] += one.wrong
    print("\nread wrongly:", ", ".join(f"{name} {number}" for name, number in wrong.items()))


def main() -> None:
    """Measure and report."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m bench.readers", description=__doc__, formatter_class=form)
    parser.add_argument("--quick", action="store_true", help="three versions in two widths")
    parser.add_argument("--smallest", action="store_true", help="one version in one width")
    given = parser.parse_args()
    asked = Asked((4,), (28,)) if given.smallest else Asked((6, 10, 15), (32, 36)) if given.quick else Asked()
    began = time.monotonic()
    # Java must not be started before the processes part: so all readers live in the workers.
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        absent, mail = pool.submit(missing).result(), pool.submit(mail_of, MAIL).result()
        counts = [count for of_card in pool.map(counted, asked.cards()) for count in of_card]
    frames = sum(one.frames for one in counts) // len({one.reader for one in counts})
    print(f"{frames} frames in {time.monotonic() - began:.0f} s; not installed: {', '.join(absent) or 'none'}")
    report(counts)
    print(f"\nZXing makes of {MAIL}", *(f"  {name}: {value!r}" for name, value in (mail or {}).items()), sep="\n")


if __name__ == "__main__":
    main()
