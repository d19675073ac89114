"""`build --branch`: a branch's own embassy, paper, languages, pickets and imprint; what the law of its country asks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from icalendar import Calendar

from tests import program
from tests.e2e.delivery import Delivery
from tests.program import DAY, change, invoke, lines

CASE = Path("content/cases/ferry/case.yaml")
ADDRESSES = """
  embassy-gb:
    name: {{en: Embassy in London, ru: Посольство в Лондоне}}
    role: embassy
    country: GB
    postal: [The Ambassador, 10 Embassy Row, London]
{known}
  embassy-de:
    name: {{en: Embassy in Berlin, ru: Посольство в Берлине}}
    role: embassy
    country: DE
    postal: [Der Botschafter, Botschaftsstrasse 11, Berlin]
{known}
"""
KNOWN = """    checked: 2013-06-01
    salutation: {en: "Your Excellency,", ru: Ваше Превосходительство!}
    closing: {en: "Yours faithfully,", ru: "С уважением,"}"""
LONDON = """
id: london
name: {en: Harbour Campaign in London, ru: Кампания порта в Лондоне}
country: GB
languages: [en, ru]
paper: letter
time_zone: Europe/London
embassy: embassy-gb
imprint: {en: "Harbour Campaign in London, 5 Lock Road", ru: "Кампания порта в Лондоне, 5 Lock Road"}
pickets:
  - {key: gate, case: ferry, starts: "2013-07-12T12:00", address: embassy-gb}
