"""`list --gaps`, `check --format`, `status` and `translated`: what is missing, behind, stale or refused."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from packbuilder.errors import Topic
from tests import program
from tests.program import DAY, change, invoke, lines

CASE = Path("content/cases/ferry")
BRANCH = """# yaml-language-server: $schema=../schema/branch.schema.json
id: berlin
name: {en: Harbour Campaign in Berlin}
country: DE
languages: [en]
time_zone: Europe/Berlin
"""
HEAD = ["case", "language", "branch", *(topic.value for topic in Topic), "state"]


@pytest.fixture
def late(small: Path) -> Path:
    """The small campaign with one gap of each sort: behind, missing, stale, open, unreviewed, and refused by a law."""
    program.translated(small)  # keeps what the translations were made from
    change(small / CASE / "en/story.md", "In June the crew was told to go.", "In June <3 & all were told to go.")
    (small / CASE / "ru/headline.md").unlink()
    change(small / CASE / "ru/guide.md", "---\nsource", "---\nreviewed: false\nsource")
    change(small / CASE / "case.yaml", "value: 240", "value: open")
    addresses = (small / "content/addresses.yaml").read_text("utf-8")
    (small / "content/addresses.yaml").write_text(addresses.replace("2013-06-01", "2012-06-01", 1), "utf-8")
    (small / "content/branches").mkdir()
    (small / "content/branches/berlin.yaml").write_text(BRANCH, "utf-8")
    return small


def table(words: str) -> list[dict[str, str]]:
    """The rows of an aligned table: cells stand below the heads of their columns."""
    head, *rows = lines(words)
    starts = [match.start() for match in re.finditer(r"\S+", head)]
    ends = [*starts[1:], 999]
    assert [head[a:b].strip() for a, b in zip(starts, ends, strict=True)] == HEAD
    return [dict(zip(HEAD, (row[a:b].strip() for a, b in zip(starts, ends, strict=True)), strict=True)) for row in rows]


def editions(words: str) -> dict[tuple[str, str | None], Any]:
    whole = json.loads(words)
    assert whole["today"] == "2013-07-05"
    return {(one["lang"], one["branch"]): one for one in whole["editions"]}


def test_the_table_has_a_row_for_each_language_and_branch(late: Path) -> None:
    """It is told, not refused: whoever runs a campaign looks at it every week."""
    done = invoke("list", "--root", late, "--gaps", DAY)
    assert (done.exit_code, done.stderr) == (0, "")
    told = {(row["language"], row["branch"]): row for row in table(done.stdout)}
    assert set(told) == {("en", "—"), ("ru", "—"), ("en", "berlin")}
    counts = {key: {topic: row[topic] for topic in HEAD[3:-1] if row[topic]} for key, row in told.items()}
    assert counts == {
        ("en", "—"): {"stale": "1", "open": "1"},
        ("ru", "—"): {"missing": "1", "behind": "1", "stale": "1", "open": "1", "review": "1"},
        ("en", "berlin"): {"fault": "1", "stale": "1", "open": "1"},
    }
    assert [told[key]["state"] for key in counts] == ["can be built", "refused", "refused"]


def test_a_campaign_without_gaps_says_so(small: Path) -> None:
    done = invoke("list", "--root", small, "--gaps", DAY)
    assert {row["state"] for row in table(done.stdout)} == {"can be built"}


@pytest.mark.parametrize("command", [["list", "--gaps"], ["list"], ["check"]])
def test_json_says_every_problem_and_what_has_changed(late: Path, command: list[str]) -> None:
    """The same of `list` and of `check`, which also refuses; on stdout nothing else."""
    done = invoke(*command, "--root", late, "--format=json", DAY)
    assert done.exit_code == (3 if command == ["check"] else 0)
    told = editions(done.stdout)
    russian = told["ru", None]
    assert russian["refused"] is True
    assert told["en", None]["refused"] is False
    assert set(russian["counts"]) == {topic.value for topic in Topic}
    assert sum(russian["counts"].values()) == len(russian["problems"]) == 5
    (behind,) = [one for one in russian["problems"] if one["topic"] == "behind"]
    assert behind["file"] == "content/cases/ferry/ru/story.md"
    assert behind["severity"] == "warning"
    assert behind["difference"][3:] == ["-In June the crew was told to go.", "+In June <3 & all were told to go."]
    assert all(one["what"] and one["remedy"] and one["file"] for one in russian["problems"])
    assert all(not one["difference"] for one in told["en", None]["problems"])


class Page(HTMLParser):
    """A page of HTML: what stands in it, and its tags, which must be closed."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.rows: list[list[str]] = []
        self.feed(words)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
        if tag not in {"meta", "br", "link", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)
        if self.open and self.open[-1] in {"td", "th", "a"} and self.rows:
            self.rows[-1][-1] += data


