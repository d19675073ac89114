"""The same material gives the same bytes, wherever, whenever and in whatever pieces it is built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import program
from tests.program import DAY, delivered

pytestmark = pytest.mark.from_nothing

HERE = Path(__file__).parent
# The machines of other people: another hash seed, language, clock, home and width of the terminal.
# Both languages of the one are built side by side, of the other English alone.
ELSEWHERE = [
    ({"PYTHONHASHSEED": "1", "LC_ALL": "ru_RU.UTF-8", "LANG": "ru_RU.UTF-8", "TZ": "Pacific/Kiritimati"}, []),
    ({"PYTHONHASHSEED": "4711", "LC_ALL": "C", "TZ": "Pacific/Pago_Pago", "SOURCE_DATE_EPOCH": "1"}, ["--lang=en"]),
]


@pytest.mark.parametrize(("environment", "only"), ELSEWHERE)
def test_another_folder_machine_and_day_give_the_same_bytes(
    ready: Path, small: Path, tmp_path: Path, environment: dict[str, str], only: list[str]
) -> None:
    """All files and the manifest: folder, working directory, seed, locale, time zone, home and day differ."""
    root = small.rename(tmp_path / "Кампания — another place")
    first = delivered(ready / "out/ferry")
    assert len(first) == 23
    home = {"HOME": str(tmp_path / "home"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    options = ("--root", root, "--out", tmp_path / "out", "--today=2013-07-06")
    done = program.run("build", "--case=ferry", *options, *only, cwd=HERE, **environment, **home)
    assert done.returncode == 0, done.stderr
    made = delivered(tmp_path / "out/ferry")
    assert made["en/pack.pdf"] == first["en/pack.pdf"]
    assert {path: first[path] for path in made if path.endswith(".pdf")} == {
        k: made[k] for k in made if k[-4:] == ".pdf"
    }
    assert only or made == first


def test_pieces_give_the_same_bytes_as_the_whole(ready: Path, small: Path) -> None:
    """Built by language and by layout, one after another, the case is what it is when built at once."""
    whole = delivered(ready / "out/ferry")
    pieces = ("--root", small, "--case=ferry", DAY)
    for piece in (["--lang=ru"], ["--lang=en", "--only=pack"], ["--lang=en", "--only=letter", "--only=placard"]):
        program.well(program.invoke("build", *pieces, *piece))
    assert len(delivered(small / "out/ferry")) == len(whole) - 6  # what else there is in English, and two sheets
    for layout in ("leaflet", "appeal", "folded", "booklet"):
        program.well(program.invoke("build", *pieces, "--lang=en", f"--only={layout}"))
    assert delivered(small / "out/ferry") == whole


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("content/cases/ferry/en/story.md", "ninety", "eighty"),
        ("content/cases/ferry/case.yaml", "as_of: 2013-07-01", "as_of: 2013-07-02"),
        ("content/campaign.yaml", "#C4122F", "#B4122F"),
        ("content/addresses.yaml", "2 Tower Square", "3 Tower Square"),
        ("layouts/leaflet/style.css", "2mm 0", "1mm 0"),
        ("layouts/_base/style.css", "1.3", "1.2"),
    ],
)
def test_other_material_gives_another_edition(small: Path, file: str, old: str, new: str) -> None:
    """The code on the pages changes with a text, a fact, an address, a layout: whatever it was made from."""
    codes = []
    for _ in range(2):
        program.built(small, "--only=leaflet")
        manifest = program.manifest(small / "out/ferry")
        codes += [edition["code"] for edition in manifest["editions"]]
        if len(codes) == 1:
            program.change(small / file, old, new)
    assert len(codes) == len(set(codes)) == 2


def test_the_house_beside_the_content_is_the_house_that_ships(base: Path) -> None:
    """A campaign that carries a copy of the house's own layouts and fonts prints what one without them prints."""
    program.built(base, "--only=leaflet")
    plain = delivered(base / "out/ferry")
    shutil.copytree(program.ROOT / "layouts", base / "layouts")
    shutil.copytree(program.ROOT / "fonts", base / "fonts")
    program.built(base, "--only=leaflet")
    assert delivered(base / "out/ferry") == plain
