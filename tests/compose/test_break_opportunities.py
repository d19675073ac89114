"""Where lines of display type may end: as the language has it, and nothing is lost or moved by it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from packbuilder.compose import break_opportunities
from packbuilder.compose.break_opportunities import SHY, Piece
from packbuilder.compose.display import HYPHENATED, WITHIN, fit, too_wide
from packbuilder.compose.display_fields import better
from packbuilder.compose.glyph_metrics import MeasuredFace
from packbuilder.compose.leading import DisplayField
from packbuilder.compose.line_breaking import breakings
from tests.typeset import house

NBSP = "\u00a0"
HEADLINE = DisplayField(124, 82.7, 0.07, 5, 34, 120, 0.96, 0.014, 1.4)
CLOSING, OPENING = "!?:;,.…)]}%»›”’؟؛،。、！？」』）", "([{«‹“‘„¿¡「『（"


def cut(text: str, lang: str, *, within: bool = False) -> str:
    """A text with a stroke at each place where a line may end, and the hyphen that is printed there."""
    *most, last = break_opportunities.pieces_of(text, lang, within=within)
    return "".join(f"{piece.text}{piece.mark}{piece.after}|" for piece in most) + last.text


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("fr", "Licenciés : réintégrez les vingt-trois !", "Licenciés : |réintégrez |les |vingt-trois !"),
        ("fr", "« Pas un pas » : jamais", "« Pas |un |pas » : |jamais"),
        ("de", "»Nie wieder« (sagt er)", "»Nie |wieder« |(sagt |er)"),
        ("es", "¡Ni un despido más! ¿Quién?", "¡Ni |un |despido |más! |¿Quién?"),
        ("ru", f"в{NBSP}городе нефтяников", f"в{NBSP}городе |нефтяников"),
        ("th", "ปล่อยตัวนักโทษการเมืองทันที", "ปล่อย|ตัว|นักโทษ|การเมือง|ทันที"),
        ("zh", "立即释放被捕的石油工人！", "立即|释放|被捕|的|石油|工人！"),
        ("ja", "労働者の権利を「守れ」、今すぐ。", "労働|者の|権利を|「守れ」、|今|すぐ。"),
        ("ko", "체포된 노동자를 석방하라!", "체포된 |노동자를 |석방하라!"),
        ("km", "ដោះលែងអ្នកទោសនយោបាយ", "ដោះលែង|អ្នកទោស|នយោបាយ"),
        ("ar", "أبقوا المصهر مفتوحًا! الآن", "أبقوا |المصهر |مفتوحًا! |الآن"),
        ("en", "one-half, 24/7, well—known", "one-half, |24/7, |well—known"),
    ],
)
def test_lines_end_between_words(lang: str, text: str, expected: str) -> None:
    """Also of those without spaces between them; never before signs that close, or after those that open."""
    assert cut(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("de", "Frau Lindenhauser-Schnarrenbacher", "Frau |Lindenhauser-|Schnarrenbacher"),
        ("fr", "vingt-trois", "vingt-|trois"),
        ("en", f"Schnarren{SHY}bacher", "Schnarren-|bacher"),
        ("en", "workers/teachers well—known", "workers/|teachers |well—|known"),
        ("ru", "из-за 15-летия 2011–2013", "из-за |15-летия |2011–2013"),
        ("en", "e-mail, T-shirt, al-Hamad, 24/7", "e-mail, |T-shirt, |al-Hamad, |24/7"),
        ("en", "Lindenhauser\u2011Schnarrenbacher", "Lindenhauser\u2011Schnarrenbacher"),
    ],
)
def test_lines_end_within_words_after_hyphens(lang: str, text: str, expected: str) -> None:
    """At soft hyphens, and after other signs that join whole words; prefixes and numbers hold."""
    assert cut(text, lang, within=True) == expected


def hyphenated(text: str, lang: str) -> str:
    whole = break_opportunities.pieces_of(text, lang, within=True)
    return " ".join(
        "".join(f"{part.text}{part.mark}" for part in break_opportunities.syllables([piece], lang, lambda _: True))
        for piece in whole
    )


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("de", "die Gewerkschaftsvorsitzenden", "die Gewerk-schafts-vor-sit-zenden"),
        ("en", "to internationalization", "to inter-na-tion-al-iz-a-tion"),
        ("en", "Free Balasubramaniam", "Free Balasubramaniam"),
        ("ru", "за достопримечательность", "за досто-при-ме-ча-тель-ность"),
        ("kk", "мұнайшыларды", "мұнайшыларды"),
        ("de", f"Schnarren{SHY}bacherinnen", "Schnarren- bacherinnen"),
        ("de", "sitzung", "sitzung"),
    ],
)
def test_long_words_are_hyphenated_where_the_language_is(lang: str, text: str, expected: str) -> None:
    """Not names, nor words whose own soft hyphens say where; four letters at least stand on either side."""
    assert hyphenated(text, lang) == expected


letters = st.text(st.sampled_from("aÉßЖәأبทีน労働者カ1-/—'’%" + NBSP + SHY), min_size=1, max_size=8)
signs = st.sampled_from(["", "", "", *CLOSING, " !", " :", " »", "?!", "…"])
openers = st.sampled_from(["", "", "", *OPENING, "« "])
texts = st.lists(st.builds(lambda a, b, c: a + b + c, openers, letters, signs), min_size=1, max_size=6).map(" ".join)
langs = st.sampled_from(["", "en", "de", "fr", "ru", "kk", "tr", "ar", "th", "zh", "ja", "ko", "pt-BR", "sr-Latn"])


def joined(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text + piece.after for piece in pieces)


@settings(max_examples=300)
@given(texts, langs)
def test_no_letter_is_lost_or_moved(text: str, lang: str) -> None:
    """Whatever the pieces, together they are the text, but for its soft hyphens."""
    whole = " ".join(word for word in text.replace(SHY, "").split(" ") if word)
    coarse, fine = break_opportunities.pieces_of(text, lang), break_opportunities.pieces_of(text, lang, within=True)
    assert joined(coarse) == joined(fine) == joined(break_opportunities.syllables(fine, lang, lambda _: True)) == whole
    assert len(coarse) <= len(fine)
    assert not any(piece.within for piece in coarse)


@settings(max_examples=300)
@given(texts, langs)
@example(text=f"{SHY} 1", lang="")
def test_no_line_begins_or_ends_with_the_wrong_sign(text: str, lang: str) -> None:
    """None begins with a sign that closes, none ends with one that opens, spaces or not."""
    for before, after in pairwise(break_opportunities.pieces_of(text, lang, within=True)):
        assert before.text + before.mark, text
        assert after.text[:1] not in set("!?:;,.…)]}؟؛،。、！？」』）"), text
        assert before.text[-1:] not in set("([{¿¡「『（„"), text
        if after.text[:1] in set("»›"):
            assert after.text[1:2].strip(NBSP + " "), text  # it opens one in German
        if before.text[-1:] in "«‹":  # where a space is inside, it opens; else it closes a quotation in German
            assert before.text[-2:-1] not in {"", " "}, text


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(["Ann-Marie", "Lindenhauser-Schnarrenbacher", f"mit{SHY}ein{SHY}ander", "und", "frei!"]),
        min_size=1,
        max_size=14,
    )
)
def test_lines_together_are_the_text(words: list[str]) -> None:
    """Also where there are too many pieces to try all ways: each line is a run of them, with a hyphen where it ends."""
    pieces = break_opportunities.pieces_of(" ".join(words), "de", within=True)
    seen = 0
    for rows in breakings(pieces, lambda word: house.face().word(word, 0)):
        whole = "".join(row.text.removesuffix(row.mark) + row.after for row in rows)
        assert whole == " ".join(words).replace(SHY, "")
        assert rows[-1].mark == rows[-1].after == ""
        seen += 1
    assert seen


def lines(text: str, lang: str, field: DisplayField = HEADLINE) -> list[str]:
    face = MeasuredFace(house.DISPLAY, lang)
    found = fit(text, face, field)
    assert found.text == text.replace(SHY, "")
    assert found.fits == (too_wide(text, face, field) == "")
    return [line.text for line in found.lines]


def test_a_long_name_breaks_after_its_hyphen() -> None:
    assert lines("Free Lindenhauser-Schnarrenbacher!", "en") == ["Free", "Lindenhauser-", "Schnarrenbacher!"]
    assert lines("Free Balasubramaniam-Wickremasinghe!", "en") == ["Free", "Balasubramaniam-", "Wickremasinghe!"]


def test_words_stay_whole_where_little_is_won_by_breaking_them() -> None:
    """A hyphen ends a line only where type becomes so much larger; a hyphenated one even less."""
    assert lines("Réintégrez les vingt-trois ouvrières", "fr") == ["Réintégrez", "les vingt-trois", "ouvrières"]
    assert lines("Der Verhandlungstisch ist leer", "de") == ["Der", "Verhandlungstisch", "ist leer"]
    assert 1 < WITHIN < HYPHENATED


def test_a_sheet_lies_down_rather_than_part_a_word() -> None:
    """Although the parted word is larger; not where whole words do not fit."""
    face, text = MeasuredFace(house.DISPLAY, "ru"), f"Руки прочь от{NBSP}профсоюзов!"
    upright, flat = DisplayField(80, 280, 0, 5, 34, 400, 0.96, 0.014), DisplayField(240, 42, 0, 5, 34, 400, 0.96, 0.014)
    parted, whole = fit(text, face, upright), fit(text, face, flat)
    assert (parted.parted, whole.parted) == (True, False)
    assert parted.size_pt > whole.size_pt
    assert better(whole, parted)
    assert not better(parted, whole)
    assert better(parted, replace(whole, fits=False))


def test_a_word_much_wider_than_the_others_is_hyphenated_once() -> None:
    assert lines("Freilassung der Gewerkschaftsvorsitzenden jetzt!", "de") == [
        "Freilassung der",
        "Gewerkschafts-",
        "vorsitzenden",
        "jetzt!",
    ]
    name = "Freilassung für Balasubramaniamwickremasinghe"
    assert too_wide(name, MeasuredFace(house.DISPLAY, "en"), HEADLINE) == "Balasubramaniamwickremasinghe"


def test_what_would_not_fit_otherwise_is_hyphenated_as_seldom_as_may_be() -> None:
    found = lines("Der Donaudampfschifffahrtsgesellschaftskapitän streikt", "de")
    assert [line for line in found if line.endswith("-")] == ["Donaudampfschifffahrts-"]
    narrow = lines("Der Donaudampfschifffahrtsgesellschaftskapitän streikt", "de", replace(HEADLINE, width=80))
    assert len([line for line in narrow if line.endswith("-")]) > 1


def test_soft_hyphens_are_where_an_author_wants_a_break() -> None:
    """They are printed where a line ends there, and nowhere else; the dictionary leaves the word alone."""
    found = lines(f"Frei{SHY}heit für Schnarren{SHY}bacherinnenvereinigungsfreunde!", "de")
    assert [line for line in found if "-" in line] == ["Freiheit für Schnarren-"]
    assert not any(SHY in line for line in found)
