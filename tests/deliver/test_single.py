"""A single file is put in its place whole, or what was there stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from packbuilder.deliver.single import put
from packbuilder.errors import DeliveryError


def test_a_file_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    """And nothing else is left in the folder."""
    place = tmp_path / "poster.pdf"
    for data in (b"one", b"two"):
        put(place, data)
        assert place.read_bytes() == data
    assert list(tmp_path.iterdir()) == [place]


def test_a_file_is_not_written_through_a_link(tmp_path: Path) -> None:
    """The link is replaced; what it led to stays as it is."""
    other, place = tmp_path / "other.pdf", tmp_path / "poster.pdf"
    other.write_bytes(b"other")
    place.symlink_to(other)
    put(place, b"poster")
    assert (place.read_bytes(), other.read_bytes()) == (b"poster", b"other")


@pytest.mark.parametrize("name", ["none/poster.pdf", "folder", "folder/file.pdf/poster.pdf"])
def test_what_cannot_be_written_is_refused(tmp_path: Path, name: str) -> None:
    """With nothing left behind."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file.pdf").write_bytes(b"")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(DeliveryError, match="The file cannot be written"):
        put(tmp_path / name, b"poster")
    assert sorted(tmp_path.rglob("*")) == before
