"""Builds for the public, for members and for the press: what is withheld is in nothing that the others get.

Looked for by other means than the program's own proof, and planted where only that can find it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import program
from tests.e2e.delivery import Delivery, bookmarks, letters
from tests.program import change, lines

CASE = Path("content/cases/ferry")
# What each sort of thing is known by, and who may read it.
MEMBERS = {
    "a sentence": "The crew meets at night in the hall",
    "a heading": "What only members know",
    "a name": "Rosa Marin",
    "an entry": "less pay for those who stay",
    "a caption": "The empty quay at Northport",
    "a contact": "4 Union Row",
    "a number": "+44 20 7946 0018",
    "who made a picture": "Ann Photographer",
}
EVERYBODYS = "The ferry has run for ninety years"
# Everything that a template can see of a case, with a picture, bookmarks and addresses.
PAGE = """{% extends "_base/page.html" %}
{% block body %}
{{ texts.story.body }}
<h2>{{ texts.figures.heading }}</h2>
{% for figure in figures %}<p>{{ figure.value }} {{ figure.words }}</p>{% endfor %}
{% for action in actions %}<p>{{ action.words }}{% for one in action.to %} {{ one.name }}, {{ one.postal|join(", ") }},
{{ one.phone }}{% endfor %}</p>{% endfor %}
{% for one in copies %}<p>{{ one.name }}, {{ one.postal|join(", ") }}, {{ one.phone }}</p>{% endfor %}
{% for picture in pictures %}<img src="{{ picture.src }}" alt="{{ picture.caption }}" style="width:20mm">
<p>{{ picture.caption }} {{ picture.credit }}</p>{% endfor %}
{% endblock %}
"""


@pytest.fixture
def guarded(small: Path) -> Path:
    """The small campaign with something of each sort for its members only, and a leaflet that prints everything."""
    folder = small / CASE
    story = (
        f"# A town and its boats\n\n{EVERYBODYS}.\n\n:::withheld members\n## {MEMBERS['a heading']}\n\n"
        f"{MEMBERS['a sentence']}. {MEMBERS['a name']} opens it.\n:::\n"
    )
    (folder / "en/story.md").write_text(story, "utf-8")
    change(folder / "en/figures.md", "- pay-cut:", ":::withheld members\n- pay-cut:")
    (folder / "en/figures.md").write_text((folder / "en/figures.md").read_text("utf-8") + ":::\n", "utf-8")
    change(folder / "case.yaml", "role: witness, consent: none", "role: witness, consent: members")
    change(
        folder / "case.yaml", "credit: Harbour Campaign, consent: public", "credit: Ann Photographer, consent: members"
    )
    change(folder / "case.yaml", "to: [ministry, ferry-line]", "to: [ministry, crew-union]")
    change(
        small / "content/addresses.yaml",
        "    site: https://crew.example",
        "    phone: +44 20 7946 0018\n    consent: members",
    )
    (small / "layouts/leaflet/page.html").write_text(PAGE, "utf-8")
    program.translated(small)
    return small


def said(made: Delivery) -> dict[str, str]:
    """Of each file its letters: of its pages, of every string and stream in it, of its name; and the manifest's."""
    found = {
        path: letters(f"{path} {' '.join(pdf.texts)} {pdf.decompressed.decode('utf-8', 'replace')}")
        for path, pdf in made.files.items()
    }
    assert found
    return {**found, "manifest.json": letters((made.place / "manifest.json").read_text("utf-8"))}


