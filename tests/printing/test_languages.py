"""Languages: each piece of text that is not in the file's own says so, in the tags, and nothing else does."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from packbuilder import printing
from packbuilder.typeset.fit import typeset
from tests.pdfcheck.tagged import strings
from tests.typeset.house import code_image, engine, page

Tag = tuple[str, str]

MIXED = """
<h1>The foundry</h1>
<p>They say <span lang="ru">Мы не уйдём</span> and stay.</p>
<p lang="kk">Қазақстан <b>қалады</b>.</p>
<ul lang="ru"><li>раз</li><li>два</li></ul>
<ol><li>one</li><li lang="ru">два <span lang="en">two</span></li></ol>
<p><a href="https://example.org/kk" lang="kk">Сайт</a> and <a href="https://example.org/">the site</a></p>
<table><tr><td>a</td><td lang="ru">б</td></tr></table>
"""
SPOKEN = [
    ("en", "The foundry"), ("en", "They say"), ("ru", "Мы не уйдём"), ("en", "and stay."), ("kk", "Қазақстан"),
    ("kk", "қалады"), ("kk", "."), ("ru", "раз"), ("ru", "два"), ("en", "one"), ("ru", "два"), ("en", "two"),
    ("kk", "Сайт"), ("en", "and"), ("en", "the site"), ("en", "a"), ("ru", "б"),
]  # fmt: skip


def written(body: str, css: str = "", lang: str = "en") -> bytes:
    return printing.single(typeset(engine(), page(body, css, pages=(1, 9), sizes=(9, 9), lang=lang)))


def tagged(pdf: bytes) -> tuple[str, list[Tag]]:
    """The language of the file, and each structure element that has one of its own, with its kind."""
    catalog: Any = PdfReader(BytesIO(pdf), strict=True).root_object
    found: list[Tag] = []
    waiting = [catalog["/StructTreeRoot"]["/K"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting += reversed(element)
        elif isinstance(element, dict):
            found += [(str(element["/S"]), str(element["/Lang"]))] if "/Lang" in element else []
            waiting += [element["/K"]] if "/K" in element else []
    return str(catalog["/Lang"]), found


def test_every_text_is_tagged_in_its_own_language() -> None:
    """Words within a line, whole paragraphs, lists, links and table cells, back and forth, read back with the tags."""
    assert strings(written(MIXED)) == SPOKEN


def test_only_what_is_in_another_language_says_so_and_once() -> None:
    """The highest element that is wholly in one language carries it; its parts and the rest of the file do not."""
    assert tagged(written(MIXED)) == (
        "en",
        [("/Span", "ru"), ("/P", "kk"), ("/L", "ru"), ("/Span", "ru"), ("/Link", "kk"), ("/TD", "ru")],
    )


def test_a_letter_in_another_language_than_its_sheet() -> None:
    """The sheet is Kazakh, the letter on it Russian: the letter as a whole says so, the guide beside it does not."""
    html = '<div lang="ru"><h1>Завод</h1><p>Уважаемые господа!</p></div><h2>Хат туралы</h2><p>Өз сөзіңізбен.</p>'
    pdf = written(html, lang="kk")
    assert strings(pdf) == [
        ("ru", "Завод"),
        ("ru", "Уважаемые господа!"),
        ("kk", "Хат туралы"),
        ("kk", "Өз сөзіңізбен."),
    ]
    assert tagged(pdf)[0] == "kk"
    assert {lang for _, lang in tagged(pdf)[1]} == {"ru"}


def test_a_file_in_one_language_has_no_other() -> None:
    """One word on it, for the whole file."""
    assert tagged(written("<h1>Завод</h1><p>Он стоит.</p>", lang="ru")) == ("ru", [])


ENDLESS = " ".join(f"часть {i} предложения" for i in range(150))
ODD = {
    "a running head": (
        "<h1>Head</h1><p lang='ru'>Да</p>",
        "@page{@top-left{content:string(x)}}h1{string-set:x content()}",
    ),
    "page numbers": (f"<p>One</p><p lang='ru'>{ENDLESS}</p><p>Two</p>", "@page{@bottom-right{content:counter(page)}}"),
    "the same on every page": (f"<p style='position:fixed;top:-8mm'>One</p><p lang='ru'>{ENDLESS}</p>", ""),
    "a note": ("<p>One<span lang='ru'>Да</span> two</p>", "span{float:footnote}"),
    "floats": ("<p>One <span lang='ru'>Да</span> two <i>three</i></p>", "span{float:right}"),
    "layers": ("<p>One</p><p lang='ru'>Да</p>", "p{position:relative;z-index:1}p+p{z-index:-1}"),
    "absolute boxes": ("<p lang='ru'>Да</p><p>One</p>", "p:first-child{position:absolute;bottom:0}"),
    "turned and faint": ("<p>One</p><p lang='ru'>Да</p>", "p{transform:rotate(3deg)}"),
    "pictures": (f"<p>One</p>{code_image()}<p lang='ru'>Да</p>", ""),
    "drawings": (
        "<p>A <svg width='9' height='9'><title>x</title><path d='M0 0h5v5z'/></svg> b <b lang='ru'>Да</b></p>",
        "",
    ),
    "marks of lists": ("<ul style='list-style:disc inside'><li>One<li lang='ru'>Да</ul>", ""),
    "marks of the style sheet": ("<p>One</p><p lang='ru'>Да</p>", "p::before{content:'– '}"),
    "nothing in them": ("<p></p><p> <b></b></p><p lang='ru'></p><p>One</p><p lang='ru'>Да</p>", ""),
    "lines": ("<p>One<br><br>two</p><hr><p lang='ru'>Да<br>нет</p>", ""),
}


@pytest.mark.parametrize(("body", "css"), ODD.values(), ids=ODD.keys())
def test_texts_and_tags_stay_in_step(body: str, css: str) -> None:
    """Whatever stands beside the text, or is drawn in another order: Russian words are Russian, Latin ones English."""
    found = strings(written(body, css))
    assert {lang for lang, _ in found} == {"en", "ru"}
    for lang, text in found:
        if any(char.isalpha() for char in text):
            assert lang == ("en" if any(char.isascii() and char.isalpha() for char in text) else "ru"), text
