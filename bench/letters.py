"""Letters by the hundred: `python -m bench.letters [COUNT]`, by default 3,000 letters of made-up signers.

Runs `packbuilder letters` for half the count and for all of it, each in a process of its own, and prints wall time,
processor time, memory of the process and size of the file. From the difference of the two follows what a letter costs
after the first, whatever it takes to start. The names are long, double-barrelled, Kazakh and Arabic among them.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import campaign
from bench.cost import Cost, cost, python

SMALLEST = ("4",)  # of the real case: letters of the small one have no design
_TO = ("embassy-gb", "kazakhmys-media")
_NAMES = ("Айгүл Қасымбекова", "Maria Fernández-Ortega y Villanueva", "محمد العربي", "Bob Lee", "Ғалымжан Әбдіғаппаров")
_UNIONS = ("", "Independent Union of Dockers and Harbour Workers, North East Branch", "«Жаңарту» кәсіподағы")


def _rows(count: int) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        members = number % 900 + 1 if number % 2 else ""
        yield (
            f"{_NAMES[number % len(_NAMES)]} {number}",
            _UNIONS[number % len(_UNIONS)],
            members,
            "London",
            "2011-07-24",
        )


def _made(folder: Path, letters: int, asked: argparse.Namespace) -> tuple[Cost, int]:
    """What so many letters cost, and the bytes of their file."""
    signers = folder / f"signers-{letters}.csv"
    with signers.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("name", "organisation", "members", "place", "date"))
        writer.writerows(_rows(letters // len(asked.to)))
    command = python("-m", "packbuilder", "letters", *campaign.words(asked), "--signers", signers, "--lang", "en")
    taken = cost([*command, "--out", str(folder), *(f"--addressee={key}" for key in asked.to)])
    [file] = (folder / asked.case / "letters" / "en").glob(f"signers-{letters}.pdf")
    return taken, file.stat().st_size


def main() -> None:
    """Make them and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.letters", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=3000)
    parser.add_argument("--to", nargs="+", default=_TO, metavar="KEY", help="the addressees")
    campaign.options(parser)
    asked = parser.parse_args()
    count: int = asked.count
    print("letters  wall s  cpu s  peak MB  kB a letter")
    taken: list[Cost] = []
    with TemporaryDirectory() as folder:
        for letters in (count // 2, count):
            spent, size = _made(Path(folder), letters, asked)
            taken.append(spent)
            told = f"{spent.wall_s:6.1f}  {spent.cpu_s:5.1f}  {spent.peak_mb:7.0f}  {size / letters / 1000:11.2f}"
            print(f"{letters:7}  {told}", flush=True)
    half, whole = taken
    print(
        f"After the first {count // 2}: {(count - count // 2) / (whole.cpu_s - half.cpu_s):.0f} letters a second of one"
    )
    more = (whole.peak_mb - half.peak_mb) * 1000 / (count - count // 2)
    print(f"core, and {more:.1f} kB of memory for each.")


if __name__ == "__main__":
    main()
