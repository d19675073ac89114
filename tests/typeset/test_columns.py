"""Spread columns: their blocks lie where wider gaps would have put them, with all that is in them and behind them."""

from __future__ import annotations

import pytest

from packbuilder.typeset.boxes import MM_PER_PX, page_box, walk
from packbuilder.typeset.columns import fill_ratios, growth_mm
from packbuilder.typeset.engine import collected_warnings
from tests.typeset.house import code_image, engine, page
from tests.untyped import Laid

HEIGHT_MM = 72
STYLE = (
    f".column{{position:absolute;left:5mm;top:5mm;width:70mm;height:{HEIGHT_MM}mm}}.column>*+*{{margin-top:%smm}}"
    "p,ul,h2{margin:0;padding:0}.tinted{background:#eee;border:1mm solid}li{position:relative;padding-left:8mm}"
    ".numeral{position:absolute;left:0;top:1mm}.right{float:right}.lower{position:relative;top:1mm}"
    ".turned{transform:rotate(90deg);width:20mm}td{background:#ddd}"
)
BLOCKS = [
    '<h2 id="first" style="bookmark-level:1">Heading</h2>',
    '<div class="tinted"><p class="right">Right.</p><p>Left <span class="tinted">tinted</span>.</p></div>',
    f'<div class="lower">{code_image(size_mm=15)}</div>',
    '<ul><li><span class="numeral">1</span><p class="lower">One <a href="https://example.org">link</a>.</p></li></ul>',
    "<table><tr><td>Cell</td><td>Cell</td></tr></table>",
    '<p class="turned" id="last">Turned.</p>',
]


def laid_out(blocks: str, gap_mm: float, name: str, css: str = "") -> Laid:
    made = page(f'<div id="column" class="column {name}">{blocks}</div>', STYLE % f"{gap_mm:.6f}" + css)
    with collected_warnings() as warned:
        document = engine().lay_out(made, engine().parse(made), 10)
    assert not warned
    return document


def drawn(document: Laid) -> list[tuple[Laid, ...]]:
    """What is drawn where: the borders' corner, text, backgrounds of every box."""
    return [
        (
            type(box).__name__,
            box.border_box_x(),
            box.border_box_y(),
            getattr(box, "text", ""),
            [layer.painting_area for layer in box.background.layers] if box.background else [],
        )
        for box in walk(page_box(document.pages[0]))
        if hasattr(box, "margin_left") or hasattr(box, "text")
    ]


def test_blocks_lie_where_wider_gaps_put_them() -> None:
    """Boxes, backgrounds, links, bookmarks and anchors, of one document that was spread and one that was written so."""
    spread = laid_out("".join(BLOCKS), 1, "spread")
    gap = 1 + HEIGHT_MM * (1 - fill_ratios(laid_out("".join(BLOCKS), 1, "spread"))["column"]) / (len(BLOCKS) - 1)
    written = laid_out("".join(BLOCKS), gap, "written")
    assert 2 < gap < 12
    for one, other in zip(drawn(spread), drawn(written), strict=True):
        assert one[0] == other[0]
        assert one[1:3] == pytest.approx(other[1:3], abs=1e-3)
        assert one[3] == other[3]
        assert [pytest.approx(area, abs=1e-3) for area in one[4]] == other[4]
    assert sum(bool(one[4]) for one in drawn(spread)) >= 4
    [here], [there] = spread.pages, written.pages
    assert here.links[0][2] == pytest.approx(there.links[0][2], abs=1e-3)
    assert here.bookmarks[0][2] == pytest.approx(there.bookmarks[0][2], abs=1e-3)
    for name in ("first", "last"):
        assert here.anchors[name] == pytest.approx(there.anchors[name], abs=1e-3)


def test_what_answers_to_the_page_or_to_the_column_stays() -> None:
    """An absolute box moves with what gives it its place: another box, or where it stands in the text."""
    absolute = "<p>One.</p><p>Two.<span class='own'>own</span><span class='follows'>follows</span></p>"
    css = ".own{position:absolute;bottom:0}.follows{position:absolute}"
    spread, written = (laid_out(absolute, 1, name, css) for name in ("spread", "written"))

    def places(document: Laid) -> dict[str, float]:
        boxes = walk(page_box(document.pages[0]))
        return {box.text: box.position_y * MM_PER_PX for box in boxes if getattr(box, "text", "").strip()}

    before, after = places(written), places(spread)
    assert after["One."] == before["One."]
    assert after["own"] == before["own"]
    assert after["Two."] == pytest.approx(before["Two."] + 12, abs=0.01)
    assert after["follows"] == pytest.approx(before["follows"] + 12, abs=0.01)


def test_a_foot_stands_at_the_foot_however_little_there_is() -> None:
    """Where gaps are as wide as they may be, what is left lies above it."""
    document = laid_out("<p>One.</p><p>Two.</p><div class='foot'><p>Foot.</p></div>", 1, "spread")
    texts = [box for box in walk(page_box(document.pages[0])) if getattr(box, "text", "").strip()]
    edges = [(box.position_y + box.margin_height()) * MM_PER_PX for box in texts]
    line = 10 * 1.4 * 25.4 / 72
    assert edges[1] - edges[0] == pytest.approx(12 + 1 + line, abs=0.01)
    assert edges[2] == pytest.approx(10 + 5 + HEIGHT_MM, abs=0.01), "the page has margins of 10 mm"


def test_columns_tell_how_full_they_are() -> None:
    """The share of the height that is needed, gaps as the style sheet has them; more than one where it overflows."""
    line = 10 * 1.4 * 25.4 / 72
    assert fill_ratios(laid_out("<p>One.</p>" * 4, 1, "spread")) == {
        "column": pytest.approx((4 * line + 3) / HEIGHT_MM)
    }
    too_full = laid_out("<p>One.</p>" * 5, 1, "spread", "#column{height:20mm}")
    assert fill_ratios(too_full) == {"column": pytest.approx((5 * line + 4) / 20)}
    assert fill_ratios(laid_out("<p>One.</p>", 1, "written")) == {}


@pytest.mark.parametrize(("words", "more"), [(1, 0), (2, 0), (5, 3), (9, 7)])
def test_a_foot_has_what_its_lines_take(words: int, more: int) -> None:
    """Lines of 10 pt set solid, two of them foreseen; those of several places on a page add up."""
    lines = "<br>".join(["Word."] * words)
    foot = f'<p style="font-size:10pt;line-height:1" data-lines="2">{lines}</p>'
    once, twice = (laid_out(foot * times, 0, "written") for times in (1, 2))
    line = 10 / 72 * 25.4
    assert growth_mm(once) == pytest.approx(more * line, abs=0.01)
    assert growth_mm(twice) == pytest.approx(2 * more * line, abs=0.01)
