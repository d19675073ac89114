"""Editions and papers of the small campaign: what is made where, and on which sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from packbuilder.model.paper import Stock
from packbuilder.model.variant import VARIANTS
from tests import program
from tests.e2e.delivery import UNTAGGED, Delivery, letters
from tests.program import change, lines
from tests.untyped import Plain

pytestmark = pytest.mark.measured

EDITIONS = list(VARIANTS)
A4, A5 = (210.0, 297.0), (148.0, 210.0)
# By paper: pages that were designed as A5, the narrowest of three panels, and sheets.
PAPERS = {
    "a4": (A5, (97, 210), A4),
    "a3": (A5, (97, 210), A4),
    "letter": ((139.7, 215.9), (92.08, 215.9), (215.9, 279.4)),
    "legal": ((139.7, 215.9), (117.48, 215.9), (215.9, 355.6)),
    "tabloid": ((139.7, 215.9), (92.08, 215.9), (215.9, 279.4)),
    "common": ((139.7, 210), (92.08, 210), (210, 279.4)),
}


def made(campaign: Path, *arguments: str) -> Delivery:
    """What a build of the case in English leaves."""
    program.built(campaign, *arguments)
    return Delivery(campaign / "out/ferry")


def offer(campaign: Path, layout: str, editions: str) -> None:
    """Say in which editions a layout is made."""
    with (campaign / f"layouts/{layout}/layout.yaml").open("a", encoding="utf-8") as file:
        file.write(f"variants: {editions}\n")


def names(delivery: Delivery, folder: str) -> set[str]:
    """The pages and packs in a folder of English, by their names."""
    own = [path for path in delivery.forms if path.startswith(f"en/{folder}") and delivery.forms[path] not in UNTAGGED]
    return {
        path.removeprefix(f"en/{folder}").removesuffix(".pdf")
        for path in own
        if path.count("/") == folder.count("/") + 1
    }


def test_all_are_made_at_once(small: Path) -> None:
    """Each in its own folder, under the names that documents have at home and one edition code.

    What a layout is not offered in is not there.
    """
    offer(small, "letter", "[home, mono]")
    offer(small, "placard", "[home, screen]")
    offer(small, "pack", "[home]")
    for layout in ("leaflet", "appeal"):
        offer(small, layout, "[home, mono, screen]")
    whole = made(small, "--variant=all")
    home = names(whole, "")
    assert home >= {"leaflet", "pack", "appeal", "booklet", "folded"}
    placards = {name for name in home if name.startswith("placard-")}
    assert len(placards) == 2
    assert names(whole, "mono/") == {"leaflet", "appeal", *(name for name in home if name.startswith("letter-"))}
    assert names(whole, "screen/") == {"leaflet", "appeal", *placards}
    assert names(whole, "email/") == home
    assert not names(whole, "press/") | names(whole, "large/") | names(whole, "phone/")
    kinds = {path.split("/")[1]: kind for path, kind in whole.variants.items() if path.count("/") == 2}
    assert kinds == {"email": "email", "mono": "mono", "screen": "screen", "sheets": "home"}
    assert len({entry["edition"] for entry in whole.manifest["files"]}) == 1
    assert len(whole.manifest["editions"]) == 1


def test_editions_may_be_named_and_repeated(small: Path) -> None:
    """In any order, each once, and no other; home only where it is asked for."""
    only = "--only=leaflet"
    one = made(small, "--variant=screen", "--variant=mono", "--variant=screen", only)
    assert set(one.forms) == {"en/mono/leaflet.pdf", "en/screen/leaflet.pdf"}
    rows = [line.split()[0] for line in lines(program.build(small, "--variant=mono", only).stdout)[2:]]
    assert "en/mono/leaflet.pdf" in rows


def test_building_another_edition_keeps_what_is_there(small: Path) -> None:
    """A partial build adds its files to those of earlier ones."""
    made(small, "--only=leaflet")
    both = made(small, "--only=leaflet", "--variant=mono")
    assert set(both.forms) == {"en/leaflet.pdf", "en/mono/leaflet.pdf"}


def test_an_edition_that_no_layout_is_made_in(small: Path) -> None:
    """The command line asks for what is not there, of one layout or of all: it is told what is."""
    for file in (small / "layouts").glob("*/layout.yaml"):
        if "variants:" not in file.read_text("utf-8"):
            offer(small, file.parent.name, "[home]")
    for options in (["--variant=large"], ["--variant=large", "--only=leaflet"]):
        done = program.build(small, *options)
        assert done.exit_code == 2
        assert done.stderr.startswith("--variant: Nothing is made in large. Say one of: email, home.\n")
    done = program.build(small, "--variant=press", "--variant=large", "--only=leaflet")
    assert done.exit_code == 2
    change(small / "layouts/leaflet/layout.yaml", "variants: [home]", "variants: [home, mono]")
    done = program.build(small, "--variant=mono", "--only=leaflet", "--only=letter")
    assert done.stderr.startswith("--variant: `letter` is not made in mono. Say one of: home, email.\n")
    assert not (small / "out/ferry").exists()


@pytest.mark.parametrize("edition", ["--variant=colour", "--variant=", "--variant=Home"])
def test_other_editions_are_none(edition: str, small: Path) -> None:
    done = program.build(small, edition)
    assert done.exit_code == 2
    assert "--variant" in done.stderr
    assert all(name in done.stderr for name in [*EDITIONS, "all"])


@pytest.mark.parametrize("paper", PAPERS)
def test_every_page_is_as_large_as_the_paper_makes_it(paper: str, small: Path) -> None:
    """A5 becomes half a Letter, a panel a third of what is folded; sheets are those of the paper."""
    assert set(PAPERS) == {stock.value for stock in Stock}
    change(small / "layouts/pack/layout.yaml", "{smallest: 8, largest: 8}", "{smallest: 7, largest: 8}")
    delivery = made(small, f"--paper={paper}")
    page, panel, sheet = PAPERS[paper]
    assert all(path.startswith("en/") is (paper == "a4") for path in delivery.files)
    assert {entry["paper"] for entry in delivery.manifest["files"]} == {Stock(paper).label}
    for path, pdf in delivery.files.items():
        if delivery.forms[path] == "sheet":
            sizes, expected = {_upright(size) for size in pdf.sheets_mm}, {_upright(sheet)}
        elif path.endswith("en/folded.pdf"):
            sizes, expected = set(pdf.sheets_mm), {panel}
        else:  # the pack has all of them; a placard may lie down
            sizes = {_upright(size) for size in pdf.sheets_mm}
            expected = {_upright(page)} | ({panel} if path.endswith("en/pack.pdf") else set())
        assert sorted(sizes) == [pytest.approx(one, abs=0.1) for one in sorted(expected)], path


def test_papers_have_document_codes_of_their_own(small: Path) -> None:
    """What is printed on a page leads back to the paper that it was laid out for."""
    codes = {}
    for paper in ("a4", "letter", "common"):
        delivery = made(small, "--only=leaflet", f"--paper={paper}")
        path = "en/leaflet.pdf" if paper == "a4" else f"paper-{paper}/en/leaflet.pdf"
        (entry,) = [one for one in delivery.manifest["files"] if one["path"] == path]
        codes[paper] = entry["code"]
        assert letters(entry["code"]) in letters(delivery.files[path].texts[0])
    assert len(set(codes.values())) == 3


def test_common_prints_unscaled_on_both(small: Path) -> None:
    """No side of any page or sheet is longer than that of A4 or of Letter."""
    delivery = made(small, "--paper=common")
    for pdf in delivery.files.values():
        for size in pdf.sheets_mm:
            width, height = _upright(size)
            assert width <= 210.05, pdf.path
            assert height <= 279.45, pdf.path


def _upright(size: Plain) -> tuple[float, float]:
    return round(min(size), 1), round(max(size), 1)
