"""Codes read back from finished files: each way in which one can be wrong is noticed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from packbuilder.compose.qr import Level, printed_mm, symbol
from packbuilder.proof import PlacedCode, codes, prove
from tests.pdfcheck import sample

OTHER = "https://example.org/fake"


def fault(body: str, *placed: PlacedCode) -> list[str]:
    """What the proof says of the codes on a page with this body, expected as in the good file or as `placed`."""
    expected = sample.expectation()
    pdf = sample.write(sample.BODY + body)
    problems = prove(pdf, replace(expected, codes=placed or expected.codes)).problems
    assert all(problem.key == "code" for problem in problems)
    return [problem.what for problem in problems]


def over(x_mm: float, y_mm: float, width_mm: float, height_mm: float, colour: str = "#fff") -> str:
    """Something that lies over the page, in mm from its top left."""
    style = f"left:{x_mm - 15}mm;top:{y_mm - 15}mm;width:{width_mm}mm;height:{height_mm}mm;background:{colour}"
    return f'<p style="position:absolute;margin:0;{style}"></p>'


CODE = sample.picture(symbol(sample.URL, "Q"))
X, Y, SIZE = sample.X_MM, sample.Y_MM, sample.SIZE_MM


def test_the_code_as_it_should_be() -> None:
    assert fault(CODE) == []


def test_no_code() -> None:
    assert fault("") == ["The code on page 1 cannot be read where the layout put it."]


def test_another_code() -> None:
    [what] = fault(sample.picture(symbol(OTHER, "Q")))
    assert what == f"The code on page 1 says “{OTHER}” instead of “{sample.URL}”."


def test_another_error_correction() -> None:
    assert fault(sample.picture(symbol(sample.URL, "M"))) == ["The code on page 1 has error correction M instead of Q."]


@pytest.mark.parametrize(("right_mm", "down_mm"), [(1.5, 0), (0, -1.5), (3, 3)])
def test_moved(right_mm: float, down_mm: float) -> None:
    [what] = fault(sample.picture(symbol(sample.URL, "Q"), X + right_mm, Y + down_mm))
    assert "from where the layout put it" in what


def test_moved_out_of_sight() -> None:
    assert fault(sample.picture(symbol(sample.URL, "Q"), X, Y + 60)) == [
        "The code on page 1 cannot be read where the layout put it."
    ]


def test_too_small() -> None:
    [what] = fault(sample.picture(symbol(sample.URL, "Q"), X, Y, SIZE - 2))
    assert "from where the layout put it" in what


def test_moved_by_less_than_a_millimetre_passes() -> None:
    assert fault(sample.picture(symbol(sample.URL, "Q"), X + 0.5, Y - 0.5)) == []


def test_turned_light_on_dark() -> None:
    code = symbol(sample.URL, "Q")
    negative = replace(code, svg=code.svg.replace("#000", "#tmp").replace("#fff", "#000").replace("#tmp", "#fff"))
    assert fault(sample.picture(negative)) == ["The code on page 1 cannot be read where the layout put it."]


def test_covered() -> None:
    assert fault(CODE + over(X + 8, Y - 4, 26, 38)) == ["The code on page 1 cannot be read where the layout put it."]


def test_covered_in_part_is_not_forgiven() -> None:
    """The error correction is there for the street, not for the layout."""
    [what] = fault(CODE + over(X + 14, Y + 14, 4, 4))
    assert "is partly covered" in what


@pytest.mark.parametrize(
    ("x_mm", "y_mm"),
    [(X - 2, Y + 15), (X + SIZE + 1, Y + 15), (X + 15, Y - 2), (X + 15, Y + SIZE + 1)],
    ids=["left", "right", "above", "below"],
)
def test_something_in_the_quiet_zone(x_mm: float, y_mm: float) -> None:
    assert fault(CODE + over(x_mm, y_mm, 1, 1, "#111")) == ["The code on page 1 has something in its quiet zone."]


def test_what_lies_around_the_quiet_zone_does_no_harm() -> None:
    quiet = 4 * SIZE / 33
    side = SIZE + 2 * quiet
    frame = [
        over(X - quiet - 6, Y - quiet - 6, side + 12, 5.5, "#111"),
        over(X - quiet - 6, Y - quiet - 6, 5.5, side + 12, "#111"),
        over(X + SIZE + quiet + 0.5, Y - quiet - 6, 5.5, side + 12, "#111"),
    ]
    assert fault("".join(frame) + CODE) == []


def test_a_page_that_is_not_there() -> None:
    placed = sample.expectation().codes[0]
    assert fault(CODE, replace(placed, page=2)) == ["The code on page 2 cannot be read where the layout put it."]


def test_no_quiet_zone_at_the_edge_of_the_sheet() -> None:
    placed = replace(sample.expectation().codes[0], x_mm=1)
    [what] = fault(sample.picture(symbol(sample.URL, "Q"), 1, Y), placed)
    assert what == "The code on page 1 has something in its quiet zone."


def test_two_codes_side_by_side_are_told_apart() -> None:
    first = sample.expectation().codes[0]
    second = replace(first, url=OTHER, modules=symbol(OTHER, "Q").modules, x_mm=X + 39)
    assert fault(CODE + sample.picture(symbol(OTHER, "Q"), X + 39), first, second) == []
    assert len(fault(CODE + sample.picture(symbol(OTHER, "Q"), X + 39), replace(first, url=OTHER), second)) == 1


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
@pytest.mark.parametrize("size_mm", [25, 30.5, 60, 100])
def test_a_clean_code_takes_none_of_its_error_correction(level: Level, size_mm: float) -> None:
    code = symbol("https://campaignkazakhstan.org/", level)
    pdf = sample.write(sample.picture(code, 40.3, 50.7, size_mm))
    width = printed_mm(size_mm, code.modules)
    quiet = (width - size_mm) / 2
    placed = PlacedCode.of_picture(code, 1, 40.3 - quiet, 50.7 - quiet, width)
    assert placed.size_mm == pytest.approx(size_mm)
    [read] = codes(pdf, [placed])
    assert read.read
    assert read.off_mm < 0.4


def test_no_codes_no_reading() -> None:
    assert codes(b"not even a PDF", []) == []
