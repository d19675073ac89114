"""What a build of the real case leaves: every document of every language, and a manifest that is true of each."""

from __future__ import annotations

from math import ceil

import pytest

from tests import program
from tests.e2e import paper, stated
from tests.e2e.delivery import UNTAGGED, Delivery
from tests.e2e.stated import A4, LANGUAGES

pytestmark = pytest.mark.timeout(900)

# What the layouts are to say, whatever they say: documents that the case has in any case, and the sizes of their pages.
AT_LEAST = {
    "leaflet": (148, 210), "folded": (97, 210), "booklet": (148, 210), "placard": (297, 420), "letter": A4,
    "appeal": A4, "petition": A4, "postcard": (148, 105), "tearoff": A4, "press": A4, "pack": A4,
}  # fmt: skip
# Pages of the booklet, with the blank ones that only its sheets have: Russian and German take a page more than 12.
BOOKLET_PAGES = {"en": 12, "ru": 16, "kk": 12, "de": 16, "ar": 12}
SIDES = {"cut": 2, "letter-fold": 2, "z-fold": 2}
POSTERS = {"a2": 8, "a1": 15}  # and how many A4 each takes
LEAST_PLACARDS = 4
PNG_DPI = 96
PACK_LIMIT = 1_000_000  # bytes, so that it can be sent by e-mail


