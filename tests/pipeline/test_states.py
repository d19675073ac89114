"""What is made of a case by its state and kind, and the contents of the campaign beside its cases."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import program
from tests.e2e.delivery import Delivery, bookmarks
from tests.program import DAY, change, invoke, lines

pytestmark = pytest.mark.measured

CASE = Path("content/cases/ferry/case.yaml")
INDEX = """title: Contents of the campaign
sheet: {width: 148, height: 210}
pages: {min: 1, max: 2}
type: {smallest: 9, largest: 9}
each: campaign
needs: [title]
code: {size: 25}
place: 1
advice: one side
"""
LIST = """{% extends "_base/page.html" %}
{% block body %}
{% for entry in entries %}<h2>{{ entry.number }}. {{ entry.title }}</h2><p>{{ entry.standfirst }} {{ entry.place }}
{{ entry.kind }} {{ entry.date }}</p>{% endfor %}
{% endblock %}
"""


@pytest.fixture
def several(small: Path) -> Path:
    """The small campaign with a second, newer case, and a layout for its contents."""
    title = next(
        line
        for line in (program.ROOT / "layouts/index/layout.yaml").read_text("utf-8").splitlines()
        if line.startswith("title:")
    )
    (small / "layouts/index").mkdir()
    (small / "layouts/index/layout.yaml").write_text(INDEX.replace("title: Contents of the campaign", title), "utf-8")
    (small / "layouts/index/page.html").write_text(LIST, "utf-8")
    (small / "layouts/index/style.css").write_text("p { margin: 2mm 0 }\n", "utf-8")
    change(small / "content/campaign.yaml", "letter, booklet]", "letter, booklet, index]")
    shutil.copytree(small / "content/cases/ferry", small / "content/cases/barge")
    change(small / "content/cases/barge/case.yaml", "slug: ferry", "slug: barge")
    change(small / "content/cases/barge/case.yaml", "as_of: 2013-07-01", "as_of: 2013-07-04")
    change(small / "content/cases/barge/case.yaml", "kind: urgent", "kind: outcome")
    for lang, words in (("en", "The barge sails"), ("ru", "Баржа идёт")):
        (small / f"content/cases/barge/{lang}/title.md").write_text(f"# {words}\n", "utf-8")
    program.translated(small, case="barge")
    return small


def test_all_makes_the_contents_of_the_campaign(several: Path) -> None:
    """Of every case, the newest first, in a folder beside theirs; its kind, place, day and words."""
    done = invoke("build", "--root", several, "--all", "--lang=en", "--only=index", "--only=leaflet", DAY)
    assert done.exit_code == 0, done.stderr
    assert {path.name for path in (several / "out").iterdir() if path.name[0] != "."} == {"barge", "ferry", "campaign"}
    made = Delivery(several / "out/campaign")
    assert set(made.files) == {"en/index.pdf"}
    index = made.files["en/index.pdf"]
    assert [title for _, title, _ in bookmarks(index)][1:] == ["1. The barge sails", "2. The Northport ferry"]
    text = " ".join(" ".join(index.texts).split())
    assert "What solidarity achieved 4 July 2013" in text
    assert "Northport, Northland Urgent appeal 1 July 2013" in text
    assert made.manifest["as_of"] == "2013-07-04"
    assert {code.text for code in index.codes} == {"https://harbour.example"}
    told = invoke("verify", "--root", several, DAY, several / "out/campaign/en/index.pdf").stdout
    assert (
        "case campaign, language en, A4, as of 2013-07-04\n  It is current: nothing that it shows has changed." in told
    )
    again = program.delivered(several / "out/campaign")
    assert invoke("build", "--root", several, "--all", "--lang=en", "--only=index", DAY).exit_code == 0
    assert program.delivered(several / "out/campaign") == again


def test_contents_that_are_past_say_which_case_has_changed(several: Path) -> None:
    program.well(invoke("build", "--root", several, "--all", "--lang=en", "--only=index", DAY))
    change(several / "content/cases/barge/en/title.md", "The barge sails", "The barge has sailed")
    told = invoke("verify", "--root", several, DAY, several / "out/campaign/en/index.pdf").stdout
    assert "It is no longer current" in told
    assert "The text `cases/barge` has changed: it said “# The barge sails”; it says “# The barge has sailed”." in told


def test_one_case_makes_no_contents(several: Path) -> None:
    """Nor does a branch; the index is told to be what it is."""
    program.built(several, "--only=leaflet")
    assert not (several / "out/campaign").exists()
    done = program.build(several, "--only=index")
    assert done.exit_code == 2
    assert lines(done.stderr)[0].startswith("build: Nothing is made of `ferry` for index")


def test_contents_of_a_language_hold_the_cases_that_speak_it(several: Path) -> None:
    shutil.rmtree(several / "content/cases/barge/ru")
    done = invoke("build", "--root", several, "--all", "--lang=ru", "--only=index", DAY)
    assert done.exit_code == 0, done.stderr
    (text,) = Delivery(several / "out/campaign").files["ru/index.pdf"].texts
    assert "Паром Нортпорта" in text.replace("\xa0", " ")
    assert "barge" not in text


def test_what_is_withheld_of_a_case_is_not_in_the_contents(several: Path) -> None:
    """A standfirst for members: the public reads the title, members both."""
    standfirst = several / "content/cases/barge/en/standfirst.md"
    standfirst.write_text("It sails.\n\n:::withheld members\nIt sails from the hidden dock.\n:::\n", "utf-8")
    program.translated(several, case="barge")
    for audience, told in (("public", False), ("members", True)):
        only = ["--only=index", f"--audience={audience}"]
        done = invoke("build", "--root", several, "--all", "--lang=en", *only, DAY)
        assert done.exit_code == 0, done.stderr
        folder = "" if audience == "public" else "members/"
        (text,) = Delivery(several / "out/campaign").files[f"{folder}en/index.pdf"].texts
        assert ("hidden dock" in " ".join(text.split())) is told


def test_contents_that_leak_are_refused(several: Path) -> None:
    """A name of one of the cases in the template: no file of the campaign's contents is written."""
    change(several / "layouts/index/page.html", "{% for entry", "<p>We thank Rosa Marin.</p>{% for entry")
    done = invoke("build", "--root", several, "--all", "--lang=en", "--only=index", DAY)
    assert done.exit_code == 5, done.stderr
    assert "en/index.pdf: withheld: The file holds what is withheld (content/cases/" in done.stderr
    assert not (several / "out/campaign").exists()


