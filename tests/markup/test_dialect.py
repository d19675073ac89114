"""Whoever reads a text reads the same dialect."""

from __future__ import annotations

from packbuilder.compose.parser import parser as of_pages
from packbuilder.load.markdown import parser as of_checks
from packbuilder.markup import dialect, front_matter, verbatim

WORDS = "On ==5 *July*== see example.org, 2*3*4."


def test_changed_words_and_addresses_are_tokens_for_all() -> None:
    for parser in (dialect.parser("en"), of_checks("en"), of_pages("“”‘’", "en")):
        [line] = parser.parseInline(WORDS)
        kinds = [token.type for token in line.children or ()]
        assert {"mark_open", "em_open", "em_close", "mark_close", verbatim.TYPE} <= set(kinds)
        assert kinds.count("em_open") == 1


def test_a_day_begins_no_list_in_its_own_language() -> None:
    assert dialect.parser("de").parse("8. März war es.")[0].type == "paragraph_open"
    assert dialect.parser("en").parse("8. März war es.")[0].type == "ordered_list_open"


def test_front_matter_is_read_and_the_words_below_it_keep_their_lines() -> None:
    words = "---\nreviewed: false\n---\n# Title\n\n---\n\nWords.\n"
    assert front_matter.read(words).inside == ("reviewed: false",)
    assert front_matter.read(words).top == words.split("\n").index("# Title") + 1
    assert front_matter.below(words) == "# Title\n\n---\n\nWords.\n"
    assert front_matter.below("# Title\n") == "# Title\n"
    assert front_matter.read("---\nreviewed: false\n").lines == ()
