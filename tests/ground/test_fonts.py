"""The house fonts: listed whole, unaltered, free to embed, and holding every letter that the languages need."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from ruamel.yaml import YAML

from packbuilder.errors import ErrorCollector
from packbuilder.load.font_families import fonts
from packbuilder.model.fonts import Face, Family, FontsFile

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "fonts"
FACES = [
    (family, face)
    for family in FontsFile.model_validate(YAML(typ="safe").load(FONTS / "fonts.yaml")).families
    for face in family.faces
]
LETTERS = {
    "English": "abcdefghijklmnopqrstuvwxyz",
    "German": "äöüß",
    "Turkish": "çğıöşü",
    "Russian": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Kazakh": "әғқңөұүһі",
    "Hindi": "अआइईउऊऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह\u0902\u0903\u093f\u0940\u094d\u095c।०१२३४५६७८९",
    "Arabic": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويىپچگ\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652،؛؟ـ٪",
}
# The script of each language, where it has families of its own.
SCRIPTS = {"Arabic": "Arab", "Hindi": "Deva"}
SIGNS = "0123456789.,:;!?()[]/%&@#+=*·–—…«»„“”‘’№€§\u00a0"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the house fonts that may be damaged."""
    return Path(shutil.copytree(FONTS, tmp_path / "fonts"))


def refusal(folder: Path) -> list[str]:
    problems = ErrorCollector()
    assert fonts([folder], problems) is None
    return [str(problem) for problem in problems]


def test_every_listed_file_is_there_and_unaltered() -> None:
    problems = ErrorCollector()
    listed = fonts([FONTS], problems)
    assert not list(problems)
    assert listed is not None
    assert {(family.role, family.script): family.name for family in listed.families} == {
        ("display", None): "Packbuilder Display",
        ("text", None): "Packbuilder Text",
        ("letter", None): "Packbuilder Letter",
        ("display", "Arab"): "Packbuilder Arabic Display",
        ("text", "Arab"): "Packbuilder Arabic Text",
        ("text", "Deva"): "Packbuilder Devanagari Text",
    }
    assert [face.weight for face in listed.family("display").faces] == [600, 800]
    with pytest.raises(KeyError):
        listed.family("ornament")


@pytest.mark.parametrize(
    ("role", "script", "name"),
    [
        ("display", "Cyrl", "Packbuilder Display"),
        ("letter", None, "Packbuilder Letter"),
        ("display", "Arab", "Packbuilder Arabic Display"),
        ("letter", "Arab", "Packbuilder Arabic Text"),
        ("display", "Deva", "Packbuilder Devanagari Text"),
    ],
)
def test_a_script_has_its_own_family_or_its_text_family_or_the_house_s(
    role: str, script: str | None, name: str
) -> None:
    listed = fonts([FONTS], ErrorCollector())
    assert listed is not None
    assert listed.family(role, script).name == name
    stack = listed.stack(role, script)
    assert stack[0] == name
    assert {"Packbuilder Text", "Packbuilder Arabic Text"} <= set(stack), "any script may stand in any text"


def test_every_font_file_is_listed() -> None:
    kinds = {".ttf", ".otf", ".ttc", ".woff", ".woff2"}
    there = {path.relative_to(FONTS).as_posix() for path in FONTS.rglob("*") if path.suffix.lower() in kinds}
    assert there == {face.file for _, face in FACES}
    assert len(there) == 13


@pytest.mark.parametrize(("family", "face"), FACES, ids=[f"{family.name}-{face.file}" for family, face in FACES])
def test_face_is_what_the_list_says(family: Family, face: Face) -> None:
    font = TTFont(FONTS / face.file)
    names = font["name"]
    assert family.original in {names.getDebugName(1), names.getDebugName(16)}
    assert f"Version {family.version}" in names.getDebugName(5)
    assert "Open Font License" in names.getDebugName(13)
    assert font["OS/2"].fsType == 0, "embedding is restricted"
    assert font["OS/2"].usWeightClass == face.weight
    assert bool(font["post"].italicAngle) == (face.style == "italic")
    assert "fvar" not in font, "a variable font prints other instances than the one that was asked for"
    assert "SIL OPEN FONT LICENSE" in (FONTS / family.licence_file).read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "language"),
    [(face.file, lang) for family, face in FACES for lang in LETTERS if family.script == SCRIPTS.get(lang)],
)
def test_face_holds_the_letters(file: str, language: str) -> None:
    letters = LETTERS[language]
    capitals = letters.replace("ß", "ẞ").replace("i", "iİ" if language == "Turkish" else "i").upper()
    glyphs = TTFont(FONTS / file).getBestCmap()
    assert [c for c in letters + capitals + SIGNS if ord(c) not in glyphs] == []