@pytest.mark.parametrize("audience", ["public", "press"])
def test_others_get_nothing_of_it(guarded: Path, audience: str) -> None:
    """On no page, in no bookmark, alternative text, metadata, name or manifest, of single files and pack."""
    program.built(guarded, "--audience", audience)
    made = Delivery(guarded / "out/ferry")
    folder = "" if audience == "public" else f"{audience}/"
    assert f"{folder}en/pack.pdf" in made.files
    for path, everything in said(made).items():
        assert [sort for sort, words in MEMBERS.items() if letters(words) in everything] == [], path
    leaflet = made.files[f"{folder}en/leaflet.pdf"]
    assert letters(EVERYBODYS) in letters("".join(leaflet.texts))
    assert not any(MEMBERS["a heading"] in title for _, title, _ in bookmarks(made.files[f"{folder}en/pack.pdf"]))
    assert {entry["audience"] for entry in made.manifest["files"]} == {audience}
    assert b"/Figure" in leaflet.decompressed  # the code is there, the picture is not
    assert len(leaflet.reader.pages[0].images) == 0


def test_nothing_of_it_is_kept_beside_what_they_get(guarded: Path) -> None:
    """What the program keeps of an edition, to lead its code back, lies in out/ and goes where that goes."""
    program.built(guarded, "--only=leaflet")
    beside = [file for file in (guarded / "out/.packbuilder").rglob("*") if file.is_file() and file.suffix != ".lock"]
    assert beside
    kept = {file: letters(file.read_text("utf-8")) for file in beside}
    assert any(letters(EVERYBODYS) in words for words in kept.values())
    for file, words in kept.items():
        assert [sort for sort, own in MEMBERS.items() if letters(own) in words] == [], file


def test_a_translation_that_is_behind_tells_nothing_of_it(guarded: Path) -> None:
    """The message quotes what has changed, for those who write; the manifest does not."""
    folder = guarded / CASE / "ru/_source"
    assert (folder / "story.md").is_file(), "what it was made from is kept"
    change(guarded / CASE / "en/story.md", f"{MEMBERS['a sentence']}.", f"{MEMBERS['a sentence']} and by day.")
    done = program.build(guarded, "--only=leaflet")
    program.well(done)
    manifest = (guarded / "out/ferry/manifest.json").read_text("utf-8")
    assert "The translation is behind" in manifest
    assert letters(MEMBERS["a sentence"]) not in letters(manifest)
    assert "at night in the hall and by day" in done.stderr


def test_members_get_all_of_it(guarded: Path) -> None:
    """So the search above would have found it: on the page, in its bookmarks and alternative texts."""
    program.built(guarded, "--audience=members")
    made = Delivery(guarded / "out/ferry")
    leaflet = made.files["members/en/leaflet.pdf"]
    assert [sort for sort, words in MEMBERS.items() if letters(words) not in said(made)[leaflet.path]] == []
    assert MEMBERS["a heading"] in [title for _, title, _ in bookmarks(leaflet)]
    assert b"The empty quay at Northport" in leaflet.decompressed
    assert len(leaflet.reader.pages[0].images) == 1


def test_each_audience_has_a_folder_and_a_code_of_its_own(guarded: Path) -> None:
    """One beside the other; what is there stays."""
    for audience in ("public", "members", "press"):
        program.built(guarded, "--only=leaflet", "--audience", audience)
    made = Delivery(guarded / "out/ferry")
    assert set(made.files) == {"en/leaflet.pdf", "members/en/leaflet.pdf", "press/en/leaflet.pdf"}
    assert len({entry["code"] for entry in made.manifest["editions"]}) == 3


LEAFLET = "layouts/leaflet/page.html"
HALL = "The crew meets at night in the hall"


def plant(words: str) -> tuple[str, str, str]:
    return LEAFLET, "{{ texts.story.body }}", f"{{{{ texts.story.body }}}}{words}"


