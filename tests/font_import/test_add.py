"""Fonts of the machine are taken over whole, with licence and checksum, or refused with the reason and no trace."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from packbuilder import load
from packbuilder.errors import ErrorCollector
from packbuilder.model.fonts import Fonts
from packbuilder.usecases import doctor
from packbuilder.workspace import locations
from tests import program
from tests.font_import.drawn import FREE, THAI, faces, font, saved
from tests.program import invoke, well

NAMES = {"Packbuilder Thai Text", "Packbuilder Thai Display", "Packbuilder Thai Letter"}


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign that speaks Thai, too. Only to be copied."""
    root = tmp_path_factory.mktemp("thai") / "campaign"
    well(invoke("init", root))
    well(invoke("new", "language", "th", "--case=example", "--root", root))
    settings = root / "content/campaign.yaml"
    settings.write_text(settings.read_text("utf-8").replace("{en: ", "{th: Mill Lane, en: "), "utf-8")
    return root


@pytest.fixture
def own(begun: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begun, tmp_path / "campaign"))


def files(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def house(root: Path) -> Fonts:
    """The fonts of a campaign, with those of packbuilder; fails if anything is wrong with them."""
    problems = ErrorCollector()
    fonts = load.fonts(locations.fonts_folders(root), problems)
    assert fonts is not None, problems
    return fonts


def lacking(root: Path) -> list[str]:
    looked = doctor.report(locations.fonts_folders(root), root, ["en", "th"])
    return [finding.remedy for finding in looked if finding.name.startswith("fonts for")]


def test_static_files_are_copied_whole_with_licence_and_checksum(own: Path, tmp_path: Path) -> None:
    """Regular and bold, from a folder with other fonts; doctor asks for them before, and not after."""
    [before] = lacking(own)
    assert "apt install fonts-noto-core" in before
    assert "packbuilder fonts add /usr/share/fonts/truetype/noto" in before
    regular = saved(tmp_path / "some" / "a.ttf", font())
    bold = saved(tmp_path / "some" / "b.ttf", font(weight=700))
    saved(tmp_path / "some" / "lao.ttf", font("Mill Lane Lao", "ກຂຄງຈ"))
    (tmp_path / "some" / "broken.ttf").write_bytes(b"no font")
    (tmp_path / "some" / "OFL.txt").write_text("SIL OPEN FONT LICENSE, as it lies there", "utf-8")
    done = invoke("fonts", "add", tmp_path / "some", "--root", own)
    well(done)
    assert done.stdout.splitlines()[-1] == "Thai, text: Mill Lane Thai (400, 700)"
    family = house(own).family("text", "Thai")
    assert (family.name, family.original, family.version) == ("Packbuilder Thai Text", "Mill Lane Thai", "1.5")
    assert family.licence == "SIL Open Font License 1.1"
    assert "as it lies there" in (own / "fonts" / family.licence_file).read_text("utf-8")
    assert [face.sha256 for face in family.faces] == [sha256(one.read_bytes()).hexdigest() for one in (regular, bold)]
    assert lacking(own) == []
    assert {path.suffix for path in (own / "fonts").rglob("*") if path.is_file()} == {".ttf", ".txt", ".yaml"}


def test_a_second_script_is_written_behind_the_first(own: Path, tmp_path: Path) -> None:
    """What stands in fonts.yaml stays, also its comments; a script that is there is not added again."""
    well(invoke("fonts", "add", saved(tmp_path / "thai.ttf", font()), "--root", own))
    listed = own / "fonts/fonts.yaml"
    before = f"{listed.read_text('utf-8')}  # ours\n"
    listed.write_text(before, "utf-8")
    lao = saved(tmp_path / "lao.ttf", font("Mill Lane Lao", "ກຂຄງຈ"))
    well(invoke("fonts", "add", lao, "--script=Lao", "--root", own))
    assert listed.read_text("utf-8").startswith(before)
    assert house(own).family("text", "Laoo").original == "Mill Lane Lao"
    again = invoke("fonts", "add", lao, "--script=Laoo", "--root", own)
    assert again.exit_code == 2
    assert "There are fonts for Lao already. Delete their entries first" in again.stderr


def test_the_licence_is_made_of_what_the_font_says(own: Path, tmp_path: Path) -> None:
    """Where none lies beside it: its own words, and the text of the open licence that it names."""
    well(invoke("fonts", "add", saved(tmp_path / "thai.ttf", font()), "--root", own))
    words = (own / "fonts" / house(own).family("text", "Thai").licence_file).read_text("utf-8")
    assert words.startswith(f"Copyright the readers of Mill Lane\n{FREE}\n")
    assert "PERMISSION & CONDITIONS" in words
    assert "Noto" not in words


def test_a_face_is_taken_out_of_a_collection(own: Path, tmp_path: Path) -> None:
    """The one that has the letters, with all its tables as they were."""
    lao = font("Mill Lane Lao", "ກຂຄງຈ")
    well(invoke("fonts", "add", saved(tmp_path / "both.ttc", lao, font()), "--root", own))
    family = house(own).family("text", "Thai")
    assert family.source == "both.ttc, face 2, taken out whole"
    taken = TTFont(house(own).file(family.faces[0]))
    assert set(map(ord, THAI)) <= set(taken.getBestCmap())
    assert taken["name"].getDebugName(1) == "Mill Lane Thai"


def test_a_variable_font_becomes_static_ones_of_another_name_which_print(own: Path, tmp_path: Path) -> None:
    """Regular, bold, and what is heavier for headlines; the renderer embeds them, and the proof knows them."""
    well(invoke("fonts", "add", saved(tmp_path / "thai.ttf", font(heaviest=900)), "--root", own))
    fonts = house(own)
    weights = {name: [face.weight for face in fonts.named(name).faces] for name in NAMES - {"Packbuilder Thai Letter"}}
    assert weights == {"Packbuilder Thai Text": [400, 700], "Packbuilder Thai Display": [600, 900]}
    made = [TTFont(fonts.file(face)) for name in weights for face in fonts.named(name).faces]
    assert not any("fvar" in one for one in made)
    assert all("Mill Lane" not in str(one["name"].getDebugName(6)) for one in made), "the name may be reserved"
    placard = own / "placard.pdf"
    labels = own / "layouts/locale/th.po"
    head, signs, words = labels.read_text("utf-8").partition('msgid "signs"\nmsgstr ""\n')
    labels.write_text(head + signs + words.replace('msgstr ""', f'msgstr "{THAI}"'), "utf-8")
    done = program.run("placard", f"{THAI} 2026", "--lang=th", "-o", placard, "--root", own)
    assert done.returncode == 0, done.stderr
    names = faces(placard)
    assert any("Packbuilder-Thai-Display" in name for name in names), names
    assert {THAI, "2026"} <= set(PdfReader(placard).pages[0].extract_text().split())


def test_letters_get_a_serif_that_was_named(own: Path, tmp_path: Path) -> None:
    both = [font(), font("Mill Lane Serif", serif=True)]
    paths = [saved(tmp_path / f"{number}.ttf", one) for number, one in enumerate(both)]
    well(invoke("fonts", "add", *paths, "--root", own))
    assert house(own).family("letter", "Thai").original == "Mill Lane Serif"
    assert house(own).family("display", "Thai").original == "Mill Lane Thai"


def broken(tmp_path: Path) -> list[str]:
    whole = saved(tmp_path / "thai.ttf", font())
    whole.write_bytes(whole.read_bytes()[:200])
    return [str(whole)]


def shipped(_: Path) -> list[str]:
    return [str(program.ROOT / "fonts/noto-sans/NotoSans_400Regular.ttf")]


def web(tmp_path: Path) -> list[str]:
    return [str(saved(tmp_path / "thai.woff2", font()))]


def of(*fonts: Callable[[], object], options: tuple[str, ...] = ()) -> Callable[[Path], list[str]]:
    """Font files of these, and options."""

    def made(tmp_path: Path) -> list[str]:
        drawn = [saved(tmp_path / f"{number}.ttf", one()) for number, one in enumerate(fonts)]
        return [*map(str, drawn), *options]

    return made


REFUSED: dict[str, tuple[Callable[[Path], list[str]], int, str]] = {
    "nothing there": (lambda path: [str(path / "x.ttf")], 2, "There is no such file or folder."),
    "a folder without fonts": (lambda path: [str(path)], 2, "No font is in this folder."),
    "a font of the web": (web, 2, "This is no TTF, OTF, TTC or OTC file."),
    "a broken font": (broken, 2, "This is no font, or a broken one"),
    "one that is shipped": (shipped, 2, "Noto Sans is there already: it is Packbuilder Text."),
    "one that may not be embedded": (of(lambda: font(permissions=2)), 2, "Its makers forbid to embed it (fsType 2"),
    "one that must be whole": (of(lambda: font(permissions=0x100)), 2, "Its makers forbid to embed a part of it"),
    "one without the letters": (of(lambda: font(letters="ab")), 2, "No font here can be taken for Thai"),
    "one without a regular": (of(lambda: font(weight=700)), 2, "no upright regular face of normal width"),
    "one too many": (of(font, lambda: font("Mill Lane Lao", "ກຂຄງຈ")), 2, "It has no letters of Thai."),
    "one without a licence": (of(lambda: font(licence="")), 3, "does not say under which licence it may be used"),
    "a script that nobody knows": (of(font, options=("--script=Thia",)), 2, "Did you mean `Thai`?"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taken_is_refused(own: Path, tmp_path: Path, name: str) -> None:
    """With the reason, and not one file more than before."""
    arguments, code, message = REFUSED[name]
    (place := tmp_path / "fonts").mkdir()
    before = files(own)
    done = invoke("fonts", "add", *arguments(place), "--root", own)
    assert (done.exit_code, done.stdout) == (code, ""), done.exception
    assert message in done.stderr
    assert files(own) == before


def test_a_campaign_that_lacks_nothing_is_told_so(own: Path, tmp_path: Path) -> None:
    program.change(own / "content/campaign.yaml", "languages: [en, th]", "languages: [en]")
    done = invoke("fonts", "add", saved(tmp_path / "thai.ttf", font()), "--root", own)
    assert done.exit_code == 2
    assert "Begin the language first" in done.stderr


def test_a_list_that_ends_otherwise_is_left_alone(own: Path, tmp_path: Path) -> None:
    well(invoke("fonts", "add", saved(tmp_path / "thai.ttf", font()), "--root", own))
    listed = own / "fonts/fonts.yaml"
    words = listed.read_text("utf-8")
    listed.write_text(words.replace("families:", 'families: [{name: "A"}]\nmore:', 1), "utf-8")
    done = invoke("fonts", "add", saved(tmp_path / "lao.ttf", font("Lao", "ກຂຄງຈ")), "--script=Laoo", "--root", own)
    assert done.exit_code == 3, done.exception
    assert "fonts/fonts.yaml" in done.stderr
