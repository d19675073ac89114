"""What is withheld is found wherever in a file it got to: on paper, in what is read out, in what nobody sees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from packbuilder.model.names import pattern
from packbuilder.model.secrets import Secret
from packbuilder.proof import leaks, prove
from tests.pdfcheck import sample

SENTENCE = Secret("story.md:5", bare="thecrewmeetsatnight")
NAME = Secret("case.yaml:13", name=pattern("Rosamundaline Marin"))
RUSSIAN = Secret("case.yaml:13", name=pattern("Гульшара Сыдыкмагамбетова"))
SECRETS = (SENTENCE, NAME, RUSSIAN)
EXPECTED = replace(sample.expectation(), secrets=SECRETS)
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
NARROW = "width:24mm;hyphens:auto;hyphenate-limit-chars:5 2 2"


def told(pdf: bytes, path: str = "en/sample.pdf") -> set[tuple[str, str]]:
    """Which secrets are found, and in which part of the file."""
    found = list(leaks.check(pdf, replace(EXPECTED, path=path)))
    assert all(problem.key == "withheld" for problem in found)
    return {
        (one.place, problem.what.rsplit(" ", 1)[1].rstrip("."))
        for problem in found
        for one in SECRETS
        if f"({one.place})" in problem.what
    }


def test_a_file_without_them_passes() -> None:
    """Words of the same letters in another order, and those of a public name alike."""
    assert told(sample.good()) == set()
    near = sample.write("<h1>At night the crew meets</h1><p>Rosa Marin, Marina and Rosamundaline. Гульшара.</p>")
    assert told(near) == set()


PLACES = {
    "a paragraph": "<p>It is so: The crew meets at night.</p>",
    "capitals by style": '<p style="text-transform:uppercase">The crew meets at night</p>',
    "a heading": "<h1>The crew meets at night</h1>",
    "several lines": '<p style="width:20mm">The crew meets at night</p>',
    "words that are set apart": "<p>The <b>crew</b> meets<br>at&nbsp;<i>night</i></p>",
    "cells of a table": "<table><tr><td>The crew</td><td>meets at night</td></tr></table>",
    "white on white": '<p style="color:#fff">The crew meets at night</p>',
    "behind the edge": '<p style="position:absolute;left:-500mm">The crew meets at night</p>',
    "a text too small to read": '<p style="font-size:.1pt">The crew meets at night</p>',
    "an alternative text": f'<img alt="The crew meets at night" src="{PIXEL}" style="width:5mm">',
    "an address": '<p><a href="https://a.example/the-crew-meets-at-night">Here</a></p>',
}


@pytest.mark.parametrize(
    ("place", "variant"),
    [
        *[(place, "pdf/ua-1") for place in PLACES],
        *[(place, None) for place in PLACES if place != "an alternative text"],  # which is a tag
    ],
)
def test_a_sentence_is_found(place: str, variant: str | None) -> None:
    """In tagged files and in plain ones."""
    found = told(sample.write(PLACES[place], pdf_variant=variant))
    assert {where for where, _ in found} == {SENTENCE.place}


def test_it_is_found_in_what_the_file_says_of_itself() -> None:
    """Title, keywords, description; and in its own name."""
    heads = [
        "<title>The crew meets at night</title>",
        f"<title>{sample.TITLE}</title><meta name=keywords content='The crew meets at night'>",
        f"<title>{sample.TITLE}</title><meta name=description content='The crew meets at night'>",
    ]
    for head in heads:
        assert told(sample.write(sample.BODY, head)) == {(SENTENCE.place, "inside")}
    assert told(sample.good(), "en/placard-1-the-crew-meets-at-night.pdf") == {(SENTENCE.place, "path")}


@pytest.mark.parametrize(
    ("body", "lang", "secret"),
    [
        ("<p>Rosamundaline Marin said</p>", "en", NAME),
        ("<p>MARIN, Rosamundaline</p>", "en", NAME),
        ("<p>asked R. Marin’s friends</p>", "en", NAME),
        (f'<p style="{NARROW}">And so Rosamundaline Marin</p>', "en", NAME),
        ("<p>с Гульшарой Сыдыкмагамбетовой</p>", "ru", RUSSIAN),
        (f'<p style="{NARROW}">и вот Гульшара Сыдыкмагамбетова</p>', "ru", RUSSIAN),
        ('<p><a href="https://a.example/rosamundaline_marin">x</a></p>', "en", NAME),
    ],
)
@pytest.mark.parametrize("variant", ["pdf/ua-1", None])
def test_a_name_is_found_in_its_forms_and_broken_at_the_ends_of_lines(
    body: str, lang: str, secret: Secret, variant: str | None
) -> None:
    found = told(sample.write(body, lang=lang, pdf_variant=variant))
    assert {where for where, _ in found} == {secret.place}


def test_the_proof_of_a_file_looks_for_them() -> None:
    """And says where it stands in the campaign, and not what it is."""
    leaking = sample.write(sample.BODY + PLACES["a paragraph"])
    problems = [problem for problem in prove(leaking, EXPECTED).problems if problem.key == "withheld"]
    assert {problem.file for problem in problems} == {"en/sample.pdf"}
    assert {problem.what for problem in problems} >= {"The file holds what is withheld (story.md:5), in its page."}
    assert not any("night" in str(problem) for problem in problems)
    unasked = prove(leaking, sample.expectation()).problems
    assert not any(problem.key == "withheld" for problem in unasked)
