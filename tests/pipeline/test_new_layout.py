"""A document type is a folder: one that the program has never seen is made, proven and packed without any code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import program
from tests.e2e.delivery import Delivery, letters, starts
from tests.pdfcheck.verapdf import one_worker, verapdf

LAYOUT = """\
title: Postcard
sheet: {width: 148, height: 105}
pages: {min: 2, max: 2}
type: {smallest: 9, largest: 12}
needs: [title, headline, standfirst]
display:
  - {key: shout, text: headline, top: 20, start: 14, width: 120, height: 40, smallest: 20, largest: 80}
code: {size: 30}
place: 15
sides: 2
advice: Write a name on it and post it.
"""
PAGE = """\
{% extends "_base/page.html" %}
{% import "_base/macros.html" as base with context %}
{% block body %}
<section class="side">{{ base.display_type("shout") }}</section>
<section class="side">
<h2>{{ _("To somebody you know") }}</h2>
<p>{{ texts.standfirst.body|striptags }}</p>
<p lang="ru">Пишите нам</p>
{{ base.code_image() }}
{{ base.last_line() }}
</section>
{% endblock %}
"""
STYLE = """\
.side { width: 148mm; height: 105mm }
.side > p, .side > h2 { margin-left: 8mm }
.code { position: absolute; right: 2mm; bottom: 2mm }
"""
LABELS = """\
msgid ""
msgstr ""
"Language: en_GB\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Postcard"
msgstr "Postcard"

msgid "Write a name on it and post it."
msgstr "Write a name on it and post it, today."
"""
LABEL = '\nmsgid "To somebody you know"\nmsgstr "To somebody who is dear to you"\n'


@pytest.fixture
def postcard(base: Path) -> Path:
    """The small campaign with a document type of its own beside those of the house; one of its labels is missing."""
    files = {"postcard/layout.yaml": LAYOUT, "postcard/page.html": PAGE, "postcard/style.css": STYLE}
    for lang in ("en", "ru"):
        files[f"locale/{lang}.po"] = LABELS if lang == "en" else LABELS.replace("en_GB", "ru") + LABEL
    for name, words in files.items():
        file = base / "layouts" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, "utf-8")
    program.change(base / "content/campaign.yaml", "letter, booklet]", "letter, booklet, postcard]")
    return base


@one_worker
def test_it_is_made_proven_and_packed(postcard: Path) -> None:
    """The new document is there by itself and in the pack: contents, bookmark, printing advice, code, languages."""
    with (postcard / "layouts/locale/en.po").open("a", encoding="utf-8") as labels:
        labels.write(LABEL)
    done = program.build(postcard)
    assert done.exit_code == 0, done.stderr
    made = Delivery(postcard / "out/ferry")
    (card,), pack = made.of("en", "postcard"), made.pack("en")
    assert card.sheets_mm == [pytest.approx((148, 105), abs=0.1)] * 2
    assert "To somebody who is dear to you" in card.texts[1]
    assert letters("Keep the ferry") in letters(card.texts[0])
    assert [code.text for code in card.codes] == ["https://harbour.example/ferry"]
    assert (
        starts(made.of("en"), pack)[card.path] == 11
    )  # after the three pages of the front, the leaflet and the six panels
    assert "Postcard" in pack.texts[1]
    assert "Write a name on it and post it, today." in pack.texts[2]
    for pdf in (card, pack):
        assert ("ru", "Пишите нам") in pdf.tagged
        assert {lang for lang, _ in pdf.tagged} == {"en", "ru"}
        assert verapdf().validate(made.place / pdf.path, "ua1").failures == {}


def test_a_label_without_words_is_refused_with_the_place_that_asks_for_it(postcard: Path) -> None:
    """What the new template asks for and no catalogue has: file, line and label, and the catalogue to put it in."""
    done = program.build(postcard)
    assert done.exit_code == 4
    assert program.lines(done.stderr)[0] == (
        "layouts/postcard/page.html:6: To somebody you know: The label has no words in en. "
        "Add its msgstr to layouts/locale/en.po."
    )
    assert not (postcard / "out/ferry").exists()


def test_it_can_be_built_alone_and_as_a_draft(postcard: Path) -> None:
    """A draft prints the missing label in square brackets, under DRAFT; nothing else of the case is made."""
    program.built(postcard, "--draft", "--only=postcard")
    made = Delivery(postcard / "out/ferry")
    assert [*made.files] == ["en/postcard.pdf"]
    (card,) = made.of("en")
    assert "[To somebody you know]" in card.texts[1]
    assert all("DRAFT" in text for text in card.texts)
    assert made.manifest["draft"] is True


def test_a_layout_of_the_campaign_goes_before_that_of_the_house(postcard: Path) -> None:
    """A folder with the name of one of the house's replaces it."""
    (postcard / "layouts/postcard").rename(postcard / "layouts/leaflet")
    program.change(postcard / "layouts/leaflet/page.html", '_("To somebody you know")', "doc.title")
    program.built(postcard, "--only=leaflet")
    (leaflet,) = Delivery(postcard / "out/ferry").of("en", "leaflet")
    assert leaflet.sheets_mm == [pytest.approx((148, 105), abs=0.1)] * 2
    assert leaflet.reader.metadata is not None
    assert str(leaflet.reader.metadata.title).startswith("Postcard: ")
