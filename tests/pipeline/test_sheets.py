"""Sheets as they come from the printer, cut apart and laid beside the pages that they are made of."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest

from packbuilder import impose
from packbuilder.impose.imposition import Edge, Imposition, Placement
from packbuilder.model.paper import PAPERS, Size
from tests import conftest, once, program
from tests.e2e import paper
from tests.e2e.delivery import Delivery
from tests.impose import samples, turning
from tests.untyped import Plain

pytestmark = pytest.mark.timeout(600)

DPI = 72
# Of text that is shifted by half a pixel so many pixels differ, of another page many more.
SHARE = 0.03
A4, A3 = PAPERS["a4"].size, PAPERS["a3"].size
SHEETS = {
    "leaflet-2-up-a4": "leaflet",
    "folded-letter-fold-a4": "folded",
    "folded-z-fold-a4": "folded",
    "booklet-a4": "booklet",
}
POSTERS = {"placard-1-boats": (297, 420), "placard-2-hands-off": (297, 420)}


@dataclass(frozen=True)
class Built:
    """The case as it is printed by a printer that turns its sheets on an edge."""

    edge: Edge
    made: Delivery

    def entry(self, path: str) -> Plain:
        """What the manifest says of a file."""
        return next(entry for entry in self.made.manifest["files"] if entry["path"] == path)

    def pages(self, path: str) -> list[paper.Pixels]:
        """The pages of a file."""
        return list(paper.pages(self.made.files[path].data, DPI))


def built(edge: Edge, factory: pytest.TempPathFactory) -> Built:
    """All that is imposed, in the house's layouts, built once for all workers."""
    root = once.shared(factory) / f"turned-on-{edge}"
    only = [f"--only={name}" for name in ("leaflet", "folded", "booklet", *(["placard"] if edge == "long" else []))]
    with once.only(root) as first:
        if first:
            shutil.copytree(conftest.TESTS / "faults" / "base", root)
            arguments = ["--case=ferry", "--lang=en", program.DAY, f"--duplex={edge}", *only]
            once.ended(root, program.run("build", *arguments, cwd=root))
    once.well(root)
    return Built(edge, Delivery(root / "out/ferry"))


