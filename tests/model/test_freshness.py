"""Translations against their source: which are behind, what has changed since, and keeping what they were made from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packbuilder.errors import UsageError
from packbuilder.load import markdown
from packbuilder.markup import front_matter
from packbuilder.model.freshness import Freshness, Translation, translations
from packbuilder.model.text import FINGERPRINT, Text
from packbuilder.usecases.translations import requested, stamped_files
from tests.model.samples import ferry, loaded

STORY = "content/cases/ferry/en/story.md"
FRONT = st.sampled_from(
    [
        "",
        "---\n---\n",
        "---\nreviewed: false\n---\n",
        "---\r\nreviewed: false\r\n---\r\n",
        "\ufeff---\ntodo: true\n---\n",
    ]
)
BODY = st.text(max_size=80).filter(lambda words: "\0" not in words and not words.startswith("-"))
PRINTS = st.text(alphabet="0123456789abcdef", min_size=FINGERPRINT, max_size=FINGERPRINT)


def translation(source: str, basis: str = "", made_from: str | None = None) -> Translation:
    """A translation of some words, made from others; without them it does not say from which."""
    original = Text("story", "en", STORY, "", 1, "", 1, reviewed=True, words=source)
    before = replace(original, words=basis).fingerprint if basis else ""
    text = Text("story", "ru", STORY, "", 1, "", 1, reviewed=True, source=made_from or before, basis=basis)
    return Translation(text, original)


def test_a_translation_is_current_behind_or_does_not_say() -> None:
    assert translation("The crew.", "The crew.").freshness is Freshness.CURRENT
    assert translation("The crew sails.", "The crew.").freshness is Freshness.BEHIND
    assert translation("The crew.").freshness is Freshness.UNKNOWN


def test_what_has_changed_is_told_sentence_by_sentence() -> None:
    """As `diff -u` writes it, without what stayed."""
    one = translation("One. Two and a half. Three.\n\nFour.", "One. Two. Three.\n\nFour.")
    assert one.difference == (
        f"--- {STORY}\ttranslated",
        f"+++ {STORY}\tnow",
        "@@ -2 +2 @@",
        "-Two.",
        "+Two and a half.",
    )
    assert one.changed == ("Two.", "Two and a half.")


@pytest.mark.parametrize(
    ("now", "before", "changed"),
    [
        ("One. Two.", "One.", ("", "Two.")),
        ("One.", "One. Two.", ("Two.", "")),
        ("One.", "One.", ("", "")),
        ("# A\n\nOne? Two!", "# B\n\nOne? Two!", ("# B", "# A")),
    ],
)
def test_the_first_sentence_that_is_gone_and_the_first_that_is_new(
    now: str, before: str, changed: tuple[str, str]
) -> None:
    assert translation(now, before).changed == changed


def test_without_the_words_that_it_was_made_from_nothing_is_told() -> None:
    """The fingerprint alone says that it is behind, and no more."""
    assert translation("One. Two.", made_from="0" * FINGERPRINT).freshness is Freshness.BEHIND
    assert translation("One. Two.", made_from="0" * FINGERPRINT).changed == ("", "")


@given(st.text(max_size=60), st.text(max_size=60))
def test_there_is_a_difference_where_sentences_differ(now: str, before: str) -> None:
    told = translation(now, before or "x").difference
    assert not translation(now, now or "x").difference or not now
    assert all(line[0] in "-+@" for line in told)


def test_the_source_language_has_no_translations() -> None:
    campaign, case = ferry()
    assert list(translations(campaign, case, "en")) == []
    made = list(translations(campaign, case, "ru"))
    assert len(made) == len(case.texts["ru"]) > 10
    assert all(one.freshness is Freshness.CURRENT and one.text.lang == "ru" for one in made)


def stamped(words: str, fingerprint: str) -> str:
    return front_matter.put(words, source=f'"{fingerprint}"')


@given(FRONT, BODY, PRINTS, PRINTS)
def test_all_but_the_front_matter_stays_and_once_is_enough(front: str, body: str, first: str, second: str) -> None:
    """Words, line ends, marks of byte order; a second stamp takes the place of the first, and of nothing else."""
    once = stamped(front + body, first)
    assert once.endswith(body)
    assert once.count(f'source: "{first}"\n') == 1
    assert stamped(once, first) == once
    assert stamped(once, second) == stamped(front + body, second)
    for key in ("reviewed: false", "todo: true"):
        assert (key in once) is (key in front + body)


@given(FRONT, PRINTS)
def test_what_was_stamped_is_read_as_it_was_before_but_for_its_source(front: str, mark: str) -> None:
    words = (front + "# Heading\n\nWords of it.\n").removeprefix("\ufeff").replace("\r\n", "\n")
    blank = Text("story", "ru", STORY, "", 1, "", 1, reviewed=True)
    found: list[object] = []
    before = markdown.text(words, blank, found)  # type: ignore[arg-type]
    after = markdown.text(stamped(words, mark), blank, found)  # type: ignore[arg-type]
    assert found == []
    assert (after.source, after.words, after.fingerprint) == (mark, before.words, before.fingerprint)
    assert (after.reviewed, after.todo, after.heading, after.body) == (
        before.reviewed,
        before.todo,
        before.heading,
        before.body,
    )


@given(BODY)
def test_spaces_at_the_ends_of_lines_change_no_fingerprint(words: str) -> None:
    """Editors add and take them away."""
    lines = words.split("\n")
    assert markdown.bare(lines) == markdown.bare([f"{line.rstrip()}  " for line in lines]).rstrip()


def test_those_that_are_asked_for_are_kept_with_what_they_were_made_from(base: Path) -> None:
    """The translation, and beside it the source as it is now; for `story` alone nothing else."""
    campaign, case = loaded(base)
    (one,) = requested(campaign, case, "ru", ["story"])
    written = dict(stamped_files(base, [one]))
    folder = base / "content/cases/ferry/ru"
    assert set(written) == {folder / "story.md", folder / "_source" / "story.md"}
    assert written[folder / "_source/story.md"] == (base / STORY).read_bytes()
    assert written[folder / "story.md"] == (folder / "story.md").read_bytes()
    assert len(requested(campaign, case, "ru", [])) == len(case.texts["ru"])


@pytest.mark.parametrize(
    ("lang", "names", "said"),
    [
        ("en", [], "has no translations in `en`"),
        ("de", [], "has no translations in `de`"),
        ("ru", ["storry"], "There is no translation `storry`. Did you mean `story`?"),
        ("ru", ["zzz"], "There is no translation `zzz`. There is: actions, "),
    ],
)
def test_what_is_no_translation_cannot_be_asked_for(lang: str, names: list[str], said: str) -> None:
    with pytest.raises(UsageError, match="translation") as refused:
        requested(*ferry(), lang, names)
    assert said in str(refused.value)
