"""What does not fit is refused however it came about; what fits is not."""

from __future__ import annotations

import re

import pytest

from packbuilder.errors import LayoutError, PackError, Problem
from packbuilder.typeset.fit import typeset
from tests.typeset.house import code_image, engine, page

STORY = " ".join(f"Sentence {i} of the story stands here." for i in range(15))  # fits the page at 8 pt, not a small box
BOOK = " ".join(f"Sentence {i} of the story stands here." for i in range(120))
SHORT = "Only one short sentence."
WORD = "Donaudampfschifffahrtsgesellschaft"


def told(body: str, css: str = "", pages: tuple[int, int] = (1, 1)) -> list[Problem]:
    with pytest.raises(LayoutError) as refused:
        typeset(engine(), page(body, css, pages=pages, sizes=(8, 9)))
    return list(refused.value.problems)


FAULTS = {
    "fixed height": (f"<p>{STORY}</p>", "p{height:20mm}", "line(s)"),
    "fixed height, cut": (f"<p>{STORY}</p>", "p{height:20mm;overflow:hidden}", "line(s)"),
    "greatest height": (f"<p>{STORY}</p>", "p{max-height:20mm}", "line(s)"),
    "greatest height, cut": (
        f"<div><p>{STORY}</p><p>{SHORT}</p></div>",
        "div{max-height:20mm;overflow:hidden}",
        "line(s)",
    ),
    "cut by what holds it": (
        f"<div><div><p>{STORY}</p></div></div>",
        "body>div{height:20mm;overflow:hidden}",
        "line(s)",
    ),
    "cut above": (f"<div><p>{SHORT}</p></div>", "div{margin-top:9mm;overflow:hidden}p{margin-top:-5mm}", "line(s)"),
    "cut at the left": (f"<div><p>{SHORT}</p></div>", "div{overflow:hidden}p{margin-left:-5mm}", "too wide"),
    "long word": (f"<p>{WORD * 4}</p>", "", "too wide for its place on page 1"),
    "long word in a narrow place": (f"<p>{WORD}</p>", "p{width:30mm}", "too wide"),
    "on one line": (f"<p>{SHORT}</p>", "p{width:20mm;white-space:nowrap}", "too wide"),
    "on one line, cut": (
        f"<p>{SHORT}</p>",
        "p{width:20mm;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}",
        "too wide",
    ),
    "lines to write on": (
        "<div>" + "<span></span>" * 5 + "</div>",
        "div{height:20mm}span{display:block;height:8mm;border-bottom:1px solid}",
        "line(s)",
    ),
    "in an inline block": (f"<span>{STORY}</span>", "span{display:inline-block;width:40mm;height:10mm}", "line(s)"),
    "right to left": (f'<p dir="rtl">{WORD}</p>', "p{width:30mm;margin-left:40mm}", "too wide"),
    "absolute, off the page to the right": (
        f"<p>{SHORT}</p>",
        "p{position:absolute;left:70mm;white-space:nowrap}",
        "past the edge",
    ),
    "absolute, off the page to the left": (f"<p>{SHORT}</p>", "p{position:absolute;left:-30mm}", "past the edge"),
    "absolute, off the page above": (f"<p>{SHORT}</p>", "p{position:absolute;top:-30mm}", "past the edge"),
    "absolute, far below the page": (f"<p>{SHORT}</p>", "p{position:absolute;top:300mm}", "past the edge"),
    "absolute, over the foot of the page": (
        f"<p>{STORY}</p>",
        "p{position:absolute;top:70mm;width:30mm}",
        "printed nowhere",
    ),
    "a picture over the foot of the page": (
        f"<div><p>{SHORT}</p>{code_image()}</div>",
        "div{position:absolute;top:65mm}",
        "printed nowhere",
    ),
    "absolute, cut by what holds it": (
        f"<div><p>{SHORT}</p></div>",
        "div{position:relative;height:9mm;overflow:hidden}p{position:absolute;top:12mm}",
        "line(s)",
    ),
    "relative, off the page": (f"<p>{SHORT}</p>", "p{position:relative;top:200mm}", "past the edge"),
    "indented away": (f"<p>{SHORT}</p>", "p{text-indent:-999mm}", "past the edge"),
    "float": (f"<div><p>{STORY}</p></div>", "p{float:left;width:40mm;height:9mm}", "line(s)"),
    "flex, too high": (f"<div><p>{STORY}</p><p>{SHORT}</p></div>", "div{display:flex;height:20mm}", "line(s)"),
    "flex, too wide": (
        f"<div><p>{SHORT}</p><p>{SHORT}</p></div>",
        "div{display:flex;width:50mm;overflow:hidden}p{flex:none;width:40mm}",
        "too wide",
    ),
    "flex, a column": (
        f"<div><p>{STORY}</p></div>",
        "div{display:flex;flex-direction:column;height:20mm}p{flex:none}",
        "line(s)",
    ),
    "grid, a row too low": (f"<div><p>{STORY}</p></div>", "div{display:grid;grid-template-rows:9mm}", "line(s)"),
    "grid, a column too wide": (
        f"<div><p>{SHORT}</p><p>{SHORT}</p></div>",
        "div{display:grid;grid-template-columns:30mm 40mm;width:50mm;overflow:hidden}",
        "too wide",
    ),
    "number of lines limited": (f"<p>{STORY}</p>", "p{line-clamp:2}", "printed nowhere"),
    "table cell, too narrow": (
        f"<table><tr><td>{WORD}<td>b</table>",
        "table{table-layout:fixed;width:30mm}",
        "too wide",
    ),
    "table, too wide": (f"<table><tr>{f'<td>{WORD}' * 4}</table>", "", "past the edge"),
    "table, cut": (f"<div><table><tr><td>{STORY}</table></div>", "div{height:20mm;overflow:hidden}", "line(s)"),
    "columns": (f"<p>{STORY}</p>", "p{columns:2;height:9mm}", "past the edge"),
    "columns, cut": (f"<p>{STORY}</p>", "p{columns:2;height:9mm;overflow:hidden}", "past the edge"),
    "box at the foot of the page": (f"<div></div><p>{STORY}</p>", "div{height:70mm}p{height:8mm}", "line(s)"),
    "absolute box at the foot": (f"<p>{STORY}</p>", "p{position:absolute;bottom:0;height:8mm}", "printed nowhere"),
    "under a code": (f"<p>{SHORT}</p>" + code_image("position:absolute;left:0;top:0"), "", "lies under a code"),
    "under the quiet zone": (
        f"<p>{SHORT}</p>" + code_image("position:absolute;left:20mm;top:0"),
        "",
        "lies under a code",
    ),
    "upon other text": (
        f"<p>{SHORT}</p><p class='late'>{SHORT}</p>",
        ".late{position:absolute;top:1mm;left:20mm;width:50mm}",
        "lies upon other text",
    ),
    "in lines that are too near": (f"<p>{STORY}</p>", "p{line-height:.6}", "lies upon other text"),
    "not displayed": (f"<p>{SHORT}</p>", "p{display:none}", "printed nowhere"),
    "not visible": (f"<p>{SHORT}</p>", "p{visibility:hidden}", "printed nowhere"),
    "of no size": (f"<p>{SHORT}</p>", "p{font-size:0}", "printed nowhere"),
    "printed once of twice": (f"<p>{SHORT}</p><p hidden>{SHORT}</p>", "[hidden]{display:none}", "printed nowhere"),
    "too many pages": (f"<p>{BOOK}</p>", "", "page(s) over"),
}


