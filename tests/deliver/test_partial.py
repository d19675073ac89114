"""Builds of a part, by language or by layout: the rest stays, and the manifest is true of both."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests import program
from tests.program import DAY, delivered, manifest


def editions(place: Path) -> dict[str, set[str]]:
    """The edition codes that the manifest lists, by language."""
    found: dict[str, set[str]] = {}
    for edition in manifest(place)["editions"]:
        found.setdefault(edition["lang"], set()).add(edition["code"])
    return found


def test_one_language_is_built_and_the_other_stays(campaign: Path, before: dict[str, bytes]) -> None:
    """Russian keeps its bytes and its edition; English has new ones, and its old edition is gone."""
    place = campaign / "out/ferry"
    old = editions(place)
    program.built(campaign)
    after = delivered(place)
    assert after.keys() == before.keys()
    assert all(after[path] == before[path] for path in after if path.startswith("ru/"))
    assert after["en/leaflet.pdf"] != before["en/leaflet.pdf"]
    assert editions(place)["ru"] == old["ru"]
    assert not editions(place)["en"] & old["en"]


def test_one_layout_is_built_and_the_others_stay(campaign: Path, before: dict[str, bytes]) -> None:
    """Only the leaflet is of the new edition; the manifest names both, and of each file which it is."""
    place = campaign / "out/ferry"
    (old,) = editions(place)["en"]
    program.built(campaign, "--only=leaflet")
    after = delivered(place)
    assert [path for path in sorted(after) if after[path] != before[path]] == ["en/leaflet.pdf", "manifest.json"]
    codes = {entry["path"]: entry["edition"] for entry in manifest(place)["files"] if entry["lang"] == "en"}
    new = codes.pop("en/leaflet.pdf")
    assert new != old
    assert set(codes.values()) == {old}
    assert editions(place)["en"] == {old, new}


def test_the_pack_alone_is_built_from_all_documents(campaign: Path) -> None:
    """`--only pack` lays every document out and writes the pack alone, the same as in a whole build."""
    shutil.rmtree(campaign / "out")
    program.built(campaign, "--only=pack")
    alone = delivered(campaign / "out/ferry")
    assert alone.keys() == {"en/pack.pdf", "manifest.json"}
    program.built(campaign)
    assert delivered(campaign / "out/ferry")["en/pack.pdf"] == alone["en/pack.pdf"]


def test_what_is_built_whole_keeps_nothing_of_its_own(campaign: Path) -> None:
    """A slogan that is no longer there has no placard any more, in the languages that are built."""
    program.change(campaign / "content/cases/ferry/case.yaml", "slogans: [boats, hands-off]", "slogans: [hands-off]")
    for lang, words in (("en", "- boats: No boats, no town\n"), ("ru", "- boats: Нет судов — нет города\n")):
        program.change(campaign / f"content/cases/ferry/{lang}/slogans.md", words, "")
    program.built(campaign)
    placards = [path for path in delivered(campaign / "out/ferry") if "placard" in path]
    assert sorted(placards) == ["en/placard-1-hands-off.pdf", "ru/placard-1-boats.pdf", "ru/placard-2-hands-off.pdf"]
    assert program.run("build", "--case=ferry", DAY, cwd=campaign).returncode == 0
    placards = [path for path in delivered(campaign / "out/ferry") if "placard" in path]
    assert placards == ["en/placard-1-hands-off.pdf", "ru/placard-1-hands-off.pdf"]


def test_a_whole_build_keeps_other_editions_and_says_which_are_past(campaign: Path) -> None:
    """One for copiers stays, with nothing to say until a text has changed; a language that is no more goes."""
    program.built(campaign, "--variant=mono", "--only=leaflet")
    done = program.run("build", "--case=ferry", DAY, cwd=campaign)
    assert (done.returncode, "earlier build" in done.stderr) == (0, False)
    assert {"en/mono/leaflet.pdf", "ru/leaflet.pdf"} <= delivered(campaign / "out/ferry").keys()
    shutil.rmtree(campaign / "content/cases/ferry/ru")
    program.change(campaign / "content/cases/ferry/en/title.md", "# The", "# Now: the")
    told = program.build(campaign).stderr
    assert "out/ferry/en/mono: 1 file(s) of an earlier build lie here, and would be others today." in told
    assert "out/ferry/ru: " in told
    done = program.run("build", "--case=ferry", DAY, cwd=campaign)
    assert done.returncode == 0, done.stderr
    after = delivered(campaign / "out/ferry")
    assert "en/mono/leaflet.pdf" in after
    assert not [path for path in after if path.startswith("ru/")]


def test_a_draft_stays_a_draft_until_its_last_file_is_gone(campaign: Path) -> None:
    """The manifest does not call a folder finished while a file of a draft lies in it."""
    place = campaign / "out/ferry"
    assert manifest(place)["draft"] is False
    program.built(campaign, "--draft", "--only=leaflet")
    assert manifest(place)["draft"] is True
    assert {entry["path"] for entry in manifest(place)["files"] if entry["draft"]} == {"en/leaflet.pdf"}
    program.built(campaign, "--only=placard")
    assert manifest(place)["draft"] is True
    program.built(campaign, "--only=leaflet")
    assert manifest(place)["draft"] is False


def test_a_file_that_somebody_changed_is_not_vouched_for(campaign: Path, before: dict[str, bytes]) -> None:
    """It stays, as nobody's but theirs: the manifest could say nothing true of it."""
    (campaign / "out/ferry/en/appeal.pdf").write_bytes(b"%PDF-1.7 my own")
    (campaign / "out/ferry/ru/appeal.pdf").unlink()
    done = program.build(campaign, "--only=leaflet")
    after = delivered(campaign / "out/ferry", "en/appeal.pdf")
    assert before.keys() - after.keys() == {"ru/appeal.pdf"}
    assert after["en/appeal.pdf"] == b"%PDF-1.7 my own"
    assert "out/ferry/en/appeal.pdf: packbuilder did not make this, or it has been changed since" in done.stderr


