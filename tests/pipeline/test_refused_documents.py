"""A document that is refused refuses itself and the pack that would hold it, and no more."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests import program
from tests.e2e.delivery import Delivery
from tests.program import DAY, change, delivered, invoke, lines, manifest

pytestmark = pytest.mark.measured

EN = Path("content/cases/ferry/en")
LACKS = "it would lack en/leaflet.pdf (see --pack-without)"
LONG = "# A town and its boats\n\n" + "The ferry has run for ninety years. " * 200


def missing(place: Path) -> dict[str, list[str]]:
    """What the manifest says was refused: by its path what it would lack, and what was said of it."""
    refused = manifest(place)["refused"]
    return {entry["path"]: [*entry["lacks"], *entry["problems"]] for entry in refused}


def kept(place: Path) -> set[str]:
    """The English files of an earlier build: those of another edition than the document that is refused in no test."""
    of = {entry["path"]: entry["edition"] for entry in manifest(place)["files"] if entry["lang"] == "en"}
    return {path for path, edition in of.items() if edition != of["en/folded.pdf"]}


@pytest.fixture
def past(ready: Path, small: Path) -> Path:
    """The small campaign with its delivery; its English texts have changed since, and the leaflet has no room."""
    (small / "out").mkdir()
    shutil.copytree(ready / "out", small / "out", dirs_exist_ok=True)
    (small / EN / "story.md").write_text(LONG, "utf-8")
    return small


def test_the_rest_is_delivered_and_all_say_what_is_missing(past: Path) -> None:
    """Manifest, table, exit code; the last good leaflet and pack stay, told as overtaken; the mended case is whole."""
    place = past / "out/ferry"
    before = delivered(place)
    done = program.build(past)
    assert done.exit_code == 4
    after = delivered(place)
    assert kept(place) == {"en/leaflet.pdf", "en/pack.pdf"}
    assert all(after[path] == before[path] for path in kept(place))
    assert {path for path in before if path.startswith("en/")} <= after.keys()
    assert lines(done.stdout)[-2:] == [
        "not made: en/leaflet.pdf: it was refused; the earlier one stays",
        f"not made: en/pack.pdf: {LACKS}; the earlier one stays",
    ]
    assert f"{place.as_posix()}/en: 2 file(s) of an earlier build lie here, and would be others today." in done.stderr
    told = missing(place)
    assert told.keys() == {"en/leaflet.pdf", "en/pack.pdf"}
    assert told["en/pack.pdf"] == ["en/leaflet.pdf"]
    assert told["en/leaflet.pdf"] == [
        line for line in lines(done.stderr) if "too long" in line or "page(s) over" in line
    ]

    program.built(past, "--only=appeal")  # another part: what is missing is still said
    assert missing(place) == told
    program.translated(past)
    program.well(invoke("build", "--root", past, "--case=ferry", "--lang=ru", "--only=leaflet", DAY))
    assert missing(place) == told
    (past / "list.csv").write_text("e-mail;name;language\na@example.org;A;en\n", "utf-8")
    mailed = invoke("mail", "--root", past, "--case=ferry", "--to", past / "list.csv", DAY)
    assert mailed.exit_code == 3
    assert "en/pack.pdf is not current" in mailed.stderr
    known = invoke("verify", "--root", past, DAY, place / "en/leaflet.pdf")
    assert "It is no longer current" in known.stdout

    (past / EN / "story.md").write_text("# A town and its boats\n\nThe ferry has run for ever.\n", "utf-8")
    program.built(past)
    assert missing(place) == {}
    assert kept(place) == set()


def test_a_pack_without_it_says_what_it_lacks(past: Path) -> None:
    """`--pack-without`: the contents name it, and the other documents are bound; the leaflet is still refused."""
    done = program.build(past, "--pack-without")
    assert done.exit_code == 4
    made = Delivery(past / "out/ferry")
    front = " ".join(made.files["en/pack.pdf"].texts[0].split())
    assert "Not in this pack: Leaflet: Keep the ferry" in front
    assert missing(past / "out/ferry").keys() == {"en/leaflet.pdf"}
    bound = [entry for entry in made.manifest["files"] if entry["lang"] == "en" and entry["form"] in {"page", "pack"}]
    pages = {layout: sum(one["pages"] for one in bound if one["layout"] == layout) for layout in ("leaflet", "pack")}
    assert 2 * pages["pack"] == 1 + sum(one["pages"] for one in bound) - pages["leaflet"]


def test_what_is_made_of_a_document_stays_with_it(past: Path) -> None:
    """One slogan of two and the booklet: their last sheets and pictures stay, those of the others are new."""
    change(
        past / "layouts/placard/layout.yaml",
        "code: {size: 30}",
        "code: {size: 30}\nsheets: [{kind: cut}]\npicture: true",
    )
    change(past / EN / "story.md", LONG, "# A town\n\nThe ferry has run for ninety years.\n")
    program.built(past)
    place = past / "out/ferry"
    before = delivered(place)
    of_it = {path for path in before if path.startswith("en/") and "placard-1-boats" in path}
    assert len(of_it) == 3
    change(past / EN / "slogans.md", "- boats: No boats", "- boats: " + "Northport" * 30)
    change(past / "layouts/booklet/layout.yaml", "{min: 4, max: 4}", "{min: 3, max: 3}")
    change(past / "layouts/booklet/page.html", "range(3)", "range(9)")
    assert program.build(past).exit_code == 4
    after = delivered(place)
    booklet = {path for path in before if path.startswith("en/") and "booklet" in path}
    assert kept(place) == of_it | booklet | {"en/pack.pdf"}
    assert all(after[path] == before[path] for path in kept(place))
    assert missing(place)["en/pack.pdf"] == ["en/placard-1-boats.pdf", "en/booklet.pdf"]


def test_a_warning_refuses_its_document_where_all_are_errors(small: Path) -> None:
    """`--strict`: a slogan that is set too small is refused, and the rest is delivered."""
    change(small / EN / "slogans.md", "- hands-off: Hands off the crew", "- hands-off: No!")
    placard = small / "layouts/placard/layout.yaml"
    change(placard, "{width: 210, height: 148, turn: true}", "{width: 210, height: 297}")
    change(
        placard, "height: 40, turned: [120, 80], smallest: 20, largest: 60", "height: 70, smallest: 20, largest: 160"
    )
    done = program.build(small, "--only=placard", "--strict")
    assert done.exit_code == 3
    assert {entry["path"] for entry in manifest(small / "out/ferry")["files"]} == {"en/placard-2-hands-off.pdf"}
    assert missing(small / "out/ferry").keys() == {"en/placard-1-boats.pdf"}


def test_what_is_too_wide_is_told_where_it_stands(small: Path) -> None:
    """An imprint, and no text that happens to feed the page; with language, edition and paper."""
    change(small / "content/campaign.yaml", '1 Quay Street, Northport", ru', "Q" + "uay" * 60 + '", ru')
    done = program.build(small, "--only=leaflet", "--variant=mono", "--paper=letter")
    assert done.exit_code == 4
    told = lines(done.stderr)[0]
    assert told.startswith("content/campaign.yaml:4: imprint.en: leaflet (en, mono, Letter): The text ")
    assert told.endswith("…”. Shorten it.")


def test_a_draft_prints_what_does_not_fit_and_marks_it(past: Path) -> None:
    """A bar and a figure in the margin; headlines too small, texts too long; nothing but its pages is made of it."""
    change(past / EN / "slogans.md", "- boats: No boats, no town", "- boats: " + "Northport" * 30)
    done = program.build(past, "--draft")
    assert done.exit_code == 0, done.stderr
    assert "leaflet (en, home, A4): The text " in done.stderr
    made = Delivery(past / "out/ferry")
    mark = re.compile(r"^(\+\d+|!)\s*$", re.MULTILINE)
    assert [bool(mark.search(page)) for page in made.files["en/leaflet.pdf"].texts] == [False, True, True]
    assert mark.search(made.files["en/placard-1-boats.pdf"].texts[0])
    assert not mark.search(made.files["en/placard-2-hands-off.pdf"].texts[0])
    assert made.manifest["refused"] == []
    [leaflet] = [one for one in made.manifest["files"] if one["path"] == "en/leaflet.pdf"]
    assert any("leaflet (en, home, A4)" in problem for problem in leaflet["problems"])
