"""Every word of a text is found on its pages, however it is set, and whatever is lost of it is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from packbuilder.errors import Problem
from packbuilder.model.passage import Passage, letters
from packbuilder.proof import page_texts
from tests.pdfcheck import sample

LONG = "The crew has run the ferry for ninety years and the harbour company now wants it to stop at the end of summer."
ARABIC = "كان رئيس النقابة قد حُذِّر من أن يُجعل منه كوزلوفٌ ثانٍ في عام 2013 كما يفيد الموقع KazakhMys في بيان الأحد."
# Words as they are typed, and what a page makes of them: style of the paragraph, its words and their language.
SET = {
    "hyphenated": ("internationalism unconditionally", "width:30mm;hyphens:auto", "en"),
    "hyphenated by hand": ("inter\u00adnationalism uncondi\u00adtionally", "width:30mm", "en"),
    "in capitals": ("The straße of O’Neill", "text-transform:uppercase", "de"),
    "in Turkish capitals": ("İzmir ve Diyarbakır işçileri", "text-transform:uppercase", "tr"),
    "in Greek capitals": ("Οι άνεργοι του Ναυπλίου", "text-transform:uppercase", "el"),
    "in small capitals": ("Stop the final office affair", "font-variant:small-caps", "en"),
    "with ligatures": ("Stop the final office affair", "font-variant-ligatures:common-ligatures", "en"),
    "with wide spaces": ("Stop the ferry", "letter-spacing:.3em", "en"),
    "in two columns": (f"{LONG} {LONG}", "columns:2;height:14mm", "en"),
    "over two pages": (f"{LONG} {LONG}", "orphans:1;widows:1;margin-top:250mm;font-size:15pt", "en"),
    "beside another": (LONG[:40], "width:50mm;float:left", "en"),
    "from right to left": (ARABIC, "width:70mm;direction:rtl;font-family:Vazirmatn", "ar"),
    "in Devanagari": ("किसकी ज़मीन, कर्मचारियों की हड़ताल और संघर्ष", "font-family:'Sample Text'", "hi"),
    "with quotation marks": ('"Stop", she said --- don\'t', "", "en"),
}
LOST = {
    "the end": ("{0} {1}", "{0}", "{1}"),
    "the beginning": ("{1} {0}", "{0}", "{1}"),
    "the middle": ("{0} {1} {0}", "{0} {0}", "{1}"),
    "a word": ("{0} solidarity {0}", "{0} {0}", "solidarity"),
    "the order": ("{1} {0}", "{0} {1}", "crew has run the ferry"),
    "a letter": ("{0} harbours", "{0} harbour", "harbours"),
}
TOLD = "Nobody has asked the people of the town what they make of it."


def lost(words: list[str], body: str, lang: str = "en") -> list[Problem]:
    """What the proof finds lost of a text of these paragraphs on a page with this body."""
    prose = tuple(Passage("en/story.md", line, one) for line, one in enumerate(words, start=3))
    face = f"<style>@font-face{{font-family:Vazirmatn;src:url({(sample.FONTS / FACE).as_uri()})}}</style>"
    pdf = sample.write(body, f"<title>x</title>{face}", lang)
    found = list(page_texts.check(pdf, replace(sample.expectation(), prose=(prose,))))
    assert {problem.key for problem in found} <= {"words"}
    return found


FACE = "vazirmatn/Vazirmatn_400Regular.ttf"


@pytest.mark.parametrize("way", SET)
def test_words_are_found_however_they_are_set(way: str) -> None:
    words, style, lang = SET[way]
    assert lost([words], f'<p lang="{lang}" style="{style}">{words}</p><p>2</p>', lang) == []


@pytest.mark.parametrize("what", LOST)
def test_what_is_lost_is_told(what: str) -> None:
    """With the line of its paragraph, and the words from the first one that is not there."""
    typed, shown, missing = (one.format(LONG, TOLD) for one in LOST[what])
    (problem,) = lost([TITLE, typed], f"<p>{TITLE}</p><p>{shown}</p><p>The end.</p>")
    assert (problem.file, problem.line) == ("en/story.md", 4)
    assert problem.what.startswith(f"“{missing[:20]}")


TITLE = "A town and its boats"


def test_a_paragraph_that_is_lost_is_told_and_the_others_are_not() -> None:
    """Nor is one that stands elsewhere: in order means in order."""
    first, second, third = f"1 {LONG}", TOLD, f"3 {LONG}"
    body = [f"<p>{one}</p>" for one in (first, second, third)]
    assert lost([first, second, third], "".join(body)) == []
    assert [one.line for one in lost([first, second, third], body[0] + body[2])] == [4]
    assert [one.line for one in lost([first, second, third], body[1] + body[0] + body[2])] == [4]


def test_a_line_that_begins_alike_is_not_taken_for_another() -> None:
    """A paragraph that runs on over the page goes on where the most of it stands."""
    other = f"{TOLD} Nor will anybody."
    body = f'<p>{TITLE}</p><p>{other}</p><p style="break-before:page">{TOLD} {LONG}</p>'
    assert lost([f"{TITLE} {TOLD} {LONG}"], body) == []
    body = f'<p>{LONG}</p><p>28 August 2012 was a day.</p><p style="break-before:page">28 August 2012 it was.</p>'
    assert lost([f"{LONG} 28 August 2012 it was."], body) == []


@pytest.mark.parametrize("missing", ["النقابة", "الموقع", "KazakhMys", "2013"])
def test_a_word_that_is_lost_from_right_to_left_is_told(missing: str) -> None:
    shown = ARABIC.replace(missing, "")
    assert shown != ARABIC
    (problem,) = lost([ARABIC], f'<p style="{SET["from right to left"][1]}">{shown}</p>', "ar")
    assert problem.what.startswith(f"“{missing}”")


@pytest.mark.parametrize(
    ("one", "other"),
    [("GRÈVE", "grève"), ("ﬁve-\nyears", "five\u00ad years"), ("ΆΝΕΡΓΟΙ", "άνεργοι"), ("a—b", "a -- b")],
)
def test_how_words_are_set_makes_no_difference(one: str, other: str) -> None:
    assert letters(one) == letters(other)


def test_paragraphs_that_read_alike_may_be_parted() -> None:
    """The one that runs over the page is passed over for the next, which is whole; the last is there none the less."""
    words = [f"{LONG} {LONG}"] * 6
    style = "font-size:15pt;margin:38mm 0;orphans:1;widows:1"
    foot = "<style>@page{@bottom-left{content:'Foot'}}</style>"
    body = foot + "".join(f'<p style="{style}">{one}</p>' for one in words)
    assert lost(words, body) == []
    assert [problem.line for problem in lost([*words, TOLD], body)] == [9]


def test_a_heading_beside_a_large_number_is_found() -> None:
    """Readers take the number and its second line for one: `2 for its foundry`."""
    box = "position:absolute;margin:0;font:700 30pt/1.1 'Sample Text'"
    first, then = f'<p style="{box}">Zhezkazgan fights</p>', f'<p style="{box};top:12mm">for its foundry</p>'
    number = f'<p style="{box};font-size:50pt;right:0;top:0">2</p>'
    body = f'<div style="position:relative;height:60mm">{first}{number}{then}</div>'
    assert lost(["Zhezkazgan fights for its foundry"], body) == []
    assert [one.line for one in lost(["Zhezkazgan fights for its bakery"], body)] == [3]