def test_contents_that_are_refused_in_one_language_are_made_in_the_others(several: Path) -> None:
    page = "layouts/index/page.html"
    change(several / page, "{% for entry", "{% if lang == 'ru' %}{{ unheard_of }}{% endif %}{% for entry")
    done = invoke("build", "--root", several, "--all", "--only=index", DAY)
    assert done.exit_code == 4, done.stderr
    assert set(Delivery(several / "out/campaign").files) == {"en/index.pdf"}
    assert [one["path"] for one in program.manifest(several / "out/campaign")["refused"]] == ["ru/index.pdf"]


def test_contents_of_a_draft_have_lines_in_brackets(several: Path) -> None:
    """Where a case lacks the name of its place in the language."""
    change(several / CASE, "name: {en: Northport, ru: Нортпорт}", "name: {ru: Нортпорт}")
    only = ["--lang=en", "--only=index", DAY]
    assert invoke("build", "--root", several, "--all", *only).exit_code == 3
    done = invoke("build", "--root", several, "--all", "--draft", *only)
    assert done.exit_code == 0, done.stderr
    (text,) = Delivery(several / "out/campaign").files["en/index.pdf"].texts
    assert "[Нортпорт], Northland" in " ".join(text.split())


def test_a_case_may_not_have_the_name_of_the_contents(several: Path) -> None:
    (several / "content/cases/barge").rename(several / "content/cases/campaign")
    change(several / "content/cases/campaign/case.yaml", "slug: barge", "slug: campaign")
    done = invoke("check", "--root", several, DAY)
    assert done.exit_code == 3
    assert "`campaign` is where the contents of the campaign go. Give the case another name." in done.stderr


def closed(root: Path, *layouts: str) -> None:
    change(root / CASE, "status: open", "status: closed")
    for name in layouts:
        file = root / f"layouts/{name}/layout.yaml"
        file.write_text(file.read_text("utf-8") + "states: [open, closed, archived]\n", "utf-8")


def test_of_a_closed_case_what_remains_is_made(small: Path) -> None:
    """Long after its last day, in earnest: that which asks nobody to act. The pack holds just that."""
    closed(small, "leaflet", "booklet", "pack")
    done = invoke("build", "--root", small, "--case=ferry", "--lang=en", "--today=2014-05-01")
    assert (done.exit_code, done.stderr) == (0, "")
    made = Delivery(small / "out/ferry")
    assert set(made.files) == {"en/leaflet.pdf", "en/booklet.pdf", "en/sheets/booklet-a4.pdf", "en/pack.pdf"}


def test_of_a_closed_case_what_asks_to_act_is_refused_by_name(small: Path) -> None:
    closed(small, "leaflet")
    done = program.build(small, "--only=appeal")
    assert done.exit_code == 2
    assert lines(done.stderr)[0] == (
        "build: Nothing is made of `ferry` for appeal, en. It is of the kind urgent, closed, with texts in en, ru. "
        "See `kinds`, `states` and `given` in layout.yaml."
    )
    assert not (small / "out/ferry").exists()
    both = program.build(small, "--only=appeal", "--only=leaflet")
    assert both.exit_code == 0


def test_all_passes_over_a_case_of_which_nothing_is_made(several: Path) -> None:
    """It is named in no order, so nobody misses it; the others are delivered."""
    change(several / CASE, "status: open", "status: closed")
    done = invoke("build", "--root", several, "--all", "--lang=en", "--only=leaflet", DAY)
    assert done.exit_code == 0, done.stderr
    assert {path.name for path in (several / "out").iterdir() if path.name[0] != "."} == {"barge"}


def test_a_layout_is_made_for_its_kinds_of_case(several: Path) -> None:
    file = several / "layouts/leaflet/layout.yaml"
    file.write_text(file.read_text("utf-8") + "kinds: [outcome]\n", "utf-8")
    assert program.build(several, "--only=leaflet").exit_code == 2
    program.built(several, "--only=leaflet", case="barge")


def test_a_layout_that_the_campaign_does_not_print_is_not_there(small: Path) -> None:
    """Though the house has it."""
    done = program.build(small, "--only=petition")
    assert done.exit_code == 2
    assert lines(done.stderr)[0].startswith("--only: `petition` is not there. There is: appeal, booklet, folded,")
    change(small / "content/campaign.yaml", "documents: [leaflet,", "documents: [leaflte,")
    refused = invoke("check", "--root", small, DAY)
    assert refused.exit_code == 3
    assert "documents: There is no layout `leaflte`. Did you mean `leaflet`?" in refused.stderr