@pytest.mark.parametrize(("body", "css", "what"), FAULTS.values(), ids=FAULTS.keys())
def test_what_does_not_fit_is_refused(body: str, css: str, what: str) -> None:
    """One fault each: told with the layout, the language, what is wrong, at which size, and the text that feeds it."""
    problems = told(body, css)
    assert any(what in problem.what for problem in problems), problems
    for problem in problems:
        assert (problem.file, problem.key) == ("layouts/sample/layout.yaml", "sample (en, home)")
        assert "at the smallest size, 8 pt: “" in problem.what
        assert problem.remedy == "Shorten one of the texts that feed it: content/cases/sample/en/story.md."


def test_a_box_that_runs_on_over_the_next_page_is_refused() -> None:
    """What is left of it would lie upon that page, and the part before would end with its own."""
    css = ".box{position:absolute;top:0;width:60mm;height:60mm}section{position:relative;height:80mm;break-after:page}"
    rows = f'<hr><div class="whole">{f"<p>{SHORT}</p>" * 6}</div>'
    body = f'<section><div class="box">{rows}</div></section><section><p>{SHORT}</p></section>'
    [problem] = told(body, css + "hr{height:50mm;margin:0}p{height:6mm}.whole{break-inside:avoid}", pages=(2, 3))
    assert "too long in “box” on page 1" in problem.what