"""
BERLIN = """
id: berlin
name: {en: Harbour Campaign in Berlin}
country: DE
languages: [en]
time_zone: Europe/Berlin
embassy: embassy-de
"""
PRINTER = 'printer: "Druck, Dockstrasse 3, Berlin"\nembassy:'
SCHEMA = "# yaml-language-server: $schema=../schema/branch.schema.json"


@pytest.fixture
def branched(small: Path) -> Path:
    """The small campaign with embassies, to which the case writes, a branch in London and one in Berlin."""
    addresses = small / "content/addresses.yaml"
    addresses.write_text(addresses.read_text("utf-8") + ADDRESSES.format(known=KNOWN), "utf-8")
    change(small / CASE, "  - {address: ministry}\n", "  - {address: embassy-gb}\n  - {address: ministry}\n")
    folder = small / "content/branches"
    folder.mkdir()
    (folder / "london.yaml").write_text(SCHEMA + LONDON, "utf-8")
    (folder / "berlin.yaml").write_text(SCHEMA + BERLIN, "utf-8")
    # The letter with the postal address and the name of the branch on it.
    letter = small / "layouts/letter/page.html"
    words = "<p>{{ branch.name if branch else campaign }}: {{ addressee.postal|join(', ') }}</p>"
    change(letter, "<p>{{ addressee.salutation }}</p>", f"{words}<p>{{{{ addressee.salutation }}}}</p>")
    change(small / "layouts/letter/layout.yaml", "pages: {", "calendar: true\npages: {")
    return small


def names(made: Delivery) -> set[str]:
    return {*made.files, *made.calendars}


def test_a_branch_writes_to_its_own_embassy_on_its_own_paper(branched: Path) -> None:
    """In its folder: one letter to its embassy, none to another; its name and imprint; Letter and not A4."""
    program.built(branched, "--branch=london", "--only=letter", "--only=leaflet")
    made = Delivery(branched / "out/ferry")
    assert names(made) == {
        "london/en/leaflet.pdf",
        "london/en/letter-embassy-gb.pdf",
        "london/en/letter-ministry.pdf",
        "london/en/letter-ferry-line.pdf",
        "london/en/pickets.ics",
    }
    letter = made.files["london/en/letter-embassy-gb.pdf"]
    (text,) = letter.texts
    assert "Harbour Campaign in London: The Ambassador, 10 Embassy Row" in " ".join(text.split())
    assert "Harbour Campaign in London, 5 Lock Road" in " ".join(text.split())
    assert letter.sheets_mm[0] == pytest.approx((139.7, 215.9), abs=0.1)
    assert {entry["branch"] for entry in made.manifest["files"]} == {"london"}
    assert {(one["branch"], one["paper"]) for one in made.manifest["editions"]} == {("london", "Letter")}


def test_another_branch_writes_to_another_embassy(branched: Path) -> None:
    """Its paper can be asked for; a law that it does not meet is passed over in a draft, and stands on the page."""
    program.built(branched, "--branch=berlin", "--only=letter", "--paper=letter", "--draft")
    made = Delivery(branched / "out/ferry")
    assert not any("embassy-gb" in path for path in made.files)
    letter = made.files["berlin/paper-letter/en/letter-embassy-de.pdf"]
    (text,) = letter.texts
    assert "Der Botschafter" in text
    assert "Harbour Campaign, 1 Quay Street, Northport. Printed by [printer]" in " ".join(text.split())
    assert letter.sheets_mm[0] == pytest.approx((139.7, 215.9), abs=0.1)


def test_the_law_of_its_country_refuses_a_branch(branched: Path) -> None:
    """In earnest: exit code 3, with what the law says, where that was read, and what to do; `check` says the same."""
    for done in (
        program.build(branched, "--branch=berlin", "--only=leaflet"),
        invoke("check", "--root", branched, DAY, "--branch=berlin"),
    ):
        assert done.exit_code == 3
        (told, _) = [line for line in lines(done.stderr) if not line.startswith("warning")]
        assert re.match(r"content/branches/berlin\.yaml: printer: .+ \(https?://\S+, collected \d{4}-\d\d-\d\d\)", told)
        assert told.endswith("Add `printer` with name and address.")
    assert not (branched / "out").exists()
    assert invoke("check", "--root", branched, DAY, "--branch=london").exit_code == 0
    assert invoke("check", "--root", branched, DAY).exit_code == 0  # no branch is asked for
    change(branched / "content/branches/berlin.yaml", "embassy:", PRINTER)
    program.built(branched, "--branch=berlin", "--only=leaflet")
    (text,) = Delivery(branched / "out/ferry").files["berlin/en/leaflet.pdf"].texts
    assert "Printed by Druck, Dockstrasse 3, Berlin" in " ".join(text.split())


def test_several_branches_in_the_languages_that_they_speak(branched: Path) -> None:
    """Beside the edition of no branch, which stays."""
    change(branched / "content/branches/berlin.yaml", "embassy:", PRINTER)
    program.built(branched, "--only=leaflet")
    done = program.run("build", "--case=ferry", "--branch=all", "--only=leaflet", DAY, cwd=branched)
    assert done.returncode == 0, done.stderr
    made = Delivery(branched / "out/ferry")
    assert set(made.files) == {
        "en/leaflet.pdf",
        "berlin/en/leaflet.pdf",
        "london/en/leaflet.pdf",
        "london/ru/leaflet.pdf",
    }
    assert len({one["code"] for one in made.manifest["editions"]}) == 4
    assert {one["branch"] for one in made.manifest["editions"]} == {None, "berlin", "london"}


def test_its_pickets_come_as_a_calendar(branched: Path) -> None:
    program.built(branched, "--branch=london", "--only=letter")
    data = Delivery(branched / "out/ferry").calendars["london/en/pickets.ics"]
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert event["SUMMARY"] == "Picket: The Northport ferry"
    assert event["LOCATION"] == "Embassy in London, The Ambassador, 10 Embassy Row, London"
    assert str(event["DTSTART"].dt.utcoffset()) == "1:00:00"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--branch=lodnon"], "--branch: `lodnon` is not there. Did you mean `london`?"),
        (["--branch=paris"], "--branch: `paris` is not there. There is: berlin, london."),
        (["--branch="], "--branch: `` is not there. There is: berlin, london."),
    ],
)
def test_a_branch_that_is_not_there(branched: Path, options: list[str], message: str) -> None:
    done = program.build(branched, *options)
    assert done.exit_code == 2
    assert lines(done.stderr)[0] == message


def test_a_branch_without_the_language_that_is_asked_for(branched: Path) -> None:
    """Nothing is made: that is said, with what there is."""
    done = invoke(
        "build", "--root", branched, "--case=ferry", "--lang=ru", "--branch=berlin", "--only=leaflet", DAY, "--draft"
    )
    assert done.exit_code == 2
    assert lines(done.stderr)[0].startswith("build: Nothing is made of `ferry` for leaflet, berlin, ru.")
    assert not (branched / "out/ferry").exists()


def test_without_branches_all_of_them_are_none(small: Path) -> None:
    """`--branch all` in a campaign that has none makes the edition of no branch; a name is refused."""
    program.built(small, "--branch=all", "--only=leaflet")
    assert set(Delivery(small / "out/ferry").files) == {"en/leaflet.pdf"}
    done = program.build(small, "--branch=london")
    assert lines(done.stderr)[0] == "--branch: `london` is not there. There is: nothing yet."


def test_check_says_which_branches_cannot_be_built_yet(branched: Path) -> None:
    """What the law wants of Berlin is told where no branch is named, and does not keep others from being built."""
    done = invoke("check", "--root", branched, DAY)
    assert done.exit_code == 0, done.stderr
    assert "warning: content/branches/berlin.yaml" in done.stderr
    assert lines(done.stderr)[-1].endswith("It can be built, but not yet with --branch berlin.")
    assert lines(invoke("check", "--root", branched, "--branch=london", DAY).stderr)[-1].endswith("It can be built.")
    change(branched / "content/branches/berlin.yaml", "embassy:", PRINTER)
    assert invoke("check", "--root", branched, "--branch=berlin", DAY).exit_code == 0
    assert lines(invoke("check", "--root", branched, DAY).stderr)[-1].endswith("It can be built.")
