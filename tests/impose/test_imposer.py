"""Sheets as files: what is cut out of them is the page itself, each font is there once, and nothing stale is left."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from packbuilder.errors import RenderError
from packbuilder.impose import booklet, cut, letter_fold, plain
from packbuilder.impose.imposer import imposed
from packbuilder.impose.imposition import Edge, Imposition, Placement, Sheet, Side
from packbuilder.pdf.source import sizes
from tests.impose.samples import FIELD, Pixels, alike, dictionaries, numbered, page, pdf, pixels, read, root
from tests.impose.turning import A4
from tests.pdfcheck.verapdf import one_worker, verapdf

A5 = (148.0, 210.0)
DPI = 50


def source() -> bytes:
    """Eight pages of A5, tagged."""
    return numbered(8, *A5)


def cut_out(data: bytes, number: int, one: Placement) -> Pixels:
    """What lies in the place of a page, turned upright."""
    sheet = pixels(data, number, DPI)
    x, y, width, height = (round(length / 25.4 * DPI) for length in one.box)
    return np.rot90(sheet[y : y + height, x : x + width], one.turn // 90)


@pytest.mark.parametrize("edge", ["long", "short"])
@pytest.mark.parametrize("scheme", ["repeat", "in-order", "booklet"])
def test_what_is_cut_out_is_the_page(scheme: str, edge: Edge) -> None:
    """Pixel by pixel, but for marks and for the rounding of places to pixels."""
    data = source()
    plan = (
        booklet(8, A5, A4, edge=edge)
        if scheme == "booklet"
        else cut(8, A5, A4, order="repeat" if scheme == "repeat" else "in-order", sides=2, edge=edge)
    )
    made = imposed(data, plan, "Sheets", "en")
    sides = [side for sheet in plan.sheets for side in sheet.sides]
    assert len(read(made).pages) == len(sides)
    for number, side in enumerate(sides):
        for one in side.placements:
            left, _, width, _ = (round(length / 25.4 * DPI) for length in one.window or (0, 0, *A5))
            whole = pixels(data, one.page, DPI)
            assert alike(cut_out(made, number, one), whole[:, left : left + width])
            other = pixels(data, (one.page + 1) % 8, DPI)
            assert not alike(cut_out(made, number, one), other[:, left : left + width])


def test_a_file_of_sheets_is_small_and_always_the_same() -> None:
    """No more than a tenth larger than its source, each font once, whatever the scheme."""
    data = source()
    for plan in (booklet(8, A5, A4), cut(8, A5, A4, sides=2), cut(8, A5, (297, 420), order="in-order")):
        made = imposed(data, plan, "Sheets", "en")
        assert made == imposed(data, plan, "Sheets", "en")
        assert len(made) < 1.1 * len(data)
        kinds = [str(one.get("/Type")) for one in dictionaries(made)]
        originals = [str(one.get("/Type")) for one in dictionaries(data)]
        assert kinds.count("/FontDescriptor") == originals.count("/FontDescriptor") > 0


def test_each_side_is_one_figure_and_text_can_still_be_read() -> None:
    """The marks of the pages are gone; title, language and how it is to be printed are said."""
    made = imposed(source(), booklet(8, A5, A4, edge="long"), "A booklet", "kk")
    reader = read(made)
    told = root(made)
    [tagged] = told["/StructTreeRoot"]["/K"]
    figures = [one.get_object() for one in tagged.get_object()["/K"]]
    assert [(one["/S"], one["/Alt"]) for one in figures] == [("/Figure", f"A booklet ({n}/4)") for n in (1, 2, 3, 4)]
    pages = [one.indirect_reference.idnum for one in reader.pages if one.indirect_reference]
    assert [one.raw_get("/Pg").idnum for one in figures] == pages
    assert (told["/Lang"], reader.metadata) == ("kk", {"/Title": "A booklet", "/Producer": "packbuilder"})
    assert told["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipLongEdge"
    assert told["/ViewerPreferences"]["/PrintScaling"] == "/None"
    forms = [one for one in dictionaries(made) if one.get("/Subtype") == "/Form"]
    assert len(forms) == 8
    for form in forms:
        assert not {b"BDC", b"BMC", b"EMC"} & set(form.get_data().split())  # type: ignore[attr-defined]
        assert "/StructParents" not in form
    assert ["Page 1" in reader.pages[n].extract_text() for n in range(4)] == [True, False, False, False]


@one_worker
def test_sheets_of_an_accessible_file_are_accessible(tmp_path: Path) -> None:
    """As the validator sees them, with and without marks to cut along; those of another file claim nothing."""
    for plan in (booklet(8, A5, A4), cut(8, A5, A4, sides=2)):
        (path := tmp_path / "sheets.pdf").write_bytes(imposed(source(), plan, "Sheets", "en"))
        assert verapdf().validate(path, "ua1").failures == {}
    plain_ones = root(imposed(pdf(page(200, 300)), plain(1, (200 / 72 * 25.4, 300 / 72 * 25.4), A4), "Sheet", "en"))
    assert "/Metadata" not in plain_ones
    assert "/StructTreeRoot" in plain_ones


def test_empty_sides_and_pages_stay_empty() -> None:
    """The back of the last leaf of five, and a page that draws nothing."""
    blank, drawn = page(200, 300), page(200, 300, b"1 0 0 rg 0 0 200 300 re f")
    data = pdf(drawn, blank, drawn)
    made = imposed(data, plain(3, sizes(data)[0], A4, sides=2), "Leaves", "en")
    inked = [bool((pixels(made, n)[60:-60, 60:-60] < 200).any()) for n in range(4)]
    assert inked == [True, False, True, False]


def test_places_turned_by_quarters_and_scaled() -> None:
    """Every turn that a placement may have, at half the size and through a window."""
    data = pdf(page(200, 120, b"2 0 0 2 0 0 cm " + FIELD))
    [(width, height)] = sizes(data)
    for turn in (0, 90, 180, 270):
        for window in (None, (10.0, 5.0, width - 20, height - 15)):
            shown = window[2:] if window else (width, height)
            lying = shown if turn % 180 == 0 else shown[::-1]
            one = Placement(0, 30, 40, lying[0] * 2, lying[1] * 2, turn=turn, window=window, scale=2)
            plan = Imposition("any", (Sheet(*A4, (0, 0, *A4), Side((one,))),), None, 1, (width, height), (1, 1))
            made = imposed(data, plan, "Turned", "en")
            whole = pixels(data, 0, 2 * DPI)
            x, y, across, down = (round(length / 25.4 * 2 * DPI) for length in window or (0, 0, width, height))
            assert alike(cut_out(made, 0, one), whole[y : y + down, x : x + across], 0.03)


def test_a_plan_for_other_pages_is_a_bug() -> None:
    """Page numbers and sizes are those of the file."""
    with pytest.raises(ValueError, match="page 9 of 8"):
        imposed(source(), cut(9, A5, A4), "", "en")
    with pytest.raises(ValueError, match="has not the size"):
        imposed(source(), letter_fold(6, (97, 210), A4), "", "en")


@pytest.mark.parametrize(
    ("damaged", "told"),
    [
        (b"", "The file is empty"),
        (b" \n", "The file is empty"),
        (b"hello", "This is no PDF"),
        (b"%PDF-1.7\n", "The PDF is damaged"),
        (b"%PDF-1.7\nxref\n0 1\ntrailer<<>>\nstartxref\n9\n%%EOF", "The PDF "),
    ],
)
def test_what_is_no_pdf_is_refused(damaged: bytes, told: str, capfd: pytest.CaptureFixture[str]) -> None:
    """By name, and nothing else is said."""
    with pytest.raises(RenderError, match=f"^given.pdf: {told}"):
        sizes(damaged, "given.pdf")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_pdf_cut_short_is_read_or_refused(share: float) -> None:
    """Never a traceback of something else."""
    data = source()[: int(len(source()) * share)]
    try:
        found = sizes(data, "given.pdf")
        imposed(data, plain(1, found[0], A4), "Cut", "en")
    except RenderError as refused:
        assert refused.problems[0].file in {"given.pdf", ""}  # noqa: PT017 - either may come