@pytest.fixture(scope="session")
def long(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """For printers that turn sheets on their long edge, as is usual."""
    return built("long", tmp_path_factory)


@pytest.fixture(scope="session")
def short(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """For those that turn them on the short one."""
    return built("short", tmp_path_factory)


@pytest.fixture(params=["long", "short"])
def either(request: pytest.FixtureRequest) -> Built:
    """Both of them."""
    found: Built = request.getfixturevalue(request.param)
    return found


def plan(name: str, edge: Edge, count: int, page: Size) -> Imposition:
    """How pages should lie on a sheet of A4."""
    match name:
        case "leaflet-2-up-a4":
            return impose.cut(count, page, A4, sides=2, edge=edge)
        case "folded-letter-fold-a4":
            return impose.letter_fold(count, page, A4, edge=edge)
        case "folded-z-fold-a4":
            return impose.z_fold(count, page, A4, edge=edge)
        case _:
            return impose.booklet(count, page, A4, edge=edge)


def planned(name: str, made: Built) -> Imposition:
    """The plan of a built file, by its pages."""
    pages = made.made.files[f"en/{SHEETS[name]}.pdf"].sheets_mm
    return plan(name, made.edge, len(pages), pages[0])


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_cut_apart_are_the_pages(name: str, either: Built) -> None:
    """Every place of every side shows its page, the way it is turned there; every page is there."""
    pages, sides = either.pages(f"en/{SHEETS[name]}.pdf"), either.pages(f"en/sheets/{name}.pdf")
    found = planned(name, either)
    placed = [side.placements for sheet in found.sheets for side in sheet.sides]
    assert len(placed) == len(sides)
    for placements, shown in zip(placed, sides, strict=True):
        for one in placements:
            assert alike(_window(pages[one.page], one, found.page), _cut_out(shown, one)), (name, one)
    assert {one.page for placements in placed for one in placements} == set(range(len(pages)))


@pytest.mark.parametrize("name", SHEETS)
def test_pages_of_a_sheet_differ(name: str, long: Built) -> None:
    """Or cutting it apart would prove nothing."""
    pages = long.pages(f"en/{SHEETS[name]}.pdf")
    assert len(pages) > 1
    assert not any(alike(page, pages[0]) for page in pages[1:])
    assert not alike(pages[0], np.rot90(pages[0], 2))


@pytest.mark.parametrize("name", SHEETS)
def test_short_differs_from_long_by_the_back_turned_half_round(name: str, long: Built, short: Built) -> None:
    """The fronts are the same; the manifest says which edge it is, and the file asks the printer for it."""
    path = f"en/sheets/{name}.pdf"
    for number, (one, other) in enumerate(zip(long.pages(path), short.pages(path), strict=True)):
        if number % 2:
            assert alike(one, np.rot90(other, 2)), number
            assert not alike(one, other), number
        else:
            assert alike(one, other), number
    assert [made.entry(path)["imposition"]["duplex"] for made in (long, short)] == ["long", "short"]
    asked = [made.made.files[path].catalog["/ViewerPreferences"]["/Duplex"] for made in (long, short)]
    assert asked == ["/DuplexFlipLongEdge", "/DuplexFlipShortEdge"]


def test_a_leaflet_cut_out_has_its_back_behind_its_front(either: Built) -> None:
    """Sheet in hand: turned on its edge, each leaf has page 1 in front and page 2 behind, upright both."""
    [sheet] = planned("leaflet-2-up-a4", either).sheets
    assert [(front, back) for _, front, back in turning.leaves(sheet, either.edge)] == [(0, 1), (0, 1)]


@pytest.mark.parametrize("name", SHEETS)
def test_the_manifest_says_how_pages_lie(name: str, either: Built) -> None:
    """Scheme, copies of the whole, sheets for one, creep: those of the plan; pages and sizes are the file's."""
    entry, found = either.entry(f"en/sheets/{name}.pdf"), planned(name, either)
    assert entry["imposition"] == {
        "scheme": found.scheme,
        "up": found.up,
        "duplex": either.edge,
        "sheets": len(found.sheets),
        "creep_mm": found.creep_mm,
    }
    assert (entry["form"], entry["pages"]) == ("sheet", 2 * len(found.sheets))
    assert entry["sheet_mm"] == pytest.approx(A4[::-1])


@pytest.mark.parametrize("name", SHEETS)
def test_codes_are_read_wherever_they_come_to_lie(name: str, either: Built) -> None:
    """As many on each side as its pages have, as large as there, whichever way up."""
    entry = either.entry(f"en/sheets/{name}.pdf")
    found = sorted(either.made.files[entry["path"]].codes, key=lambda code: (code.page, code.text))
    told = sorted(entry["qr"], key=lambda code: (code["page"], code["url"]))
    assert [(code.page, code.text, code.level) for code in found] == [
        (code["page"], code["url"], code["level"]) for code in told
    ]
    assert [code.size_mm for code in found] == pytest.approx([code["size_mm"] for code in told], abs=0.5)
    own = Counter(code["page"] for code in either.entry(f"en/{SHEETS[name]}.pdf")["qr"])
    places = [one.page for sheet in planned(name, either).sheets for side in sheet.sides for one in side.placements]
    assert len(found) == sum(own[place + 1] for place in places) > 0


@pytest.mark.parametrize("size", ["a2", "a1"])
@pytest.mark.parametrize("name", POSTERS)
def test_posters_glued_together_are_the_placard(name: str, size: str, long: Built) -> None:
    """Enlarged, whole, without a seam or a word too many; the code can be read off it."""
    entry = long.entry(f"en/tiles/{name}-{size}-on-a4.pdf")
    whole = paper.glued(long.made.files[entry["path"]].data, entry["imposition"])
    assert sorted(entry["imposition"]["target_mm"]) == list(PAPERS[size].size)
    single = long.made.files[f"en/{name}.pdf"]
    scale = min(PAPERS[size].height / 420, PAPERS[size].width / 297)
    (page,) = paper.pages(single.data, paper.POSTER_DPI * scale)
    top, left = (max(0, (a - b) // 2) for a, b in zip(whole.shape[:2], page.shape[:2], strict=True))
    assert alike(page, whole[top : top + page.shape[0], left : left + page.shape[1]])
    [code] = paper.read(whole, paper.POSTER_DPI)
    [own], [stated] = single.codes, entry["qr"]
    assert (code.text, code.level) == (own.text, own.level) == (stated["url"], stated["level"])
    assert code.size_mm == pytest.approx(own.size_mm * scale, abs=1)
    assert stated["size_mm"] == pytest.approx(own.size_mm * scale, abs=0.6)


def test_a_poster_that_lacks_a_sheet_would_be_seen(long: Built) -> None:
    """The comparison is not blind."""
    entry = long.entry("en/tiles/placard-1-boats-a2-on-a4.pdf")
    how = entry["imposition"]
    whole = paper.glued(long.made.files[entry["path"]].data, how)
    other = whole.copy()
    height = whole.shape[0] // how["rows"]
    other[:height] = 255
    assert not alike(whole, other)


def alike(one: paper.Pixels, other: paper.Pixels) -> bool:
    """Whether two pictures show the same."""
    return samples.alike(one.astype(np.int16), other.astype(np.int16), SHARE)


def _cut_out(side: paper.Pixels, one: Placement) -> paper.Pixels:
    """What is at a place, turned upright."""
    px = DPI / 25.4
    x0, y0, x1, y1 = (round(edge * px) for edge in (one.x, one.y, one.x + one.width, one.y + one.height))
    return np.rot90(side[max(y0, 0) : y1, max(x0, 0) : x1], one.turn // 90)


def _window(page: paper.Pixels, one: Placement, size: Size) -> paper.Pixels:
    """The part of a page that a place shows."""
    px = DPI / 25.4
    left, top, width, height = one.window or (0.0, 0.0, *size)
    return page[round(top * px) : round((top + height) * px), round(left * px) : round((left + width) * px)]