def test_what_is_expected_is_no_less_than_the_case_needs() -> None:
    """The files that are read for it say what a person knows: a letter per addressee, a placard per slogan.

    There is nothing for a case that is none of a dead person, of pickets or of something achieved.
    """
    made = stated.layouts()
    assert {name: made[name].page_mm for name in AT_LEAST} == AT_LEAST
    assert not made.keys() & {"condolence", "thanks", "picket", "signed", "index"}
    assert len(made["placard"].names) >= LEAST_PLACARDS
    assert "letter-kazakhmys-media.pdf" in stated.files()
    assert {"leaflet-2-up-a4", "postcard-4-up-a4", "booklet-a4", "folded-z-fold-a4"} <= {
        name for layout in made.values() for name in layout.sheets.values()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_document_is_there(real: Delivery, lang: str) -> None:
    """One of each layout that is made of the case, a letter per addressee and a placard per slogan; nothing else.

    Besides the sheets to cut, fold and staple, and of each placard two posters and a picture.
    """
    assert {path for path in real.forms if path.startswith(f"{lang}/")} == {f"{lang}/{path}" for path in stated.files()}


def test_there_is_nothing_but_the_languages(real: Delivery) -> None:
    """Beside the manifest there is a folder a language, and beside the case the program's own folder alone."""
    assert {path.name for path in real.place.iterdir()} == {*LANGUAGES, "manifest.json"}
    assert {path.name for path in real.place.parent.iterdir()} == {"zhezkazgan", ".packbuilder"}
    coded = [*real.manifest["editions"], *real.manifest["files"]]
    ledger = {f"{one['code']}.json" for one in coded}
    kept = [path.name for path in (real.place.parent / ".packbuilder").rglob("*") if path.is_file()]
    assert sorted(kept) == sorted(["zhezkazgan.lock", *ledger])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_and_pages(real: Delivery, lang: str) -> None:
    """Each document has its pages, all on its sheet, to a tenth of a millimetre; a placard may lie down."""
    for name, layout in stated.layouts().items():
        facts, size = layout.facts, layout.page_mm
        found = [real.pack(lang)] if layout.pack else real.of(lang, name)
        assert len(found) == len(layout.names)
        for pdf in found:
            pages = pdf.sheets_mm[: _of_front(real, lang)] if layout.pack else pdf.sheets_mm
            assert facts["pages"]["min"] <= len(pages) <= facts["pages"]["max"], pdf.path
            assert len(set(pages)) == 1
            sheets = [size, size[::-1]] if facts["sheet"].get("turn") else [size]
            assert any(pages[0] == pytest.approx(sheet, abs=0.1) for sheet in sheets), pdf.path
    (booklet,) = real.of(lang, "booklet")
    assert ceil(len(booklet.sheets_mm) / 4) * 4 == BOOKLET_PAGES[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_have_two_sides_and_posters_as_many_as_they_take(real: Delivery, lang: str) -> None:
    """All A4 lying, but for the posters' first page, which is upright, and for those whose sheets are."""
    sides = SIDES | {"booklet": BOOKLET_PAGES[lang] // 2}
    for layout in stated.layouts().values():
        for kind, name in layout.sheets.items():
            sheets = real.files[f"{lang}/sheets/{name}.pdf"].sheets_mm
            assert sheets == [pytest.approx(A4[::-1], abs=0.1)] * sides[kind], name
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


def test_the_manifest_states_every_file_that_is_sent_as_it_is(sent: Delivery) -> None:
    """Likewise of what goes by e-mail and to phones."""
    stated_as_it_is(sent, {"ar"})


def stated_as_it_is(made: Delivery, languages: set[str]) -> None:
    """The entries of a manifest, each against its file."""
    assert len(made.manifest["files"]) == len(made.forms)
    assert {entry["lang"] for entry in made.manifest["files"]} == languages
    for entry in made.manifest["files"]:
        assert entry["lang"] == entry["path"].split("/")[0]
        assert entry["problems"] == []
        assert entry["draft"] is False
        assert entry["paper"] == "A4"
        assert (entry["imposition"] is None) is (entry["form"] not in UNTAGGED)
        if entry["path"] in made.pictures:
            assert (entry["pages"], entry["form"]) == (1, "image")
            height, width, _ = paper.picture(made.pictures[entry["path"]]).shape
            assert entry["sheet_mm"] == pytest.approx([px / PNG_DPI * 25.4 for px in (width, height)], abs=0.3)
        else:
            pdf = made.files[entry["path"]]
            assert entry["pages"] == len(pdf.sheets_mm)
            sheet = pdf.trims_mm[0] if entry["variant"] == "press" else pdf.sheets_mm[0]
            assert entry["sheet_mm"] == pytest.approx(sheet, abs=0.1)
            assert entry["lang"] == pdf.catalog["/Lang"]


def test_the_manifest_states_the_case(real: Delivery) -> None:
    """Case, day, and one edition a language; no more is said than architecture allows."""
    manifest = real.manifest
    assert (manifest["case"], manifest["as_of"]) == (stated.CASE, stated.FACTS["as_of"].isoformat())
    assert [edition["lang"] for edition in manifest["editions"]] == sorted(LANGUAGES)
    assert all(edition["paper"] == "A4" and edition["branch"] is None for edition in manifest["editions"])
    codes = {edition["lang"]: edition["code"] for edition in manifest["editions"]}
    assert len(set(codes.values())) == len(LANGUAGES)
    assert all(entry["edition"] == codes[entry["lang"]] for entry in manifest["files"])
    singles = [entry for entry in manifest["files"] if entry["form"] == "page"]
    assert len({entry["code"] for entry in singles}) == len(singles)
    said = {entry["path"]: "".join("".join(real.files[entry["path"]].texts).split()) for entry in singles}
    # In lines from right to left, readers give the parts of a code in any order.
    some = [entry for entry in singles if entry["lang"] != "ar"]
    assert {entry["path"] for entry in some if entry["code"] not in said[entry["path"]]} == set()


def test_keys_of_the_manifest_are_sorted_and_it_is_utf_8(real: Delivery) -> None:
    """The manifest reads the same whoever writes it: keys in order, one line end, no letters escaped."""
    data = (real.place / "manifest.json").read_bytes()
    assert [*real.manifest] == sorted(real.manifest)
    assert all([*entry] == sorted(entry) for entry in real.manifest["files"])
    assert [entry["path"] for entry in real.manifest["files"]] == sorted(real.forms)
    assert data.endswith(b"}\n")
    assert b"\\u" not in data


def test_the_table_at_the_end_lists_every_file(real: Delivery) -> None:
    """File, sheet, pages, kilobytes, codes read and type size, a line a file."""
    place, head, *rows = program.lines(real.told)
    assert place == str(real.place)
    assert head.split("  ")[0] == "file"
    assert [row.split()[0] for row in rows] == sorted(real.forms)
    for row, entry in zip(rows, real.manifest["files"], strict=True):
        count = len(entry["qr"])
        assert f"  {count} of {count}  " in row
        assert f"  {entry['pages']}  " in row


def _of_front(made: Delivery, lang: str) -> int:
    """How many pages the pack has of its own, before those of the documents."""
    return len(made.pack(lang).sheets_mm) - sum(len(pdf.sheets_mm) for pdf in made.of(lang))