LEAKS = {
    "on its page": plant(f"<p>{HALL}</p>"),
    "on its page, in pieces": plant("<p>The crew <b>meets</b> at<br>night in the&shy; hall</p>"),
    "a name on its page": plant("<p>We thank R. Marin.</p>"),
    "in a heading": plant(f"<h2>{HALL}</h2>"),
    "in a link": plant('<p><a href="https://a.example/rosa-marin">here</a></p>'),
    "where nobody sees it": plant(f'<p style="color:#fff;font-size:1pt">{HALL}</p>'),
    "in the title": ("layouts/_base/page.html", "<title>{{ doc.title }}</title>", "<title>Rosa Marin</title>"),
    "in the keywords": (
        "layouts/_base/page.html",
        "<title>",
        f'<meta name="keywords" content="{HALL}"><title>',
    ),
}


@pytest.mark.parametrize("where", LEAKS)
def test_a_template_that_leaks_is_refused_and_nothing_is_written(guarded: Path, where: str) -> None:
    """With exit code 5; the message says where the words stand in the campaign, and never the words."""
    file, old, new = LEAKS[where]
    change(guarded / file, old, new)
    done = program.build(guarded, "--only=leaflet")
    assert done.exit_code == 5, done.stderr
    told = [line for line in lines(done.stderr) if " withheld: " in line]
    assert told
    assert all(
        line.startswith("en/leaflet.pdf: withheld: The file holds what is withheld (content/cases/") for line in told
    )
    assert not any(words in line for words in ("night", "Marin", "marin") for line in told)
    assert not (guarded / "out/ferry").exists()
    if where not in {"in the title", "in the keywords", "where nobody sees it"}:  # which is printed for nobody
        program.built(guarded, "--only=leaflet", "--audience=members")


def test_an_alternative_text_that_leaks_is_refused(guarded: Path) -> None:
    """It is on no page, and read out to whoever listens."""
    change(guarded / "layouts/_base/page.html", 'alt="{{ code.appeal.alt }}"', 'alt="Rosa Marin shows the way"')
    done = program.build(guarded, "--only=leaflet")
    assert done.exit_code == 5, done.stderr
    assert (
        "en/leaflet.pdf: withheld: The file holds what is withheld (content/cases/ferry/case.yaml:13), in its inside"
        in done.stderr
    )
    assert not (guarded / "out/ferry").exists()


@pytest.mark.parametrize(
    ("key", "code", "message"),
    [
        ("rosa-marin", 3, "slogans.md:4: `rosa-marin` is a name that is cleared for members only"),
        ("the-crew-meets-at-night-in-the-hall", 5, "withheld (content/cases/ferry/en/story.md:5), in its path"),
    ],
)
def test_a_key_that_tells_is_refused(guarded: Path, key: str, code: int, message: str) -> None:
    """It would stand in the name of the file, and in the manifest."""
    for file in (CASE / "case.yaml", CASE / "en/slogans.md", CASE / "ru/slogans.md"):
        change(guarded / file, "hands-off", key)
    program.translated(guarded)
    done = program.build(guarded, "--only=placard")
    assert done.exit_code == code, done.stderr
    assert message in done.stderr
    assert not (guarded / "out/ferry").exists()


def test_an_earlier_delivery_survives_a_leak(guarded: Path) -> None:
    program.built(guarded, "--only=leaflet")
    before = program.delivered(guarded / "out/ferry")
    change(guarded / LEAFLET, "{{ texts.story.body }}", f"{HALL}")
    assert program.build(guarded, "--only=leaflet").exit_code == 5
    assert program.delivered(guarded / "out/ferry") == before


def test_a_text_that_is_wholly_withheld_is_missed_before_anything_is_made(guarded: Path) -> None:
    """A layout that needs it has nothing to print: that is said of the text, not of the template."""
    story = guarded / CASE / "en/story.md"
    story.write_text(
        f":::withheld members\n{story.read_text('utf-8').replace(':::withheld members', '').replace(':::', '')}:::\n",
        "utf-8",
    )
    program.translated(guarded)
    done = program.build(guarded, "--only=leaflet")
    assert done.exit_code == 3, done.stderr
    assert "content/cases/ferry/en/story.md" in done.stderr
    program.built(guarded, "--only=leaflet", "--audience=members")
