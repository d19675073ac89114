"""What a build of the real case leaves: every document of every language, and a manifest that is true of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests import program
from tests.e2e import paper
from tests.e2e.delivery import UNTAGGED, Delivery

pytestmark = pytest.mark.timeout(900)

LANGUAGES = ("en", "ru", "kk")
A3, A4, A5, PANEL = (297, 420), (210, 297), (148, 210), (97, 210)
# By layout, how many pages a document may have, and of which sheets; a placard may lie down.
SHEETS = {
    "leaflet": ({2}, [A5]),
    "folded": ({6}, [PANEL]),
    "booklet": ({12}, [A5]),
    "placard": ({1}, [A3, A3[::-1]]),
    "letter": ({1}, [A4]),
    "appeal": ({1, 2}, [A4]),
}
# The sheets that are made of them, and how many sides those have.
SHEETS_MM = {"leaflet-2-up": 2, "folded-letter-fold": 2, "folded-z-fold": 2, "booklet": 6}
POSTERS = {"a2": 8, "a1": 15}  # and how many A4 each takes
LEAST_PLACARDS = 4
PNG_DPI = 96
PACK_LIMIT = 1_000_000  # bytes, so that it can be sent by e-mail


@pytest.fixture(scope="module")
def facts(case_folder: Path) -> dict[str, Any]:
    """case.yaml, read without the program."""
    whole: dict[str, Any] = YAML(typ="safe").load(case_folder / "case.yaml")
    return whole


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_document_is_there(real: Delivery, facts: dict[str, Any], lang: str) -> None:
    """Two leaflets, an appeal, a booklet, a pack, a letter per addressee and a placard per slogan; nothing else.

    Besides the sheets to cut, fold and staple, and of each placard two posters and a picture.
    """
    slogans, addressees = facts["slogans"], [one["address"] for one in facts["addressees"]]
    assert len(slogans) >= LEAST_PLACARDS
    assert addressees
    placards = [f"placard-{number}-{slogan}" for number, slogan in enumerate(slogans, start=1)]
    names = ["leaflet", "folded", "appeal", "booklet", "pack", *placards, *(f"letter-{key}" for key in addressees)]
    made_of = [f"sheets/{name}-a4" for name in SHEETS_MM]
    made_of += [f"tiles/{name}-{size}-on-a4" for name in placards for size in POSTERS]
    expected = [*(f"{lang}/{name}.pdf" for name in names + made_of), *(f"{lang}/{name}.png" for name in placards)]
    assert sorted(path for path in real.kinds if path.startswith(f"{lang}/")) == sorted(expected)


def test_there_is_nothing_but_the_languages(real: Delivery) -> None:
    """Beside the manifest there is a folder a language, and beside the case the program's own folder alone."""
    assert {path.name for path in real.place.iterdir()} == {*LANGUAGES, "manifest.json"}
    assert {path.name for path in real.place.parent.iterdir()} == {"zhezkazgan", ".packbuilder"}
    assert [path.name for path in (real.place.parent / ".packbuilder").iterdir()] == ["zhezkazgan.lock"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layout", SHEETS)
def test_sheets_and_pages(real: Delivery, lang: str, layout: str) -> None:
    """Each document has its pages, all on its sheet, to a tenth of a millimetre."""
    counts, sheets = SHEETS[layout]
    found = real.of(lang, layout)
    assert found
    for pdf in found:
        assert len(pdf.sheets_mm) in counts
        assert len(set(pdf.sheets_mm)) == 1
        assert any(pdf.sheets_mm[0] == pytest.approx(sheet, abs=0.1) for sheet in sheets), pdf.sheets_mm


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_have_two_sides_and_posters_as_many_as_they_take(real: Delivery, lang: str) -> None:
    """All A4 lying, but for the posters' first page, which is upright, and for those whose sheets are."""
    for name, sides in SHEETS_MM.items():
        sheets = real.files[f"{lang}/sheets/{name}-a4.pdf"].sheets_mm
        assert sheets == [pytest.approx(A4[::-1], abs=0.1)] * sides
    posters = [pdf for path, pdf in real.files.items() if path.startswith(f"{lang}/tiles/")]
    assert len(posters) >= 2 * LEAST_PLACARDS
    for poster in posters:
        cover, *sheets = poster.sheets_mm
        assert cover == pytest.approx(A4, abs=0.1)
        assert len(sheets) == POSTERS[poster.path.split("-")[-3]]
        assert len(set(sheets)) == 1
        assert sorted(sheets[0]) == pytest.approx(A4, abs=0.1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_pack_is_small_enough_to_be_sent(real: Delivery, lang: str) -> None:
    """The combined pack of a language stays under a megabyte."""
    assert 0 < len(real.pack(lang).data) < PACK_LIMIT


def test_the_manifest_states_every_file_as_it_is(real: Delivery) -> None:
    """Path, bytes and checksum (`program.delivered` compares those), pages and first sheet are the file's own."""
    stated_as_it_is(real, set(LANGUAGES))


def test_the_manifest_states_every_file_of_other_editions_as_it_is(editions: Delivery) -> None:
    """Also of a file for the press, which is trimmed to the size stated."""
    stated_as_it_is(editions, {"en"})


def stated_as_it_is(made: Delivery, languages: set[str]) -> None:
    """The entries of a manifest, each against its file."""
    assert len(made.manifest["files"]) == len(made.kinds)
    assert {entry["lang"] for entry in made.manifest["files"]} == languages
    for entry in made.manifest["files"]:
        assert entry["lang"] == entry["path"].split("/")[0]
        assert entry["problems"] == []
        assert entry["draft"] is False
        assert entry["paper"] == "A4"
        assert (entry["imposition"] is None) is (entry["variant"] not in UNTAGGED)
        if entry["path"] in made.pictures:
            assert (entry["pages"], entry["variant"]) == (1, "screen")
            height, width, _ = paper.picture(made.pictures[entry["path"]]).shape
            assert entry["sheet_mm"] == pytest.approx([px / PNG_DPI * 25.4 for px in (width, height)], abs=0.3)
        else:
            pdf = made.files[entry["path"]]
            assert entry["pages"] == len(pdf.sheets_mm)
            sheet = pdf.trims_mm[0] if entry["variant"] == "press" else pdf.sheets_mm[0]
            assert entry["sheet_mm"] == pytest.approx(sheet, abs=0.1)
            assert entry["lang"] == pdf.catalog["/Lang"]


def test_the_manifest_states_the_case(real: Delivery, facts: dict[str, Any]) -> None:
    """Case, day, and one edition a language; no more is said than architecture allows."""
    manifest = real.manifest
    assert (manifest["case"], manifest["as_of"]) == ("zhezkazgan", facts["as_of"].isoformat())
    assert [edition["lang"] for edition in manifest["editions"]] == sorted(LANGUAGES)
    assert all(edition["paper"] == "A4" and edition["branch"] is None for edition in manifest["editions"])
    codes = {edition["lang"]: edition["code"] for edition in manifest["editions"]}
    assert len(set(codes.values())) == len(LANGUAGES)
    assert all(entry["edition"] == codes[entry["lang"]] for entry in manifest["files"])


def test_keys_of_the_manifest_are_sorted_and_it_is_utf_8(real: Delivery) -> None:
    """The manifest reads the same whoever writes it: keys in order, one line end, no letters escaped."""
    data = (real.place / "manifest.json").read_bytes()
    assert [*real.manifest] == sorted(real.manifest)
    assert all([*entry] == sorted(entry) for entry in real.manifest["files"])
    assert [entry["path"] for entry in real.manifest["files"]] == sorted(real.kinds)
    assert data.endswith(b"}\n")
    assert b"\\u" not in data


def test_the_table_at_the_end_lists_every_file(real: Delivery) -> None:
    """File, sheet, pages, kilobytes, codes read and type size, a line a file."""
    place, head, *rows = program.lines(real.told)
    assert place == str(real.place)
    assert head.split("  ")[0] == "file"
    assert [row.split()[0] for row in rows] == sorted(real.kinds)
    for row, entry in zip(rows, real.manifest["files"], strict=True):
        count = len(entry["qr"])
        assert f"  {count} of {count}  " in row
        assert f"  {entry['pages']}  " in row