def test_how_much_too_long_is_said_in_lines_and_letters() -> None:
    """A box of five lines with ten lines of text is told to be some five lines too long; the words are those below."""
    lines = "<br>".join(f"Line {i} of ten" for i in range(10))
    [problem] = told(f'<p class="box">{lines}</p>', ".box{height:5em;line-height:1.0;font-size:14pt}")
    assert problem.what == (
        "The text is about 5 line(s) (some 65 letters) too long in “box” on page 1 at the smallest size, 8 pt: "
        "“Line 9 of ten…”."
    )


@pytest.mark.parametrize(
    ("words", "css"),
    [
        (STORY, ".box{height:24mm;width:55mm}"),
        ("A short word is one of a few. " * 20, ".box{height:20mm;line-height:1.6}"),
        (f"{WORD} and {WORD}. " * 12, ".box{height:24mm;width:55mm}"),
    ],
)
def test_a_text_that_is_cut_by_as_much_as_is_said_fits(words: str, css: str) -> None:
    """Within a line: with two lines' letters less it fits, and with two lines' letters more than that it does not."""
    css = f"{css}p{{margin:0}}"
    [problem] = told(f'<div class="box"><p>{words}</p></div>', css)
    said = re.search(r"about (\d+) line\(s\) \(some (\d+) letters\) too long", problem.what)
    assert said is not None
    lines, letters = int(said[1]), int(said[2])
    line = letters // lines

    def cut(less: int) -> str:
        return f'<div class="box"><p>{words[:-less]}</p></div>'

    assert typeset(engine(), page(cut(letters + line), css, sizes=(8, 8))).font_pt == 8
    assert letters > 2 * line
    told(cut(letters - 2 * line), css)


def test_how_much_too_wide_is_said_in_millimetres() -> None:
    """By what the word is wider than its place, to a tenth."""
    html = '<p class="narrow"><span style="letter-spacing:10mm">aa</span></p>'
    [problem] = told(html, ".narrow{width:15mm;font-size:10pt}")
    surplus = float(problem.what.split(" mm (about ")[0].split()[-1])
    assert surplus == pytest.approx(20 + 2 * 0.561 * 10 * 25.4 / 72 - 15, abs=0.1)  # an a of Noto Sans is 0.561 em


def test_pages_over_are_counted() -> None:
    """How many pages too many, and the words that the first of them begins with."""
    parts = "".join(f'<p style="break-before:page">Page {i} begins so.</p>' for i in range(1, 6))
    [problem] = told(parts, pages=(1, 3))
    assert problem.what.startswith("The text runs 2 page(s) over, by 2 line(s) (some 34 letters), on page 3")
    assert "“Page 4 begins so.…”" in problem.what


def test_too_few_pages_are_told() -> None:
    """A document that must have two sides, and fills one."""
    [problem] = told(f"<p>{SHORT}</p>", pages=(2, 2))
    assert problem.what == "The document has 1 page(s), and its layout asks for 2."
    assert problem.key == "sample (en, home)"


