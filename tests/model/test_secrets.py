"""What was withheld is found wherever it got to, however it is set; and nothing else is taken for it."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packbuilder.model.names import pattern
from packbuilder.model.secrets import Secret, bare, pieces

SHY, NBSP = "\u00ad", "\u00a0"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The crew meets at night.", ["thecrewmeetsatnight"]),
        ("The crew meets at night. Ana **Petrova** told us: come!", ["thecrewmeetsatnight", "anapetrovatoldus"]),
        ("- walkout: The crew walks out", ["thecrewwalksout"]),
        ("1. jobs: Every job stays\n2. pay: No cuts in pay", ["everyjobstays", "nocutsinpay"]),
        ("# A heading of it\n\n> A word of hers, quoted", ["aheadingofit", "awordofhersquoted"]),
        ("Экипаж\nсобирается ночью", ["экипаж", "собираетсяночью"]),
        ("Yes. No! 12? …", []),
        ("", []),
    ],
)
def test_words_are_known_by_their_sentences(words: str, found: list[str]) -> None:
    """Keys, marks of lists, headings and quotations left out; pieces of a word or two are words of everyday use."""
    assert pieces(words) == found


SENTENCES = st.lists(st.text(alphabet="abcdefghijkлмнопң", min_size=7, max_size=9), min_size=1, max_size=5).map(
    " ".join
)
BETWEEN = st.sampled_from(["\n", NBSP, "-\n", "  ", SHY, "\ufffe\n", ", ", "</b> <b>", " ** "])


@given(sentence=SENTENCES, between=st.lists(BETWEEN, min_size=4, max_size=4), capitals=st.booleans())
def test_a_sentence_is_found_whatever_the_setting_puts_between_its_words(
    *, sentence: str, between: list[str], capitals: bool
) -> None:
    """Line ends, hyphens, spaces that do not break, tags; capitals; letters of another composition."""
    words = sentence.split(" ")
    printed = words[0] + "".join(f"{gap}{word}" for gap, word in zip(between, words[1:], strict=False))
    printed = normalize("NFD", printed.upper() if capitals else printed)
    kept = printed.replace("</b>", "").replace("<b>", "").replace("</B>", "").replace("<B>", "")
    (known,) = pieces(sentence + ".")
    assert Secret("story.md:3", bare=known).found_in(f"Before it. {kept} After it.")
    assert not Secret("story.md:3", bare=known).found_in("Something else stands here, and nothing of it.")


@given(st.text(max_size=60))
def test_what_is_bare_holds_nothing_but_letters_and_digits(text: str) -> None:
    """And is as it is: once bare is bare."""
    assert all(char.isalnum() or not char.isascii() for char in bare(text))
    assert bare(bare(text)) == bare(text)
    assert bare(text) == bare(f" {text} - ")


NAMES = st.lists(st.text(alphabet="ABCDEabcdeАБВабвҚқ", min_size=2, max_size=8), min_size=1, max_size=3).map(" ".join)


@given(NAMES)
def test_a_name_is_found_in_each_of_its_orders(name: str) -> None:
    """As it is, in capitals, turned around, and by the initial."""
    parts, found = name.split(" "), pattern(name)
    forms = [name, name.upper(), name.replace(" ", "\n"), f"*{name}*", f"({name}),"]
    if len(parts) > 1:
        forms += [f"{parts[-1]}, {' '.join(parts[:-1])}", f"{parts[0][0]}. {parts[-1]}"]
    for form in forms:
        assert found.search(f"Said {form} today"), form


@given(NAMES, st.text(alphabet="xyzжш ", max_size=20))
def test_a_name_is_not_found_where_none_of_its_letters_stand(name: str, words: str) -> None:
    assert not pattern(name).search(words)


@pytest.mark.parametrize("name", ["", " ", "—", "...", "( )"])
def test_no_name_is_found_nowhere(name: str) -> None:
    """A line of marks must not refuse everything."""
    assert not pattern(name).search(f"Anything — at all ... ( ) {name}")


@pytest.mark.parametrize(
    "printed",
    [
        "Rosamunda-\nline Marin",
        "Rosamundaline Ma\ufffe\nrin",
        "Rosamundaline\nMarin",
        "R. Marin",
        "Rosamun\u2010\ndaline Marin",
    ],
)
def test_a_name_is_found_that_is_broken_at_the_end_of_a_line(printed: str) -> None:
    """As readers of PDFs give words that the renderer hyphenates."""
    assert Secret("case.yaml:13", name=pattern("Rosamundaline Marin")).found_in(f"Said {printed} today")


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Ali Yiğit Işık", "ALİ YİĞİT IŞIK"),
        ("Γιώργος Παπαδάκης", "ΓΙΩΡΓΟΣ ΠΑΠΑΔΑΚΗΣ"),
        ("Αϊβαλή Μάιος", "ΑΪΒΑΛΗ ΜΑΪΟΣ"),
    ],
)
def test_a_name_is_found_in_the_capitals_of_its_language(name: str, printed: str) -> None:
    """With the dots that capitals keep, without the accents that they lose; so is a sentence that holds it."""
    assert Secret("case.yaml:13", name=pattern(name)).found_in(f"Said {printed} today")
    (known,) = pieces(f"{name}.")
    assert Secret("story.md:3", bare=known).found_in(f"Said {printed} today")
