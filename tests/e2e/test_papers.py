"""The real case in English on the papers of other countries: laid out anew for each, never scaled."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests import once
from tests.e2e.conftest import build
from tests.e2e.delivery import Delivery, Pdf, letters, starts
from tests.e2e.stated import CASE, layouts

pytestmark = pytest.mark.timeout(900)

LETTER, LEGAL, TABLOID = (215.9, 279.4), (215.9, 355.6), (279.4, 431.8)
A4, COMMON = (210, 297), (210, 279.4)
A3, A5, A6, PANEL = (297, 420), (148, 210), (148, 105), (97, 210)
# By paper what pages become that were designed for A5, for the narrowest of three panels, A3, A4 and A6, in mm.
PAGES: dict[str, dict[tuple[float, float], tuple[float, float]]] = {
    paper: dict(zip((A5, PANEL, A3, A4, A6), sizes, strict=True))
    for paper, sizes in {
        "letter": ((139.7, 215.9), (92.08, 215.9), TABLOID, LETTER, (139.7, 107.95)),
        "legal": ((139.7, 215.9), (117.48, 215.9), TABLOID, LEGAL, (139.7, 107.95)),
        "tabloid": ((139.7, 215.9), (92.08, 215.9), TABLOID, LETTER, (139.7, 107.95)),
        "common": ((139.7, 210), (92.08, 210), (279.4, 420), COMMON, (139.7, 105)),
    }.items()
}
# Of large paper are the sheets that pages are cut from; those are laid out as on paper of half its size.
PAGES["a3"] = {A5: A5}
SHEETS: dict[str, dict[str, tuple[float, float]]] = {
    "letter": {"leaflet-2-up-letter": LETTER, "folded-letter-fold-letter": LETTER, "booklet-letter": LETTER},
    "legal": {"leaflet-2-up-legal": LEGAL},
    "tabloid": {"leaflet-4-up-tabloid": TABLOID},
    "common": {"leaflet-2-up-common": COMMON, "folded-letter-fold-common": COMMON, "booklet-common": COMMON},
    "a3": {"leaflet-4-up-a3": (297, 420)},
}
ONLY = {
    "letter": ("pack", "leaflet", "folded", "booklet"),
    "legal": ("pack", "leaflet"),
    "tabloid": ("leaflet",),
    "common": ("pack", "leaflet", "folded", "booklet"),
    "a3": ("leaflet",),
}
SMALLEST_PT = 7  # of the last lines
NEAR = 0.15


@dataclass(frozen=True)
class OnPaper:
    """What was made for a paper."""

    paper: str
    made: Delivery


@pytest.fixture(params=ONLY, scope="module")
def on(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> OnPaper:
    """The pack, which holds every document, and the sheets; of large paper, whose pages others have, sheets alone."""
    name = request.param
    out = once.shared(tmp_path_factory) / f"real-on-{name}"
    with once.only(out) as first:
        if first:
            only = [f"--only={layout}" for layout in ONLY[name]]
            once.ended(out, build(out, "--lang=en", f"--paper={name}", *only))
    once.well(out)
    return OnPaper(name, Delivery(out / CASE, within=f"paper-{name}/"))


def test_pages_have_the_sizes_of_the_paper(on: OnPaper, real: Delivery) -> None:
    """In the order of the pack: whatever was designed for A4 has that of the paper, A5 and A3 those that go with it."""
    assert {entry["paper"] for entry in on.made.manifest["files"]} == {on.paper.title()}
    if "pack" not in ONLY[on.paper]:
        (leaflet,), (home,) = on.made.of("en", "leaflet"), real.of("en", "leaflet")
        assert leaflet.sheets_mm == [_near(PAGES[on.paper][A5])] * len(home.sheets_mm)
        assert _said(leaflet, on.made) == _said(home, real)
        return
    sizes = on.made.pack("en").sheets_mm
    front = min(starts(on.made.of("en", "leaflet"), on.made.pack("en")).values())
    assert front in {3, 4, 5}
    counts = [(PAGES[on.paper][A4], [front])]
    for name, layout in layouts().items():
        if not layout.pack:
            pages = [len(pdf.sheets_mm) for pdf in real.of("en", name)]
            # Of the booklet there are as many as its text takes.
            counts.append((PAGES[on.paper][layout.page_mm], pages if name != "booklet" else [8, 12, 16]))
    bound = len(sizes) - sum(sum(pages) for _, pages in counts if pages != [8, 12, 16])
    assert 8 < bound <= 16
    expected = [size for size, pages in counts for _ in range(bound if pages == [8, 12, 16] else sum(pages))]
    assert len(sizes) == len(expected) > 40
    for got, size in zip(sizes, expected, strict=True):
        # A placard may lie down.
        assert (sorted(got) if size[1] > LEGAL[1] else got) == _near(size)


def test_sheets_are_those_of_the_paper(on: OnPaper) -> None:
    """Large paper is cut into four; all sheets lie as their pages do."""
    made = {path.split("/")[-1].removesuffix(".pdf"): pdf for path, pdf in on.made.files.items() if "/sheets/" in path}
    for name, size in SHEETS[on.paper].items():
        sheets = made[name].sheets_mm
        assert [sorted(sheet) for sheet in sheets] == [_near(size)] * len(sheets)
    leaflet = next(entry for entry in on.made.manifest["files"] if "leaflet-" in entry["path"])
    assert leaflet["imposition"]["up"] == (4 if on.paper in {"a3", "tabloid"} else 2)
    assert len(leaflet["qr"]) == 2 * leaflet["imposition"]["up"]


def test_what_is_common_fits_on_both(on: OnPaper) -> None:
    """Every page and sheet prints unscaled on A4 and on Letter, a placard on A3 and on Tabloid."""
    if on.paper == "common":
        for pdf in on.made.files.values():
            for width, height in map(sorted, pdf.sheets_mm):
                a4, american = ((297, 420), TABLOID) if height > A4[1] + 1 else (A4, LETTER)
                assert all(width <= one[0] + 0.1 and height <= one[1] + 0.1 for one in (a4, american)), pdf.path


def test_text_is_laid_out_anew(on: OnPaper, real: Delivery) -> None:
    """The same words, letter for letter, in other lines, in sizes of the same steps and range; nothing is scaled."""
    if on.paper == "a3":
        return
    (leaflet,), (home,) = on.made.of("en", "leaflet"), real.of("en", "leaflet")
    assert _said(leaflet, on.made) == _said(home, real)
    assert [text for _, text in leaflet.tagged] != [text for _, text in home.tagged]
    own, usual = ({round(size, 2) for _, size in pdf.sizes_pt} for pdf in (leaflet, home))
    assert min(own) == min(usual) == SMALLEST_PT
    (entry,) = [entry for entry in on.made.manifest["files"] if entry["path"].endswith("en/leaflet.pdf")]
    assert 8.5 <= entry["fit"]["font_pt"] <= 11.5
    assert entry["fit"]["font_pt"] in own
    assert entry["fit"]["font_pt"] * 4 == round(entry["fit"]["font_pt"] * 4)


def test_the_pack_holds_what_was_made_by_itself(on: OnPaper) -> None:
    """Page for page, after what it has of its own."""
    if "pack" in ONLY[on.paper]:
        begin = starts(on.made.of("en"), on.made.pack("en"))
        assert len(begin) == len(ONLY[on.paper]) - 1
        facts = layouts()["pack"].facts["pages"]
        assert facts["min"] <= min(begin.values()) <= facts["max"]


def _said(pdf: Pdf, made: Delivery) -> str:
    """The letters of a file without its code."""
    return letters("".join(text for _, text in pdf.tagged)).replace(made.codes[pdf.path], "")


def _near(size: tuple[float, float]) -> object:
    return pytest.approx(size, abs=NEAR)
