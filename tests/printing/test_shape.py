"""The shape of tags: what a validator does not look at, and those who have pages read aloud do."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from packbuilder import printing
from packbuilder.typeset.fit import typeset
from tests.pdfcheck.tagged import strings
from tests.pdfcheck.verapdf import one_worker, verapdf
from tests.typeset.house import code_image, engine, page
from tests.untyped import PdfThing

LISTS = """<h1>Lists</h1>
<ol class="demands"><li><span class="numeral">1</span> <p>Open the foundry.</p></li>
<li><span class="numeral">2</span> <p>Pay 14 wages.</p></li></ol>
<ul class="discs"><li>one</li></ul><ol class="counted"><li>one</li><li>two</li></ol>
<ul><li><b>14</b> arrests</li></ul>"""
CSS = "ul,ol{list-style:none}.discs{list-style:disc}.counted{list-style:decimal}.numeral{position:absolute;left:0}"


def written(body: str) -> bytes:
    return printing.single(typeset(engine(), page(body, CSS, pages=(1, 1), sizes=(9, 9))))


def elements(pdf: bytes) -> list[Any]:
    """All structure elements that the tree leads to, in order."""

    def below(found: PdfThing) -> Iterator[PdfThing]:
        thing = found.get_object()
        for one in thing if isinstance(thing, list) else [thing]:
            element = one.get_object()
            if isinstance(element, dict):
                yield from [element] if "/S" in element else []
                yield from below(element["/K"]) if "/K" in element else []

    catalog: Any = PdfReader(BytesIO(pdf), strict=True).root_object
    return list(below(catalog["/StructTreeRoot"]["/K"]))


def kinds(parent: PdfThing) -> list[str]:
    """The kinds of an element's children."""
    return [str(kid.get_object()["/S"]) for kid in parent["/K"]]


def test_numbers_before_items_are_labels_and_lists_say_how_they_are_numbered() -> None:
    """Whether the template prints the numbers or the renderer; a number within the words is none."""
    found = elements(written(LISTS))
    lists = [one for one in found if one["/S"] == "/L"]
    assert [one["/A"]["/ListNumbering"] for one in lists] == ["/Decimal", "/Disc", "/Decimal", "/None"]
    items = [one for one in found if one["/S"] == "/LI"]
    assert [kinds(one) for one in items] == [["/Lbl", "/LBody"]] * 5 + [["/LBody"]]
    for one in (kid.get_object() for item in items for kid in item["/K"]):
        assert one["/P"]["/S"] == "/LI"


@one_worker
def test_labelled_lists_comply(tmp_path: Path) -> None:
    (path := tmp_path / "lists.pdf").write_bytes(written(LISTS))
    assert {standard: verapdf().validate(path, standard).failures for standard in ("ua1", "2a")} == {
        "ua1": {},
        "2a": {},
    }


def test_figures_lie_where_they_are_seen() -> None:
    """In points from the lower left corner of the page: 20 and 30 mm from the upper left one here, with the margin."""
    body = f'<h1>Code</h1><div style="position:absolute;left:10mm;top:20mm">{code_image("", 30)}</div>'
    pdf = written(body)
    [figure] = [one for one in elements(pdf) if one["/S"] == "/Figure"]
    left, bottom, right, top = (float(side) * 25.4 / 72 for side in figure["/A"]["/BBox"])
    height = float(PdfReader(BytesIO(pdf)).pages[0].mediabox.height) * 25.4 / 72
    assert (left, height - top) == pytest.approx((20, 30), abs=0.2)
    assert right - left == pytest.approx(top - bottom, abs=0.1)
    assert bottom > 0


def test_lines_to_write_on_are_no_words() -> None:
    """What has no content is not in the tags, nor is what held nothing else; cells of tables are: rows are alike."""
    body = '<h1>Mine</h1><p><span class="write-in"></span><span> </span></p><table><tr><td>a</td><td></td></tr></table>'
    found = elements(written(body))
    assert [str(one["/S"]) for one in found if not one["/K"]] == ["/TD"]
    assert "/P" not in {str(one["/S"]) for one in found}


TABLE = """<table><thead><tr><th>No.</th><th>Name</th></tr></thead>
<tbody><tr><th scope="row">1</th><td>Anna</td></tr><tr><th scope="row">2</th><td>Boris</td></tr></tbody></table>"""


def test_headers_say_what_they_are_headers_of() -> None:
    """Those above of their columns, those beside of their rows."""
    headers = [one["/A"]["/Scope"] for one in elements(written(TABLE)) if one["/S"] == "/TH"]
    assert headers == ["/Column", "/Column", "/Row", "/Row"]


FEET = "@page{@top-left{content:'Running head'}@bottom-right{content:counter(page) ' of ' counter(pages)}}"


@one_worker
def test_running_heads_and_page_numbers_are_no_text(tmp_path: Path) -> None:
    """They are artifacts of the kind that is left out where pages are read aloud; the file complies as before."""
    body = "<h1>Head</h1><p>One</p><p style='break-before:page'>Two</p>"
    data = printing.single(typeset(engine(), page(body, FEET, pages=(2, 2), sizes=(9, 9))))
    for one in PdfReader(BytesIO(data), strict=True).pages:
        drawn = one.get_contents()
        assert drawn is not None
        assert drawn.get_data().count(b"/Artifact\n<</Type /Pagination>>\nBDC") == 2
    assert [text for _, text in strings(data)] == ["Head", "One", "Two"]
    (path := tmp_path / "feet.pdf").write_bytes(data)
    assert {standard: verapdf().validate(path, standard).failures for standard in ("ua1", "2a")} == {
        "ua1": {},
        "2a": {},
    }
