"""A campaign as it is loaded: what is in it, what it is known by, and where it is looked for."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from packbuilder import load
from packbuilder.errors import ErrorCollector
from packbuilder.model.loaded import Campaign, Case


def loaded(root: Path, slug: str = "ferry") -> Case:
    problems = ErrorCollector()
    campaign = load.campaign(root, problems)
    assert campaign is not None
    case = load.case(campaign, slug, problems)
    assert not problems
    assert case is not None
    return case


def test_campaign_holds_settings_addresses_and_cases(base: Path) -> None:
    problems = ErrorCollector()
    campaign = load.campaign(base, problems)
    assert isinstance(campaign, Campaign)
    assert campaign.settings.languages == ["en", "ru"]
    assert list(campaign.addresses) == ["ministry", "ferry-line", "crew-union"]
    assert campaign.addresses["ministry"].checked == date(2013, 6, 1)
    assert campaign.cases == {"ferry": base / "content/cases/ferry"}
    assert campaign.source.file == "content/campaign.yaml"
    assert campaign.source.line("look", "accent") == 7


def test_case_holds_facts_texts_and_pictures(base: Path) -> None:
    case = loaded(base)
    assert (case.slug, case.facts.act_until) == ("ferry", date(2013, 7, 31))
    assert case.source.line("figures", 1, "value") == 16
    assert case.source.line("figures", 1, "nowhere") == 16
    assert case.source.line("nowhere") == 0
    assert set(case.texts) == {"en", "ru"}
    assert case.texts["ru"]["title"].heading == "Паром Нортпорта"
    picture = case.pictures["quay"]
    assert (picture.media_type, picture.width_px, picture.height_px) == ("image/png", 24, 16)


@pytest.mark.parametrize("file", ["case.yaml", "en/story.md", "images/quay.png"])
def test_digest_of_a_language_changes_with_what_it_is_made_of(file: str, base: Path) -> None:
    before = loaded(base).digests
    path = base / "content/cases/ferry" / file
    data = path.read_bytes()
    path.write_bytes(data.replace(b"value: 240", b"value: 241") if file == "case.yaml" else data + b"\n")
    after = loaded(base).digests
    assert before["en"] != after["en"]
    assert (before["ru"] == after["ru"]) == (file == "en/story.md")


def test_words_cannot_move_from_one_text_to_the_next_unseen(base: Path) -> None:
    before = loaded(base).digests["en"]
    folder = base / "content/cases/ferry/en"
    story, summary = (folder / name for name in ("story.md", "summary.md"))
    first, second = story.read_bytes(), summary.read_bytes()
    story.write_bytes(second)
    summary.write_bytes(first)
    assert loaded(base).digests["en"] != before


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_byte_order_marks_and_line_ends_make_no_difference(bom: bytes, end: bytes, base: Path) -> None:
    expected = loaded(base)
    files = [*base.rglob("*.yaml"), *base.rglob("*.md")]
    assert len(files) > 30
    for path in files:
        path.write_bytes(bom + path.read_bytes().replace(b"\n", end))
    assert loaded(base) == expected


def test_files_beside_the_texts_are_left_alone(base: Path) -> None:
    expected = loaded(base)
    folder = base / "content/cases/ferry"
    for name in ("en/.story.md.swp", "en/story.md~", "en/_draft.md", "notes.txt"):
        (folder / name).write_text("anything", "utf-8")
    (folder / "_old").mkdir()
    (base / "content/cases/.git").mkdir()
    assert loaded(base) == expected


@pytest.mark.parametrize(
    ("slug", "remedy"),
    [
        ("fery", "Did you mean `ferry`?"),
        ("FERRY", "Did you mean `ferry`?"),
        ("../ferry", "Did you mean `ferry`?"),
        ("", "Make its folder, with case.yaml. Known are: `ferry`."),
        ("/etc/passwd", "Make its folder, with case.yaml. Known are: `ferry`."),
        ("..", "Make its folder, with case.yaml. Known are: `ferry`."),
    ],
)
def test_a_case_that_is_not_there(slug: str, remedy: str, base: Path) -> None:
    problems = ErrorCollector()
    campaign = load.campaign(base, problems)
    assert campaign is not None
    assert load.case(campaign, slug, problems) is None
    assert [str(problem) for problem in problems] == [f"content/cases: There is no case `{slug}`. {remedy}"]


def test_a_case_folder_must_have_a_name_that_can_be_typed(base: Path) -> None:
    shutil.copytree(base / "content/cases/ferry", base / "content/cases/The Ferry")
    problems = ErrorCollector()
    campaign = load.campaign(base, problems)
    assert campaign is not None
    load.case(campaign, "The Ferry", problems)
    assert [problem.what for problem in problems] == [
        "`ferry` is not the name of its folder, `The Ferry`.",
        "The folder's name `The Ferry` is no key.",
    ]


def test_root_is_the_nearest_folder_with_a_campaign(base: Path) -> None:
    assert load.find_root(base) == base
    assert load.find_root(base / "content/cases/ferry/en") == base
    assert load.find_root(base.parent) is None


def test_texts_are_read_even_where_the_facts_are_faulty(base: Path) -> None:
    (base / "content/cases/ferry/case.yaml").unlink()
    (base / "content/cases/ferry/en/story.md").write_text("No heading.\n", "utf-8")
    problems = ErrorCollector()
    campaign = load.campaign(base, problems)
    assert campaign is not None
    assert load.case(campaign, "ferry", problems) is None
    assert [problem.file for problem in problems] == [f"content/cases/ferry/{n}" for n in ("en/story.md", "case.yaml")]


def test_layouts_of_earlier_folders_win(base: Path, repository: Path) -> None:
    shipped = repository / "tests/faults/layouts"
    own = base / "layouts"
    for name in ("handout", "notice", "_base", "locale"):
        shutil.copytree(shipped / "handout", own / name)
    problems = ErrorCollector()
    layouts = load.layouts([own, shipped, base / "nowhere"], problems)
    assert not problems
    assert list(layouts) == ["handout", "note", "notice"]
    assert layouts["handout"].folder == own / "handout"
    assert layouts["handout"].source.file == "layouts/handout/layout.yaml"
    assert layouts["handout"].sha256 == layouts["notice"].sha256
    (own / "notice/style.css").write_text("p { margin: 1mm }", "utf-8")
    assert load.layouts([own], problems)["notice"].sha256 != layouts["notice"].sha256


def test_the_real_campaign_loads(repository: Path) -> None:
    problems = ErrorCollector()
    campaign = load.campaign(repository, problems)
    assert campaign is not None
    assert campaign.cases
    for slug in campaign.cases:
        case = load.case(campaign, slug, problems)
        assert case is not None
        assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in case.digests.values())
    assert not problems
