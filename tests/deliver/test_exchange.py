"""Two folders exchanged: at once, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from packbuilder.deliver.exchange import exchange


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A new folder and the one in place, each with a file that says which it is, and the name of a third."""
    for name in ("new", "place"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "which").write_text(name, "utf-8")
    return tmp_path / "new", tmp_path / "place", tmp_path / "old"


def test_the_new_folder_is_in_place_and_the_old_one_is_not_lost(folders: tuple[Path, Path, Path]) -> None:
    """What was in place is at the one name or the other, as the system can."""
    new, place, old = folders
    exchange(new, place, old)
    assert (place / "which").read_text("utf-8") == "new"
    (other,) = [path for path in (new, old) if path.exists()]
    assert (other / "which").read_text("utf-8") == "place"


def test_without_a_new_folder_the_old_one_stays(folders: tuple[Path, Path, Path]) -> None:
    """The first of two renames is taken back when the second cannot be done."""
    new, place, old = folders
    (new / "which").unlink()
    new.rmdir()
    with pytest.raises(FileNotFoundError):
        exchange(new, place, old)
    assert (place / "which").read_text("utf-8") == "place"
    assert not old.exists()


def test_with_nothing_in_place_the_new_folder_stays(folders: tuple[Path, Path, Path]) -> None:
    """There is nothing to exchange it with."""
    new, place, old = folders
    (place / "which").unlink()
    place.rmdir()
    with pytest.raises(FileNotFoundError):
        exchange(new, place, old)
    assert (new / "which").read_text("utf-8") == "new"
