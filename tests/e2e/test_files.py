"""What a build of the real case leaves: every document of every language, and a manifest that is true of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests import program
from tests.e2e.delivery import Delivery

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
LEAST_PLACARDS = 4
PACK_LIMIT = 1_000_000  # bytes, so that it can be sent by e-mail


@pytest.fixture(scope="module")
def facts(case_folder: Path) -> dict[str, Any]:
    """case.yaml, read without the program."""
    whole: dict[str, Any] = YAML(typ="safe").load(case_folder / "case.yaml")
    return whole


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_document_is_there(real: Delivery, facts: dict[str, Any], lang: str) -> None:
    """Two leaflets, an appeal, a booklet, a pack, a letter per addressee and a placard per slogan; nothing else."""
    slogans, addressees = facts["slogans"], [one["address"] for one in facts["addressees"]]
    assert len(slogans) >= LEAST_PLACARDS
    assert addressees
    placards = [f"placard-{number}-{slogan}" for number, slogan in enumerate(slogans, start=1)]
    names = ["leaflet", "folded", "appeal", "booklet", "pack", *placards, *(f"letter-{key}" for key in addressees)]
    assert sorted(path for path in real.files if path.startswith(f"{lang}/")) == sorted(
        f"{lang}/{name}.pdf" for name in names
    )


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
def test_a_pack_is_small_enough_to_be_sent(real: Delivery, lang: str) -> None:
    """The combined pack of a language stays under a megabyte."""
    assert 0 < len(real.pack(lang).data) < PACK_LIMIT


def test_the_manifest_states_every_file_as_it_is(real: Delivery) -> None:
    """Path, bytes and checksum (`program.delivered` compares those), pages and first sheet are the file's own."""
    assert len(real.manifest["files"]) == len(real.files)
    for entry in real.manifest["files"]:
        pdf = real.files[entry["path"]]
        assert entry["pages"] == len(pdf.sheets_mm)
        assert entry["sheet_mm"] == pytest.approx(pdf.sheets_mm[0], abs=0.1)
        assert entry["lang"] == entry["path"].split("/")[0] == pdf.catalog["/Lang"]
        assert entry["problems"] == []
        assert entry["draft"] is False


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
    assert [entry["path"] for entry in real.manifest["files"]] == sorted(real.files)
    assert data.endswith(b"}\n")
    assert b"\\u" not in data


def test_the_table_at_the_end_lists_every_file(real: Delivery) -> None:
    """File, sheet, pages, kilobytes, codes read and type size, a line a file."""
    place, head, *rows = program.lines(real.told)
    assert place == str(real.place)
    assert head.split("  ")[0] == "file"
    assert [row.split()[0] for row in rows] == sorted(real.files)
    for row, entry in zip(rows, real.manifest["files"], strict=True):
        count = len(entry["qr"])
        assert f"  {count} of {count}  " in row
        assert f"  {entry['pages']}  " in row
