"""`packbuilder pack`: documents that were built, as one file; and what is told where they are not as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from tests import program
from tests.e2e.delivery import Delivery, Pdf
from tests.printing.files import bookmarks


def bound(campaign: Path, of: str, to: Path) -> Result:
    """The case's documents in English as one file."""
    where = ("--root", campaign, "--case=ferry", "--lang=en", program.DAY)
    return program.invoke("pack", *where, "--of", of, "-o", to)


@pytest.fixture
def campaign(small: Path) -> Path:
    """The small campaign, its leaflet and letters built."""
    program.built(small, "--only=leaflet", "--only=letter")
    return small


def test_documents_are_bound_in_the_order_that_they_are_named_in(campaign: Path, tmp_path: Path) -> None:
    """Pages, tags and bookmarks are theirs; a layout that makes several has all of them; the title is the pack's."""
    place = tmp_path / "for-tonight.pdf"
    done = bound(campaign, "letter, leaflet", place)
    program.well(done)
    assert done.stdout == f"{place}\n"
    made = Delivery(campaign / "out/ferry")
    parts = [*made.of("en", "letter"), *made.of("en", "leaflet")]
    whole = Pdf("", place.read_bytes())
    assert len(parts) > 2
    assert whole.texts == [text for part in parts for text in part.texts]
    assert whole.tagged == [text for part in parts for text in part.tagged]
    assert [title for title, _ in bookmarks(whole.data)] == [
        title for part in parts for title, _ in bookmarks(part.data)
    ]
    assert whole.reader.metadata is not None
    assert str(whole.reader.metadata.title).startswith("Campaign pack: ")
    again = tmp_path / "again.pdf"
    program.well(bound(campaign, "letter,leaflet", again))
    assert again.read_bytes() == place.read_bytes()


def test_what_was_not_built_or_is_not_as_it_was_is_told_at_once(campaign: Path, tmp_path: Path) -> None:
    """With the command that makes it; nothing is written."""
    (campaign / "out/ferry/en/leaflet.pdf").write_bytes(b"%PDF-1.7 else")
    done = bound(campaign, "leaflet,booklet,letter", tmp_path / "pack.pdf")
    assert done.exit_code == 3
    told = [line for line in program.lines(done.stderr) if "Run `packbuilder build" in line]
    assert [line.partition("ferry: ")[2].partition(". Run")[0] for line in told] == [
        "`booklet` (en) is not there",
        "en/leaflet.pdf is no longer as it was built",
    ]
    assert "--case ferry --lang en --only booklet`" in told[0]
    assert not (tmp_path / "pack.pdf").exists()


def test_what_has_changed_since_is_not_bound(campaign: Path, tmp_path: Path) -> None:
    """The page says one thing and the campaign another."""
    program.change(campaign / "content/cases/ferry/en/title.md", "ferry", "boat")
    done = bound(campaign, "leaflet", tmp_path / "pack.pdf")
    assert done.exit_code == 3
    assert "en/leaflet.pdf is not current: the campaign has changed since." in done.stderr


@pytest.mark.parametrize(("of", "told"), [("pack", "one file already"), (" ,", "No document is named")])
def test_a_choice_that_is_none_is_refused(small: Path, tmp_path: Path, of: str, told: str) -> None:
    done = bound(small, of, tmp_path / "pack.pdf")
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_file_of_somebody_else_is_not_overwritten(campaign: Path, tmp_path: Path) -> None:
    place = tmp_path / "pack.pdf"
    place.write_bytes(b"mine")
    assert bound(campaign, "leaflet", place).exit_code == 6
    assert place.read_bytes() == b"mine"
