"""packbuilder verify: from paper back to the edition, and what has changed since."""

from __future__ import annotations

from pathlib import Path

from click.testing import Result

from tests import program


def verify(campaign: Path, *what: str | Path) -> Result:
    return program.invoke("verify", "--root", campaign, program.DAY, *what)


def test_a_file_and_its_code_lead_back_to_the_current_edition(small: Path) -> None:
    program.built(small, "--only", "leaflet")
    file = small / "out" / "ferry" / "en" / "leaflet.pdf"
    code = program.manifest(small / "out" / "ferry")["editions"][0]["code"]
    misread = code.replace("0", "o").replace("1", "l")
    for what in (file, code, f"ferry/en {code}", f" {code[:3]} {code[3:].upper()}", misread):
        done = verify(small, what)
        assert done.exit_code == 0, done.stderr
        assert "case ferry, language en, A4, as of 2013-07-01" in done.stdout
        assert "It is the current edition." in done.stdout


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


def test_a_sheet_whose_code_opens_a_mail_is_past_when_the_mailbox_is(small: Path) -> None:
    """A year after it was checked, sheets are built without the code."""
    program.built(small, "--only", "leaflet")
    file = small / "out" / "ferry" / "en" / "leaflet.pdf"
    told = program.invoke("verify", "--root", small, "--today=2014-06-02", file).stdout
    assert "It is no longer current" in told
    assert "The address `ministry` has changed: it said “A code opens a mail to it.”." in told


def test_unknown_codes_and_other_files_are_said_to_be_so(small: Path, tmp_path: Path) -> None:
    assert "0000000: not known here." in verify(small, "0000000").stdout
    other = tmp_path / "other.pdf"
    other.write_bytes(b"no PDF")
    assert verify(small, other).exit_code == 5
    assert verify(small, tmp_path / "nowhere.pdf").exit_code == 2
