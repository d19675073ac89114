"""packbuilder verify: from paper back to the edition, and what has changed since."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from click.testing import Result

from tests import program


def verify(campaign: Path, *what: str | Path) -> Result:
    return program.invoke("verify", "--root", campaign, program.DAY, *what)


def test_a_file_and_its_code_lead_back_to_the_current_edition(small: Path) -> None:
    program.built(small, "--only", "leaflet")
    file = small / "out" / "ferry" / "en" / "leaflet.pdf"
    code = program.manifest(small / "out" / "ferry")["editions"][0]["code"]
    misread = (
        code.replace("0", "O").replace("1", "I"),
        code.translate(str.maketrans("aceb01", "асеьоl")),
    )  # the latter Cyrillic
    for what in (
        file,
        code,
        f"ferry/en {code}",
        f" {code[:3]} {code[3:].upper()}.",
        f"{code[:4]}-{code[4:]}",
        *misread,
    ):
        done = verify(small, what)
        assert done.exit_code == 0, done.stderr
        assert "case ferry, language en, A4, as of 2013-07-01" in done.stdout
        assert "It is current: nothing that it shows has changed." in done.stdout


def test_what_has_changed_since_is_told_in_words(small: Path) -> None:
    program.built(small, "--only", "leaflet")
    file = small / "out" / "ferry" / "en" / "leaflet.pdf"
    story = small / "content" / "cases" / "ferry" / "en" / "story.md"
    story.write_text(story.read_text("utf-8") + "\nIt sails on.\n", "utf-8")
    case = small / "content" / "cases" / "ferry" / "case.yaml"
    case.write_text(case.read_text("utf-8").replace("act_until: 2013-07-31", "act_until: 2013-08-15"), "utf-8")
    told = verify(small, file).stdout
    assert "It is no longer current" in told
    assert "The text `story` has changed: it says “It sails on.”." in told
    assert "The date `act_until` was 2013-07-31 and is 2013-08-15." in told


def test_a_sheet_stays_current_as_long_as_nothing_that_it_shows_has_changed(small: Path) -> None:
    """What another document says is no reason to throw it away, whatever the edition's own code is by then."""
    program.built(small)
    edition = code_of(small)
    letter = small / "content" / "cases" / "ferry" / "en" / "letter.md"
    letter.write_text(letter.read_text("utf-8") + "\nYours in hope.\n", "utf-8")
    folder = small / "out" / "ferry" / "en"
    assert "It is current" in verify(small, folder / "leaflet.pdf").stdout
    told = verify(small, folder / "letter-ministry.pdf").stdout
    assert "It is no longer current" in told
    assert "The text `letter` has changed: it says “Yours in hope.”." in told
    assert "It is no longer current" in verify(small, edition).stdout


def test_what_has_changed_of_the_campaign_is_told_by_its_setting(small: Path) -> None:
    """Its imprint stands on every page."""
    program.built(small, "--only", "leaflet")
    file = small / "out" / "ferry" / "en" / "leaflet.pdf"
    settings = small / "content" / "campaign.yaml"
    settings.write_text(settings.read_text("utf-8").replace("1 Quay Street", "2 Quay Street"), "utf-8")
    told = verify(small, file).stdout
    assert "It is no longer current" in told
    assert "The setting `imprint` was Harbour Campaign, 1 Quay Street, Northport and is Harbour Campaign, 2" in told


def test_a_sheet_whose_code_opens_a_mail_is_past_when_the_mailbox_is(base: Path) -> None:
    """A year after it was checked, sheets are built without the code."""
    program.built(base, "--only", "leaflet")
    file = base / "out" / "ferry" / "en" / "leaflet.pdf"
    told = program.invoke("verify", "--root", base, "--today=2014-06-02", file).stdout
    assert "It is no longer current" in told
    assert "The address `ministry` has changed: it said “A code opens a mail to it.”." in told


def test_unknown_codes_and_other_files_are_said_to_be_so(small: Path, tmp_path: Path) -> None:
    unknown = verify(small, "0000000")
    assert "0000000: not known here." in unknown.stdout
    assert unknown.exit_code == 5
    other = tmp_path / "other.pdf"
    other.write_bytes(b"no PDF")
    assert verify(small, other).exit_code == 5
    assert verify(small, tmp_path / "nowhere.pdf").exit_code == 2


def test_a_file_that_was_changed_after_it_was_made_is_told_whatever_its_code_says(small: Path, tmp_path: Path) -> None:
    program.built(small, "--only", "leaflet")
    file = small / "out" / "ferry" / "en" / "leaflet.pdf"
    (changed := tmp_path / "changed.pdf").write_bytes(file.read_bytes() + b"\n")
    (fake := tmp_path / "fake.pdf").write_bytes(page(f"Pay to account 666. ferry/en {code_of(small)}"))
    (copied := tmp_path / "copied.pdf").write_bytes(file.read_bytes())
    for one in (changed, fake):
        done = verify(small, one)
        assert "changed after it was made" in done.stdout
        assert done.exit_code == 5
    assert verify(small, copied).exit_code == 0


def test_where_no_file_is_listed_a_file_is_not_called_changed(small: Path) -> None:
    program.built(small, "--only", "leaflet")
    moved = (small / "out" / "ferry" / "en" / "leaflet.pdf").rename(small / "leaflet.pdf")
    (small / "out" / "ferry" / "manifest.json").unlink()
    done = verify(small, moved)
    assert "cannot be told" in done.stderr
    assert done.exit_code == 0


def test_a_code_with_another_name_is_told(small: Path) -> None:
    program.built(small, "--only", "leaflet")
    for name in (f"harbour/en {code_of(small)}", f"ferry/ru {code_of(small)}"):
        done = verify(small, name)
        assert "the code is that of ferry/en" in done.stdout
        assert done.exit_code == 5


def test_what_changed_is_called_by_what_it_is(small: Path) -> None:
    program.built(small, "--only", "leaflet")
    code = code_of(small)
    case = small / "content" / "cases" / "ferry" / "case.yaml"
    words = case.read_text("utf-8")
    case.write_text(
        words.replace("value: 240", "value: 250").replace("{key: jobs, by: crew}", "{key: jobs, by: campaign}"), "utf-8"
    )
    told = verify(small, code).stdout
    assert "The figure `crew` was 240 (large: true) and is 250 (large: true)." in told
    assert "The demand `jobs` was crew and is campaign." in told


def test_comments_and_the_order_of_keys_make_no_edition(small: Path) -> None:
    program.built(small, "--only", "leaflet")
    code = code_of(small)
    case = small / "content" / "cases" / "ferry" / "case.yaml"
    first, *others = re.split(r"^(?=[a-z_]+:)", case.read_text("utf-8"), flags=re.MULTILINE)
    case.write_text(f"{first}# A note\n{''.join(reversed(others))}\n", "utf-8")
    assert "It is current: nothing that it shows has changed." in verify(small, code).stdout


def code_of(campaign: Path) -> str:
    """The code of the English edition that was built."""
    editions = program.manifest(campaign / "out" / "ferry")["editions"]
    return str(next(one["code"] for one in editions if one["lang"] == "en"))


def page(words: str) -> bytes:
    """A PDF of one page that says so, made as anybody would: not with the fonts of the project alone."""
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    script = "import sys, weasyprint; weasyprint.HTML(string=sys.argv[1]).write_pdf(sys.stdout.buffer)"
    command = [sys.executable, "-c", script, f"<p>{words}</p>"]
    return subprocess.run(command, check=True, capture_output=True, env=environment).stdout
