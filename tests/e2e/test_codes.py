"""The codes of the real case, read again from whole pages without any knowledge of where they should be."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.e2e import paper
from tests.e2e.delivery import Delivery, Pdf, starts
from tests.e2e.stated import FACTS, LANGUAGES, layouts

pytestmark = pytest.mark.timeout(900)

# What a telephone reads at arm's length, and off a placard from a pavement: width of the symbol, and of a module.
LEAST_MM = (25, 0.5)
OTHERWISE = {
    "placard": (60, 1.5),
    "tearoff": (22, 0.5),  # on a strip that is held in the hand
    "petition": (24, 0.5),  # on a table, beside the line to sign on
}
UNCODED = {"postcard", "postcard-solidarity"}  # whoever gets one is asked to act by its words
OF_THE_PACK = 2  # the page of the contents
STRONG = {"Q", "H"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_manifest_says_of_codes_is_what_is_read(real: Delivery, lang: str) -> None:
    """On every page, sheet, poster and picture as many codes as stated, each with its address, level and size."""
    stated_as_read(real, real.entries(lang))


def test_what_the_manifest_says_of_other_editions_is_what_is_read(editions: Delivery) -> None:
    """Whatever ink they are printed in."""
    stated_as_read(editions, editions.manifest["files"])


def stated_as_read(made: Delivery, entries: list[Any]) -> None:
    """Each of the files has just the codes that its entry states."""
    for entry in entries:
        found = sorted(paper.codes(made, entry), key=lambda code: (code.page, code.size_mm))
        stated = sorted(entry["qr"], key=lambda code: (code["page"], code["size_mm"]))
        assert bool(stated) is ("code" in layouts()[entry["layout"]].facts) is (entry["layout"] not in UNCODED)
        assert [(c.page, c.text, c.level) for c in found] == [(c["page"], c["url"], c["level"]) for c in stated]
        assert [code.size_mm for code in found] == pytest.approx([code["size_mm"] for code in stated], abs=0.5), entry
        assert all(code["read"] is True for code in stated)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_leads_to_the_appeal(real: Delivery, lang: str) -> None:
    """The address is that of case.yaml in the language of the sheet, and it can be scanned off a poor copy."""
    for entry in real.entries(lang):
        if entry["layout"] not in UNCODED:
            codes = paper.codes(real, entry)
            assert {code.text for code in codes} == {FACTS["appeal"]["url"][lang]}
            assert {code.level for code in codes} <= STRONG
            width, module = OTHERWISE.get(entry["layout"], LEAST_MM)
            asked = layouts()[entry["layout"]].facts["code"]["size"]
            # What the pack has of others, they have by themselves.
            own = [code for code in entry["qr"] if entry["layout"] != "pack" or code["page"] == OF_THE_PACK]
            assert own
            assert all(code["size_mm"] >= asked and code["module_mm"] >= module for code in own), entry["path"]
            pages = {code["page"] for code in own}
            assert all(code.size_mm >= width - 0.2 for code in codes if code.page in pages), entry["path"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_sides_of_the_leaflet_have_a_code(real: Delivery, lang: str) -> None:
    """Whichever side of a leaflet lies up, it can be scanned; every other page of one side has one too."""
    (leaflet,) = real.of(lang, "leaflet")
    assert [code.page for code in leaflet.codes] == [1, 2]
    for name, layout in layouts().items():
        if layout.facts["pages"]["max"] == 1 and name != "tearoff":
            for pdf in real.of(lang, name):
                assert [code.page for code in pdf.codes] == [1], pdf.path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_strip_has_a_code(real: Delivery, lang: str) -> None:
    """As many as there are strips to be torn off, and one that is left when they are gone."""
    (poster,) = real.of(lang, "tearoff")
    strips = layouts()["tearoff"].facts["data"]["strips"]
    sizes = sorted(code.size_mm for code in poster.codes)
    assert sizes[:-1] == pytest.approx([22] * strips, abs=0.5)
    assert sizes[-1] > LEAST_MM[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_is_read_in_the_pack_too(real: Delivery, lang: str) -> None:
    """The pack has the codes of all singles, on the pages that they have there, and its own on the contents."""
    singles, pack = real.of(lang), real.pack(lang)
    begin = starts(singles, pack)
    expected = Counter(begin[single.path] + code.page for single in singles for code in single.codes)
    front = _pages_of_front(singles, pack)
    assert Counter(code.page for code in pack.codes if code.page > front) == expected
    assert [code.page for code in pack.codes if code.page <= front] == [OF_THE_PACK]


def test_the_manifest_tells_from_how_far_a_code_is_read(real: Delivery) -> None:
    """Ten times its width; the width of its modules times their number is its own."""
    codes = [code for entry in real.manifest["files"] for code in entry["qr"]]
    assert codes
    for code in codes:
        assert code["distance_m"] == pytest.approx(code["size_mm"] / 100, abs=0.011)
        modules = code["size_mm"] / code["module_mm"]
        assert modules == pytest.approx(round(modules), abs=0.05)
        assert (round(modules) - 17) % 4 == 0


def _pages_of_front(singles: list[Pdf], pack: Pdf) -> int:
    return len(pack.texts) - sum(len(single.texts) for single in singles)
