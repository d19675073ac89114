"""Planning: which editions and documents there are, in which order, under which names, and what codes stand for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from packbuilder import __version__, load, plan
from packbuilder.errors import ErrorCollector
from packbuilder.model.layout import LayoutFile
from packbuilder.model.loaded import Campaign, Case, Layout, Source
from packbuilder.plan import CODE_LENGTH, Document, Edition

MATERIAL = ("layout digest", "label digest", "font digest")


def loaded(root: Path) -> tuple[Campaign, Case]:
    campaign = load.campaign(root, ErrorCollector())
    assert campaign is not None
    case = load.case(campaign, "ferry", ErrorCollector())
    assert case is not None
    return campaign, case


def code(root: Path, lang: str = "en", material: tuple[str, ...] = MATERIAL) -> str:
    """The code of an edition of the campaign in a folder, as its files are now."""
    return plan.edition(*loaded(root), lang, material).code


def layout(name: str, place: int, each: str = "case", *, pack: bool = False) -> Layout:
    facts = LayoutFile.model_validate({
        "title": name, "sheet": {"width": 100, "height": 100}, "pages": {"min": 1, "max": 1}, "each": each,
        "type": {"smallest": 9, "largest": 9}, "place": place, "advice": "Print it.", "pack": pack,
    })  # fmt: skip
    return Layout(name, Path(name), facts, Source(f"layouts/{name}/layout.yaml", {}, ""), "")


def test_a_code_is_seven_hexadecimal_digits(base: Path) -> None:
    """Short enough to be typed from a page, and it is what the edition carries."""
    found = code(base)
    assert len(found) == CODE_LENGTH == 7
    assert set(found) <= set("0123456789abcdef")


def edited(path: str, old: str, new: str) -> Callable[[Path], None]:
    """A change to a file of the campaign."""

    def change(root: Path) -> None:
        file = root / "content" / path
        words = file.read_text("utf-8")
        assert old in words
        file.write_text(words.replace(old, new), "utf-8")

    return change


def picture(root: Path) -> None:
    file = root / "content/cases/ferry/images/quay.png"
    file.write_bytes(file.read_bytes() + b"\0")


INGREDIENTS = {
    "a text": edited("cases/ferry/en/story.md", "e", "ee"),
    "its review": edited("cases/ferry/en/story.md", "#", "---\nreviewed: false\n---\n#"),
    "the facts": edited("cases/ferry/case.yaml", "value: 240", "value: 241"),
    "a picture": picture,
    "the campaign": edited("campaign.yaml", "#C4122F", "#C4122E"),
    "the addresses": edited("addresses.yaml", "2 Tower Square", "3 Tower Square"),
}


@pytest.mark.parametrize("change", INGREDIENTS.values(), ids=INGREDIENTS.keys())
def test_the_code_changes_with_each_file_that_the_edition_is_made_from(
    base: Path, change: Callable[[Path], None]
) -> None:
    """One small change to one file, and the page says another code."""
    before = code(base)
    change(base)
    assert code(base) != before


@pytest.mark.parametrize("number", range(len(MATERIAL)))
def test_the_code_changes_with_each_part_of_the_material(base: Path, number: int) -> None:
    """Layouts, labels, fonts: whatever it is printed with."""
    changed = tuple("another digest" if n == number else digest for n, digest in enumerate(MATERIAL))
    assert code(base, material=changed) != code(base)
    assert code(base, material=MATERIAL[:number] + MATERIAL[number + 1 :]) != code(base)


def test_the_code_changes_with_language_and_case(base: Path) -> None:
    """The editions of a case differ, and cases of the same files."""
    campaign, case = loaded(base)
    renamed = replace(case, slug="barge")
    codes = {plan.edition(campaign, one, lang, MATERIAL).code for one in (case, renamed) for lang in ("en", "ru")}
    assert len(codes) == 4


PRINT_CODE = f"""
from pathlib import Path
from packbuilder import load, plan
campaign = load.campaign(Path("campaign"), [])
print(plan.edition(campaign, load.case(campaign, "ferry", []), "en", {MATERIAL}).code)
"""


def test_the_code_changes_with_the_version_of_the_program(base: Path, repository: Path) -> None:
    """The same files, made by a copy of the program that says another version of itself."""
    copy = base.parent / "packbuilder"
    shutil.copytree(repository / "packbuilder", copy, ignore=shutil.ignore_patterns("__pycache__"))

    def printed() -> str:
        command = [sys.executable, "-B", "-c", PRINT_CODE]
        return subprocess.run(command, cwd=base.parent, check=True, capture_output=True, text=True).stdout.strip()

    assert printed() == code(base)
    init = copy / "__init__.py"
    init.write_text(init.read_text("utf-8").replace(__version__, "99.0"), "utf-8")
    assert printed() != code(base)


def touched(root: Path) -> None:
    for file in root.rglob("*.*"):
        os.utime(file, (0, 0))


def notes(root: Path) -> None:
    (root / "notes.txt").write_text("Call Ana.", "utf-8")


def neighbour(root: Path) -> None:
    cases = root / "content/cases"
    shutil.copytree(cases / "ferry", cases / "barge")


OTHERS = {
    "a text of another language": edited("cases/ferry/ru/story.md", "о", "оо"),
    "the age of the files": touched,
    "a file that is no part of it": notes,
    "another case": neighbour,
}


@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS.keys())
def test_the_code_changes_with_nothing_else(base: Path, change: Callable[[Path], None]) -> None:
    """What the edition is not made from leaves its code as it is."""
    before = code(base)
    change(base)
    assert code(base) == before


def test_the_code_is_the_same_wherever_the_campaign_lies(base: Path, tmp_path: Path) -> None:
    """In another folder, under another name."""
    assert code(Path(shutil.copytree(base, tmp_path / "elsewhere" / "deep"))) == code(base)


def test_languages_come_in_the_order_of_the_campaign(base: Path) -> None:
    """Those that the case has texts in; of these the wanted ones, in whichever order they are wanted."""
    campaign, case = loaded(base)
    assert plan.languages(campaign, case, ()) == ["en", "ru"]
    assert plan.languages(campaign, case, ("ru", "en")) == ["en", "ru"]
    assert plan.languages(campaign, case, ("ru",)) == ["ru"]
    assert plan.languages(campaign, case, ("kk",)) == []
    assert plan.languages(campaign, replace(case, texts={"ru": case.texts["ru"]}), ()) == ["ru"]


LAYOUTS = {
    one.name: one
    for one in (
        layout("letter", 30, "addressee"),
        layout("card", 10),
        layout("banner", 10),
        layout("placard", 20, "slogan"),
        layout("pack", 0, pack=True),
    )
}


@pytest.fixture
def edition(base: Path) -> Edition:
    """The English edition of the case `ferry`."""
    return plan.edition(*loaded(base), "en", MATERIAL)


def test_documents_come_in_the_order_of_the_pack(edition: Edition) -> None:
    """By place, then by name; one for each slogan and addressee, in the order of case.yaml; without the pack itself."""
    assert [document.name for document in plan.documents(edition, LAYOUTS)] == [
        "banner",
        "card",
        "placard-1-boats",
        "placard-2-hands-off",
        "letter-ministry",
        "letter-ferry-line",
    ]


def test_only_some_layouts(edition: Edition) -> None:
    """Each file has the same name and number as among all."""
    every = plan.documents(edition, LAYOUTS)
    chosen = plan.documents(edition, LAYOUTS, ("placard", "card"))
    assert [document.name for document in chosen] == ["card", "placard-1-boats", "placard-2-hands-off"]
    assert all(document in every for document in chosen)
    assert plan.documents(edition, LAYOUTS, ("pack",)) == []


def test_files_lie_in_the_folder_of_their_language(edition: Edition) -> None:
    """Below out/<case>/, with forward slashes."""
    paths = [document.path for document in plan.documents(edition, LAYOUTS)]
    assert paths[0] == "en/banner.pdf"
    assert len(set(paths)) == len(paths) == 6
    assert Document(edition, LAYOUTS["pack"]).path == "en/pack.pdf"


def test_a_case_without_slogans_has_no_placards(edition: Edition) -> None:
    """A layout that is made for each of something is made for none."""
    facts = edition.case.facts.model_copy(update={"slogans": []})
    mute = replace(edition, case=replace(edition.case, facts=facts))
    assert "placard" not in {document.layout.name for document in plan.documents(mute, LAYOUTS)}
