"""What lists make: each under a name of its own, exactly what it makes now, and people's changes kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from packbuilder.deliver.batch import Batch
from packbuilder.lists import slug


def lay(out: Path, source: str, *paths: str, words: str = "made", group: str = "") -> Batch:
    """Lay files of a list; they are put into a folder of its name."""
    batch = Batch(out, "ferry", "letters", out.parent / source, slug(Path(source)), group)
    items = [(f"{group}en/{batch.name}/{path}", f"{words} {path}".encode) for path in paths]
    assert len(list(batch.lay(items))) == len(paths)
    return batch


def there(out: Path) -> dict[str, str]:
    """Every file below the letters of the case."""
    folder = out / "ferry/letters"
    return {file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Москва.csv", "москва"),
        ("Алматы қ.csv", "алматы-қ"),
        ("Our List (2).csv", "our-list-2"),
        ("….csv", "list"),
        ("हिन्दी.csv", "हिन्दी"),
        ("لندن.csv", "لندن"),
        ("東京都.tsv", "東京都"),
        ("ÄÖ.csv", "äö"),
        ("../x/_.csv", "list"),
        ("a" * 300 + ".csv", "a" * 40),
    ],
)
def test_names_keep_their_script(name: str, expected: str) -> None:
    """Letters, marks and figures of whatever script; nothing that a path could be made of."""
    assert slug(Path(name)) == expected


def test_lists_of_one_name_lie_apart_and_each_keeps_its_own(tmp_path: Path) -> None:
    """The one that was first has the name, the other one a digest behind it, whenever they are laid again."""
    out = tmp_path / "out"
    for _ in range(2):
        names = [lay(out, source, "1.pdf", words=source).name for source in ("a/list.csv", "b/list.csv", "b/List.csv")]
    assert names[0] == "list"
    assert len(set(names)) == 3
    assert {path.split("/")[1]: words.split()[0] for path, words in there(out).items()} == dict(
        zip(names, ("a/list.csv", "b/list.csv", "b/List.csv"), strict=True)
    )


def test_a_shorter_list_leaves_no_letter_of_the_longer_one(tmp_path: Path) -> None:
    """Those of another branch stay; what came instead, and what went, is counted."""
    out = tmp_path / "out"
    lay(out, "list.csv", "1.pdf", "2.pdf", "3.pdf")
    lay(out, "list.csv", "1.pdf", "2.pdf", group="london/")
    batch = lay(out, "list.csv", "1.pdf", words="now")
    assert (batch.replaced, batch.removed, batch.told) == (1, 2, [])
    assert there(out).keys() == {"en/list/1.pdf", "london/en/list/1.pdf", "london/en/list/2.pdf"}


def test_what_people_changed_or_added_stays(tmp_path: Path) -> None:
    """A letter that was signed on screen, one that the list makes no more, and a note."""
    out = tmp_path / "out"
    lay(out, "list.csv", "1.pdf", "2.pdf")
    folder = out / "ferry/letters/en/list"
    for name in ("1.pdf", "2.pdf", "note.txt"):
        (folder / name).write_text("mine")
    batch = lay(out, "list.csv", "1.pdf")
    assert there(out) == {
        "en/list/1.pdf": "made 1.pdf",
        "en/list/1 (yours).pdf": "mine",
        "en/list/2.pdf": "mine",
        "en/list/note.txt": "mine",
    }
    assert sorted(Path(one.file).name for one in batch.told) == ["1 (yours).pdf", "2.pdf"]
