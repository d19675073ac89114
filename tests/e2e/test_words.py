"""What the pages of the real case say: all that its texts say, in letters that can be copied and searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest

from tests.e2e import stated
from tests.e2e.delivery import Delivery, Pdf, code_forms, letters, starts
from tests.e2e.stated import LANGUAGES

pytestmark = pytest.mark.timeout(900)

# Letters of Kazakh that Russian has not: the ones that a poor font or a wrong encoding loses.
KAZAKH = set("әғқңөұүһі")
ARABIC = re.compile("[\u0620-\u064a]")
LAM_ALEF = "\u0644\u0627"
LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")
ENTRY = re.compile(r"^(?:[-*]|\d+\.|##)\s+[a-z0-9-]+:\s+", re.MULTILINE)
LEAFLET = ("headline", "standfirst", "story", "demands", "actions")
FOLDED = ("headline", "title", "standfirst", "figures", "story", "demands", "timeline", "actions")
# Texts that are written for one document.
OTHERS = {
    "petition": ("petition",),
    "writing": ("points", "openings"),
    "postcard": ("postcard",),
    "postcard-solidarity": ("postcard-solidarity",),
    "message": ("message",),
    "press": ("press", "press-notes"),
    "update": ("updates",),
}
WITH_PICTURE_SIDE = {"postcard", "postcard-solidarity"}  # which has no room for a code, nor need of one
BOOKLET = (
    "title", "standfirst", "headline", "story", "summary", "background", "figures", "timeline", "demands", "actions",
    "letter", "letter-company", "guide", "slogans", "chants",
)  # fmt: skip
APPEAL = ("summary", "background", "demands", "actions", "timeline", "figures", "guide")


def words(lang: str, name: str) -> Iterator[str]:
    """The pieces of a text of the case as letters alone, read without the program: paragraphs, headings, entries.

    Of an Arabic text single words without vowel signs: within a line readers put numbers, names in Latin letters and
    the signs themselves where they please.
    """
    text = ENTRY.sub("\n", LINK.sub(r"\1", stated.text(lang, name)))
    if ARABIC.search(text):
        whole = [word for word in text.split() if not any(unicodedata.combining(char) for char in word)]
        pieces = [letters(word) for word in whole]
    else:
        pieces = [letters(piece) for piece in re.split(r"\n\s*\n|\n(?=[-#])", text)]
    assert any(pieces), f"{name}.md has no words"
    return (piece for piece in pieces if piece)


def lacking(pdf: Pdf, lang: str, *names: str) -> list[str]:
    """The pieces of some texts that a file does not show."""
    shown = letters("".join(pdf.texts))
    return [piece for name in names for piece in words(lang, name) if piece not in shown]


def heading(lang: str, name: str) -> set[str]:
    """The pieces of the heading of a text."""
    first = stated.text(lang, name).strip().splitlines()[0]
    return {letters(piece) for piece in ([first] if not ARABIC.search(first) else first.split())}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_leaflet_says_it_all(real: Delivery, lang: str) -> None:
    """Headline, standfirst, story, every demand and every action, word for word."""
    (leaflet,) = real.of(lang, "leaflet")
    # Of demands the headings of both sides are printed, not the text's.
    lost = {piece for piece in lacking(leaflet, lang, *LEAFLET) if piece not in _title(leaflet)}
    assert lost <= heading(lang, "demands")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_appeal_says_it_all(real: Delivery, lang: str) -> None:
    """Summary, background, demands, actions, timeline and figures, word for word."""
    (appeal,) = real.of(lang, "appeal")
    assert set(lacking(appeal, lang, *APPEAL)) <= heading(lang, "demands")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_folded_leaflet_says_it_all(real: Delivery, lang: str) -> None:
    """What the leaflet says, and what happened, word for word."""
    folded = real.files[f"{lang}/folded.pdf"]
    assert set(lacking(folded, lang, *FOLDED)) <= heading(lang, "demands")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layout", OTHERS)
def test_other_documents_say_what_is_written_for_them(real: Delivery, layout: str, lang: str) -> None:
    """Each whole, word for word."""
    (pdf,) = real.of(lang, layout)
    assert lacking(pdf, lang, *OTHERS[layout]) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_written_in_vain(lang: str) -> None:
    """Every text of the case stands in the booklet, or in the document that it is written for."""
    printed = {*BOOKLET, *(name for names in OTHERS.values() for name in names)}
    beside = {"reporters"}  # who reports stands beside what they report
    assert stated.own_texts(lang) == (printed | beside) - {"guide"}  # which all cases share


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_booklet_says_all_that_the_pack_says(real: Delivery, lang: str) -> None:
    """Every text of the case but those that are written for one document, in full, whatever page it runs on to.

    The tags are read, in which running heads and page numbers do not stand between the lines; of words that is no use.
    """
    booklet = real.files[f"{lang}/booklet.pdf"]
    if ARABIC.search(stated.text(lang, "letter")):
        assert lacking(booklet, lang, *BOOKLET) == []
    else:
        said = letters("".join(text for _, text in booklet.tagged))
        pieces = [piece for name in BOOKLET for piece in words(lang, name)]
        assert [piece for piece in pieces if piece not in said] == []
        # Two embassies get the same letter: it is there once.
        _, *paragraphs = words(lang, "letter")
        assert [said.count(paragraph) for paragraph in paragraphs] == [1] * len(paragraphs)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_slogan_is_on_its_placard(real: Delivery, lang: str) -> None:
    """One placard says one slogan and none of the others."""
    text = stated.text(lang, "slogans")
    slogans = dict(re.findall(r"^- ([a-z0-9-]+): (.+)$", text, re.MULTILINE))
    placards = real.of(lang, "placard")
    assert len(placards) == len(slogans)
    for placard in placards:
        (key,) = [key for key in slogans if placard.path.endswith(f"-{key}.pdf")]
        shown = letters(placard.texts[0])
        assert [other for other, slogan in slogans.items() if letters(slogan) in shown] == [key]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_letters_say_what_they_should_to_whom_they_should(real: Delivery, lang: str) -> None:
    """The company gets its own letter, officials theirs, each whole."""
    for letter in real.of(lang, "letter"):
        own, other = ("letter-company", "letter") if "kazakhmys" in letter.path else ("letter", "letter-company")
        assert lacking(letter, lang, own, "guide") == []
        assert lacking(letter, lang, other)


def test_kazakh_letters_are_there_to_be_copied(real: Delivery) -> None:
    """Text that is taken out of the Kazakh files has every letter that Kazakh adds; the Russian ones have none."""
    for pdf in [*real.of("kk", "leaflet"), *real.of("kk", "letter"), real.pack("kk")]:
        assert set("".join(pdf.texts).casefold()) >= KAZAKH - {"һ"}, pdf.path
    for pdf in [*real.of("ru", "leaflet"), *real.of("ru", "placard")]:
        assert not set("".join(pdf.texts).casefold()) & KAZAKH, pdf.path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_page_carries_the_code_of_its_document(real: Delivery, lang: str) -> None:
    """Case, language and the document's code stand on every page of every file, as the manifest has them."""
    codes = {entry["path"]: entry["code"] for entry in real.entries(lang)}
    assert all(re.fullmatch(r"[0-9a-f]{7}", code) for code in codes.values())
    singles, pack = real.of(lang), real.pack(lang)
    begin = starts(singles, pack)
    bare = [pdf for layout in WITH_PICTURE_SIDE for pdf in real.of(lang, layout)]
    assert [len(pdf.texts) for pdf in bare] == [2] * len(WITH_PICTURE_SIDE)
    of_page = dict.fromkeys(range(len(pack.texts)), codes[pack.path])  # but for what is bound into it
    for pdf in singles:
        of_page |= dict.fromkeys(range(begin[pdf.path], begin[pdf.path] + len(pdf.texts)), codes[pdf.path])
    pages = [(codes[pdf.path], text) for pdf in singles for text in pdf.texts[1 if pdf in bare else 0 :]]
    pages += [(of_page[n], text) for n, text in enumerate(pack.texts) if n not in {begin[pdf.path] for pdf in bare}]
    assert len(pages) > 80
    assert len(set(of_page.values())) == len(singles) + 1
    for code, text in pages:
        shown = re.sub(r"\s+", "", text)
        assert any(stamp in shown for stamp in _stamps(lang, code)), text


def _stamps(lang: str, code: str) -> list[str]:
    """Case, language and code; on Arabic pages readers may tell the parts of them from right to left."""
    plain, turned = code_forms(code)
    arabic = [f"{turned}{lang}/zhezkazgan"] if ARABIC.search(stated.text(lang, "title")) else []
    return [f"zhezkazgan/{lang}{plain}", *arabic]


def _title(pdf: Pdf) -> str:
    return letters(str(pdf.reader.metadata.title if pdf.reader.metadata else ""))