def test_altered_file_is_refused(copy: Path) -> None:
    path = copy / "noto-sans/NotoSans_700Bold.ttf"
    path.write_bytes(path.read_bytes()[:-1])
    (only,) = refusal(copy)
    assert only.startswith("fonts/fonts.yaml:")
    assert "fonts/noto-sans/NotoSans_700Bold.ttf is not the file that this checksum was taken of" in only


def test_every_missing_file_is_told(copy: Path) -> None:
    for path in copy.glob("source-serif-4/*"):
        path.unlink()
    told = refusal(copy)
    assert len(told) == 4
    assert sum("The file is missing" in line for line in told) == 3
    assert sum("There is no fonts/source-serif-4/OFL.txt" in line for line in told) == 1


def edited(old: str, new: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (edited("role: letter", "role: ornament"), "No family has the role `letter`"),
        (edited("role: letter", "role: text"), "`text` already stands on line"),
        (edited("        weight: 400\n", "        weight: 500\n"), "an upright face of weight 400"),
        (edited("script: Arab", "script: arabic"), "script"),
        (edited("name: Packbuilder Letter", "name: Packbuilder Text"), "`Packbuilder Text` already stands on line"),
        (edited("noto-sans/NotoSans_400Regular.ttf", "../secret.ttf"), "secret.ttf"),
        (edited("style: italic", "style: slanted"), "slanted"),
        (edited("    faces:", "    face:"), "face"),
        (lambda _: "families: []\n", "families"),
        (lambda _: "", "empty"),
    ],
)
def test_faulty_list_is_refused(copy: Path, edit: Callable[[str], str], expected: str) -> None:
    path = copy / "fonts.yaml"
    path.write_text(edit(path.read_text("utf-8")), "utf-8")
    told = refusal(copy)
    assert any(expected in line for line in told), told
    assert all(line.startswith("fonts/") for line in told)


def test_face_outside_the_folder_is_refused(copy: Path, tmp_path: Path) -> None:
    inside = copy / "noto-sans/NotoSans_400Regular.ttf"
    outside = Path(shutil.move(inside, tmp_path.parent / f"{tmp_path.name}.ttf"))
    inside.symlink_to(outside)
    assert any("outside the folder" in line for line in refusal(copy))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A fonts folder of a campaign's own, with a text family for one more script."""
    folder = tmp_path / "fonts"
    shutil.copytree(FONTS / "noto-sans", folder / "noto-sans")
    listed = YAML(typ="safe").load(FONTS / "fonts.yaml")["families"]
    text = next(family for family in listed if (family["role"], family.get("script")) == ("text", None))
    words = {"families": [text | {"name": "Ours", "script": "Lisu"}]}
    (folder / "fonts.yaml").write_text(json.dumps(words), "utf-8")
    return folder


def test_fonts_of_the_campaign_stand_before_those_that_are_shipped(own: Path) -> None:
    """Nothing of packbuilder's is repeated; a family of one role and script takes the place of the other."""
    listed = fonts([own, FONTS], ErrorCollector())
    assert listed is not None
    assert [listed.family("text", script).name for script in ("Lisu", "Arab", None)] == [
        "Ours",
        "Packbuilder Arabic Text",
        "Packbuilder Text",
    ]
    assert listed.file(listed.named("Ours").faces[0]).is_relative_to(own)
    changed(own, '"Lisu"', '"Arab"')
    listed = fonts([own, FONTS], ErrorCollector())
    assert listed is not None
    assert listed.family("text", "Arab").name == "Ours"
    assert "Packbuilder Arabic Text" not in {family.name for family in listed.families}


def changed(own: Path, old: str, new: str) -> None:
    file = own / "fonts.yaml"
    file.write_text(edited(old, new)(file.read_text("utf-8")), "utf-8")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Packbuilder Text", "`Packbuilder Text` is the name of a family that comes with packbuilder."),
        ("Ours (and yours)", "Write a name of plain letters, digits, spaces and hyphens"),
    ],
)
def test_a_name_that_leads_astray_is_refused(own: Path, name: str, told: str) -> None:
    """That of a shipped family; and one with brackets, which would leave a file that no program reads."""
    changed(own, '"Ours"', f'"{name}"')
    problems = ErrorCollector()
    assert fonts([own, FONTS], problems) is None
    assert any(told in str(problem) and str(problem).startswith("fonts/fonts.yaml:1: ") for problem in problems), (
        problems
    )


def test_a_file_in_the_place_of_a_shipped_one_is_refused(own: Path) -> None:
    file = own / "noto-sans/NotoSans_400Regular.ttf"
    before = sha256(file.read_bytes()).hexdigest()
    file.write_bytes(file.read_bytes() + b"\0")
    changed(own, before, sha256(file.read_bytes()).hexdigest())
    problems = ErrorCollector()
    assert fonts([own, FONTS], problems) is None
    assert "is the name of a file that comes with packbuilder" in str(next(iter(problems)))