def test_the_page_of_html_stands_by_itself(late: Path) -> None:
    """Every row and every problem; what people write is text; nothing is fetched from anywhere."""
    done = invoke("list", "--root", late, "--gaps", "--format=html", DAY)
    assert done.exit_code == 0
    page = Page(done.stdout)
    assert page.rows[0] == HEAD
    assert [row[:3] for row in page.rows[1:4]] == [
        ["ferry", "en", "—"],
        ["ferry", "ru", "—"],
        ["ferry", "en", "berlin"],
    ]
    assert [row[-1] for row in page.rows[1:4]] == ["can be built", "refused", "refused"]
    said = "".join(page.said)
    assert "content/cases/ferry/ru/headline.md" in said
    assert "+In June <3 & all were told to go." in said
    assert "3 editions, 2 of them refused" in said
    loaded = [value or "" for name, value in page.attributes if name in {"src", "srcset", "action"}]
    assert loaded == []
    assert all((value or "").startswith("#") for name, value in page.attributes if name == "href")
    targets = {value for name, value in page.attributes if name == "id"}
    assert {(value or "")[1:] for name, value in page.attributes if name == "href"} <= targets


def test_formats_that_there_are_not_are_refused(late: Path) -> None:
    assert invoke("list", "--root", late, "--gaps", "--format=pdf").exit_code == 2
    (late / "content/campaign.yaml").write_text("name: [", "utf-8")
    done = invoke("list", "--root", late, "--gaps", "--format=json")
    assert (done.exit_code, done.stdout) == (3, "")


def test_status_says_what_is_to_be_taken_down(small: Path) -> None:
    """By the day: nothing, then addresses, then the appeal as well; it is told, not refused."""
    for day, number in (("2013-07-05", 0), ("2014-06-02", 4), ("2015-06-05", 4)):
        done = invoke("status", "--root", small, f"--today={day}")
        assert (done.exit_code, done.stderr) == (0, "")
        told, last = lines(done.stdout)[:-1], lines(done.stdout)[-1]
        assert len(told) == number
        if not number:
            assert last == f"Nothing has run out on {day}."
            continue
        assert last == f"{number} to take down or check again on {day}."
        assert [line.split(":")[0] for line in told] == [
            *["content/addresses.yaml"] * 3,
            f"{CASE.as_posix()}/case.yaml",
        ]
    change(small / CASE / "case.yaml", "status: open", "status: archived")
    assert lines(invoke("status", "--root", small, "--today=2015-06-05").stdout) == [
        "Nothing has run out on 2015-06-05."
    ]


def test_translated_keeps_what_a_translation_was_made_from(small: Path) -> None:
    """The stamp and the source beside it; `--diff` only shows what has changed; a name brings one up to date."""
    folder = small / CASE / "ru"
    before = {file.name: file.read_bytes() for file in folder.glob("*.md")}
    done = invoke("translated", "ferry", "ru", "--root", small)
    assert (done.exit_code, done.stdout) == (0, "16 translation(s) into ru are as their source is now.\n")
    assert {file.name: file.read_bytes() for file in folder.glob("*.md")} == before  # they said so already
    assert {file.name for file in (folder / "_source").iterdir()} == set(before)
    change(small / CASE / "en/story.md", "In June", "In July")
    change(small / CASE / "en/guide.md", "a sentence", "two sentences")
    shown = invoke("translated", "ferry", "ru", "--root", small, "--diff").stdout
    assert "content/cases/ferry/ru/story.md: behind" in shown
    assert "+In July the crew was told to go." in shown
    assert {file.name: file.read_bytes() for file in folder.glob("*.md")} == before
    warned = invoke("check", "--root", small, DAY)
    assert warned.exit_code == 0
    assert [line.split(":")[1].strip() for line in lines(warned.stderr)[:-1]] == [
        "content/cases/ferry/ru/guide.md",
        "content/cases/ferry/ru/story.md",
    ]
    assert "It said “In June the crew was told to go.”; it says “In July the crew was told to go.”" in warned.stderr
    assert invoke("translated", "ferry", "ru", "story", "--root", small).exit_code == 0
    (left,) = [line for line in lines(invoke("check", "--root", small, DAY).stderr) if line.startswith("warning")]
    assert "guide.md" in left
    program.translated(small)
    assert invoke("check", "--root", small, DAY, "--strict").exit_code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["fery", "ru"], "CASE: There is no case `fery`. There is: ferry."),
        (["ferry", "en"], "LANG: The case `ferry` has no translations in `en`. Name a language that is translated "),
        (["ferry", "kk"], "LANG: The case `ferry` has no translations in `kk`. Name a language that is translated "),
        (["ferry", "ru", "storry"], "TEXT: There is no translation `storry`. Did you mean `story`?"),
        (["ferry", "ru", "../../x"], "TEXT: There is no translation `../../x`. There is: actions, "),
        (["../ferry", "ru"], "CASE: There is no case `../ferry`. There is: ferry."),
    ],
)
def test_what_cannot_be_meant_is_refused(small: Path, words: list[str], message: str) -> None:
    before = sorted(small.rglob("*"))
    done = invoke("translated", "--root", small, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert lines(done.stderr)[0].startswith(message)
    assert sorted(small.rglob("*")) == before


def test_a_translation_that_cannot_be_written_is_refused(small: Path) -> None:
    """With the code of delivery, and no traceback."""
    (small / CASE / "ru/_source").write_text("", "utf-8")
    done = invoke("translated", "ferry", "ru", "--root", small)
    assert done.exit_code == 6, done.exception
    assert "The file cannot be written" in done.stderr
