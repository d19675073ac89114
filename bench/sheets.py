"""What putting pages on sheets costs beside laying them out, in time and in bytes: `python -m bench.sheets`.

A booklet of 64 pages of A5 is laid out and written by the renderer, then imposed; a page of A3 is made a poster of A1
on A4, first and again; and every PDF of the folders named is put on sheets, those of out/ unless others are.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from packbuilder import load, printing
from packbuilder.compose import labels
from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.font_set import FontSet
from packbuilder.compose.template import Templates
from packbuilder.errors import ErrorCollector
from packbuilder.impose import booklet, plain, tiling
from packbuilder.impose.imposer import imposed
from packbuilder.impose.poster_composition import PosterComposer
from packbuilder.impose.poster_pages import Posters
from packbuilder.model.layout import LayoutFile, PageCount, PageSize, TypeRange
from packbuilder.model.paper import PAPERS
from packbuilder.model.variant import HOME
from packbuilder.pdf.source import sizes
from packbuilder.typeset.engine import Engine
from packbuilder.typeset.fit import typeset
from packbuilder.workspace import locations

SMALLEST = ("--pages=4", "{root}/out/ferry/en")
ROOT = Path(__file__).parents[1]
A5, A4, A3, A1 = (PAPERS[key].size for key in ("a5", "a4", "a3", "a1"))
WORDS = "Our demand is simple: the works stay open, the wages are paid, and nobody is punished for saying so. "
TOKENS = (
    ":root{--accent:#c4122f;--black:#111;--paper:#fff;font-family:var(--text)}"
    "section{break-after:page}section:last-child{break-after:auto}"
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.sheets", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "out"])
    parser.add_argument("--pages", type=int, default=64, help="of the booklet, a multiple of 4 (default: 64)")
    asked = parser.parse_args()
    folders, fonts = locations.layouts_folders(ROOT), locations.fonts_folders(ROOT)
    listed = load.fonts(fonts, ErrorCollector())
    assert listed is not None
    engine = Engine(FontSet.of(listed))
    _booklet(engine, asked.pages)
    _poster(Posters(engine), PosterComposer(labels.load(folders, "en", ROOT), Templates(folders)))
    _folders(asked.folders)


def timed(work: Callable[[], bytes], rounds: int = 5) -> tuple[float, bytes]:
    """The median time in ms, and what came of it."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        made = work()
        times.append((time.perf_counter() - began) * 1000)
    return median(times), made


def _booklet(engine: Engine, pages: int) -> None:
    body = "".join(f"<section><h1>Page {n}</h1>{f'<p>{WORDS * 4}</p>' * 3}</section>" for n in range(1, pages + 1))
    page = _page(body, A5, pages)
    _ = printing.single(typeset(engine, page))  # what is loaded on first use
    ms, data = timed(lambda: printing.single(typeset(engine, page)), 3)
    plan = booklet(pages, A5, A4)
    own, made = timed(lambda: imposed(data, plan, "Booklet", "en"))
    print(f"booklet, {pages} pages: laid out in {ms:.0f} ms, imposed in {own:.0f} ms ({own / ms:.1%}, wanted: 10 %)")
    print(f"  {len(data):,} bytes, imposed {len(made):,} ({len(made) / len(data):.0%}, wanted: 110 %)")


def _poster(posters: Posters, composer: PosterComposer) -> None:
    data = printing.single(typeset(posters.engine, _page(f"<p>{WORDS}</p>", A3, 1)))
    made = tiling(A3, A1, A4)
    composed = composer.composed([made])
    first, _ = timed(lambda: posters.poster(data, [(0, made)], composed), 1)
    again, file = timed(lambda: posters.poster(data, [(0, made)], composed))
    print(f"poster, {made.count} sheets: {first:.0f} ms with its words, {again:.0f} ms with those of another")
    print(f"  {len(data):,} bytes, tiled {len(file):,}, words and marks included")


def _folders(folders: list[Path]) -> None:
    total, files, largest = 0.0, 0, 0.0
    for file in (file for folder in folders for file in sorted(folder.rglob("*.pdf"))):
        data = file.read_bytes()
        first, *_ = found = sizes(data)
        if len(set(found)) > 1:
            continue  # a pack of several papers is on no sheet
        ms, made = timed(partial(imposed, data, plain(len(found), first, first), "Sheets", "en"))
        total, files, largest = total + ms, files + 1, max(largest, len(made) / len(data))
    if files:
        print(f"{files} files: {total:.0f} ms, {total / files:.0f} each; at most {largest:.0%} of the bytes")


def _page(body: str, sheet: tuple[float, float], pages: int) -> ComposedDocument:
    facts = LayoutFile(
        title="Sample",
        sheet=PageSize(width=sheet[0], height=sheet[1]),
        pages=PageCount(min=pages, max=pages),
        type=TypeRange(smallest=9, largest=9),
        place=0,
        advice="Print it.",
    )
    return ComposedDocument(
        name="sample", path="sample.pdf", layout="_sample", facts=facts, variant=HOME, file="sample",
        title="Sample", lang="en", html=f"<html lang=en><title>Sample</title><body>{body}",
        css=f"@page{{size:{sheet[0]}mm {sheet[1]}mm;margin:10mm}}{TOKENS}", sheet_mm=sheet, resources={}, codes={},
        cap_mm=None, fed_by=(),
    )  # fmt: skip


if __name__ == "__main__":
    main()
