"""The how-to-print page of the real case: every file that can be printed, and how many sheets of paper it takes."""

from __future__ import annotations

import re
from math import ceil
from typing import Any

import pytest

from tests import program
from tests.e2e.delivery import UNTAGGED, Delivery, Pdf
from tests.e2e.stated import LANGUAGES, layouts
from tests.pdfcheck import tagged

pytestmark = pytest.mark.timeout(900)

COPIES = (10, 50, 200)
MANY = {name for name, layout in layouts().items() if layout.each != "case"}  # one line speaks for all
# What nobody prints page by page: what is folded or stapled.
ONLY_SHEETS = {name for name, layout in layouts().items() if layout.sheets.keys() - {"cut"}}
EDGE = "turn on the long edge"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_has_its_line_with_its_own_numbers(real: Delivery, lang: str) -> None:
    """As many sheets for 10, 50 and 200 copies as follow from how the manifest says that pages lie on them."""
    lines = _lines(real.pack(lang))
    expected = {_name(entry): _sheets(entry) for entry in real.entries(lang) if _printed(entry)}
    assert {"placard", "letter"} == MANY
    assert {"booklet", "folded"} == ONLY_SHEETS
    assert len(expected) >= 20
    assert {name: numbers for name, (numbers, _) in lines.items()} == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_sides_are_turned_on_the_edge_of_the_manifest(real: Delivery, lang: str) -> None:
    """Whatever is printed on both sides names it; what is printed on one does not."""
    lines = _lines(real.pack(lang))
    edge = _label(lang, EDGE)
    for entry in real.entries(lang):
        if _printed(entry):
            how = entry["imposition"]
            both = how.get("duplex") == "long" if how else layouts()[entry["layout"]].facts["sides"] == 2
            (_, words) = lines[_name(entry)]
            assert (edge in words) is both, (entry["path"], words)


def _label(lang: str, words: str) -> str:
    """The words in a language, as its catalogue has them."""
    catalogue = (program.ROOT / f"layouts/locale/{lang}.po").read_text("utf-8")
    found = re.search(rf'^msgid "{re.escape(words)}"\nmsgstr "(.+)"$', catalogue, re.MULTILINE)
    assert found
    return found[1]


def _printed(entry: dict[str, Any]) -> bool:
    return entry["form"] in UNTAGGED or (entry["form"] == "page" and entry["layout"] not in ONLY_SHEETS | {"pack"})


def _name(entry: dict[str, Any]) -> str:
    """The name of the file as it is printed: below its language, and of several alike what they have in common."""
    path = entry["path"].split("/", 1)[1]
    return (
        re.sub(rf"({entry['layout']}-).*?((?:-a\d-on-a4)?\.pdf)", r"\1…\2", path) if entry["layout"] in MANY else path
    )


def _sheets(entry: dict[str, Any]) -> list[int]:
    how = entry["imposition"] or {"sheets": ceil(entry["pages"] / layouts()[entry["layout"]].facts["sides"])}
    first = 1 if entry["form"] == "tiles" else 0  # the page that explains the others is printed once
    return [first + how["sheets"] * ceil(copies / how.get("up", 1)) for copies in COPIES]


def _lines(pack: Pdf) -> dict[str, tuple[list[int], str]]:
    """The lines of the page by their files: three numbers each, and the words before them."""
    spoken = [text for _, text in tagged.strings(pack.data)]
    found: dict[str, tuple[list[int], str]] = {}
    for n, piece in enumerate(spoken):
        if re.fullmatch(r"[\w/…-]+\.pdf", piece):
            end = next(m for m in range(n + 1, len(spoken)) if _numbers(spoken[m : m + 3]))
            found[piece] = (_numbers(spoken[end : end + 3]), " ".join(spoken[n + 1 : end]))
    return found


def _numbers(pieces: list[str]) -> list[int]:
    """Three whole numbers, with whatever parts their thousands; none if they are not."""
    plain = [re.sub(r"[\s.,\u00a0\u202f]", "", piece) for piece in pieces]
    return [int(piece) for piece in plain] if len(plain) == len(COPIES) and all(map(str.isdigit, plain)) else []
