"""What pages draw is written in few words, a code once a file; the dots are the same as of many words."""

from __future__ import annotations

import pydyf
import pypdfium2
import pytest

from packbuilder import printing
from packbuilder.printing.compact import compact
from packbuilder.typeset.fit import typeset
from tests.printing.files import read
from tests.typeset.house import code, code_image, engine, page
from tests.untyped import PdfThing

BODY = """
<p style="letter-spacing:.083em">AVATAR, Tower: all of it.</p>
<p style="font-size:31pt;letter-spacing:-.0417em">To Yu</p>
<svg viewBox="0 0 40 40" width="200"><path d="M3 4h7v1h-7zM12.25 4h3v9.5h-3zM20 4l9 1v3l-9 1z" fill="#000"/></svg>"""


def squeezed(*parts: bytes) -> list[object]:
    """The operators of a stream, made compact."""
    pdf = pydyf.PDF()
    pdf.add_object(stream := pydyf.Stream(list(parts)))
    compact(pdf, pdf)
    return list(stream.stream)


@pytest.mark.parametrize(
    ("long", "short"),
    [
        (b"[<0041>0<0042>0<0043>0] TJ", b"[<004100420043>] TJ"),
        (b"[<0041>-34<>-35.75<0042>9<0043>] TJ", b"[<0041>-69.75<0042>9<0043>] TJ"),
        (b"[<>0.0<0010>0<>-0.0<1000>7] TJ", b"[<00101000>7] TJ"),
        (b"[-5.5<0041>4<>-4<0042>] TJ", b"[-5.5<00410042>] TJ"),
        (b"[<0041>1e-05<0042>1e-09<0043>] TJ", b"[<0041>0.00001<00420043>] TJ"),
    ],
    ids=["no move", "two moves", "nothing", "first", "tiny"],
)
def test_glyphs_stand_in_one_string_but_where_they_are_moved(long: bytes, short: bytes) -> None:
    """A move after the last one stays: what follows in another face begins there."""
    assert squeezed(long) == [short]


def test_a_rectangle_of_four_lines_is_one_operator_and_nothing_else_is() -> None:
    """Not what leans, and not a path that goes on."""
    box = [b"3 4 m", b"10.25 4 l", b"10.25 5 l", b"3 5 l", b"h"]
    leaning = [b"3 4 m", b"10 4 l", b"11 5 l", b"3 5 l", b"h"]
    longer = [b"1 1 m", b"3 4 l", b"10 4 l", b"10 5 l", b"3 5 l", b"h"]
    assert squeezed(*box, *leaning, *longer, b"f") == [b"3 4 7.25 1 re", *leaning, *longer, b"f"]


def test_the_same_dots_are_drawn_of_fewer_bytes() -> None:
    """Of letters that are spaced and kerned, squares and what is none."""
    document = typeset(engine(), page(BODY, sizes=(9, 9))).document
    long, short = (document.write_pdf(finisher=finish, uncompressed_pdf=True) for finish in (None, compact))
    dots = [bytes(pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).buffer) for pdf in (long, short)]
    assert dots[0] == dots[1]
    assert min(dots[0]) < 50
    assert len(short) < len(long) - 200
    assert short.count(b" re\n") - long.count(b" re\n") == 2


def test_a_code_is_in_a_file_once_however_often_and_large_it_is_drawn() -> None:
    """As a form with nothing else in it; what it shows is proven where codes are read."""
    body = code_image("", 20) + code_image("", 25) + f'<div style="break-before:page">{code_image("", 30)}</div>'
    pages: PdfThing = read(printing.single(typeset(engine(), page(body, pages=(2, 2), sizes=(9, 9))))).pages
    drawn = [one["/Resources"]["/XObject"] for one in pages]
    assert [list(one) for one in drawn] == [["/code0"]] * 2
    assert len({one.raw_get("/code0").idnum for one in drawn}) == 1
    assert [one.get_contents().get_data().count(b"/code0 Do") for one in pages] == [2, 1]
    form = drawn[0]["/code0"]
    assert form.get_data().count(b" re") > code().modules
    assert [float(side) for side in form["/BBox"]] == [3, 3, code().modules + 5, code().modules + 5]
