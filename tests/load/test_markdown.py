"""One Markdown file as a text: its parts, and the line of each."""

from __future__ import annotations

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load import markdown
from packbuilder.model.text import Entry, Group, Text


def read(name: str, words: str) -> tuple[Text, list[Problem]]:
    problems = ErrorCollector()
    return markdown.text(words, Text(name, "en", f"{name}.md", "", 0, "", 0, reviewed=True), problems), list(problems)


def test_prose_has_heading_and_body_with_their_lines() -> None:
    text, found = read("story", "---\nreviewed: false\n---\n\n# A *town*\n\n\nIts boats.\n\n___\n\nMore.\n\n")
    assert not found
    assert (text.heading, text.heading_line) == ("A *town*", 5)
    assert (text.body, text.body_line) == ("Its boats.\n\n___\n\nMore.", 8)
    assert text.reviewed is False


def test_a_text_without_front_matter_was_reviewed() -> None:
    text, found = read("standfirst", "\nThe line wants\nto stop the ferry.\n")
    assert not found
    assert (text.heading, text.heading_line, text.body_line) == ("", 0, 2)
    assert text.body == "The line wants\nto stop the ferry."
    assert text.reviewed is True


def test_a_heading_alone() -> None:
    text, found = read("headline", "# Keep the ferry\n")
    assert not found
    assert (text.heading, text.body) == ("Keep the ferry", "")


def test_entries_have_keys_words_lines_and_groups() -> None:
    words = "# What is demanded\n\n## crew: The crew: **now**\n\n1. jobs: Every job\n   stays: *all*\n2. pay: No cut\n"
    words += "\n## us: We\n\n- talks: Talks\n"
    text, found = read("demands", words)
    assert not found
    assert text.groups == (Group("crew", "The crew: **now**", 3), Group("us", "We", 9))
    assert text.entries == (
        Entry("jobs", "Every job stays: *all*", 5, "crew"),
        Entry("pay", "No cut", 7, "crew"),
        Entry("talks", "Talks", 11, "us"),
    )
    assert text.entry("pay").words == "No cut"
    assert text.body == words.removeprefix("# What is demanded\n\n").rstrip()


def test_html_is_found_on_its_own_line() -> None:
    _, found = read(
        "story", "# A\n\none\ntwo `code <b>three\nfour <!-- five\nsix --> [x](https://a.example)<br\n/> seven\n"
    )
    assert [(p.line, p.what.split("`")[1]) for p in found] == [(4, "<b>"), (5, "<!-- five"), (6, "<br")]


def test_signs_that_are_no_html_are_taken() -> None:
    _, found = read("story", "# A & B\n\n3 < 4 > 2, \\<b>, &lt;b&gt;, <https://a.example/>, [a](mailto:a@b.example)\n")
    assert not found


def test_what_is_usable_of_a_faulty_text_is_kept() -> None:
    text, found = read("figures", "# Figures\n\n- no key here\n- crew: people\n- crew: again\n")
    assert len(found) == 2
    assert [entry.key for entry in text.entries] == ["", "crew"]


def test_signs_within_an_address_or_a_word_have_no_partner() -> None:
    """Before and behind an address they are emphasis, and want one."""
    words = "# A\n\nhttp://a.example/x*y/_q_/(z*), 2*3*4, Kolleg*innen, <http://a.example/*> and **www.a.example/_b**\n"
    assert not read("story", words)[1]
    _, found = read("story", "# A\n\nSee *www.a.example\n\nor a.example/x_y* now\n")
    assert [(p.line, p.what.split("`")[1]) for p in found] == [(3, "*"), (5, "*")]
