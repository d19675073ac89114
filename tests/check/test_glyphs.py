"""Characters that the house fonts lack are found where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz

from packbuilder import load
from packbuilder.check import glyphs
from packbuilder.errors import ErrorCollector
from packbuilder.model.fonts import Fonts
from packbuilder.model.loaded import Campaign, Case


def house(repository: Path) -> Fonts:
    problems = ErrorCollector()
    fonts = load.fonts([repository / "fonts"], problems)
    assert fonts is not None, problems
    return fonts


@pytest.fixture
def fonts(repository: Path) -> Fonts:
    return house(repository)


def loaded(root: Path) -> tuple[Campaign, list[Case]]:
    problems = ErrorCollector()
    campaign = load.campaign(root, problems)
    assert campaign is not None
    cases = [load.case(campaign, slug, problems) for slug in campaign.cases]
    assert not problems
    return campaign, [case for case in cases if case is not None]


def test_coverage_is_that_of_the_regular_text_faces(repository: Path) -> None:
    """That of the house, and that of each script that has a text face of its own."""
    faces = [next((repository / "fonts").rglob(f"{name}_400Regular.ttf")) for name in ("NotoSans", "Vazirmatn")]
    blobs = [uharfbuzz.Blob.from_file_path(str(face)) for face in faces]
    assert glyphs.house_coverage(house(repository)) == {c for blob in blobs for c in uharfbuzz.Face(blob).unicodes}


@pytest.mark.parametrize("char", "AzЖяҚқҢңӘәҰұІіҺһ₸«»—–„“№ßẞŞğİıعربية،؟")
def test_house_fonts_have(char: str, fonts: Fonts) -> None:
    assert ord(char) in glyphs.house_coverage(fonts)


def test_nothing_is_missing_in_the_base(base: Path, fonts: Fonts) -> None:
    assert glyphs.missing(*loaded(base), [], fonts) == []


def test_each_character_is_told_once_a_file_with_its_place(base: Path, fonts: Fonts) -> None:
    story = base / "content/cases/ferry/en/story.md"
    story.write_text("# A → town\n\nThe ferry\n☐ yes → no, &#x2713; a\u0301 \u200b\U0001f6a2\n", "utf-8")
    case = base / "content/cases/ferry/case.yaml"
    case.write_text(case.read_text("utf-8").replace("Ana Petrova", "Ana Petrova ★"), "utf-8")
    addresses = base / "content/addresses.yaml"
    addresses.write_text(addresses.read_text("utf-8").replace("[4 Union Row", "[4 Union Row ☎"), "utf-8")
    labels = base / "layouts/locale/en.po"
    labels.parent.mkdir(parents=True)
    labels.write_text('# ☃\nmsgid "Print"\nmsgstr "✂ Print"\n', "utf-8")
    expected = {
        "content/cases/ferry/en/story.md:1: The house fonts have no `→` (U+2192 RIGHTWARDS ARROW).",
        "content/cases/ferry/en/story.md:4: The house fonts have no `☐` (U+2610 BALLOT BOX).",
        "content/cases/ferry/en/story.md:4: The house fonts have no `✓` (U+2713 CHECK MARK).",
        "content/cases/ferry/en/story.md:4: The house fonts have no `\U0001f6a2` (U+1F6A2 SHIP).",
        "content/cases/ferry/case.yaml:12: The house fonts have no `★` (U+2605 BLACK STAR).",
        "content/addresses.yaml:25: The house fonts have no `☎` (U+260E BLACK TELEPHONE).",
        "layouts/locale/en.po:3: The house fonts have no `✂` (U+2702 BLACK SCISSORS).",
    }
    found = glyphs.missing(*loaded(base), [labels], fonts)
    assert {str(problem) for problem in found} == {
        f"{line} Write another character, or add a font that has it." for line in expected
    }


def test_of_a_script_that_is_lacking_one_character_is_told(base: Path, fonts: Fonts) -> None:
    """With the package that has it: of Han characters, that of the campaign's language."""
    story = base / "content/cases/ferry/en/story.md"
    story.write_text("# A\n\nไม่มีหนังสือ and 町の本\n", "utf-8")
    told = [str(problem) for problem in glyphs.missing(*loaded(base), [], fonts)]
    assert len(told) == 3, told
    [thai] = [line for line in told if "for Thai" in line]
    assert "U+0E01" not in thai
    assert thai.endswith(
        "Add fonts for Thai: on Debian, `apt install fonts-noto-core` and "
        "`packbuilder fonts add /usr/share/fonts/truetype/noto`."
    )
    settings = base / "content/campaign.yaml"
    settings.write_text(settings.read_text("utf-8").replace("languages: [", "languages: [ja, ", 1), "utf-8")
    told = [str(problem) for problem in glyphs.missing(*loaded(base), [], fonts)]
    assert sum("Add fonts for Japanese" in line for line in told) == 1


def test_the_names_of_people_who_are_not_printed_do_not_matter(base: Path, fonts: Fonts) -> None:
    case = base / "content/cases/ferry/case.yaml"
    case.write_text(case.read_text("utf-8").replace("Rosa Marin", "Rosa ☃"), "utf-8")
    assert glyphs.missing(*loaded(base), [], fonts) == []


def test_the_real_campaign_has_all_its_glyphs(repository: Path, fonts: Fonts) -> None:
    catalogues = sorted((repository / "layouts/locale").glob("*.po"))
    assert catalogues
    assert glyphs.missing(*loaded(repository), catalogues, fonts) == []