@pytest.mark.parametrize(
    "change",
    [
        {"path": "../../../content/campaign.yaml"},
        {"path": "/etc/hostname"},
        {"path": ""},
        {"sha256": None},
        {"sha256": "0" * 64},
    ],
)
def test_a_manifest_that_was_tampered_with_fetches_nothing(campaign: Path, change: dict[str, str | None]) -> None:
    """No file from elsewhere, no traceback: the entry is passed over. A missing key (None) makes one unusable, too."""
    place = campaign / "out/ferry"
    whole = manifest(place)
    entry = next(entry for entry in whole["files"] if entry["path"] == "ru/leaflet.pdf")
    for key, value in change.items():
        entry.pop(key)
        if value is not None:
            entry[key] = value
    (place / "manifest.json").write_text(json.dumps(whole), "utf-8")
    program.built(campaign, "--only=leaflet")
    after = delivered(place, "ru/leaflet.pdf")
    assert len(after) == 23


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b'{"packbuilder": "0.1.0", "case": "ferry"}'])
def test_without_a_manifest_of_ours_the_folder_is_not_ours(campaign: Path, data: bytes) -> None:
    """A broken manifest: what lies there is not swapped away."""
    (campaign / "out/ferry/manifest.json").write_bytes(data)
    done = program.build(campaign, "--only=leaflet")
    assert done.exit_code == 6
    assert "This is in the way" in done.stderr
    assert (campaign / "out/ferry/manifest.json").read_bytes() == data


def test_a_manifest_whose_files_are_no_list_keeps_nothing(campaign: Path) -> None:
    """It is ours by its keys, and says nothing that could be used: what lies there may be anybody's."""
    (campaign / "out/ferry/manifest.json").write_text(
        '{"packbuilder": "9", "case": "ferry", "files": {"a": 1}}', "utf-8"
    )
    place = campaign / "out/ferry"
    shutil.rmtree(place / "ru")
    there = {path.relative_to(place).as_posix() for path in place.rglob("*.pdf")}
    program.built(campaign, "--only=leaflet")
    delivered(place, *there - {"en/leaflet.pdf"}, "en/leaflet (yours).pdf")
