"""What the pages of the real case say: all that its texts say, in letters that can be copied and searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.delivery import Delivery, Pdf, letters

pytestmark = pytest.mark.timeout(900)

LANGUAGES = ("en", "ru", "kk")
# Letters of Kazakh that Russian has not: the ones that a poor font or a wrong encoding loses.
KAZAKH = set("әғқңөұүһі")
LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")
ENTRY = re.compile(r"^(?:[-*]|\d+\.|##)\s+[a-z0-9-]+:\s+", re.MULTILINE)
LEAFLET = ("headline", "standfirst", "story", "demands", "actions")
FOLDED = ("headline", "title", "standfirst", "figures", "story", "demands", "timeline", "actions")
BOOKLET = (
    "title", "standfirst", "headline", "story", "summary", "background", "figures", "timeline", "demands", "actions",
    "letter", "letter-company", "guide", "slogans", "chants",
)  # fmt: skip
APPEAL = ("summary", "background", "demands", "actions", "timeline", "figures", "guide")


def words(case_folder: Path, lang: str, name: str) -> Iterator[str]:
    """The pieces of a text of the case as letters alone, read without the program: paragraphs, headings, entries."""
    text = (case_folder / lang / f"{name}.md").read_text("utf-8")
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = ENTRY.sub("\n", LINK.sub(r"\1", text))
    pieces = [letters(piece) for piece in re.split(r"\n\s*\n|\n(?=[-#])", text)]
    assert any(pieces), f"{name}.md has no words"
    return (piece for piece in pieces if piece)


def lacking(pdf: Pdf, case_folder: Path, lang: str, *names: str) -> list[str]:
    """The pieces of some texts that a file does not show."""
    shown = letters("".join(pdf.texts))
    return [piece for name in names for piece in words(case_folder, lang, name) if piece not in shown]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_leaflet_says_it_all(real: Delivery, case_folder: Path, lang: str) -> None:
    """Headline, standfirst, story, every demand and every action, word for word."""
    (leaflet,) = real.of(lang, "leaflet")
    assert [piece for piece in lacking(leaflet, case_folder, lang, *LEAFLET) if piece not in _title(leaflet)] == [
        next(words(case_folder, lang, "demands"))  # of demands the headings of both sides are printed, not the text's
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_appeal_says_it_all(real: Delivery, case_folder: Path, lang: str) -> None:
    """Summary, background, demands, actions, timeline and figures, word for word."""
    (appeal,) = real.of(lang, "appeal")
    assert lacking(appeal, case_folder, lang, *APPEAL) == [next(words(case_folder, lang, "demands"))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_folded_leaflet_says_it_all(real: Delivery, case_folder: Path, lang: str) -> None:
    """What the leaflet says, and what happened, word for word."""
    folded = real.files[f"{lang}/folded.pdf"]
    assert lacking(folded, case_folder, lang, *FOLDED) == [next(words(case_folder, lang, "demands"))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_booklet_says_all_that_the_pack_says(real: Delivery, case_folder: Path, lang: str) -> None:
    """Every text of the case but what pictures show, once and in full, whatever page it runs on to.

    The tags are read, in which running heads and page numbers do not stand between the lines.
    """
    booklet = real.files[f"{lang}/booklet.pdf"]
    spoken = letters("".join(text for _, text in booklet.tagged))
    assert set(BOOKLET) == {file.stem for file in (case_folder / lang).glob("*.md")}
    pieces = [piece for name in BOOKLET for piece in words(case_folder, lang, name)]
    assert [piece for piece in pieces if piece not in spoken] == []
    # Two embassies get the same letter: it is there once.
    _, *paragraphs = words(case_folder, lang, "letter")
    assert [spoken.count(paragraph) for paragraph in paragraphs] == [1] * len(paragraphs)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_slogan_is_on_its_placard(real: Delivery, case_folder: Path, lang: str) -> None:
    """One placard says one slogan and none of the others."""
    text = (case_folder / lang / "slogans.md").read_text("utf-8")
    slogans = dict(re.findall(r"^- ([a-z0-9-]+): (.+)$", text, re.MULTILINE))
    placards = real.of(lang, "placard")
    assert len(placards) == len(slogans)
    for placard in placards:
        (key,) = [key for key in slogans if placard.path.endswith(f"-{key}.pdf")]
        shown = letters(placard.texts[0])
        assert [other for other, slogan in slogans.items() if letters(slogan) in shown] == [key]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_letters_say_what_they_should_to_whom_they_should(real: Delivery, case_folder: Path, lang: str) -> None:
    """The company gets its own letter, officials theirs, each whole."""
    for letter in real.of(lang, "letter"):
        own, other = ("letter-company", "letter") if "kazakhmys" in letter.path else ("letter", "letter-company")
        assert lacking(letter, case_folder, lang, own, "guide") == []
        assert lacking(letter, case_folder, lang, other)


def test_kazakh_letters_are_there_to_be_copied(real: Delivery) -> None:
    """Text that is taken out of the Kazakh files has every letter that Kazakh adds; the Russian ones have none."""
    for pdf in [*real.of("kk", "leaflet"), *real.of("kk", "letter"), real.pack("kk")]:
        assert set("".join(pdf.texts).casefold()) >= KAZAKH - {"һ"}, pdf.path
    for pdf in [*real.of("ru", "leaflet"), *real.of("ru", "placard")]:
        assert not set("".join(pdf.texts).casefold()) & KAZAKH, pdf.path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_page_carries_the_code_of_its_edition(real: Delivery, lang: str) -> None:
    """Case, language and edition code stand on every page of every file, as the manifest has them."""
    (edition,) = [one for one in real.manifest["editions"] if one["lang"] == lang]
    assert re.fullmatch(r"[0-9a-f]{7}", edition["code"])
    pages = [text for pdf in [*real.of(lang), real.pack(lang)] for text in pdf.texts]
    assert pages
    for text in pages:
        assert f"zhezkazgan/{lang} {edition['code']}" in re.sub(r"\s+", " ", text)


def _title(pdf: Pdf) -> str:
    return letters(str(pdf.reader.metadata.title if pdf.reader.metadata else ""))