HEADS = '@page{@top-left{content:"Head of every page"}@bottom-right{content:counter(page) " of " counter(pages)}}'
ENDLESS = " ".join(f"part {i} of a sentence that goes on over the end of the page" for i in range(60))
ROWS = "".join(f"<tr><td>Row {i} of it<td>{i}</tr>" for i in range(40))
GOOD = {
    "a sentence over the end of a page": (f"<p>{ENDLESS}</p>", HEADS),
    "sections": (f"<h1>Head</h1><p>{STORY}</p><h2>Second</h2><p>{STORY}</p>", HEADS),
    "hyphens": (
        "<p>Internationally organised solidarity demonstrations under extraordinary circumstances</p>",
        "p{hyphens:auto;width:22mm;text-align:justify}",
    ),
    "soft hyphens": ("<p>Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschaft</p>", "p{width:20mm}"),
    "capitals": ("<p>Die Straße nach Қазақстан.</p>", "p{text-transform:uppercase}"),
    "columns": (f"<p>{ENDLESS}</p>", HEADS + "p{columns:2}"),
    "a note": (f"<p>{SHORT} Before<span>The note of it.</span> and after.</p>", "span{float:footnote}"),
    "a table over several pages": (f"<table><thead><tr><th>Head<th>Number</thead>{ROWS}</table>", HEADS),
    "a list over several pages": (f"<ol>{f'<li>{STORY[:200]}</li>' * 15}</ol>", HEADS),
    "flex": (f"<div><p>{SHORT}</p><p>{SHORT}</p></div>", "div{display:flex;height:20mm}p{flex:1}"),
    "grid": (f"<div><p>{SHORT}</p><p>{SHORT}</p></div>", "div{display:grid;grid-template-columns:1fr 1fr;gap:3mm}"),
    "a side that cuts, full to its edges": (
        f"<section><p>{SHORT}</p></section>",
        "section{position:relative;overflow:hidden;width:100mm;height:100mm;margin:-10mm}p{position:absolute;bottom:0}",
    ),
    "tight leading in a box that cuts": (
        "<h1>Жаңаөзен ұлы</h1>",
        'h1{font:800 40pt/.85 "Packbuilder Display";overflow:hidden}',
    ),
    "right to left": ('<p dir="rtl">some words that go from right to left</p>', "p{width:40mm}"),
    "beside a code": (code_image("float:left", 20) + f"<p>{SHORT}</p>", ""),
    "below a code": (code_image("", 20) + f"<p>{SHORT}</p>", ""),
    "marks that the style sheet adds": (f"<p>{SHORT}</p>", "p::before{content:'«'}p::after{content:'»'}"),
    "elements in a line": ("<p>One <b>sen<i>ten</i>ce</b> with<br>a <a href='https://example.org'>link</a>.</p>", ""),
    "the same on every page": (f"<div>DRAFT</div><p>{ENDLESS}</p>", "div{position:fixed;top:-8mm}"),
    "an aside within a sentence": (
        f"<p>{ENDLESS[:400]}<span>Aside</span>{ENDLESS[400:]}</p>",
        HEADS + "span{position:absolute;top:-3mm;left:60mm}",
    ),
    "a first letter": ("<p>Nobody left.</p>", "p::first-letter{font-size:2em}"),
    "a drawing with words for those who hear": (
        '<p>A <svg width="10" height="10"><title>cross</title><path d="M0 0h5v5z"/></svg> stands here.</p>',
        "",
    ),
}


@pytest.mark.parametrize(("body", "css"), GOOD.values(), ids=GOOD.keys())
def test_what_fits_is_not_refused(body: str, css: str) -> None:
    """No false alarm: each is laid out at the largest size."""
    try:
        assert typeset(engine(), page(body, css, pages=(1, 12), sizes=(9, 10))).font_pt == 10
    except PackError as error:
        pytest.fail(str(error))
